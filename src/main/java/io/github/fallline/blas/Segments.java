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
  private final int rowsEach;
  private final DoubleBuffer[] buffers;

  Segments(DoublePointer memory, long height, int columns) {
    this.memory = new DoublePointer(memory);
    this.height = height;
    this.columns = columns;
    rowsEach = Math.max(1, MOST_ELEMENTS / Math.max(1, columns));
    buffers = new DoubleBuffer[Math.toIntExact((height + rowsEach - 1) / rowsEach)];
  }

  /** The buffer that holds a row. */
  DoubleBuffer segment(long row) {
    int index = (int) (row / rowsEach);
    DoubleBuffer buffer = buffers[index];
    if (buffer == null) {
      buffer = buffer(index);
      buffers[index] = buffer; // threads may each make one; any of them will do
    }
    return buffer;
  }

  private synchronized DoubleBuffer buffer(int index) {
    long first = (long) index * rowsEach;
    long end = Math.min(height, first + rowsEach);
    memory.position(first * columns).limit(end * columns);
    DoubleBuffer buffer = memory.asByteBuffer().asDoubleBuffer();
    memory.position(0).limit(0);
    return buffer;
  }

  /** Where a row begins in its buffer. */
  int place(long row) {
    return (int) (row % rowsEach) * columns;
  }

  /** Rows from this one on, itself included, that its buffer holds. */
  long rowsLeft(long row) {
    return rowsEach - row % rowsEach;
  }
}
