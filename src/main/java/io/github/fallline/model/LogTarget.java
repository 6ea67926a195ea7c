package io.github.fallline.model;

import io.github.fallline.argument.Argument;
import java.util.Locale;
import java.util.Objects;

/**
 * How predictions of the logarithm of a target are brought back to the target.
 *
 * @param center what a prediction of the target is
 * @param residualVariance s^2, that of the logarithms about their predictions
 */
public record LogTarget(Center center, double residualVariance) {
  /** What is predicted of the distribution of a target, whose logarithm is taken to be normal. */
  public enum Center {
    /** The median, exp(p) of a prediction p of the logarithm. */
    MEDIAN,
    /** The mean, exp(p + s^2/2). */
    MEAN;

    /** The name in files. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public LogTarget {
    Objects.requireNonNull(center, "center");
    Argument.require(
        residualVariance >= 0 && residualVariance <= Double.MAX_VALUE,
        "residualVariance",
        "a finite number of 0 or more",
        residualVariance);
  }

  /** The prediction of the target for a prediction of its logarithm. */
  public double prediction(double logarithm) {
    return center == Center.MEAN ? Math.exp(logarithm + residualVariance / 2) : Math.exp(logarithm);
  }

  /**
   * A bound of an interval of the target for one of its logarithm. That of a single new target is
   * the same whatever is predicted; that of the prediction itself moves with it.
   */
  public double bound(IntervalKind kind, double logarithm) {
    return kind == IntervalKind.PREDICTION ? Math.exp(logarithm) : prediction(logarithm);
  }

  /** The same with another center. */
  public LogTarget withCenter(Center other) {
    return new LogTarget(other, residualVariance);
  }
}
