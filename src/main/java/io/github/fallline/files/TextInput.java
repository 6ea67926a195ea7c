package io.github.fallline.files;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A source of text: a file, standard input or a stream, plain or compressed with gzip, bzip2, xz or
 * Zstandard, or a file in a zip archive. A file may be a pipe, which can be read only once.
 *
 * <p>Compression is detected by the first bytes, not by the name; the text is UTF-8, with or
 * without a byte order mark, unless it is {@linkplain #openUtf8 converted}. One thread reads; any
 * thread may ask for {@link #bytesRead()}. What is compressed in a file is decompressed by a thread
 * of its own.
 */
public final class TextInput implements TextSource {
  private static final int BLOCK = 1 << 16;

  /** The bytes that tell compressed data from text. */
  private static final int FIRST_BYTES = 16;

  private final String name;
  private final @Nullable Path path;
  private final @Nullable InputStream stream;

  /** Opens rows that are no file; null for a file or a stream. */
  private final @Nullable Source source;

  private final boolean reopened;

  /** The place of the file within an archive; null if this is none. */
  private final ZipArchive.@Nullable Place entry;

  private @Nullable List<TextInput> texts;
  private volatile @Nullable CountingInputStream count;
  private volatile boolean compressed;
  private volatile boolean converted;

  private TextInput(String name, @Nullable Path path, @Nullable InputStream stream) {
    this(name, path, stream, null);
  }

  private TextInput(
      String name,
      @Nullable Path path,
      @Nullable InputStream stream,
      ZipArchive.@Nullable Place entry) {
    this.name = name;
    this.path = path;
    this.stream = stream;
    this.entry = entry;
    source = null;
    reopened = false;
  }

  private TextInput(String name, Source source, boolean reopened) {
    this.name = name;
    path = null;
    stream = null;
    entry = null;
    this.source = source;
    this.reopened = reopened;
  }

  /** A table from which text is made. */
  @FunctionalInterface
  public interface Source {
    /**
     * Starts the text of the table, in UTF-8.
     *
     * @throws InputException if it cannot be read
     */
    InputStream open();
  }

  /**
   * Text made of the rows of a table: a header, then a line a row. Errors name the row instead of
   * the line.
   *
   * @param name for errors
   * @param reopened whether the rows can be read more than once
   */
  public static TextInput ofRows(String name, Source source, boolean reopened) {
    return new TextInput(name, source, reopened);
  }

  /** Whether this is made of the rows of a table, which are counted instead of lines. */
  public boolean hasRows() {
    return source != null;
  }

  /**
   * Text from a stream, which can be opened once and which the caller closes.
   *
   * @param name for errors
   */
  public TextInput(InputStream stream, String name) {
    this(name, null, stream);
  }

  /** The text of a file; errors name the path as given. */
  public static TextInput of(Path path) {
    return new TextInput(path.toString(), path, null);
  }

  /** A file in a zip archive. */
  static TextInput ofEntry(String name, Path archive, ZipArchive.Place entry) {
    return new TextInput(name, archive, null, entry);
  }

  /**
   * The text of a command line argument: {@code -} is standard input, anything else a path.
   *
   * @throws InputException if the argument cannot be a path
   */
  public static TextInput of(String argument) {
    if (argument.equals("-")) {
      return new TextInput(System.in, "standard input");
    }
    return new TextInput(argument, pathOf(argument), null);
  }

  /**
   * The path of an argument.
   *
   * @throws InputException if it cannot be one
   */
  static Path pathOf(String argument) {
    try {
      return Path.of(argument);
    } catch (InvalidPathException e) {
      String reason =
          argument.chars().allMatch(c -> c < 0x80)
              ? e.getReason()
              : "this locale cannot encode its letters (set LC_ALL=C.UTF-8, or give the data"
                  + " as standard input: -)";
      throw new InputException(argument + ": not a valid path; " + reason, e);
    }
  }

  /** The name in errors: the file's name as it was given, or {@code standard input}. */
  @Override
  public String name() {
    return name;
  }

  /** This text, or the files in it if it is a zip archive. */
  @Override
  public synchronized List<TextInput> texts() {
    if (texts == null) {
      texts =
          entry == null && path != null && isRegularFile() && Compression.isZip(firstBytes(path))
              ? ZipArchive.tables(path, name)
              : List.of(this);
    }
    return texts;
  }

  private boolean isRegularFile() {
    return path != null && Files.isRegularFile(path);
  }

  private byte[] firstBytes(Path path) {
    try (InputStream file = Files.newInputStream(path)) {
      return file.readNBytes(FIRST_BYTES);
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  /**
   * The size in bytes, possibly compressed; empty unless it is a regular file, and for 0 bytes,
   * because files of {@code /proc} have content but size 0.
   */
  @Override
  public OptionalLong size() {
    if (entry != null) {
      return entry.bytes() > 0 ? OptionalLong.of(entry.bytes()) : OptionalLong.empty();
    }
    try {
      long bytes = path != null && isRegularFile() ? Files.size(path) : 0;
      return bytes > 0 ? OptionalLong.of(bytes) : OptionalLong.empty();
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }

  @Override
  public boolean isCompressedFile() {
    if (entry != null) {
      return true;
    }
    if (path == null || !isRegularFile()) {
      return false;
    }
    byte[] first = firstBytes(path);
    return Compression.of(first) != null || Compression.isZip(first);
  }

  @Override
  public boolean isStream() {
    if (source != null) {
      return !reopened;
    }
    return path == null
        || (Files.exists(path) && !Files.isRegularFile(path) && !Files.isDirectory(path));
  }

  @Override
  public List<Path> paths() {
    return path == null ? List.of() : List.of(path);
  }

  /** Whether the bytes of the text opened last are not those of its source. */
  public boolean isConverted() {
    return converted;
  }

  /** The bytes read from the source since it was opened last, compressed if it is. */
  public long bytesRead() {
    CountingInputStream latest = count;
    return latest == null ? 0 : latest.bytes();
  }

  /**
   * Opens the text from its beginning. The caller closes the reader; instead of an IOException it
   * throws an {@link InputException}, with the line if known, for text that is not UTF-8 and for
   * data that cannot be read to its end.
   *
   * @throws InputException if there is no such file or it cannot be read
   * @throws IllegalStateException if this is a stream that was opened before
   */
  public Reader open() {
    return new Utf8Reader(openBytes(), name);
  }

  /**
   * Opens the bytes of the text, uncompressed, from its beginning. The caller closes the stream.
   *
   * @throws InputException if there is no such file or it cannot be read
   * @throws IllegalStateException if this is a stream that was opened before
   */
  public InputStream openBytes() {
    return openBytes(null);
  }

  /**
   * Opens the text, uncompressed, from its beginning, as bytes of UTF-8. The caller closes the
   * stream. Text that is not of its charset is an IOException with the line.
   *
   * @param charset of the text, unless it begins with a byte order mark, which decides
   * @throws InputException if there is no such file or it cannot be read
   * @throws IllegalStateException if this is a stream that was opened before
   */
  public InputStream openUtf8(Charset charset) {
    return openBytes(charset);
  }

  /** Opens the bytes of the text, as they are if the charset is null. */
  private InputStream openBytes(@Nullable Charset charset) {
    if (path == null && !reopened && count != null) {
      throw new IllegalStateException(name + " can be read only once");
    }
    try {
      CountingInputStream counted =
          source != null
              ? new CountingInputStream(source.open(), true)
              : path != null
                  ? openFile(path)
                  : new CountingInputStream(Objects.requireNonNull(stream, "no path"), false);
      count = counted;
      return uncompressed(counted, charset);
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  /**
   * Decodes bytes from the beginning of this text: a byte order mark is skipped. The reader throws
   * as that of {@link #open()} does, and closes the stream.
   */
  public Reader textOf(InputStream bytes) {
    return new Utf8Reader(bytes, name, 0, false, Utf8Reader.TABLE_REMEDY);
  }

  /**
   * Decodes bytes from within this text.
   *
   * @param linesBefore lines before them, for errors
   */
  public Reader textOf(InputStream bytes, long linesBefore) {
    return new Utf8Reader(bytes, name, linesBefore, true, Utf8Reader.TABLE_REMEDY);
  }

  private CountingInputStream openFile(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      throw new InputException(name + ": a directory; expected a file");
    }
    if (entry != null) {
      return new CountingInputStream(ZipArchive.open(path, entry), true, entry.bytes());
    }
    if (isStandardInput(path) && !Files.isRegularFile(path)) {
      // Opening a socket by its name fails, and so does opening a file of another user.
      return new CountingInputStream(System.in, false);
    }
    long expected = size().orElse(0);
    return new CountingInputStream(Files.newInputStream(path), true, expected);
  }

  private static boolean isStandardInput(Path path) {
    return switch (path.toString()) {
      case "/dev/stdin", "/dev/fd/0", "/proc/self/fd/0" -> true;
      default -> false;
    };
  }

  private InputStream uncompressed(CountingInputStream source, @Nullable Charset charset)
      throws IOException {
    InputStream opened = source;
    try {
      InputStream text = new BufferedInputStream(source, BLOCK);
      if (entry != null) {
        text = new BufferedInputStream(ZipArchive.decompressed(text, entry), BLOCK);
        opened = text;
      }
      text.mark(FileFormat.BYTES);
      byte[] head = entry == null ? text.readNBytes(FileFormat.BYTES) : beginning(text);
      text.reset();
      Compression compression = Compression.of(head);
      compressed = compression != null || entry != null;
      if (compression != null) {
        text = DecompressedStream.open(compression, text);
        opened = text;
        byte[] first = beginning(text);
        requireOnce(compression, first);
        text = new SequenceInputStream(new ByteArrayInputStream(first), text);
        head = first;
      }
      if (compressed && isRegularFile()) {
        text = ReadAhead.of(text);
        opened = text;
      }
      return inUtf8(text, head, charset);
    } catch (IOException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  /** The first bytes of a stream, up to a failure, which recurs behind them. */
  private static byte[] beginning(InputStream text) {
    byte[] head = new byte[FileFormat.BYTES];
    int length = 0;
    try {
      int count = 0;
      while (count >= 0 && length < head.length) {
        count = text.read(head, length, head.length - length);
        length += Math.max(0, count);
      }
    } catch (IOException e) {
      return Arrays.copyOf(head, length);
    }
    return Arrays.copyOf(head, length);
  }

  private void requireOnce(Compression outer, byte[] head) {
    Compression inner = Compression.of(head);
    if (inner != null) {
      throw new InputException(
          String.format(
              "%s: %s within %s; expected CSV, plain or compressed once (%s)",
              name,
              inner.title(),
              outer.title(),
              outer.innerRemedy(inner, FileFormat.quoted(path == null ? null : name))));
    }
  }

  /**
   * Converts a text, unless it is UTF-8.
   *
   * @param head the first bytes of the text
   * @param charset of a text without a mark; null to leave the bytes as they are
   */
  private InputStream inUtf8(InputStream text, byte[] head, @Nullable Charset charset) {
    Charset marked = charset == null || isPlain(head) ? null : Utf8Transcoder.ofMark(head);
    if (marked == null || marked.equals(StandardCharsets.UTF_8)) {
      requireText(head);
    }
    Charset actual = marked == null ? charset : marked;
    converted = compressed || (actual != null && !actual.equals(StandardCharsets.UTF_8));
    return actual == null || actual.equals(StandardCharsets.UTF_8)
        ? text
        : new Utf8Transcoder(text, actual, name);
  }

  private void requireText(byte[] head) {
    if (!isPlain(head)) {
      Optional<FileFormat> format = FileFormat.of(head);
      if (format.isPresent()) {
        throw format.get().error(name, path == null ? null : name);
      }
    }
  }

  /** Whether bytes are ASCII without control characters, as most heads of text are. */
  private static boolean isPlain(byte[] head) {
    for (byte next : head) {
      if (next < ' ' && next != '\n' && next != '\r' && next != '\t') {
        return false; // what is not ASCII is below zero
      }
    }
    return head.length == 0 || (head[0] != '%' && head[0] != '{');
  }

  /** Returns the error for a source that cannot be read. */
  static InputException unreadable(String name, IOException cause) {
    if (cause instanceof CharConversionException) {
      return new InputException(String.valueOf(cause.getMessage()), cause);
    }
    String finding;
    if (cause instanceof NoSuchFileException) {
      finding = "no such file; check the path";
    } else if (cause instanceof AccessDeniedException) {
      finding = "permission denied; it must be readable";
    } else if (cause instanceof DamagedDataException) {
      finding = cause.getMessage();
    } else {
      finding = "cannot be read: " + cause.getMessage();
    }
    return new InputException(name + ": " + finding, cause);
  }
}
