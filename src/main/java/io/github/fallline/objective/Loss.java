package io.github.fallline.objective;

/**
 * How wrong a prediction is, row by row: a convex function of the prediction and the target.
 *
 * <p>Open: implement it for a loss of your own. An implementation keeps no state.
 */
public interface Loss {
  /**
   * Squared error: loss (p - y)^2, slope 2 (p - y). Without a half, so that its mean is the mean
   * squared error.
   */
  Loss SQUARED = new SquaredLoss();

  /** A value that the loss of a row is never below; negative infinity where there is none. */
  double leastValue();

  /**
   * Loss and slope of each of the first {@code rows} rows.
   *
   * @param predictions p, one a row
   * @param targets y, one a row
   * @param rows how many
   * @param losses overwritten with the loss of each row
   * @param slopes overwritten with the derivative of each row's loss with respect to its
   *     prediction; uphill, so callers subtract it; may be the same array as {@code predictions}
   */
  void evaluate(double[] predictions, double[] targets, int rows, double[] losses, double[] slopes);
}
