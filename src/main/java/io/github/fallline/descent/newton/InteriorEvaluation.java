package io.github.fallline.descent.newton;

/**
 * What a pass finds at a point: the curvature of the rows, [size, size], the upper triangle; the
 * gradient at the slopes that the affine step leads to; the mean of slope times row; the mean loss;
 * its rise over that of the point 0, without the digits of targets far away; the excess by which
 * the slopes fall short of being those at the point; the mean product of multiplier and distance.
 */
final class InteriorEvaluation {
  private final double[] curvature;
  private final double[] gradient;
  private final double[] slopeSums;
  private final double loss;
  private final double rise;
  private final double excess;
  private final double barrier;

  InteriorEvaluation(
      double[] curvature,
      double[] gradient,
      double[] slopeSums,
      double loss,
      double rise,
      double excess,
      double barrier) {
    this.curvature = curvature;
    this.gradient = gradient;
    this.slopeSums = slopeSums;
    this.loss = loss;
    this.rise = rise;
    this.excess = excess;
    this.barrier = barrier;
  }

  double[] curvature() {
    return curvature;
  }

  double[] gradient() {
    return gradient;
  }

  double[] slopeSums() {
    return slopeSums;
  }

  double loss() {
    return loss;
  }

  double rise() {
    return rise;
  }

  double excess() {
    return excess;
  }

  double barrier() {
    return barrier;
  }
}
