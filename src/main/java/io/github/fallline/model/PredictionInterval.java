package io.github.fallline.model;

import io.github.fallline.argument.Argument;
import java.util.Arrays;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Confidence and prediction intervals of a linear model at a row x, of plain numbers that a model
 * file can keep: prediction -+ t sigma sqrt(h) and prediction -+ t sigma sqrt(1 + h), with h = 1/n
 * + the squared length of R^-T (x - means) over the features that are kept, R'R being their centred
 * products; without an intercept neither 1/n nor means. Immutable.
 */
public final class PredictionInterval {
  private final int[] columns;
  private final double[] means;
  private final double[] triangle;
  private final double rows;
  private final double variance;
  private final double degreesOfFreedom;

  /**
   * From the numbers that the accessors of an instance gave.
   *
   * @param columns the features that are kept, in ascending order, [rank]
   * @param means of those, [rank]; 0 without an intercept
   * @param triangle R of those, row k from its diagonal element on, [rank (rank + 1) / 2]
   * @param rows n; infinite without an intercept, so that 1/n is 0
   * @param variance of the residuals, sigma^2; NaN where it is not known
   * @param degreesOfFreedom of the variance
   * @throws IllegalArgumentException if the sizes do not fit
   */
  public PredictionInterval(
      int[] columns,
      double[] means,
      double[] triangle,
      double rows,
      double variance,
      double degreesOfFreedom) {
    this.columns = columns.clone();
    this.means = means.clone();
    this.triangle = triangle.clone();
    this.rows = rows;
    this.variance = variance;
    this.degreesOfFreedom = degreesOfFreedom;
    int rank = columns.length;
    expect("means", rank, means.length);
    expect("triangle", rank * (rank + 1L) / 2, triangle.length);
    if (!(rows > 0) || variance < 0) {
      throw new IllegalArgumentException(
          "expected rows above 0 and a variance of 0 or more, got " + rows + " and " + variance);
    }
    int diagonal = 0;
    for (int k = 0; k < rank; k++) {
      Argument.require(
          columns[k] >= (k == 0 ? 0 : columns[k - 1] + 1),
          "columns",
          "numbers from 0 in ascending order",
          columns[k]);
      Argument.require(triangle[diagonal] != 0, "triangle", "no 0 on the diagonal", "row " + k);
      diagonal += rank - k;
    }
  }

  private static void expect(String name, long expected, long found) {
    Argument.require(found == expected, name, expected + " numbers", found);
  }

  /** The features that are kept; a copy. */
  public int[] columns() {
    return columns.clone();
  }

  /** Their means, or 0; a copy. */
  public double[] means() {
    return means.clone();
  }

  /** The triangular factor, row by row from the diagonal on; a copy. */
  public double[] triangle() {
    return triangle.clone();
  }

  /** n; infinite without an intercept. */
  public double rows() {
    return rows;
  }

  /** The variance of the residuals. */
  public double variance() {
    return variance;
  }

  /** The degrees of freedom of the variance. */
  public double degreesOfFreedom() {
    return degreesOfFreedom;
  }

  /** Whether intervals can be computed: there is a variance. */
  public boolean isKnown() {
    return degreesOfFreedom > 0 && variance >= 0;
  }

  /**
   * t of a confidence level: the half width of an interval in standard errors.
   *
   * @param level between 0 and 1, such as 0.95
   */
  public double critical(double level) {
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException(
          "confidence level: expected a number between 0 and 1, got " + level);
    }
    return degreesOfFreedom > 0
        ? TDistribution.of(degreesOfFreedom).inverseSurvivalProbability((1 - level) / 2)
        : Double.NaN;
  }

  /** The last of the features that are kept; -1 without any. */
  int lastColumn() {
    return columns.length == 0 ? -1 : columns[columns.length - 1];
  }

  /**
   * h, the variance of the prediction in units of sigma^2.
   *
   * @param features [features] from {@code place} on
   * @param work overwritten, [rank] at least
   */
  public double leverage(double[] features, int place, double[] work) {
    int rank = columns.length;
    for (int k = 0; k < rank; k++) {
      work[k] = features[place + columns[k]] - means[k];
    }
    double sum = 1 / rows;
    int at = 0;
    for (int k = 0; k < rank; k++) {
      double z = work[k] / triangle[at];
      sum += z * z;
      at++;
      for (int l = k + 1; l < rank; l++, at++) {
        work[l] -= z * triangle[at];
      }
    }
    return sum;
  }

  /**
   * The standard error of the mean at a row, for confidence intervals.
   *
   * @param features [features]
   */
  public double standardError(double... features) {
    return Math.sqrt(variance * leverage(features, 0, new double[columns.length]));
  }

  /**
   * The confidence interval of the mean at a row: lower and upper.
   *
   * @param prediction of the model at the row
   * @param features [features]
   */
  public double[] confidence(double prediction, double level, double... features) {
    return around(prediction, level, IntervalKind.CONFIDENCE, features);
  }

  /**
   * The prediction interval of a new target at a row: lower and upper.
   *
   * @param prediction of the model at the row
   * @param features [features]
   */
  public double[] prediction(double prediction, double level, double... features) {
    return around(prediction, level, IntervalKind.PREDICTION, features);
  }

  /**
   * The half width of an interval at a row; NaN where a feature is.
   *
   * @param kind of the interval
   * @param critical of {@link #critical}
   * @param features [features] from {@code place} on
   * @param work overwritten, [rank] at least
   */
  double halfWidth(
      IntervalKind kind, double critical, double[] features, int place, double[] work) {
    double h = leverage(features, place, work);
    return critical * Math.sqrt(variance * (kind == IntervalKind.PREDICTION ? 1 + h : h));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PredictionInterval that
        && Arrays.equals(columns, that.columns)
        && Arrays.equals(means, that.means)
        && Arrays.equals(triangle, that.triangle)
        && Double.compare(rows, that.rows) == 0
        && Double.compare(variance, that.variance) == 0
        && Double.compare(degreesOfFreedom, that.degreesOfFreedom) == 0;
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(triangle) + Arrays.hashCode(means);
  }

  private double[] around(double prediction, double level, IntervalKind kind, double... features) {
    double half = halfWidth(kind, critical(level), features, 0, new double[columns.length]);
    return new double[] {prediction - half, prediction + half};
  }
}
