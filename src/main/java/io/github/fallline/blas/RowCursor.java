package io.github.fallline.blas;

import java.util.Objects;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas_nolapack;

/**
 * A cursor over the rows of a matrix, with a vector: the operations of a stochastic step. A row of
 * 20 numbers takes OpenBLAS less than 3 ns, so the overhead of a call matters; shapes are checked
 * once, in the constructor. One thread uses it at a time.
 */
public abstract class RowCursor {
  final int columns;
  private final long height;

  @SuppressWarnings("UnusedVariable") // held, because unreachable memory is freed
  private final RowView[] views;

  private RowCursor(RowView matrix, RowView vector) {
    views = new RowView[] {matrix, vector};
    columns = matrix.columns();
    height = matrix.height();
  }

  /**
   * A cursor over the whole matrix of a view, regardless of the view's position.
   *
   * @param matrix a view of [n, d], which does not move
   * @param vector [d, 1], of the same precision
   * @throws IllegalArgumentException if shapes or precisions do not fit
   */
  public static RowCursor of(RowView matrix, RowView vector) {
    Blas.expect("vector", vector, matrix, matrix.columns(), 1);
    return matrix.precision() == Precision.DOUBLE
        ? new OfDoubles(matrix, vector)
        : new OfFloats(matrix, vector);
  }

  /**
   * Moves to a row of the matrix.
   *
   * @param row counted from 0
   * @return its product with the vector
   * @throws IndexOutOfBoundsException if the matrix has no such row
   */
  public abstract double dot(long row);

  /** {@code vector += factor . row'}, with the row of the last {@link #dot}; at first, row 0. */
  public abstract void add(double factor);

  /** {@code vector *= factor}. */
  public abstract void scale(double factor);

  final long place(long row) {
    return Objects.checkIndex(row, height) * columns;
  }

  private static final class OfDoubles extends RowCursor {
    private final DoublePointer row;
    private final DoublePointer vector;
    private final long base;
    private final long vectorAddress;
    private long at;

    OfDoubles(RowView matrix, RowView vector) {
      super(matrix, vector);
      row = new DoublePointer(matrix.doubles).position(0);
      this.vector = Objects.requireNonNull(vector.doubles);
      base = row.address();
      at = base;
      vectorAddress = this.vector.address() + this.vector.position() * Double.BYTES;
    }

    @Override
    public double dot(long place) {
      long first = place(place);
      at = base + first * Double.BYTES;
      if (Downcalls.ready) {
        return DowncallBlas.ddot(columns, at, vectorAddress);
      }
      row.position(first);
      return openblas_nolapack.cblas_ddot(columns, row, 1, vector, 1);
    }

    @Override
    public void add(double factor) {
      if (Downcalls.ready) {
        DowncallBlas.daxpy(columns, factor, at, vectorAddress);
        return;
      }
      openblas_nolapack.cblas_daxpy(columns, factor, row, 1, vector, 1);
    }

    @Override
    public void scale(double factor) {
      if (Downcalls.ready) {
        DowncallBlas.dscal(columns, factor, vectorAddress);
        return;
      }
      openblas_nolapack.cblas_dscal(columns, factor, vector, 1);
    }
  }

  private static final class OfFloats extends RowCursor {
    private final FloatPointer row;
    private final FloatPointer vector;
    private final long base;
    private final long vectorAddress;
    private long at;

    OfFloats(RowView matrix, RowView vector) {
      super(matrix, vector);
      row = new FloatPointer(matrix.floats).position(0);
      this.vector = Objects.requireNonNull(vector.floats);
      base = row.address();
      at = base;
      vectorAddress = this.vector.address() + this.vector.position() * Float.BYTES;
    }

    @Override
    public double dot(long place) {
      long first = place(place);
      at = base + first * Float.BYTES;
      if (Downcalls.ready) {
        return DowncallBlas.sdot(columns, at, vectorAddress);
      }
      row.position(first);
      return openblas_nolapack.cblas_sdot(columns, row, 1, vector, 1);
    }

    @Override
    public void add(double factor) {
      if (Downcalls.ready) {
        DowncallBlas.saxpy(columns, (float) factor, at, vectorAddress);
        return;
      }
      openblas_nolapack.cblas_saxpy(columns, (float) factor, row, 1, vector, 1);
    }

    @Override
    public void scale(double factor) {
      if (Downcalls.ready) {
        DowncallBlas.sscal(columns, (float) factor, vectorAddress);
        return;
      }
      openblas_nolapack.cblas_sscal(columns, (float) factor, vector, 1);
    }
  }
}
