package io.github.fallline.inference;

/** The curvature of a loss at a row, and its squared score, up to one factor for all rows. */
interface CurvatureScores {
  /**
   * The second derivative with respect to the prediction, or an estimate of its mean.
   *
   * @param linear the prediction, for a logarithmic link its logarithm
   */
  double curvature(double target, double linear, double residual);

  /** The square of the first derivative, or its mean. */
  double squaredScore(double target, double linear, double residual);

  /** Of the negative log-likelihood of counts. */
  final class OfPoisson implements CurvatureScores {
    @Override
    public double curvature(double target, double linear, double residual) {
      return Math.exp(linear);
    }

    @Override
    public double squaredScore(double target, double linear, double residual) {
      double score = Math.exp(linear) - target;
      return score * score;
    }
  }

  /** Of Huber's loss. */
  final class OfHuber implements CurvatureScores {
    private final double delta;

    OfHuber(double delta) {
      this.delta = delta;
    }

    @Override
    public double curvature(double target, double linear, double residual) {
      return Math.abs(residual) <= delta ? 1 : 0;
    }

    @Override
    public double squaredScore(double target, double linear, double residual) {
      double score = Math.min(Math.abs(residual), delta);
      return score * score;
    }
  }

  /** Of a quantile's loss, whose mean curvature is the density of the residuals at 0. */
  final class OfQuantile implements CurvatureScores {
    private final double level;
    private final double bandwidth;

    OfQuantile(double level, double bandwidth) {
      this.level = level;
      this.bandwidth = bandwidth;
    }

    @Override
    public double curvature(double target, double linear, double residual) {
      return ReferenceDistribution.normalDensity(residual / bandwidth) / bandwidth;
    }

    @Override
    public double squaredScore(double target, double linear, double residual) {
      return level * (1 - level);
    }
  }
}
