package io.github.fallline.blas;

import java.nio.ByteBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/**
 * Native memory as buffers that Java can copy from and to: a copy of a few numbers costs about 5 ns
 * this way and 30 ns by a JavaCPP pointer. A buffer spans at most 2 GiB, so there are several, each
 * of whole rows. They borrow the memory; threads may share them.
 */
abstract sealed class NativeBuffers permits DoubleBuffers, FloatBuffers {
  /** 1 GiB of doubles. */
  static final int MOST_ELEMENTS = 1 << 27;

  /** Elements of a buffer, at most; tests lower it, so that small matrices have many buffers. */
  private static volatile int mostElements = MOST_ELEMENTS;

  final int columns;
  private final BytePointer memory;
  private final long rowBytes;
  private final long height;
  private final int
      shift; // rows of a buffer are a power of two: a division costs as much as a copy

  /**
   * @param memory at the first element; its class determines the size of an element
   * @throws IllegalArgumentException if a row is too long for a buffer
   */
  NativeBuffers(Pointer memory, long height, int columns) {
    this.memory = new BytePointer(memory);
    this.height = height;
    this.columns = columns;
    rowBytes = (long) columns * memory.sizeof();
    if (rowBytes > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "columns: expected at most "
              + Integer.MAX_VALUE / memory.sizeof()
              + " of "
              + memory.sizeof()
              + " bytes, got "
              + columns);
    }
    int fitting = Math.max(1, mostElements / Math.max(1, columns));
    shift = Integer.numberOfTrailingZeros(Integer.highestOneBit(fitting));
  }

  /** Copies {@code count} rows, at most {@link #rowsLeft}, to {@code target}. */
  abstract void read(long row, int count, double[] target, int at);

  /** Overwrites {@code count} rows, at most {@link #rowsLeft}, from {@code source}. */
  abstract void write(long row, int count, double[] source, int at);

  /**
   * Copies rows from other memory of the same precision. Few instructions a row, so that the
   * processor waits for many rows at a time.
   */
  abstract void copyRows(
      NativeBuffers from, int[] sourceRows, int[] targetRows, int first, int count);

  /** The number of buffers. */
  final int count() {
    return Math.toIntExact((height + (1L << shift) - 1) >> shift);
  }

  /** The buffer that holds a row. */
  final int index(long row) {
    return (int) (row >> shift);
  }

  /**
   * The bytes of a buffer, in the order of the processor. JavaCPP makes buffers of at most 2^31 - 1
   * bytes, counted from the address of a pointer regardless of its position: hence a pointer for
   * each.
   */
  final ByteBuffer bytes(int index) {
    long first = (long) index << shift;
    long count = Math.min(height - first, 1L << shift);
    BytePointer place = memory.getPointer(first * rowBytes);
    return place.limit(count * rowBytes).asByteBuffer();
  }

  /** Limits the elements of a buffer of matrices to come, of one row at least. */
  static void limit(int elements) {
    mostElements = elements;
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
