package io.github.fallline.csv;

import java.io.IOException;
import java.io.InputStream;

/** A text that is made of another, block by block, while it is read. */
abstract class ConvertedText extends InputStream {
  static final int BLOCK = 1 << 15;

  /** What was made of the last block. */
  final byte[] made;

  /** Behind the last byte of {@link #made}. */
  int end;

  private final InputStream source;
  private final byte[] given = new byte[BLOCK];
  private int at;

  /**
   * @param source closed with this
   * @param most bytes that a block becomes
   */
  ConvertedText(InputStream source, int most) {
    this.source = source;
    made = new byte[most];
  }

  /** Appends what the first {@code count} bytes become to {@link #made}, which is empty before. */
  abstract void convert(byte[] bytes, int count);

  /**
   * Throws if the text so far cannot be converted; before each block, and at the end.
   *
   * @param ended whether the source has ended
   */
  void requireSound(boolean ended) throws IOException {
    // All of most texts can be converted.
  }

  @Override
  public final int read() throws IOException {
    return at < end || fill() ? made[at++] & 0xff : -1;
  }

  @Override
  public final int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (at == end && !fill()) {
      return -1;
    }
    int count = Math.min(length, end - at);
    System.arraycopy(made, at, target, offset, count);
    at += count;
    return count;
  }

  /** Converts the next bytes; returns false at the end. */
  private boolean fill() throws IOException {
    at = 0;
    end = 0;
    while (end == 0) {
      requireSound(false);
      int count = source.read(given, 0, BLOCK);
      if (count < 0) {
        requireSound(true);
        return false;
      }
      convert(given, count);
    }
    return true;
  }

  @Override
  public final void close() throws IOException {
    source.close();
  }
}
