package io.github.fallline.data;

import io.github.fallline.blas.Blas;
import io.github.fallline.blas.RowView;

/** A reader of rows in memory. */
final class MatrixReader implements RowSource.Reader {
  private final RowsInPlace matrices;
  private boolean closed;

  /**
   * @param matrices closed with the reader
   */
  MatrixReader(RowsInPlace matrices) {
    this.matrices = matrices;
  }

  @Override
  public void read(long first, int count, RowView target, double[] targets, int at) {
    if (closed) {
      throw new IllegalStateException("reader: closed; keep it open while rows are read");
    }
    Blas.copy(matrices.features().moveTo(first, count), target.moveTo(at, count));
    matrices.targets().readRows(first, count, targets, at);
  }

  @Override
  public void close() {
    closed = true;
    matrices.close();
  }
}
