package io.github.fallline.descent.gradient;

/** A bound on how far an objective is above its minimum, from a pass over the rows. */
public interface GapBound {
  /** Bounds nothing. */
  GapBound NONE = (point, meanLoss, gradient) -> Double.POSITIVE_INFINITY;

  /**
   * Computes the bound; not below 0.
   *
   * @param meanLoss of the rows, without the penalty
   * @param gradient of the mean loss, that along the intercept last
   */
  double ofGradient(double[] point, double meanLoss, double[] gradient);
}
