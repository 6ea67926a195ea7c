package io.github.fallline.json;

import io.github.fallline.files.InputException;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The text of a JSON file: UTF-8 with or without a byte order mark, at most 512 MB, 20 levels and
 * 10 million tokens, which a model of a million features has; no name twice in an object.
 */
public final class JsonReader {
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};
  private static final int MOST_LEVELS = 20;
  private static final int MOST_MEGABYTES = 512;

  /** A text of brackets takes 100 times its size in memory. */
  private static final int MOST_TOKENS = 10_000_000;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MOST_LEVELS)
                          .maxDocumentLength((long) MOST_MEGABYTES << 20)
                          .maxTokenCount(MOST_TOKENS)
                          .build())
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
          .build();

  private JsonReader() {}

  /**
   * Reads a file.
   *
   * @param kind what the file should be, such as {@code model file}
   * @throws InputException when there is no such file or its text is not as above; the message
   *     names line and column
   */
  public static JsonNodeReader read(Path file, String kind) {
    return read(file, kind, OutputStream.nullOutputStream());
  }

  /**
   * Reads a file, which may be a pipe that can be read only once.
   *
   * @param kind what the file should be, such as {@code model file}
   * @param copy receives the bytes of the file as they are; the caller's to close
   * @throws InputException when there is no such file or its text is not as above; the message
   *     names line and column
   */
  public static JsonNodeReader read(Path file, String kind, OutputStream copy) {
    if (Files.isDirectory(file)) {
      throw new InputException(file + ": is a directory; expected a " + kind);
    }
    // A reader of its own, because the parser would guess at UTF-16 and UTF-32.
    try (InputStream bytes =
            new BufferedInputStream(new CopiedStream(Files.newInputStream(file), copy));
        Reader text = new InputStreamReader(bytes, StandardCharsets.UTF_8.newDecoder())) {
      skipMark(file, bytes);
      JsonNode root = MAPPER.readTree(text);
      bytes.transferTo(OutputStream.nullOutputStream());
      if (root.isMissingNode()) {
        throw new InputException(file + ": damaged: the file is empty");
      }
      return JsonNodeReader.root(file, root);
    } catch (StreamConstraintsException e) {
      throw new InputException(
          String.format(
              Locale.ROOT,
              "%s: not a %s: more than %d MB, %d levels, %,d tokens, or a too long name or"
                  + " number",
              file,
              kind,
              MOST_MEGABYTES,
              MOST_LEVELS,
              MOST_TOKENS),
          e);
    } catch (JacksonException e) {
      throw e.getCause() instanceof IOException io ? unreadable(file, io) : damaged(file, e);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /** Skips a byte order mark. */
  private static void skipMark(Path file, InputStream bytes) throws IOException {
    bytes.mark(3);
    byte[] first = bytes.readNBytes(3);
    if (Arrays.equals(first, BYTE_ORDER_MARK)) {
      return;
    }
    bytes.reset();
    int mark = first.length < 2 ? 0 : ((first[0] & 0xff) << 8) | (first[1] & 0xff);
    if (mark == 0xfeff || mark == 0xfffe) {
      throw new InputException(file + ": UTF-16 text; convert it to UTF-8, e.g. with iconv");
    }
  }

  private static InputException unreadable(Path file, IOException cause) {
    if (cause instanceof NoSuchFileException) {
      return new InputException(file + ": no such file", cause);
    }
    if (cause instanceof AccessDeniedException) {
      return new InputException(file + ": permission to read is denied", cause);
    }
    if (cause instanceof CharacterCodingException) {
      return new InputException(file + ": damaged, or not JSON: the text is not UTF-8", cause);
    }
    return new InputException(file + ": cannot be read: " + cause.getMessage(), cause);
  }

  private static InputException damaged(Path file, JacksonException cause) {
    TokenStreamLocation location = cause.getLocation();
    String place = ":" + location.getLineNr() + ":" + location.getColumnNr();
    String pointer =
        cause.processor() instanceof JsonParser parser
            ? parser.streamReadContext().pathAsPointer().toString()
            : "";
    // The parser's own words, without its advice to programmers that follows them.
    String finding = cause.getOriginalMessage().split(" \\(|: |\\R", 2)[0];
    return new InputException(
        "%s%s: damaged, or not JSON: %s%s"
            .formatted(file, place, finding, pointer.isEmpty() ? "" : " at " + pointer),
        cause);
  }

  /** A stream whose bytes are copied as they are read. */
  private static final class CopiedStream extends FilterInputStream {
    private final OutputStream copy;

    CopiedStream(InputStream source, OutputStream copy) {
      super(source);
      this.copy = copy;
    }

    @Override
    public int read() throws IOException {
      int next = super.read();
      if (next >= 0) {
        copy.write(next);
      }
      return next;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int count = super.read(target, offset, length);
      copy.write(target, offset, Math.max(0, count));
      return count;
    }

    @Override
    public int available() {
      return 0; // the stream of a pipe may fail when it is asked
    }
  }
}
