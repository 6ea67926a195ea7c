package io.github.fallline.inference;

import io.github.fallline.leastsquares.TriangularFactor;
import io.github.fallline.stats.ColumnStatistics;
import io.github.fallline.stats.Moments;

/**
 * The columns of a design, the target's last: means, squares, and the lengths they are scaled by.
 */
final class DesignColumns {
  /** Rounding of products and factors, in units of 2^-52 and of the width. */
  private static final double ROUNDING = 16;

  private static final int LEAST_WIDTH = 10;

  /** Rounding of the features as they came and of their means, in units of 2^-52. */
  private static final double NUMBER_ROUNDING = 8;

  /** Deviations below this share of the mean are its rounding. */
  private static final double MEAN_ROUNDING = 1e-14;

  final boolean intercept;
  final double weight;
  final boolean[] excluded;
  final double[] means;

  /** The sums of squared deviations from the mean. */
  final double[] squares;

  /**
   * The lengths of the columns, centred where there is an intercept; 0 of those that are not used.
   */
  final double[] lengths;

  /**
   * @param excluded [features]
   */
  DesignColumns(double weight, boolean intercept, boolean[] excluded) {
    this.weight = weight;
    this.intercept = intercept;
    this.excluded = excluded.clone();
    means = new double[excluded.length + 1];
    squares = new double[means.length];
    lengths = new double[means.length];
  }

  /** The share of a column's square up to which what is left of it in products is rounding. */
  static double rounding(int width) {
    return ROUNDING * Math.ulp(1.0) * Math.max(LEAST_WIDTH, width - 1);
  }

  /** Whether deviations from the mean are only its rounding. */
  boolean isConstant(int column) {
    double rounding = MEAN_ROUNDING * means[column];
    return !(squares[column] / weight > rounding * rounding);
  }

  private void setLength(int column, double square) {
    boolean none = intercept && isConstant(column);
    none |= column < excluded.length && excluded[column];
    lengths[column] = none ? 0 : Math.sqrt(Math.max(0, square));
  }

  /** Sets the columns, and returns the products of pairs of them, scaled to length 1. */
  double[] productsOf(Moments moments, int target, double[] offsets) {
    int features = offsets.length;
    int width = features + 1;
    double[] products = new double[width * width];
    for (int j = 0; j < width; j++) {
      int column = j < features ? j : features + target;
      means[j] = moments.mean(column) + (j < features ? offsets[j] : 0);
    }
    for (int i = 0; i < width; i++) {
      for (int j = i; j < width && weight > 0; j++) {
        int left = i < features ? i : features + target;
        int right = j < features ? j : features + target;
        double centred = weight * moments.covariance(left, right);
        products[i * width + j] = centred + (intercept ? 0 : weight * means[i] * means[j]);
        squares[i] = i == j ? centred : squares[i];
      }
      setLength(i, products[i * width + i]);
    }
    for (int i = 0; i < width; i++) {
      for (int j = i; j < width; j++) {
        boolean zero = lengths[i] == 0 || lengths[j] == 0;
        double scaled = zero ? 0 : products[i * width + j] / lengths[i] / lengths[j];
        products[i * width + j] = i == j && !zero ? 1 : scaled;
      }
    }
    return products;
  }

  /** Sets the columns, and returns the triangle of them, scaled to length 1. */
  double[] triangleOf(TriangularFactor rows) {
    int width = means.length;
    double[] triangle = rows.factor(intercept);
    ColumnStatistics statistics = rows.columnStatistics();
    for (int j = 0; j < width; j++) {
      means[j] = rows.mean(j);
      squares[j] = statistics.isConstant(j) ? 0 : weight * statistics.smallVariance(j);
      double square = 0;
      for (int i = 0; i <= j; i++) {
        square += triangle[i * width + j] * triangle[i * width + j];
      }
      setLength(j, square);
      for (int i = 0; i < width; i++) {
        triangle[i * width + j] = lengths[j] == 0 ? 0 : triangle[i * width + j] / lengths[j];
      }
    }
    return triangle;
  }

  /** The lengths up to which what is left of a feature of a triangle is rounding, [features]. */
  double[] leastLengths() {
    double[] least = new double[excluded.length];
    for (int j = 0; j < least.length; j++) {
      if (lengths[j] > 0) {
        double uncentred = Math.sqrt(squares[j] + weight * means[j] * means[j]);
        double share = NUMBER_ROUNDING * Math.ulp(1.0) * uncentred / lengths[j];
        least[j] = rounding(means.length) + share;
      }
    }
    return least;
  }
}
