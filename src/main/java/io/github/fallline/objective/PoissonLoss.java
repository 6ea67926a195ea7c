package io.github.fallline.objective;

import java.io.Serializable;

/** The negative log-likelihood of counts; see {@link Loss#POISSON}. */
record PoissonLoss() implements Loss, Serializable {
  @Override
  public void evaluate(
      double[] predictions, double[] targets, int rows, double[] losses, double[] slopes) {
    for (int i = 0; i < rows; i++) {
      double prediction = predictions[i];
      double mean = Math.exp(prediction);
      losses[i] = mean - targets[i] * prediction;
      slopes[i] = mean - targets[i];
    }
  }

  @Override
  public double leastValue() {
    return Double.NEGATIVE_INFINITY;
  }

  @Override
  public double minTarget() {
    return 0;
  }

  @Override
  public boolean hasLogLink() {
    return true;
  }

  @Override
  public double curvature() {
    return Double.POSITIVE_INFINITY;
  }

  @Override
  public double slopeBound() {
    return Double.POSITIVE_INFINITY;
  }

  @Override
  public String label() {
    return "poisson";
  }
}
