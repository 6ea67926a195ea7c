package io.github.fallline.objective;

/** The squared error; see {@link Loss#SQUARED}. */
record SquaredLoss() implements Loss {
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
  public String toString() {
    return "squared";
  }
}
