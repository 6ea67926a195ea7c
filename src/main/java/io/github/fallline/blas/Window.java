package io.github.fallline.blas;

import java.util.Arrays;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A movable window onto consecutive rows of a row-major matrix of doubles in native memory.
 *
 * <p>Moving it allocates nothing. It borrows its memory: the window is worthless once the INDArray
 * is closed. One thread uses a window at a time; {@link #fork()} gives another thread its own.
 */
public final class Window {
  final DoublePointer pointer;
  private final long height;
  private final int columns;
  private long firstRow;
  private int rows;

  private Window(DoublePointer pointer, long height, int columns) {
    this.pointer = pointer;
    this.height = height;
    this.columns = columns;
    this.rows = (int) Math.min(height, Integer.MAX_VALUE / Math.max(1, columns));
  }

  /**
   * A window on the first rows of a matrix, as many as an int can count the elements of.
   *
   * @param matrix shape [n, d], or [n] as one column; doubles in 'c' order without gaps
   * @throws IllegalArgumentException if {@link #fits} says no
   */
  public static Window on(INDArray matrix) {
    if (!fits(matrix)) {
      throw new IllegalArgumentException(
          "matrix: expected doubles in 'c' order without gaps, got "
              + matrix.dataType()
              + " of shape "
              + Arrays.toString(matrix.shape())
              + " with strides "
              + Arrays.toString(matrix.stride()));
    }
    int columns = matrix.rank() == 1 ? 1 : Math.toIntExact(matrix.size(1));
    DoublePointer memory = new DoublePointer(matrix.data().addressPointer());
    return new Window(memory, matrix.size(0), columns);
  }

  /** Whether a window can be laid on this array as it is, without a copy. */
  public static boolean fits(INDArray matrix) {
    if (matrix.dataType() != DataType.DOUBLE || matrix.isView() || matrix.isEmpty()) {
      return false;
    }
    if (matrix.rank() == 1) {
      return matrix.size(0) == 1 || matrix.stride(0) == 1;
    }
    return matrix.rank() == 2
        && (matrix.size(1) == 1 || matrix.stride(1) == 1)
        && (matrix.size(0) == 1 || matrix.stride(0) == matrix.size(1));
  }

  /** An independent window at the same place of the same memory, for use by another thread. */
  public Window fork() {
    Window copy = new Window(new DoublePointer(pointer).position(0), height, columns);
    return copy.moveTo(firstRow, rows);
  }

  /**
   * Moves the window.
   *
   * @param first the first row, from 0
   * @param count rows from there on
   * @return this window
   * @throws IndexOutOfBoundsException if those rows are not all in the matrix
   */
  public Window moveTo(long first, int count) {
    if (first < 0 || count < 0 || first + count > height) {
      throw new IndexOutOfBoundsException(
          "rows " + first + " to " + (first + count) + " of a matrix of " + height);
    }
    firstRow = first;
    rows = count;
    pointer.position(first * columns);
    return this;
  }

  /** The row of the matrix on which the window begins, from 0. */
  public long firstRow() {
    return firstRow;
  }

  /** Rows in the window. */
  public int rows() {
    return rows;
  }

  /** Columns of the matrix. */
  public int columns() {
    return columns;
  }

  /** Copies the window's elements, row by row, into the front of {@code target}. */
  public void read(double[] target) {
    pointer.get(target, 0, rows * columns);
  }

  /** Overwrites the window's elements, row by row, from the front of {@code source}. */
  public void write(double[] source) {
    pointer.put(source, 0, rows * columns);
  }

  /** Sets every element of the window to zero. */
  public void clear() {
    Pointer.memset(pointer, 0, (long) rows * columns * Double.BYTES);
  }
}
