package io.github.fallline.blas;

import java.util.ArrayList;
import java.util.List;

/** Working memory: matrices that are allocated one by one and closed together. */
public final class Workspace implements AutoCloseable {
  private final List<Matrix> matrices = new ArrayList<>();

  /** A window on fresh memory of {@code rows} x {@code columns} doubles, all zero. */
  public RowView view(int rows, int columns) {
    return view(rows, columns, Precision.DOUBLE);
  }

  /**
   * A window on fresh memory of {@code rows} x {@code columns} numbers, all zero.
   *
   * @throws NativeMemoryError if there is no memory for it; that of the windows handed out before
   *     is freed, since they are asked for by constructors, after which that would be impossible
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

  /** Frees the memory of every window handed out. */
  @Override
  public void close() {
    matrices.forEach(Matrix::close);
    matrices.clear();
  }
}
