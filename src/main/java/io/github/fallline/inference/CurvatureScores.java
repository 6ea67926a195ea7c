package io.github.fallline.inference;

import io.github.fallline.objective.HuberLoss;
import io.github.fallline.objective.Loss;
import io.github.fallline.objective.QuantileLoss;
import java.util.function.DoubleUnaryOperator;

/** The curvature of a loss at a row, and its squared score, up to one factor for all rows. */
interface CurvatureScores {
  /**
   * Those of a loss.
   *
   * @param bandwidth in which the density of the residuals is estimated, from the level of a
   *     quantile
   * @throws IllegalArgumentException if the loss has none
   */
  static CurvatureScores of(Loss loss, DoubleUnaryOperator bandwidth) {
    if (loss.equals(Loss.POISSON)) {
      return new OfPoisson();
    }
    if (loss instanceof HuberLoss huber) {
      return new OfHuber(huber.delta());
    }
    if (loss instanceof QuantileLoss quantile) {
      return new OfQuantile(quantile.level(), bandwidth.applyAsDouble(quantile.level()));
    }
    throw new IllegalArgumentException(
        "loss: expected poisson, huber or quantile, got " + loss.label());
  }

  /** The covariance that fits. */
  CovarianceType covariance();

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
    public CovarianceType covariance() {
      return CovarianceType.HESSIAN;
    }

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
    public CovarianceType covariance() {
      return CovarianceType.SANDWICH;
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
    public CovarianceType covariance() {
      return CovarianceType.KERNEL;
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
