package io.github.fallline.blas;

import java.util.ArrayList;
import java.util.List;

/** Working memory: matrices that are allocated one by one and closed together. */
public final class Workspace implements AutoCloseable {
  private final List<Matrix> matrices = new ArrayList<>();

  /** Allocates a view of {@code rows} x {@code columns} doubles, all zero. */
  public RowView view(int rows, int columns) {
    return view(rows, columns, Precision.DOUBLE);
  }

  /**
   * Allocates a view of {@code rows} x {@code columns} numbers, all zero.
   *
   * @throws NativeMemoryError if there is no memory for it; all earlier views are freed, since
   *     constructors ask for them and could not free them afterwards
   */
  public RowView view(int rows, int columns, Precision precision) {
    Matrix matrix = matrix(rows, columns, precision);
    matrices.add(matrix);
    RowView view = matrix.view();
    view.clear();
    return view;
  }

  private Matrix matrix(int rows, int columns, Precision precision) {
    try {
      return Matrix.uninitialized(rows, columns, precision);
    } catch (NativeMemoryError e) {
      close();
      throw e;
    }
  }

  /** Frees the memory of all its views. */
  @Override
  public void close() {
    matrices.forEach(Matrix::close);
    matrices.clear();
  }
}
