package io.github.fallline.descent.newton;

import io.github.fallline.blas.UpperTriangle;

/**
 * The Cholesky factor of a curvature, its columns scaled to a diagonal of ones. Directions in which
 * nothing but rounding is left are not gone along.
 */
final class CurvatureFactor {
  private static final double ROUNDING = 1e-15;

  private final int size;
  private final double[] factor;
  private final double[] scales;

  /**
   * Factorizes.
   *
   * @param curvature [size, size], its upper triangle; left alone
   * @param squared [size] the factors of the squares whose curvature is added
   */
  CurvatureFactor(double[] curvature, double[] squared, int size) {
    this.size = size;
    factor = new double[size * size];
    scales = new double[size];
    for (int j = 0; j < size; j++) {
      double diagonal = curvature[j * size + j] + 2 * squared[j];
      scales[j] = diagonal > 0 ? 1 / Math.sqrt(diagonal) : 0;
    }
    for (int i = 0; i < size; i++) {
      for (int j = i + 1; j < size; j++) {
        factor[i * size + j] = curvature[i * size + j] * scales[i] * scales[j];
      }
      factor[i * size + i] = 1;
    }
    UpperTriangle.factorize(factor, size, ROUNDING, Double.POSITIVE_INFINITY);
  }

  /**
   * Solves curvature times solution = gradient.
   *
   * @param gradient left alone
   * @param solution overwritten
   */
  void solve(double[] gradient, double[] solution) {
    for (int k = 0; k < size; k++) {
      solution[k] = gradient[k] * scales[k];
    }
    UpperTriangle.solveTransposed(factor, size, solution, size);
    UpperTriangle.solve(factor, size, solution, size);
    for (int k = 0; k < size; k++) {
      solution[k] *= scales[k];
    }
  }
}
