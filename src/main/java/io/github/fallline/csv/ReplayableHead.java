package io.github.fallline.csv;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The first bytes of a text, kept so that the text can be read again from within them: by one
 * reader for its header, by another for its rows.
 */
final class ReplayableHead {
  private static final int FIRST_BYTES = 1 << 16;

  /** More than detecting the separator takes. */
  private static final int MOST_BYTES = 1 << 20;

  private static final String SEPARATOR_LINE =
      "(?i)\"?sep=([^\"\\r\\n\\x00\\x80-\\xff])\"?[,;\\t]*(\\r\\n|\\n|\\r)";

  private static final int LONGEST_SEPARATOR_LINE = 16;

  /** The lines from which the number of lines is estimated. */
  private static final int COUNTED_LINES = 256;

  private final InputStream source;
  private byte[] bytes = new byte[FIRST_BYTES];
  private int length;
  private boolean whole;
  private boolean behind;

  /** Where the text begins: behind a line that names the separator. */
  private int start;

  /** Creates the head of a stream at its beginning; the caller closes the stream. */
  ReplayableHead(InputStream source) {
    this.source = source;
  }

  /**
   * Reads past a first line such as {@code sep=;}, which names the separator.
   *
   * @return the separator; empty if the text has no such line
   */
  Optional<Character> skipSeparatorLine() {
    try {
      boolean more = true;
      while (more && length < LONGEST_SEPARATOR_LINE) {
        more = grow(FIRST_BYTES);
      }
    } catch (IOException e) {
      return Optional.empty(); // it recurs when the tail is read
    }
    int first = startsWithMark() ? 3 : 0;
    int count = Math.min(length - first, LONGEST_SEPARATOR_LINE);
    String beginning = new String(bytes, first, count, StandardCharsets.ISO_8859_1);
    if (!beginning.contains("=")) {
      return Optional.empty();
    }
    Matcher line = Pattern.compile(SEPARATOR_LINE).matcher(beginning);
    if (!line.lookingAt()) {
      return Optional.empty();
    }
    start = first + line.end();
    return Optional.of(line.group(1).charAt(0));
  }

  /**
   * The whole text, from its first byte or behind the line that names the separator. The bytes read
   * from it become the head, up to 1 MiB.
   */
  InputStream text() {
    return new SequenceInputStream(new Kept(), new Tail());
  }

  /**
   * Reads until the head has 1 MiB or is the whole text; a failure recurs when the tail is read.
   */
  void fill() {
    fill(MOST_BYTES);
  }

  private void fill(int bytesWanted) {
    try {
      boolean more = !behind;
      while (more && length < bytesWanted) {
        more = grow(MOST_BYTES);
      }
    } catch (IOException e) {
      return; // it recurs when the tail is read
    }
  }

