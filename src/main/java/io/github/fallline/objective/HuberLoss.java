package io.github.fallline.objective;

import io.github.fallline.argument.Setting;
import java.io.Serializable;
import java.util.Map;

/**
 * A square around the target, straight lines beyond; see {@link Loss#huber}.
 *
 * @param delta where the square ends, in units of the target
 */
public record HuberLoss(double delta) implements Loss.Parameterized, Serializable {
  /** The threshold that the command line uses when none is named: one unit of the target. */
  public static final double DEFAULT_DELTA = 1;

  public HuberLoss {
    if (!(delta > 0) || Double.isInfinite(delta)) {
      throw new IllegalArgumentException(
          Setting.HUBER_DELTA + ": expected a number above 0, got " + delta);
    }
  }

  @Override
  public void evaluate(
      double[] predictions, double[] targets, int rows, double[] losses, double[] slopes) {
    for (int i = 0; i < rows; i++) {
      double residual = predictions[i] - targets[i];
      double size = Math.abs(residual);
      losses[i] = size > delta ? delta * (2 * size - delta) : residual * residual;
      slopes[i] = 2 * Math.max(-delta, Math.min(delta, residual));
    }
  }

  @Override
  public double leastValue() {
    return 0;
  }

  @Override
  public double curvature() {
    return 2;
  }

  @Override
  public double slopeBound() {
    return 2 * delta;
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
    return "huber";
  }

  @Override
  public Map<String, Object> settings() {
    return Map.of("--huber-delta", delta);
  }
}
