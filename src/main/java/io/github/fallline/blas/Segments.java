package io.github.fallline.blas;

import java.nio.DoubleBuffer;
import org.bytedeco.javacpp.DoublePointer;

/**
 * Native memory as buffers that Java can copy from and to: a copy of a few numbers costs about 5 ns
 * this way and 30 ns by a JavaCPP pointer. A buffer spans 2 GiB at most, so there are several, each
 * of whole rows. They borrow the memory; threads may share them.
 */
final class Segments {
  private static final int MOST_ELEMENTS = 1 << 27;

  private final DoublePointer memory;
  private final long height;
  private final int columns;
  private final int
      shift; // rows of a buffer are a power of two: a division costs as much as a copy
  private final DoubleBuffer[] buffers;

  Segments(DoublePointer memory, long height, int columns) {
    this.memory = new DoublePointer(memory);
    this.height = height;
    this.columns = columns;
    int fitting = Math.max(1, MOST_ELEMENTS / Math.max(1, columns));
    shift = Integer.numberOfTrailingZeros(Integer.highestOneBit(fitting));
    buffers = new DoubleBuffer[Math.toIntExact((height + (1L << shift) - 1) >> shift)];
  }

  /** The buffer that holds a row. */
  DoubleBuffer segment(long row) {
    int index = (int) (row >> shift);
    DoubleBuffer buffer = buffers[index];
    if (buffer == null) {
      buffer = buffer(index);
      buffers[index] = buffer; // threads may each make one; any of them will do
    }
    return buffer;
  }

  /**
   * Copies rows from other memory. Few instructions a row: so the processor waits for many rows at
   * a time.
   */
  void copyRows(Segments source, int[] sourceRows, int[] targetRows, int from, int count) {
    if (buffers.length > 1 || source.buffers.length > 1) {
      for (int i = 0; i < count; i++) {
        int row = sourceRows[i];
        int target = targetRows[from + i];
        segment(target).put(place(target), source.segment(row), source.place(row), columns);
      }
      return;
    }
    DoubleBuffer all = source.segment(0);
    DoubleBuffer target = segment(0);
    for (int i = 0; i < count; i++) {
      target.put(targetRows[from + i] * columns, all, sourceRows[i] * columns, columns);
    }
  }

  private synchronized DoubleBuffer buffer(int index) {
    long first = (long) index << shift;
    long end = Math.min(height, first + (1L << shift));
    memory.position(first * columns).limit(end * columns);
    DoubleBuffer buffer = memory.asByteBuffer().asDoubleBuffer();
    memory.position(0).limit(0);
    return buffer;
  }

  /** Where a row begins in its buffer. */
  int place(long row) {
    return (int) (row & ((1L << shift) - 1)) * columns;
  }

  /** Rows from this one on, itself included, that its buffer holds. */
  long rowsLeft(long row) {
    return (1L << shift) - (row & ((1L << shift) - 1));
  }
}
