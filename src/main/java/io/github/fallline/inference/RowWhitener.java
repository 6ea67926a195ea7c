package io.github.fallline.inference;

import io.github.fallline.blas.UpperTriangle;

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