  /**
   * Reads more, unless the head has its largest size.
   *
   * @return whether there is more now
   */
  private boolean grow(int most) throws IOException {
    if (whole || length == MOST_BYTES) {
      return false;
    }
    if (length == bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * length);
    }
    int count = source.read(bytes, length, Math.min(most, bytes.length - length));
    whole = count < 0;
    length += Math.max(0, count);
    return !whole;
  }

  /** Whether there is such a byte. */
  boolean holds(char character) {
    for (int i = 0; i < length; i++) {
      if (bytes[i] == character) {
        return true;
      }
    }
    return false;
  }

  /** Whether the first character is one with which ARFF begins. */
  boolean mayBeArff() {
    int at = placeBehind(0);
    while (at < length && (bytes[at] == '\n' || bytes[at] == '\r' || bytes[at] == ' ')) {
      at++;
    }
    return at < length && (bytes[at] == '%' || bytes[at] == '@');
  }

  /** The bytes that were read so far. */
  byte[] bytes() {
    return Arrays.copyOf(bytes, length);
  }

  /** Reads a first part; a failure recurs when the text is read. */
  void fillFirst() {
    try {
      grow(FIRST_BYTES);
    } catch (IOException e) {
      return; // it recurs
    }
  }

  /**
   * The first lines of the text, behind a line that names the separator.
   *
   * @param most bytes
   */
  String beginning(int most) {
    fill(start + most);
    int first = placeBehind(0);
    int count = Math.min(length - first, most);
    return new String(bytes, first, count, StandardCharsets.UTF_8);
  }

  /** Whether the text is known to have at most so many bytes. */
  boolean isWithin(int most) {
    return whole && length - placeBehind(0) <= most;
  }

  /** Whether the text begins with these bytes, as far as it was read. */
  boolean startsWith(byte[] beginning) {
    return beginning.length <= length
        && Arrays.equals(bytes, 0, beginning.length, beginning, 0, beginning.length);
  }

  /** The bytes before a place if a line ends there; or none. */
  byte[] upTo(int place) {
    boolean ended = place > 0 && place < length && bytes[place - 1] == '\n';
    return ended ? Arrays.copyOf(bytes, place) : new byte[0];
  }

  /** The number of bytes. */
  int length() {
    return length;
  }

  /**
   * Whether all bytes that were read are kept, so that the text can be read {@link #from} any
   * place.
   */
  boolean isIntact() {
    return whole || !behind;
  }

  /**
   * The text from a place on; the head must not grow any more. Behind the head, nothing but this
   * may be read afterwards.
   */
  InputStream from(long place) {
    if (place > length) {
      behind = true;
      try {
        source.skipNBytes(place - length);
      } catch (EOFException e) {
        return InputStream.nullInputStream(); // the text has become shorter
      } catch (IOException e) {
        return new Tail(); // it recurs when the tail is read
      }
      return new Tail();
    }
    int at = (int) place;
    return new SequenceInputStream(new ByteArrayInputStream(bytes, at, length - at), new Tail());
  }

  /** Whether this is known to be the whole text. */
  boolean isWhole() {
    return whole;
  }

  /** Estimates the number of line ends in the head from the first lines; exact if those are all. */
  long linesAbout() {
    long feeds = 0;
    long returns = 0;
    int place = 0;
    for (; place < length && feeds < COUNTED_LINES; place++) {
      feeds += bytes[place] == '\n' ? 1 : 0;
      returns += bytes[place] == '\r' ? 1 : 0;
    }
    long lines = feeds > 0 ? feeds : returns;
    return place == length ? lines : lines * length / place;
  }

  /**
   * The place behind a byte order mark, the line that names the separator and a number of lines;
   * the head's end if it has fewer lines.
   */
  int placeBehind(long lines) {
    int place = start == 0 && startsWithMark() ? 3 : start;
    long left = lines;
    while (left > 0 && place < length) {
      byte next = bytes[place++];
      boolean carriageReturn = next == '\r';
      if (carriageReturn && place < length && bytes[place] == '\n') {
        place++;
      }
      left -= carriageReturn || next == '\n' ? 1 : 0;
    }
    return place;
  }

  private boolean startsWithMark() {
    return length >= 3
        && bytes[0] == (byte) 0xef
        && bytes[1] == (byte) 0xbb
        && bytes[2] == (byte) 0xbf;
  }

  /** A stream of the head from its first byte, which grows when all of it was read. */
  private final class Kept extends InputStream {
    private int at = start;

    @Override
    public int read() throws IOException {
      return at < length || grow(FIRST_BYTES) ? bytes[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int count) throws IOException {
      if (count > 0 && at == length && !grow(count)) {
        return -1;
      }
      int some = Math.min(count, length - at);
      System.arraycopy(bytes, at, target, offset, some);
      at += some;
      return some;
    }
  }

  /** The text after the head. The owner of the text closes it, not its reader. */
  private final class Tail extends FilterInputStream {
    Tail() {
      super(source);
    }

    @Override
    public int read() throws IOException {
      behind = true;
      return in.read();
    }

    @Override
    public int read(byte[] target, int offset, int count) throws IOException {
      behind = true;
      return in.read(target, offset, count);
    }

    @Override
    public void close() {
      // left open for the next reader
    }
  }
}
