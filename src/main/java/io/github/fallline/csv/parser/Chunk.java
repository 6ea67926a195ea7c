package io.github.fallline.csv.parser;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Arrays;

/** Consecutive whole records of one text, in memory that is filled again and again. */
public final class Chunk {
  /** Room for a line end that the last line of a text may lack. */
  private static final int SLACK = 1 + DecimalScanner.PADDING;

  private byte[] text = new byte[0];
  private int length;
  private int end;
  private long index;
  private int number;

  /** Makes room for a number of bytes; the present ones are kept. */
  byte[] withRoomFor(int bytes) {
    if (text.length < bytes + SLACK) {
      text = Arrays.copyOf(text, bytes + SLACK);
    }
    return text;
  }

  /**
   * Sets the first {@code length} bytes as the next chunk.
   *
   * @param number of the text
   * @param index among the chunks of all texts
   */
  void hold(int number, long index, int length) {
    this.number = number;
    this.index = index;
    this.length = length;
    end = length;
    if (text[length - 1] != '\n' && text[length - 1] != '\r') {
      text[end++] = '\n';
    }
  }

  /** The bytes, from the front; a parser may read {@link DecimalScanner#PADDING} more. */
  public byte[] text() {
    return text;
  }

  /** Behind the end of the last line; one more than there were bytes if it ended with the text. */
  public int end() {
    return end;
  }

  /** The number of its text, from 0. */
  int number() {
    return number;
  }

  /** The place of this chunk among those of all texts, from 0. */
  public long index() {
    return index;
  }

  /** Returns a copy of the bytes from a place on. */
  public InputStream copyFrom(int from) {
    return new ByteArrayInputStream(Arrays.copyOfRange(text, Math.min(from, length), length));
  }
}
