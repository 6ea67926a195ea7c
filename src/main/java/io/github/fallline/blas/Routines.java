package io.github.fallline.blas;

/**
 * The routines of BLAS that {@link Blas} rests on, in one precision. Shapes and precisions are the
 * caller's to check; names are those of BLAS without the letter of the type.
 */
sealed interface Routines permits DoubleRoutines, FloatRoutines {
  /** {@code result = keep result + matrix x}, or with the matrix transposed. */
  void gemv(int turn, Window matrix, Window x, double keep, Window result);

  /** {@code gram = keep gram + matrix' matrix}, the upper triangle. */
  void syrk(Window matrix, double keep, Window gram);

  /** {@code solution = triangle^-1 solution}, or with the triangle, an upper one, transposed. */
  void trsv(int turn, Window triangle, Window solution);

  /** {@code matrix += column row'}. */
  void ger(Window column, Window row, Window matrix);

  /** The sum of {@code count} products, of every {@code stride}-th element. */
  double dot(int count, Window left, Window right, int stride);

  /** The sum of the absolute values of every {@code stride}-th element. */
  double asum(int count, Window window, int stride);

  /** {@code target += factor source}. */
  void axpy(int count, double factor, Window source, Window target);

  /** Multiplies every {@code stride}-th element. */
  void scal(int count, double factor, Window window, int stride);

  /** Copies elements. */
  void copy(int count, Window source, Window target);

  /**
   * {@code product = keep product + left right}, either of them transposed or not; {@code inner}
   * terms a sum.
   */
  void gemm(
      int turnLeft,
      Window left,
      int turnRight,
      Window right,
      int inner,
      double keep,
      Window product);
}
