package io.github.fallline.data;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;

/**
 * The first bytes of a text, kept so that the text can be read again from within them: by one
 * reader for its header, by another for its rows.
 */
final class TextHead {
  /** More than finding out the separator takes. */
  private static final int BYTES = 1 << 20;

  /** What the number of lines is judged by: so many, or all there are. */
  private static final int COUNTED_LINES = 256;

  private final byte[] bytes = new byte[BYTES];
  private int length;
  private final Tail tail;

  /** Reads the first bytes of a stream; if that fails, it will fail again behind them. */
  TextHead(InputStream source) {
    tail = new Tail(source);
    try {
      int count;
      while ((count = source.read(bytes, length, BYTES - length)) > 0) {
        length += count;
      }
    } catch (IOException e) {
      return; // it comes again when the tail is read
    }
  }

  /** The whole text, from its first byte. */
  InputStream text() {
    return from(0);
  }

  /** Whether nothing behind the head was read yet, so that it can be read from {@link #from}. */
  boolean isIntact() {
    return isWhole() || !tail.touched;
  }

  /** The text from a place in the head on. */
  InputStream from(int place) {
    return new SequenceInputStream(new ByteArrayInputStream(bytes, place, length - place), tail);
  }

  /** Whether this is the whole text. */
  boolean isWhole() {
    return length < BYTES;
  }

  /** About how many lines end in the head, judged by the first ones; exact if those are all. */
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

  /** Whether there is a quote from a place in the head on. */
  boolean hasQuote(int place) {
    for (int i = place; i < length; i++) {
      if (bytes[i] == '"') {
        return true;
      }
    }
    return false;
  }

  /**
   * The place behind a byte order mark and a number of lines; the head's end if it has fewer lines.
   */
  int placeBehind(long lines) {
    int place = startsWithMark() ? 3 : 0;
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

  /** What comes behind the head. Whoever opened the text closes it, not who reads to the end. */
  private static final class Tail extends FilterInputStream {
    private boolean touched;

    Tail(InputStream source) {
      super(source);
    }

    @Override
    public int read() throws IOException {
      touched = true;
      return in.read();
    }

    @Override
    public int read(byte[] target, int offset, int count) throws IOException {
      touched = true;
      return in.read(target, offset, count);
    }

    @Override
    public void close() {
      // left open for the next reader
    }
  }
}
