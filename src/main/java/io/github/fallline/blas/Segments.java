package io.github.fallline.blas;

import java.nio.ByteBuffer;
import org.bytedeco.javacpp.Pointer;

/**
 * Native memory as buffers that Java can copy from and to: a copy of a few numbers costs about 5 ns
 * this way and 30 ns by a JavaCPP pointer. A buffer spans 2 GiB at most, so there are several, each
 * of whole rows. They borrow the memory; threads may share them.
 */
abstract sealed class Segments permits DoubleSegments, FloatSegments {
  private static final int MOST_ELEMENTS = 1 << 27;

  final int columns;
  private final Pointer memory;
  private final long height;
  private final int
      shift; // rows of a buffer are a power of two: a division costs as much as a copy

  /**
   * The segments of a matrix.
   *
   * @param memory kept and moved: not to be used elsewhere; its class tells the size of an element
   */
  Segments(Pointer memory, long height, int columns) {
    this.memory = memory;
    this.height = height;
    this.columns = columns;
    int fitting = Math.max(1, MOST_ELEMENTS / Math.max(1, columns));
    shift = Integer.numberOfTrailingZeros(Integer.highestOneBit(fitting));
  }

  /** Copies {@code count} rows, no more than {@link #rowsLeft}, to {@code target}. */
  abstract void read(long row, int count, double[] target, int at);

  /** Overwrites {@code count} rows, no more than {@link #rowsLeft}, from {@code source}. */
  abstract void write(long row, int count, double[] source, int at);

  /**
   * Copies rows from other memory of the same precision. Few instructions a row: so the processor
   * waits for many rows at a time.
   */
  abstract void copyRows(Segments from, int[] sourceRows, int[] targetRows, int first, int count);

  /** How many buffers there are. */
  final int count() {
    return Math.toIntExact((height + (1L << shift) - 1) >> shift);
  }

  /** The buffer that holds a row. */
  final int index(long row) {
    return (int) (row >> shift);
  }

  /** The bytes of a buffer, in the order of the processor. */
  final synchronized ByteBuffer bytes(int index) {
    long first = (long) index << shift;
    long end = Math.min(height, first + (1L << shift));
    memory.position(first * columns).limit(end * columns);
    ByteBuffer bytes = memory.asByteBuffer();
    memory.position(0).limit(0);
    return bytes;
  }

  /** Where a row begins in its buffer. */
  final int place(long row) {
    return (int) (row & ((1L << shift) - 1)) * columns;
  }

  /** Rows from this one on, itself included, that its buffer holds. */
  final long rowsLeft(long row) {
    return (1L << shift) - (row & ((1L << shift) - 1));
  }
}
