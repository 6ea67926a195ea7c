package io.github.fallline.blas;

import java.util.Objects;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A movable view of consecutive rows of a row-major matrix of doubles or floats in native memory.
 * In either precision numbers are read and written as doubles, which are rounded to the nearest
 * float where it holds floats.
 *
 * <p>Moving it allocates nothing. It borrows its memory, so it must not be used once the matrix is
 * closed. One thread uses a view at a time; {@link #fork()} gives another thread its own.
 */
public final class RowView {
  /** One of the two below. */
  final Pointer pointer;

  /** Null where the numbers are floats. */
  final @Nullable DoublePointer doubles;

  /** Null where the numbers are doubles. */
  final @Nullable FloatPointer floats;

  final BlasKernels kernels;
  private final Precision precision;
  private final NativeBuffers memory;

  /** Held because unreachable memory is freed. */
  private final Matrix matrix;

  private final long height;
  private final int columns;
  private final int maxRows;
  private long firstRow;
  private int rows;

  /** A view of the first rows of a matrix, as many as an int can count the elements of. */
  RowView(Matrix matrix) {
    this(matrix, matrix.memory(), null);
  }

  /**
   * A view with a position of its own; {@code base} is copied, {@code memory} shared if there is
   * one.
   */
  private RowView(Matrix matrix, Pointer base, @Nullable NativeBuffers memory) {
    this.matrix = matrix;
    this.precision = matrix.precision();
    this.height = matrix.rows();
    this.columns = matrix.columns();
    this.maxRows = Integer.MAX_VALUE / columns;
    this.rows = (int) Math.min(height, maxRows);
    if (precision == Precision.DOUBLE) {
      doubles = new DoublePointer(base).position(0);
      floats = null;
      pointer = doubles;
      kernels = DoubleKernels.INSTANCE;
      this.memory = memory == null ? new DoubleBuffers(doubles, height, columns) : memory;
    } else {
      doubles = null;
      floats = new FloatPointer(base).position(0);
      pointer = floats;
      kernels = FloatKernels.INSTANCE;
      this.memory = memory == null ? new FloatBuffers(floats, height, columns) : memory;
    }
    BlasCheck.require(precision, kernels);
  }

  /**
   * A view of the first rows of an array, as many as an int can count the elements of.
   *
   * @param array shape [n, d], or [n] as one column; doubles or floats in 'c' order without gaps
   * @throws IllegalArgumentException if {@link Matrix#fits} is false for both
   */
  public static RowView on(INDArray array) {
    return Matrix.of(array).view();
  }

  /** An independent view of the same rows of the same memory, for use by another thread. */
  public RowView fork() {
    return new RowView(matrix, pointer, memory).moveTo(firstRow, rows);
  }

  /** The type of the numbers. */
  public Precision precision() {
    return precision;
  }

  /**
   * Moves the view.
   *
   * @param first the first row, from 0
   * @param count rows from there on
   * @return this view
   * @throws IndexOutOfBoundsException if those rows are not all in the matrix
   * @throws IllegalArgumentException if they have more elements than an int can count
   */
  public RowView moveTo(long first, int count) {
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

  /** The row of the matrix at which the view begins, from 0. */
  public long firstRow() {
    return firstRow;
  }

  /** Rows in the view. */
  public int rows() {
    return rows;
  }

  /** Rows of the matrix, in the view or not. */
  public long height() {
    return height;
  }

  /** Columns of the matrix. */
  public int columns() {
    return columns;
  }

  /**
   * Copies the view's elements, row by row, into the front of {@code target}.
   *
   * @throws IllegalArgumentException if they do not fit into it
   */
  public void read(double[] target) {
    requireRoom("target", target);
    readRows(firstRow, rows, target, 0);
  }

  /**
   * Copies consecutive rows of the matrix, regardless of the view's position. Threads may share a
   * view for this.
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
      memory.read(row, some, target, done);
      done += some * columns;
      row += some;
    }
  }

  /**
   * Overwrites the view's elements, row by row, from the front of {@code source}.
   *
   * @throws IllegalArgumentException if it has fewer
   */
  public void write(double[] source) {
    requireRoom("source", source);
    write(source, 0);
  }

  /**
   * Overwrites the view's elements, row by row, from element {@code from} of {@code source} on.
   *
   * @throws IndexOutOfBoundsException if it has fewer
   */
  public void write(double[] source, int from) {
    Objects.checkFromIndexSize(from, (long) rows * columns, source.length);
    int done = from;
    for (long row = firstRow; row < firstRow + rows; ) {
      int count = (int) Math.min(firstRow + rows - row, memory.rowsLeft(row));
      memory.write(row, count, source, done);
      done += count * columns;
      row += count;
    }
  }

  /**
   * Copies rows of another matrix of as many columns and the same precision, regardless of the
   * views' positions.
   *
   * @param sourceRows which rows of the other: the first {@code count} elements
   * @param targetRows the row of this one that each goes to: the {@code count} elements from {@code
   *     from} on
   * @throws IllegalArgumentException if columns or precision are others
   */
  public void copyRows(RowView source, int[] sourceRows, int[] targetRows, int from, int count) {
    if (source.columns != columns) {
      throw new IllegalArgumentException(
          "source: expected " + columns + " columns, got " + source.columns);
    }
    if (source.precision != precision) {
      throw new IllegalArgumentException(
          "source: expected " + precision.label() + "s, got " + source.precision.label() + "s");
    }
    memory.copyRows(source.memory, sourceRows, targetRows, from, count);
  }

  /** Sets every element of the view to zero. */
  public void clear() {
    // To memset, the position counts bytes, not elements.
    long place = pointer.position();
    int bytes = precision.bytes();
    Pointer.memset(pointer.position(place * bytes), 0, (long) rows * columns * bytes);
    pointer.position(place);
  }

  /** Checks the length of an array, as JavaCPP does not: it would read or write behind its end. */
  private void requireRoom(String name, double[] array) {
    if (array.length < rows * columns) {
      throw new IllegalArgumentException(
          name + ": expected " + rows * columns + " elements or more, got " + array.length);
    }
  }
}
