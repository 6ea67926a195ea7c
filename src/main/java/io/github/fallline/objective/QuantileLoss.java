package io.github.fallline.objective;

import io.github.fallline.argument.Setting;
import java.io.Serializable;
import java.util.Map;

/**
 * Two straight lines that meet at the target; see {@link Loss#quantile}.
 *
 * @param level the quantile, between 0 and 1
 */
public record QuantileLoss(double level) implements Loss.Parameterized, Serializable {
  /** The level that the command line uses when none is named: the median. */
  public static final double DEFAULT_LEVEL = 0.5;

  public QuantileLoss {
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException(
          Setting.QUANTILE + ": expected a number between 0 and 1, got " + level);
    }
  }

  @Override
  public void evaluate(
      double[] predictions, double[] targets, int rows, double[] losses, double[] slopes) {
    for (int i = 0; i < rows; i++) {
      double residual = predictions[i] - targets[i];
      double slope = residual > 0 ? 1 - level : residual < 0 ? -level : 0 * residual;
      losses[i] = slope * residual;
      slopes[i] = slope;
    }
  }

  @Override
  public double leastValue() {
    return 0;
  }

  @Override
  public double slopeBound() {
    return Math.max(level, 1 - level);
  }

  @Override
  public double curvature() {
    return Double.POSITIVE_INFINITY;
  }

  @Override
  public double minTarget() {
    return Double.NEGATIVE_INFINITY;
  }

  @Override
  public boolean hasLogLink() {
    return false;
  }

  @Override
  public String label() {
    return "quantile";
  }

  @Override
  public Map<String, Object> settings() {
    return Map.of("--quantile", level);
  }
}
