package io.github.fallline.inference;

/**
 * The lower triangular root L of a symmetric matrix without negative eigenvalues, L L' being the
 * matrix. Where nothing but rounding is left of a diagonal element, its column is 0: the matrix is
 * singular.
 */
final class Cholesky {
  /** What is left of a diagonal element below this share of it is rounding. */
  private static final double ROUNDING = 1e-13;

  private final double[][] lower;

  /**
   * @param matrix [n, n] row by row, of which the lower triangle is read; left alone
   */
  Cholesky(double[] matrix, int size) {
    lower = new double[size][size];
    for (int j = 0; j < size; j++) {
      double diagonal = matrix[j * size + j];
      double pivot = diagonal;
      for (int k = 0; k < j; k++) {
        pivot -= lower[j][k] * lower[j][k];
      }
      if (Double.isNaN(pivot)) {
        lower[j][j] = Double.NaN;
      } else if (pivot <= ROUNDING * diagonal) {
        continue;
      }
      lower[j][j] = Math.sqrt(pivot);
      for (int i = j + 1; i < size; i++) {
        double element = matrix[i * size + j];
        for (int k = 0; k < j; k++) {
          element -= lower[i][k] * lower[j][k];
        }
        lower[i][j] = element / lower[j][j];
      }
    }
  }

  /** The root, [n, n]; not copied. */
  double[][] lower() {
    return lower;
  }

  /** Solves L x = b in place; NaN where the matrix is singular. */
  void solveLower(double[] b) {
    for (int i = 0; i < b.length; i++) {
      for (int k = 0; k < i; k++) {
        b[i] -= lower[i][k] * b[k];
      }
      b[i] = lower[i][i] == 0 ? Double.NaN : b[i] / lower[i][i];
    }
  }

  /** Solves L L' x = b in place; NaN where the matrix is singular. */
  void solve(double[] b) {
    solveLower(b);
    for (int i = b.length - 1; i >= 0; i--) {
      for (int k = i + 1; k < b.length; k++) {
        b[i] -= lower[k][i] * b[k];
      }
      b[i] = lower[i][i] == 0 ? Double.NaN : b[i] / lower[i][i];
    }
  }
}
