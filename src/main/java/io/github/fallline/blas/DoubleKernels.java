package io.github.fallline.blas;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasUpper;

import org.bytedeco.openblas.global.openblas_nolapack;

/** BLAS on doubles. */
final class DoubleKernels implements BlasKernels {
  static final DoubleKernels INSTANCE = new DoubleKernels();

  private DoubleKernels() {}

  @Override
  public void gemv(int turn, RowView matrix, RowView x, double beta, RowView result) {
    openblas_nolapack.cblas_dgemv(
        CblasRowMajor,
        turn,
        matrix.rows(),
        matrix.columns(),
        1,
        matrix.doubles,
        matrix.columns(),
        x.doubles,
        1,
        beta,
        result.doubles,
        1);
  }

  @Override
  public void syrk(RowView matrix, double beta, RowView gram) {
    openblas_nolapack.cblas_dsyrk(
        CblasRowMajor,
        CblasUpper,
        CblasTrans,
        matrix.columns(),
        matrix.rows(),
        1,
        matrix.doubles,
        matrix.columns(),
        beta,
        gram.doubles,
        gram.columns());
  }

  @Override
  public void ger(RowView column, RowView row, RowView matrix) {
    openblas_nolapack.cblas_dger(
        CblasRowMajor,
        matrix.rows(),
        matrix.columns(),
        1,
        column.doubles,
        1,
        row.doubles,
        1,
        matrix.doubles,
        matrix.columns());
  }

  @Override
  public double asum(int count, RowView view, int stride) {
    return openblas_nolapack.cblas_dasum(count, view.doubles, stride);
  }

  @Override
  public double dot(int count, RowView left, RowView right, int stride) {
    return openblas_nolapack.cblas_ddot(count, left.doubles, stride, right.doubles, stride);
  }

  @Override
  public void axpy(int count, double factor, RowView source, RowView target) {
    openblas_nolapack.cblas_daxpy(count, factor, source.doubles, 1, target.doubles, 1);
  }

  @Override
  public void scal(int count, double factor, RowView view, int stride) {
    openblas_nolapack.cblas_dscal(count, factor, view.doubles, stride);
  }

  @Override
  public void copy(int count, RowView source, RowView target) {
    openblas_nolapack.cblas_dcopy(count, source.doubles, 1, target.doubles, 1);
  }

  @Override
  public void gemm(
      int turnLeft,
      RowView left,
      int turnRight,
      RowView right,
      int inner,
      double beta,
      RowView product) {
    openblas_nolapack.cblas_dgemm(
        CblasRowMajor,
        turnLeft,
        turnRight,
        product.rows(),
        product.columns(),
        inner,
        1,
        left.doubles,
        left.columns(),
        right.doubles,
        right.columns(),
        beta,
        product.doubles,
        product.columns());
  }
}
