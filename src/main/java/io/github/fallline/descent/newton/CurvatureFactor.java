package io.github.fallline.descent.newton;

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
    factorize();
  }

  private void factorize() {
    for (int k = 0; k < size; k++) {
      double pivot = factor[k * size + k];
      double root = pivot > ROUNDING ? Math.sqrt(pivot) : Double.POSITIVE_INFINITY;
      factor[k * size + k] = root;
      for (int j = k + 1; j < size; j++) {
        factor[k * size + j] /= root;
      }
      for (int i = k + 1; i < size; i++) {
        double share = factor[k * size + i];
        for (int j = i; j < size && share != 0; j++) {
          factor[i * size + j] -= share * factor[k * size + j];
        }
      }
    }
  }

  /**
   * Solves curvature times solution = gradient.
   *
   * @param gradient left alone
   * @param solution overwritten
   */
  void solve(double[] gradient, double[] solution) {
    for (int k = 0; k < size; k++) {
      double sum = gradient[k] * scales[k];
      for (int i = 0; i < k; i++) {
        sum -= factor[i * size + k] * solution[i];
      }
      solution[k] = sum / factor[k * size + k];
    }
    for (int k = size - 1; k >= 0; k--) {
      double sum = solution[k];
      for (int j = k + 1; j < size; j++) {
        sum -= factor[k * size + j] * solution[j];
      }
      solution[k] = sum / factor[k * size + k];
    }
    for (int k = 0; k < size; k++) {
      solution[k] *= scales[k];
    }
  }
}
