package io.github.fallline.leastsquares;

import java.util.Arrays;

/**
 * Householder reflections that turn rows below an upper triangle into it: R becomes the triangular
 * factor of R and the rows together.
 *
 * <p>Plain loops along rows: LAPACK's own routines rest on parts of OpenBLAS that are broken on
 * some processors. Each reflection reads and writes the rows once, and sums up on the way what the
 * next one needs to know.
 */
final class HouseholderQr {
  /** What is left of a column below this share of its square is nothing: half of its rounding. */
  private static final double NOTHING = 0x1p-110;

  /** Smaller squares lose their digits. */
  private static final double LEAST_SQUARE = 0x1p-960;

  private HouseholderQr() {}

  /**
   * Takes rows into a triangle; 2 count columns^2 multiplications, a third of it for a triangle.
   *
   * @param triangle [columns, columns] row by row, upper; overwritten
   * @param rows [count, columns] row by row; overwritten with rubbish
   * @param triangular whether row i of {@code rows} is zero before column i
   */
  static void update(double[] triangle, int columns, double[] rows, int count, boolean triangular) {
    double[] least = leastSquares(triangle, columns, rows, count);
    double[] products = new double[columns];
    double[] factors = new double[columns];
    int height = triangular ? 1 : count;
    for (int i = 0; i < height; i++) {
      addProducts(rows, i * columns, 0, columns, products);
    }
    for (int j = 0; j < columns; j++) {
      boolean reflected = !(products[j] <= least[j]);
      if (reflected) {
        reflect(triangle, j, columns, products, factors);
      }
      Arrays.fill(products, 0);
      // Row j + 1 of a triangle has nothing in column j, but takes part in what comes next.
      height = triangular ? Math.min(count, j + 2) : count;
      for (int i = 0; i < height && j + 1 < columns; i++) {
        int row = i * columns;
        if (reflected) {
          subtract(rows[row + j], factors, rows, row, j + 1, columns);
        }
        addProducts(rows, row, j + 1, columns, products);
      }
    }
  }

  /** For each column, the square up to which what is left of it in the rows is nothing. */
  private static double[] leastSquares(double[] triangle, int columns, double[] rows, int count) {
    double[] least = new double[columns];
    for (int j = 0; j < columns; j++) {
      for (int i = 0; i <= j; i++) {
        least[j] += triangle[i * columns + j] * triangle[i * columns + j];
      }
    }
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < columns; j++) {
        least[j] += rows[i * columns + j] * rows[i * columns + j];
      }
    }
    for (int j = 0; j < columns; j++) {
      least[j] = Math.max(LEAST_SQUARE, NOTHING * least[j]);
    }
    return least;
  }

  /**
   * Reflects row {@code j} of the triangle; with v = (its diagonal element less the new one, column
   * j of the rows), every later column a loses factor_k v.
   *
   * @param products column j of the rows times every column from j on
   * @param factors overwritten from j + 1 on
   */
  private static void reflect(
      double[] triangle, int j, int columns, double[] products, double[] factors) {
    int row = j * columns;
    double diagonal = triangle[row + j];
    double length = Math.sqrt(diagonal * diagonal + products[j]);
    double reflected = diagonal > 0 ? -length : length;
    double head = diagonal - reflected;
    double scale = -1 / (reflected * head);
    for (int k = j + 1; k < columns; k++) {
      factors[k] = scale * (head * triangle[row + k] + products[k]);
      triangle[row + k] -= factors[k] * head;
    }
    triangle[row + j] = reflected;
  }

  private static void subtract(
      double share, double[] factors, double[] rows, int row, int from, int columns) {
    for (int k = from; k < columns; k++) {
      rows[row + k] -= share * factors[k];
    }
  }

  private static void addProducts(
      double[] rows, int row, int column, int columns, double[] products) {
    double share = rows[row + column];
    for (int k = column; k < columns; k++) {
      products[k] += share * rows[row + k];
    }
  }
}
