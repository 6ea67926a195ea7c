package io.github.fallline.blas;

import java.util.Arrays;
import java.util.Objects;
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
  private final Segments memory;

  /** Held because ND4J frees the memory of an array that nobody holds any more. */
  private final INDArray matrix;

  private final long height;
  private final int columns;
  private final int maxRows;
  private long firstRow;
  private int rows;

  private Window(INDArray matrix, DoublePointer pointer, Segments memory, int columns) {
    this.matrix = matrix;
    this.pointer = pointer;
    this.memory = memory;
    this.height = matrix.size(0);
    this.columns = columns;
    this.maxRows = Integer.MAX_VALUE / columns;
    this.rows = (int) Math.min(height, maxRows);
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
    return new Window(matrix, memory, new Segments(memory, matrix.size(0), columns), columns);
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
    Window copy = new Window(matrix, new DoublePointer(pointer).position(0), memory, columns);
    return copy.moveTo(firstRow, rows);
  }

  /**
   * Moves the window.
   *
   * @param first the first row, from 0
   * @param count rows from there on
   * @return this window
   * @throws IndexOutOfBoundsException if those rows are not all in the matrix
   * @throws IllegalArgumentException if they have more elements than an int can count
   */
  public Window moveTo(long first, int count) {
    if (first < 0 || count < 0 || first > height - count) {
      throw new IndexOutOfBoundsException(
          count + " rows from row " + first + " of a matrix of " + height);
    }
    if (count > maxRows) {
      throw new IllegalArgumentException(
          "count: expected at most " + maxRows + " rows of " + columns + " columns, got " + count);
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

  /**
   * Copies the window's elements, row by row, into the front of {@code target}.
   *
   * @throws IllegalArgumentException if they do not fit into it
   */
  public void read(double[] target) {
    requireRoom("target", target);
    readRows(firstRow, rows, target, 0);
  }

  /**
   * Copies consecutive rows of the matrix, wherever the window is. Threads may share a window for
   * this.
   *
   * @param first the first of them
   * @param count rows from there on
   * @param target overwritten from element {@code at} on
   * @throws IndexOutOfBoundsException if those rows are not all in the matrix or do not fit
   */
  public void readRows(long first, int count, double[] target, int at) {
    Objects.checkFromIndexSize(first, count, height);
    Objects.checkFromIndexSize(at, (long) count * columns, target.length);
    int done = at;
    for (long row = first; row < first + count; ) {
      int some = (int) Math.min(first + count - row, memory.rowsLeft(row));
      memory.segment(row).get(memory.place(row), target, done, some * columns);
      done += some * columns;
      row += some;
    }
  }

  /**
   * Overwrites the window's elements, row by row, from the front of {@code source}.
   *
   * @throws IllegalArgumentException if it has fewer
   */
  public void write(double[] source) {
    requireRoom("source", source);
    int done = 0;
    for (long row = firstRow; row < firstRow + rows; ) {
      int count = (int) Math.min(firstRow + rows - row, memory.rowsLeft(row));
      memory.segment(row).put(memory.place(row), source, done, count * columns);
      done += count * columns;
      row += count;
    }
  }

  /**
   * Copies rows of another matrix of as many columns, wherever the windows are.
   *
   * @param sourceRows which rows of the other: the first {@code count} elements
   * @param targetRows the row of this one that each goes to: the {@code count} elements from {@code
   *     from} on
   */
  public void copyRows(Window source, int[] sourceRows, int[] targetRows, int from, int count) {
    if (source.columns != columns) {
      throw new IllegalArgumentException(
          "source: expected " + columns + " columns, got " + source.columns);
    }
    memory.copyRows(source.memory, sourceRows, targetRows, from, count);
  }

  /** Sets every element of the window to zero. */
  public void clear() {
    // To memset, the position counts bytes, not doubles.
    long place = pointer.position();
    Pointer.memset(pointer.position(place * Double.BYTES), 0, (long) rows * columns * Double.BYTES);
    pointer.position(place);
  }

  /** JavaCPP does not check: it would read or write behind the end of the Java array. */
  private void requireRoom(String name, double[] array) {
    if (array.length < rows * columns) {
      throw new IllegalArgumentException(
          name + ": expected " + rows * columns + " elements or more, got " + array.length);
    }
  }
}
