package io.github.fallline.inference;

import io.github.fallline.blas.UpperTriangle;
import java.util.Arrays;

/** Transforms rows x to z, as {@link DesignFactor} says. Of one thread. */
final class RowWhitener {
  private final int first;
  private final int rank;
  private final double constant;
  private final int[] columns;
  private final double[] means;
  private final double[] scales;
  private final double[] triangle;
  private final double[] rest;

  RowWhitener(DesignFactor design) {
    first = design.hasIntercept() ? 1 : 0;
    rank = design.rank();
    constant = 1 / Math.sqrt(design.rows());
    columns = new int[rank];
    means = new double[rank];
    scales = new double[rank];
    triangle = new double[rank * rank];
    rest = new double[rank];
    for (int k = 0; k < rank; k++) {
      columns[k] = design.column(k);
      means[k] = first > 0 ? design.mean(columns[k]) : 0;
      scales[k] = 1 / design.length(columns[k]);
    }
    for (int k = 0; k < rank; k++) {
      for (int l = k; l < rank; l++) {
        triangle[k * rank + l] = design.factor().at(k, columns[l]);
      }
    }
  }

  /** Elements of z. */
  int size() {
    return first + rank;
  }

  /**
   * Transforms rows side by side, as {@link #transform} does each: the same bits, several rows at a
   * time.
   *
   * @param numbers element j of row r at {@code [j][r]}
   * @param z overwritten with element k of row r at {@code [k][r]}
   * @param leverages overwritten
   */
  void transform(double[][] numbers, int rows, double[][] z, double[] leverages) {
    Arrays.fill(leverages, 0, rows, first > 0 ? constant * constant : 0);
    if (first > 0) {
      Arrays.fill(z[0], 0, rows, constant);
    }
    for (int k = 0; k < rank; k++) {
      standardize(numbers[columns[k]], rows, z[first + k], k);
    }
    for (int k = 0; k < rank; k++) {
      double[] own = z[first + k];
      int l = 0;
      for (; l + 4 <= k; l += 4) {
        subtractFour(z, first + l, own, rows, l * rank + k);
      }
      for (; l < k; l++) {
        subtract(z[first + l], own, rows, triangle[l * rank + k]);
      }
      divide(own, rows, triangle[k * rank + k]);
      addSquares(own, leverages, rows);
    }
  }

  // Arrays of their own with the same index: others are not computed several at a time.

  private void standardize(double[] numbers, int rows, double[] z, int k) {
    double mean = means[k];
    double scale = scales[k];
    for (int r = 0; r < rows; r++) {
      z[r] = (numbers[r] - mean) * scale;
    }
  }

  private static void divide(double[] z, int rows, double pivot) {
    for (int r = 0; r < rows; r++) {
      z[r] /= pivot;
    }
  }

  private static void subtract(double[] source, double[] target, int rows, double factor) {
    for (int r = 0; r < rows; r++) {
      target[r] -= source[r] * factor;
    }
  }

  /** The same for four rows of the triangle, of which the first has its factor at a place. */
  private void subtractFour(double[][] z, int source, double[] target, int rows, int place) {
    double[] first = z[source];
    double[] second = z[source + 1];
    double[] third = z[source + 2];
    double[] fourth = z[source + 3];
    double a = triangle[place];
    double b = triangle[place + rank];
    double c = triangle[place + 2 * rank];
    double d = triangle[place + 3 * rank];
    for (int r = 0; r < rows; r++) {
      target[r] = target[r] - first[r] * a - second[r] * b - third[r] * c - fourth[r] * d;
    }
  }

  private static void addSquares(double[] z, double[] leverages, int rows) {
    for (int r = 0; r < rows; r++) {
      leverages[r] += z[r] * z[r];
    }
  }

  /**
   * Transforms a row, and returns z'z: its leverage.
   *
   * @param numbers the row from {@code place} on
   * @param z overwritten, [size]
   */
  double transform(double[] numbers, int place, double[] z) {
    for (int k = 0; k < rank; k++) {
      rest[k] = (numbers[place + columns[k]] - means[k]) * scales[k];
    }
    double leverage = 0;
    if (first > 0) {
      z[0] = constant;
      leverage = constant * constant;
    }
    UpperTriangle.solveTransposed(triangle, rank, rest, rank);
    for (int k = 0; k < rank; k++) {
      leverage += rest[k] * rest[k];
    }
    System.arraycopy(rest, 0, z, first, rank);
    return leverage;
  }
}
