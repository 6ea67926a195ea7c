package io.github.fallline.blas;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNonUnit;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasUpper;

import org.bytedeco.openblas.global.openblas_nolapack;

/** BLAS on doubles. */
final class DoubleRoutines implements Routines {
  static final DoubleRoutines INSTANCE = new DoubleRoutines();

  private DoubleRoutines() {}

  @Override
  public void gemv(int turn, Window matrix, Window x, double keep, Window result) {
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
        keep,
        result.doubles,
        1);
  }

  @Override
  public void syrk(Window matrix, double keep, Window gram) {
    openblas_nolapack.cblas_dsyrk(
        CblasRowMajor,
        CblasUpper,
        CblasTrans,
        matrix.columns(),
        matrix.rows(),
        1,
        matrix.doubles,
        matrix.columns(),
        keep,
        gram.doubles,
        gram.columns());
  }

  @Override
  public void trsv(int turn, Window triangle, Window solution) {
    openblas_nolapack.cblas_dtrsv(
        CblasRowMajor,
        CblasUpper,
        turn,
        CblasNonUnit,
        triangle.columns(),
        triangle.doubles,
        triangle.columns(),
        solution.doubles,
        1);
  }

  @Override
  public void ger(Window column, Window row, Window matrix) {
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
  public double asum(int count, Window window, int stride) {
    return openblas_nolapack.cblas_dasum(count, window.doubles, stride);
  }

  @Override
  public double dot(int count, Window left, Window right, int stride) {
    return openblas_nolapack.cblas_ddot(count, left.doubles, stride, right.doubles, stride);
  }

  @Override
  public void axpy(int count, double factor, Window source, Window target) {
    openblas_nolapack.cblas_daxpy(count, factor, source.doubles, 1, target.doubles, 1);
  }

  @Override
  public void scal(int count, double factor, Window window, int stride) {
    openblas_nolapack.cblas_dscal(count, factor, window.doubles, stride);
  }

  @Override
  public void copy(int count, Window source, Window target) {
    openblas_nolapack.cblas_dcopy(count, source.doubles, 1, target.doubles, 1);
  }

  @Override
  public void gemm(
      int turnLeft,
      Window left,
      int turnRight,
      Window right,
      int inner,
      double keep,
      Window product) {
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
        keep,
        product.doubles,
        product.columns());
  }
}
