package io.github.fallline.inference;

import java.util.Arrays;

/**
 * Roots of covariances: matrices whose product with their own transpose is the covariance T H T' of
 * the coefficients, H being that of the parameters on the orthonormal rows z of a {@link
 * DesignFactor}.
 */
final class CovarianceRoot {
  private CovarianceRoot() {}

  /**
   * The root of the covariance with H = scale^2 I.
   *
   * @param determined rows of others are NaN; [intercept and features]
   * @return [intercept and features, parameters]
   */
  static double[][] scaled(DesignFactor design, double scale, boolean[] determined) {
    int first = design.hasIntercept() ? 1 : 0;
    int rank = design.rank();
    double[][] root = new double[determined.length][Math.max(1, first + rank)];
    for (int k = 0; k < rank; k++) {
      double length = design.length(design.column(k));
      double[] row = root[first + design.column(k)];
      for (int l = k; l < rank; l++) {
        row[first + l] = scale * (design.inverse(k, l) / length);
      }
    }
    if (first > 0) {
      setIntercept(design, scale, root);
    }
    exclude(determined, root);
    return root;
  }

  private static void exclude(boolean[] determined, double[][] root) {
    for (int j = 0; j < determined.length; j++) {
      if (!determined[j]) {
        Arrays.fill(root[j], Double.NaN);
      }
    }
  }

  /** The intercept is that of the centred features less the means times the coefficients. */
  private static void setIntercept(DesignFactor design, double scale, double[][] root) {
    root[0][0] = scale / Math.sqrt(design.rows());
    for (int k = 0; k < design.rank(); k++) {
      double mean = design.mean(design.column(k));
      double[] row = root[1 + design.column(k)];
      for (int l = 1; l < row.length; l++) {
        root[0][l] -= mean * row[l];
      }
    }
  }

  /**
   * The root of the covariance with any H.
   *
   * @param inner a root of H, [parameters, any]
   */
  static double[][] of(DesignFactor design, double[][] inner, boolean[] determined) {
    double[][] outer = scaled(design, 1, determined);
    int size = inner.length == 0 ? 1 : inner[0].length;
    double[][] root = new double[outer.length][size];
    for (int i = 0; i < outer.length; i++) {
      for (int k = 0; k < inner.length; k++) {
        for (int j = 0; j < size && outer[i][k] != 0; j++) {
          root[i][j] += outer[i][k] * inner[k][j];
        }
      }
    }
    exclude(determined, root);
    return root;
  }
}
