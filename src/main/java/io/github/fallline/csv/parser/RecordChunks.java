package io.github.fallline.csv.parser;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Cuts a stream of delimited text into chunks that end at the ends of records. Any number of
 * threads may take chunks; they are handed out in order.
 *
 * <p>A chunk ends behind its last LF. In a text with quotes that is the last LF which an even
 * number of quotes precedes, and a text has quotes if its first MiB has, or its parser says so.
 * Both suppose that every quote is where it should be: the parser, which looks at each, stops where
 * one is not, and what was cut behind is then of no use but to be put together again.
 */
public final class RecordChunks {
  /** The usual size: the text, and the rows that it becomes, stay in the second-level cache. */
  public static final int CHUNK_BYTES = 1 << 18;

  /** So much of a text is looked through for quotes. */
  private static final int LOOKED_THROUGH = 1 << 20;

  /** A record that is longer is not certain. */
  private static final int LONGEST_RECORD = 1 << 24;

  /** The JDK sets aside native memory of the size of the largest read for each thread. */
  private static final int LARGEST_READ = 1 << 17;

  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final long QUOTES = 0x2222222222222222L;
  private static final long LOW_BITS = 0x7f7f7f7f7f7f7f7fL;

  private final InputStream source;
  private final int chunkBytes;
  private byte[] carried = new byte[0];
  private long chunks;
  private long cutBytes;
  private boolean quoted;
  private volatile boolean ended;
  private boolean exhausted;
  private boolean failed;

  /**
   * Chunks of a stream, which stays the caller's to close.
   *
   * @param source at the beginning of a record
   * @param chunkBytes size of a chunk; a record that is longer makes a larger one
   */
  public RecordChunks(InputStream source, int chunkBytes) {
    if (chunkBytes < 1 || chunkBytes > LONGEST_RECORD) {
      throw new IllegalArgumentException(
          "chunkBytes: expected 1 to " + LONGEST_RECORD + ", got " + chunkBytes);
    }
    this.source = source;
    this.chunkBytes = chunkBytes;
  }

  /** From here on records are taken to have quotes. */
  public synchronized void expectQuotes() {
    quoted = true;
  }

  /** Hands out no more chunks. */
  public synchronized void end() {
    ended = true;
  }

  /** Whether there are no more chunks. */
  public boolean hasEnded() {
    return ended;
  }

  /**
   * Fills a chunk with the next records.
   *
   * @return false when there are none left, or none that can be cut out
   */
  public synchronized boolean next(Chunk chunk) {
    if (ended) {
      return false;
    }
    boolean cut = false;
    try {
      boolean some = cut(chunk);
      cut = true;
      return some;
    } finally {
      ended |= !cut; // bytes may be lost
    }
  }

  private boolean cut(Chunk chunk) {
    int length = carried.length;
    int size = Math.max(chunkBytes, length);
    System.arraycopy(carried, 0, chunk.withRoomFor(size), 0, length);
    int cut = 0;
    while (cut == 0 && !ended) {
      length = fill(chunk.withRoomFor(size), length, size);
      cut = ended && !failed ? length : lastRecordEnd(chunk.text(), length);
      ended |= cut == 0 && size >= LONGEST_RECORD;
      size *= 2;
    }
    carried = Arrays.copyOfRange(chunk.text(), cut, length);
    if (cut > 0) {
      chunk.hold(chunks++, cut);
      cutBytes += cut;
    }
    return cut > 0;
  }

  /**
   * Reads up to a size. Where reading fails, what was read counts: the failure comes again when the
   * {@linkplain #rest() rest} is read.
   *
   * @return how many bytes there are now
   */
  private int fill(byte[] text, int length, int size) {
    int filled = length;
    try {
      while (filled < size) {
        int count = source.read(text, filled, Math.min(size - filled, LARGEST_READ));
        if (count < 0) {
          exhausted = true;
          ended = true;
          return filled;
        }
        filled += count;
      }
    } catch (IOException e) {
      ended = true;
      failed = true;
    }
    return filled;
  }

  private int lastRecordEnd(byte[] text, int length) {
    int quotes = quoted || cutBytes < LOOKED_THROUGH ? countQuotes(text, length) : 0;
    quoted |= quotes > 0;
    boolean inQuotes = (quotes & 1) != 0;
    for (int i = length - 1; i >= 0; i--) {
      if (text[i] == '\n' && !inQuotes) {
        return i + 1;
      }
      inQuotes ^= quoted && text[i] == '"';
    }
    return 0;
  }

  /** Counts the quotes, eight bytes at a time: other threads wait meanwhile. */
  private static int countQuotes(byte[] text, int length) {
    int count = 0;
    int at = 0;
    for (; at <= length - Long.BYTES; at += Long.BYTES) {
      long differences = (long) EIGHT.get(text, at) ^ QUOTES;
      count += Long.bitCount(~((differences & LOW_BITS) + LOW_BITS | differences | LOW_BITS));
    }
    for (; at < length; at++) {
      count += text[at] == '"' ? 1 : 0;
    }
    return count;
  }

  /** Whether chunks were made of all bytes of the source, so that there is no {@link #rest()}. */
  synchronized boolean areWhole() {
    return exhausted && carried.length == 0;
  }

  /** What no chunk holds: the bytes left over from cutting, and all the source has still. */
  public synchronized InputStream rest() {
    return new SequenceInputStream(new ByteArrayInputStream(carried), source);
  }
}
