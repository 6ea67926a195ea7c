package io.github.fallline.blas;

/**
 * Factors and solutions of small dense systems with an upper triangle R in an array, row by row.
 *
 * <p>The rows lie {@code stride} elements apart; what lies below the diagonal is not read. The
 * elements of each sum are added in ascending order of their index, whatever the size.
 */
public final class UpperTriangle {
  private UpperTriangle() {}

  /**
   * Replaces the upper triangle of a symmetric matrix A by the Cholesky factor R, with A = R'R.
   *
   * @param matrix [size, size]; modified
   * @param least a pivot is used if above it
   * @param substitute the diagonal element of R in place of the root of any other pivot
   */
  public static void factorize(double[] matrix, int size, double least, double substitute) {
    for (int k = 0; k < size; k++) {
      int row = k * size;
      double root = matrix[row + k] > least ? Math.sqrt(matrix[row + k]) : substitute;
      matrix[row + k] = root;
      for (int j = k + 1; j < size; j++) {
        matrix[row + j] /= root;
      }
      for (int i = k + 1; i < size; i++) {
        double share = matrix[row + i];
        for (int j = i; j < size && share != 0; j++) {
          matrix[i * size + j] -= share * matrix[row + j];
        }
      }
    }
  }

  /** Replaces the first {@code count} elements of b by the solution of Rx = b. */
  public static void solve(double[] triangle, int stride, double[] b, int count) {
    for (int i = count - 1; i >= 0; i--) {
      int row = i * stride;
      double sum = b[i];
      for (int k = i + 1; k < count; k++) {
        sum -= triangle[row + k] * b[k];
      }
      b[i] = sum / triangle[row + i];
    }
  }

  /** Replaces the first {@code count} elements of b by the solution of R'x = b. */
  public static void solveTransposed(double[] triangle, int stride, double[] b, int count) {
    for (int i = 0; i < count; i++) {
      int row = i * stride;
      double value = b[i] / triangle[row + i];
      b[i] = value;
      for (int k = i + 1; k < count; k++) {
        b[k] -= value * triangle[row + k];
      }
    }
  }

  /**
   * Reflects rows such that a column is 0 below the first of them (Householder).
   *
   * @param matrix rows of {@code width} elements, 0 before the column; modified
   * @param top the first row
   * @param end after the last row
   * @param length the Euclidean length of the column in these rows, above 0
   */
  public static void reflect(
      double[] matrix, int width, int top, int end, int column, double length) {
    double[] factors = new double[width];
    int first = top * width + column;
    double reflected = matrix[first] > 0 ? -length : length;
    matrix[first] -= reflected;
    double scale = -1 / (reflected * matrix[first]);
    for (int row = top * width; row < end * width; row += width) {
      double share = matrix[row + column];
      for (int k = column + 1; k < width; k++) {
        factors[k] += share * matrix[row + k];
      }
    }
    for (int row = top * width; row < end * width; row += width) {
      double share = scale * matrix[row + column];
      for (int k = column + 1; k < width; k++) {
        matrix[row + k] -= share * factors[k];
      }
      matrix[row + column] = 0;
    }
    matrix[first] = reflected;
  }
}
