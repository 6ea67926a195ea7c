package io.github.fallline.blas;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasUpper;

import org.bytedeco.openblas.global.openblas_nolapack;

/** BLAS on floats. */
final class FloatKernels implements BlasKernels {
  static final FloatKernels INSTANCE = new FloatKernels();

  private FloatKernels() {}

  @Override
  public void gemv(int turn, RowView matrix, RowView x, double beta, RowView result) {
    openblas_nolapack.cblas_sgemv(
        CblasRowMajor,
        turn,
        matrix.rows(),
        matrix.columns(),
        1,
        matrix.floats,
        matrix.columns(),
        x.floats,
        1,
        (float) beta,
        result.floats,
        1);
  }

  @Override
  public void syrk(RowView matrix, double beta, RowView gram) {
    openblas_nolapack.cblas_ssyrk(
        CblasRowMajor,
        CblasUpper,
        CblasTrans,
        matrix.columns(),
        matrix.rows(),
        1,
        matrix.floats,
        matrix.columns(),
        (float) beta,
        gram.floats,
        gram.columns());
  }

  @Override
  public void ger(RowView column, RowView row, RowView matrix) {
    openblas_nolapack.cblas_sger(
        CblasRowMajor,
        matrix.rows(),
        matrix.columns(),
        1,
        column.floats,
        1,
        row.floats,
        1,
        matrix.floats,
        matrix.columns());
  }

  @Override
  public double asum(int count, RowView view, int stride) {
    return openblas_nolapack.cblas_sasum(count, view.floats, stride);
  }

  @Override
  public double dot(int count, RowView left, RowView right, int stride) {
    return openblas_nolapack.cblas_sdot(count, left.floats, stride, right.floats, stride);
  }

  @Override
  public void axpy(int count, double factor, RowView source, RowView target) {
    openblas_nolapack.cblas_saxpy(count, (float) factor, source.floats, 1, target.floats, 1);
  }

  @Override
  public void scal(int count, double factor, RowView view, int stride) {
    openblas_nolapack.cblas_sscal(count, (float) factor, view.floats, stride);
  }

  @Override
  public void copy(int count, RowView source, RowView target) {
    openblas_nolapack.cblas_scopy(count, source.floats, 1, target.floats, 1);
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
    openblas_nolapack.cblas_sgemm(
        CblasRowMajor,
        turnLeft,
        turnRight,
        product.rows(),
        product.columns(),
        inner,
        1,
        left.floats,
        left.columns(),
        right.floats,
        right.columns(),
        (float) beta,
        product.floats,
        product.columns());
  }
}
