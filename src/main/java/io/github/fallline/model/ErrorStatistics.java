package io.github.fallline.model;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * The sums behind the metrics of a regression, over some rows: a mergeable statistic for tiles,
 * threads and machines. Immutable.
 *
 * <p>The squares of the targets are centred by the pairwise formulas of Chan, Golub and LeVeque
 * (1983), so targets far from zero lose nothing. For a constant target they are exactly 0.
 *
 * <p>Where rows have weights, sums and means are weighted.
 *
 * @param count rows
 * @param weight the sum of their weights; as many as there are rows where all count the same
 * @param squaredErrors sum of (prediction - target) squared
 * @param absoluteErrors sum of |prediction - target|
 * @param targetMean mean of the targets; 0 without rows
 * @param targetSquares sum of (target - mean) squared
 */
public record ErrorStatistics(
    long count,
    double weight,
    double squaredErrors,
    double absoluteErrors,
    double targetMean,
    double targetSquares)
    implements Serializable {
  /**
   * The squares of targets that differ are at least this, though each may round to 0: those of a
   * constant target alone are 0.
   */
  private static final double LEAST_SQUARES = Double.MIN_NORMAL;

  /** Mean squares below this lose digits, or all of them. */
  private static final double LEAST_MEAN_SQUARE = 1e-300;

  /** The sums over no rows, the neutral element of merging. */
  public static final ErrorStatistics NONE = new ErrorStatistics(0, 0, 0, 0, 0);

  /** The sums over rows that all count the same. */
  public ErrorStatistics(
      long count,
      double squaredErrors,
      double absoluteErrors,
      double targetMean,
      double targetSquares) {
    this(count, (double) count, squaredErrors, absoluteErrors, targetMean, targetSquares);
  }

  public ErrorStatistics {
    if (count < 0) {
      throw new IllegalArgumentException("count: expected 0 or more, got " + count);
    }
  }

  /** The sums over the first {@code count} elements of two arrays. */
  public static ErrorStatistics of(double[] predictions, double[] targets, int count) {
    return of(predictions, targets, null, count);
  }

  /**
   * The sums over the first {@code count} elements of arrays.
   *
   * @param weights of the rows; null where all count the same
   */
  public static ErrorStatistics of(
      double[] predictions, double[] targets, double @Nullable [] weights, int count) {
    double sum = 0;
    double squared = 0;
    double absolute = 0;
    // Differences from the first target are exactly 0 for a constant one; a mean of sums is not.
    double shift = Double.NaN;
    double shifted = 0;
    boolean varies = false;
    for (int i = 0; i < count; i++) {
      double weight = weights == null ? 1 : weights[i];
      if (weight == 0) {
        continue; // not even as the number that others are compared with
      }
      shift = sum == 0 ? targets[i] : shift;
      double error = predictions[i] - targets[i];
      sum += weight;
      squared += weight * error * error;
      absolute += weight * Math.abs(error);
      shifted += weight * (targets[i] - shift);
      varies |= targets[i] != shift;
    }
    if (sum == 0) {
      return new ErrorStatistics(count, 0, 0, 0, 0, 0);
    }
    double mean = shift + shifted / sum;
    double squares = 0;
    double remainder = 0;
    for (int i = 0; i < count; i++) {
      double weight = weights == null ? 1 : weights[i];
      double distance = targets[i] - mean;
      squares += weight * distance * distance;
      remainder += weight * distance;
    }
    // The remainder is what rounding the mean left; without it, it would count n times squared.
    double centred = atLeast(squares - remainder * remainder / sum, varies);
    return new ErrorStatistics(count, sum, squared, absolute, mean, centred);
  }

  private static double atLeast(double squares, boolean varies) {
    return varies && squares < LEAST_SQUARES ? LEAST_SQUARES : squares;
  }

  /** The sums over the rows of both. */
  public ErrorStatistics merge(ErrorStatistics other) {
    if (weight == 0) {
      return other.withCount(count + other.count);
    }
    if (other.weight == 0) {
      return withCount(count + other.count);
    }
    double otherShare = other.weight / (weight + other.weight);
    double distance = other.targetMean - targetMean;
    double squares =
        targetSquares + other.targetSquares + distance * distance * weight * otherShare;
    return new ErrorStatistics(
        count + other.count,
        weight + other.weight,
        squaredErrors + other.squaredErrors,
        absoluteErrors + other.absoluteErrors,
        targetMean + distance * otherShare,
        atLeast(squares, distance != 0));
  }

  /** Whether targets that differ are so small that their squares are below a double's range. */
  boolean areTooSmall() {
    return targetSquares > 0 && targetSquares / weight < LEAST_MEAN_SQUARE;
  }

  private ErrorStatistics withCount(long rows) {
    return new ErrorStatistics(
        rows, weight, squaredErrors, absoluteErrors, targetMean, targetSquares);
  }

  /**
   * The metrics over these rows.
   *
   * @throws IllegalArgumentException if there are none, or all weights are 0
   */
  public RegressionMetrics metrics() {
    if (count > 0 && weight == 0) {
      throw new IllegalArgumentException(
          "weights: their sum is 0; at least one weight must be above 0");
    }
    double mse = squaredErrors / weight;
    double r2 = targetSquares == 0 ? Double.NaN : 1 - squaredErrors / targetSquares;
    return new RegressionMetrics(count, mse, Math.sqrt(mse), absoluteErrors / weight, r2);
  }
}
