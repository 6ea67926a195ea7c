package io.github.fallline.files;

import io.github.fallline.argument.Setting;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decodes UTF-8. A byte order mark is skipped; UTF-16, NUL bytes and malformed bytes are {@link
 * InputException}s that name the line, thrown once everything before was read, and again by every
 * later read.
 *
 * <p>The JDK's reader does not know the line: it loses count of the characters decoded before the
 * error.
 */
final class Utf8Reader extends Reader {
  private static final int BLOCK = 1 << 16;

  /** The remedy where the charset can be named. */
  static final String TABLE_REMEDY =
      "; name its encoding with " + Setting.CHARSET + ", e.g. windows-1252 or UTF-16LE";

  private static final String REMEDY = "; convert it to UTF-8, e.g. with iconv";

  private final InputStream source;
  private final String name;
  private final String remedy;
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT);
  private final ByteBuffer encoded = ByteBuffer.allocate(BLOCK).limit(0);
  // UTF-8 never decodes to more characters than bytes, so one block always fits.
  private final CharBuffer decoded = CharBuffer.allocate(BLOCK).limit(0);
  private boolean started;
  private boolean ended;
  private @Nullable InputException failure;

  /** The failure of the source, behind what is decoded. */
  private @Nullable IOException cause;

  private long line = 1;
  private byte previous;

  /** Decodes a text from its beginning. */
  Utf8Reader(InputStream source, String name) {
    this(source, name, 0, false, REMEDY);
  }

  /**
   * Decodes a text from its beginning or from behind some of its lines.
   *
   * @param within whether a byte order mark cannot follow
   * @param remedy for bytes that are not UTF-8
   */
  Utf8Reader(InputStream source, String name, long linesBefore, boolean within, String remedy) {
    this.source = source;
    this.name = name;
    this.remedy = remedy;
    line += linesBefore;
    started = within;
  }

  @Override
  public int read(char[] target, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    while (!decoded.hasRemaining()) {
      if (failure != null) {
        throw failure;
      } else if (cause != null) {
        failure = unreadable(cause);
      } else if (ended) {
        return -1;
      } else {
        fetch();
        decode();
      }
    }
    int count = Math.min(length, decoded.remaining());
    decoded.get(target, offset, count);
    return count;
  }

  /** Damaged data has the line up to which it is decompressed. */
  private InputException unreadable(IOException cause) {
    return TextInput.unreadable(
        cause instanceof DamagedDataException ? name + ":" + line : name, cause);
  }

  private void fetch() {
    encoded.compact();
    try {
      while (encoded.hasRemaining() && !ended) {
        int count = source.read(encoded.array(), encoded.position(), encoded.remaining());
        ended = count < 0;
        encoded.position(encoded.position() + Math.max(0, count));
      }
    } catch (IOException e) {
      cause = e;
    }
    encoded.flip();
    if (!started) {
      started = true;
      skipMark();
    }
  }

  private void skipMark() {
    boolean wide = startsWith(0, 0, 0xfe, 0xff) || startsWith(0xff, 0xfe, 0, 0);
    if (wide || startsWith(0xfe, 0xff) || startsWith(0xff, 0xfe)) {
      failure = new InputException(name + (wide ? ": UTF-32 text" : ": UTF-16 text") + remedy);
      encoded.position(encoded.limit());
    } else if (startsWith(0xef, 0xbb, 0xbf)) {
      encoded.position(3);
    }
  }

  private boolean startsWith(int... bytes) {
    for (int i = 0; i < bytes.length; i++) {
      if (i >= encoded.limit() || (encoded.get(i) & 0xff) != bytes[i]) {
        return false;
      }
    }
    return true;
  }

  private void decode() {
    int first = encoded.position();
    decoded.clear();
    CoderResult result = decoder.decode(encoded, decoded, ended);
    decoded.flip();
    if (inspect(first, encoded.position()) && result.isError()) {
      int unknown = encoded.get(encoded.position()) & 0xff;
      failure = refusal(String.format("byte 0x%02X is not UTF-8", unknown));
    }
  }

  /**
   * Counts the lines among decoded bytes, and truncates the decoded text at a NUL, which UTF-8
   * decodes without an error.
   *
   * @return whether there was none
   */
  private boolean inspect(int first, int end) {
    byte[] bytes = encoded.array();
    for (int i = first; i < end; i++) {
      byte next = bytes[i];
      if (next == '\r' || (next == '\n' && previous != '\r')) {
        line++;
      } else if (next == 0) {
        failure = refusal("a NUL byte, so not UTF-8 text");
        truncateAtNul();
        return false;
      }
      previous = next;
    }
    return true;
  }

  private void truncateAtNul() {
    int place = 0;
    while (decoded.get(place) != 0) {
      place++;
    }
    decoded.limit(place);
  }

  private InputException refusal(String finding) {
    return new InputException(name + ":" + line + ": " + finding + remedy);
  }

  @Override
  public void close() {
    try {
      source.close();
    } catch (IOException e) {
      throw TextInput.unreadable(name, e);
    }
  }
}
