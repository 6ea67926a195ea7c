package io.github.fallline.blas;

/**
 * The BLAS routines that {@link Blas} calls, in one precision. The caller checks shapes and
 * precisions; names are those of BLAS without the letter of the type.
 */
interface BlasKernels {
  /** {@code result = beta result + matrix x}, or with the matrix transposed. */
  void gemv(int turn, RowView matrix, RowView x, double beta, RowView result);

  /** {@code gram = beta gram + matrix' matrix}, the upper triangle. */
  void syrk(RowView matrix, double beta, RowView gram);

  /** {@code matrix += column row'}. */
  void ger(RowView column, RowView row, RowView matrix);

  /** The sum of {@code count} products, of every {@code stride}-th element. */
  double dot(int count, RowView left, RowView right, int stride);

  /** The sum of the absolute values of every {@code stride}-th element. */
  double asum(int count, RowView view, int stride);

  /** {@code target += factor source}. */
  void axpy(int count, double factor, RowView source, RowView target);

  /** Multiplies every {@code stride}-th element. */
  void scal(int count, double factor, RowView view, int stride);

  /** Copies elements. */
  void copy(int count, RowView source, RowView target);

  /**
   * {@code product = beta product + left right}, either of them transposed or not; each sum has
   * {@code inner} terms.
   */
  void gemm(
      int turnLeft,
      RowView left,
      int turnRight,
      RowView right,
      int inner,
      double beta,
      RowView product);
}
