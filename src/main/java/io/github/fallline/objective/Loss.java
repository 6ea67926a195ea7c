package io.github.fallline.objective;

import java.util.Map;

/**
 * The loss of a row: a convex function of the prediction and the target.
 *
 * <p>Open for implementation. An implementation is stateless.
 */
public interface Loss {
  /**
   * Squared error: loss (p - y)^2, slope 2 (p - y). Without a half, so that its mean is the mean
   * squared error.
   */
  Loss SQUARED = new SquaredLoss();

  /**
   * Poisson regression with a logarithmic link: the prediction p is the logarithm of the expected
   * target, loss exp(p) - y p, slope exp(p) - y. The negative log-likelihood without the term that
   * no model changes, so it may be negative. Targets are 0 or more.
   */
  Loss POISSON = new PoissonLoss();

  /**
   * Huber's loss: r^2 for residuals |r| &lt;= delta, delta (2 |r| - delta) beyond, with r = p - y.
   * Squared error for large delta; outliers have at most the influence of a residual of delta.
   *
   * @param delta in units of the target, above 0
   */
  static Loss huber(double delta) {
    return new HuberLoss(delta);
  }

  /**
   * The pinball loss, whose least mean is at the level-quantile of the target: level (y - p) where
   * p &lt;= y, (1 - level) (p - y) where p &gt; y. Slope -level below the target, 1 - level above
   * it, and 0, which is a subgradient, at it.
   *
   * @param level between 0 and 1, both excluded; 0.5 is half the absolute error
   */
  static Loss quantile(double level) {
    return new QuantileLoss(level);
  }

  /** A loss that is set by numbers. */
  interface Parameterized extends Loss {
    /** The numbers, in order, by the options of the command line that set them. */
    Map<String, Object> settings();
  }

  /** The name on the command line and in files. */
  String label();

  /** A value that the loss of a row is never below; negative infinity where there is none. */
  double leastValue();

  /** A bound on the second derivative with respect to the prediction; infinite without one. */
  double curvature();

  /** A bound on the absolute slope; infinite without one. */
  double slopeBound();

  /** The least target that the loss is defined for; negative infinity where all are. */
  double minTarget();

  /** Whether the prediction stands for the logarithm of the target rather than the target. */
  boolean hasLogLink();

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
