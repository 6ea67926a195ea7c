package io.github.fallline.model;

import java.io.Serializable;

/**
 * What the metrics of a regression are made of, over some rows: a statistic that merges, so that
 * tiles, threads and machines can each make their own. Immutable.
 *
 * <p>The squares of the targets are centred by the pairwise formulas of Chan, Golub and LeVeque
 * (1983), so targets far from zero lose nothing. For a constant target they are exactly 0.
 *
 * @param count rows
 * @param squaredErrors sum of (prediction - target) squared
 * @param absoluteErrors sum of |prediction - target|
 * @param targetMean mean of the targets; 0 without rows
 * @param targetSquares sum of (target - mean) squared
 */
public record ErrorSums(
    long count,
    double squaredErrors,
    double absoluteErrors,
    double targetMean,
    double targetSquares)
    implements Serializable {
  /** The sums over no rows: merging with it changes nothing. */
  public static final ErrorSums NONE = new ErrorSums(0, 0, 0, 0, 0);

  /** Checks that the count is not negative. */
  public ErrorSums {
    if (count < 0) {
      throw new IllegalArgumentException("count: expected 0 or more, got " + count);
    }
  }

  /** The sums over the first {@code count} elements of two arrays. */
  public static ErrorSums of(double[] predictions, double[] targets, int count) {
    if (count == 0) {
      return NONE;
    }
    double squared = 0;
    double absolute = 0;
    // Differences from the first target are exactly 0 for a constant one; a mean of sums is not.
    double shift = targets[0];
    double shifted = 0;
    for (int i = 0; i < count; i++) {
      double error = predictions[i] - targets[i];
      squared += error * error;
      absolute += Math.abs(error);
      shifted += targets[i] - shift;
    }
    double mean = shift + shifted / count;
    return new ErrorSums(count, squared, absolute, mean, centredSquares(targets, count, mean));
  }

  private static double centredSquares(double[] targets, int count, double mean) {
    double squares = 0;
    double remainder = 0;
    for (int i = 0; i < count; i++) {
      double distance = targets[i] - mean;
      squares += distance * distance;
      remainder += distance;
    }
    // The remainder is what rounding the mean left; without it, it would count n times squared.
    return squares - remainder * remainder / count;
  }

  /** The sums over the rows of both. */
  public ErrorSums merge(ErrorSums other) {
    if (count == 0) {
      return other;
    }
    if (other.count == 0) {
      return this;
    }
    double otherShare = (double) other.count / (count + other.count);
    double distance = other.targetMean - targetMean;
    return new ErrorSums(
        count + other.count,
        squaredErrors + other.squaredErrors,
        absoluteErrors + other.absoluteErrors,
        targetMean + distance * otherShare,
        targetSquares + other.targetSquares + distance * distance * count * otherShare);
  }

  /**
   * The metrics over these rows.
   *
   * @throws IllegalArgumentException when there are none
   */
  public RegressionMetrics metrics() {
    double mse = squaredErrors / count;
    double r2 = targetSquares == 0 ? Double.NaN : 1 - squaredErrors / targetSquares;
    return new RegressionMetrics(count, mse, Math.sqrt(mse), absoluteErrors / count, r2);
  }
}
