package io.github.fallline.objective;

import java.io.Serializable;

/** The squared error; see {@link Loss#SQUARED}. */
record SquaredLoss() implements Loss, Serializable {
  // Written by hand, because the generated method takes milliseconds at first use.
  @Override
  public boolean equals(Object other) {
    return other instanceof SquaredLoss;
  }

  @Override
  public int hashCode() {
    return 1;
  }

  @Override
  public void evaluate(
      double[] predictions, double[] targets, int rows, double[] losses, double[] slopes) {
    for (int i = 0; i < rows; i++) {
      double residual = predictions[i] - targets[i];
      losses[i] = residual * residual;
      slopes[i] = 2 * residual;
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
    return "squared";
  }

  @Override
  public String toString() {
    return label();
  }
}
