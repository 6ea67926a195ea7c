package io.github.fallline.csv.parser;

import io.github.fallline.argument.Argument;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Splits delimited texts, one after another, into chunks at the ends of records. Any number of
 * threads may take chunks; they are handed out in order. A chunk belongs to one text.
 *
 * <p>A chunk ends behind its last LF. In a text with quotes that is the last LF behind an even
 * number of quotes; a text has quotes if its first MiB has, or {@link #expectQuotes} was called.
 * This assumes that every quote is in its place: the parser, which checks each, stops where one is
 * not, and later chunks are then only joined again.
 */
public final class RecordChunks {
  /** The usual size: the text, and the rows that it becomes, stay in the second-level cache. */
  public static final int CHUNK_BYTES = 1 << 18;

  /** The bytes of a text that are searched for quotes. */
  private static final int LOOKED_THROUGH = 1 << 20;

  /** A longer record needs the slow path. */
  private static final int LONGEST_RECORD = 1 << 24;

  /** The JDK allocates native memory of the size of the largest read for each thread. */
  private static final int LARGEST_READ = 1 << 17;

  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final long QUOTES = 0x2222222222222222L;
  private static final long LOW_BITS = 0x7f7f7f7f7f7f7f7fL;

  private final TextSequence texts;
  private final int chunkBytes;
  private InputStream source = new ByteArrayInputStream(new byte[0]);

  /** The number of the text that is read; -1 before the first. */
  private int text = -1;

  private byte[] carried = new byte[0];
  private long chunks;
  private long cutBytes;
  private boolean quoted;
  private volatile boolean ended;
  private boolean exhausted = true;

  /**
   * Creates the chunks of a stream, which the caller closes.
   *
   * @param source at the beginning of a record
   * @param chunkBytes size of a chunk; a longer record makes a larger one
   */
  public RecordChunks(InputStream source, int chunkBytes) {
    this(new OneText(source), chunkBytes);
  }

  /**
   * Creates the chunks of several texts.
   *
   * @param chunkBytes size of a chunk; a longer record makes a larger one
   */
  public RecordChunks(TextSequence texts, int chunkBytes) {
    Argument.require(
        chunkBytes >= 1 && chunkBytes <= LONGEST_RECORD,
        "chunkBytes",
        "1 to " + LONGEST_RECORD,
        chunkBytes);
    this.texts = texts;
    this.chunkBytes = chunkBytes;
  }

  /** One text. */
  private static final class OneText implements TextSequence {
    private @Nullable InputStream text;

    OneText(InputStream text) {
      this.text = text;
    }

    @Override
    public boolean hasNext() {
      return text != null;
    }

    @Override
    public @Nullable InputStream next() {
      InputStream next = text;
      text = null;
      return next;
    }
  }

  /** Expects quotes from here on. */
  public synchronized void expectQuotes() {
    quoted = true;
  }

  /** Ends the chunks. */
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
   * @return false if there are none left, or a record is too long
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
    int cut = 0;
    while (cut == 0 && !ended) {
      if (isThrough() && !begin(texts.next())) {
        return false;
      }
      cut = cutFromText(chunk);
    }
    return cut > 0;
  }

  /** Begins a text; returns false if there is none. */
  private boolean begin(@Nullable InputStream next) {
    ended = next == null;
    if (next != null) {
      source = next;
      text++;
      exhausted = false;
      cutBytes = 0;
    }
    return next != null;
  }

  /** Fills a chunk from the text that is read; returns its length, 0 if there is none left. */
  private int cutFromText(Chunk chunk) {
    int length = carried.length;
    int size = Math.max(chunkBytes, length);
    System.arraycopy(carried, 0, chunk.withRoomFor(size), 0, length);
    int cut = 0;
    while (cut == 0 && !ended && !exhausted) {
      length = fill(chunk.withRoomFor(size), length, size);
      cut = exhausted ? length : lastRecordEnd(chunk.text(), length);
      ended |= cut == 0 && !exhausted && size >= LONGEST_RECORD;
      size *= 2;
    }
    carried = Arrays.copyOfRange(chunk.text(), cut, length);
    if (cut > 0) {
      chunk.hold(text, chunks++, cut);
      cutBytes += cut;
    }
    return cut;
  }

  /**
   * Reads up to a size. If reading fails, the bytes read so far count: the failure recurs when the
   * {@linkplain #rest() rest} is read.
   *
   * @return the number of bytes now in {@code text}
   */
  private int fill(byte[] text, int length, int size) {
    int filled = length;
    try {
      while (filled < size) {
        int count = source.read(text, filled, Math.min(size - filled, LARGEST_READ));
        if (count < 0) {
          exhausted = true;
          ended = !texts.hasNext();
          return filled;
        }
        filled += count;
      }
    } catch (IOException e) {
      ended = true;
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

  /** Whether all bytes of all texts are in chunks. */
  public synchronized boolean areWhole() {
    return isThrough() && !texts.hasNext();
  }

  /**
   * Whether all bytes of the texts that were begun are in chunks, so that there is no {@link
   * #rest()}.
   */
  synchronized boolean isThrough() {
    return exhausted && carried.length == 0;
  }

  /** The number of the text that is read, from 0. */
  synchronized int text() {
    return text;
  }

  /**
   * The text behind the chunks: the bytes read but not in a chunk, and the rest of the text that is
   * read.
   */
  public synchronized InputStream rest() {
    return new SequenceInputStream(new ByteArrayInputStream(carried), source);
  }
}
