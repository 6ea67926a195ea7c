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
   * @param numbers element j of row r at {@code j stride + r}
   * @param z overwritten with element k of row r at {@code k stride + r}
   * @param leverages overwritten from {@code from} on
   */
  void transform(double[] numbers, int stride, int rows, double[] z, double[] leverages, int from) {
    Arrays.fill(leverages, from, from + rows, first > 0 ? constant * constant : 0);
    if (first > 0) {
      Arrays.fill(z, 0, rows, constant);
    }
    for (int k = 0; k < rank; k++) {
      standardize(numbers, columns[k] * stride, rows, z, (first + k) * stride, k);
    }
    for (int k = 0; k < rank; k++) {
      int own = (first + k) * stride;
      double pivot = triangle[k * rank + k];
      for (int r = 0; r < rows; r++) {
        z[own + r] /= pivot;
      }
      for (int l = k + 1; l < rank; l++) {
        subtract(z, own, (first + l) * stride, rows, triangle[k * rank + l]);
      }
      for (int r = 0; r < rows; r++) {
        leverages[from + r] += z[own + r] * z[own + r];
      }
    }
  }

  private void standardize(double[] numbers, int place, int rows, double[] z, int at, int k) {
    double mean = means[k];
    double scale = scales[k];
    for (int r = 0; r < rows; r++) {
      z[at + r] = (numbers[place + r] - mean) * scale;
    }
  }

  private static void subtract(double[] z, int source, int target, int rows, double factor) {
    for (int r = 0; r < rows; r++) {
      z[target + r] -= z[source + r] * factor;
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
