package io.github.fallline.inference;

import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.ContinuousDistribution;
import org.apache.commons.statistics.distribution.FDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Tail probabilities and quantiles of the distributions that tests refer to. NaN where the
 * statistic or the degrees of freedom are NaN or the latter not above 0.
 */
final class ReferenceDistribution {
  private ReferenceDistribution() {}

  /** Student's t; the normal distribution where the degrees of freedom are infinite. */
  private static ContinuousDistribution symmetric(double degreesOfFreedom) {
    return Double.isInfinite(degreesOfFreedom)
        ? NormalDistribution.of(0, 1)
        : TDistribution.of(degreesOfFreedom);
  }

  /** The probability of a t at least as far from 0. */
  static double twoSided(double t, double degreesOfFreedom) {
    if (!(degreesOfFreedom > 0) || Double.isNaN(t)) {
      return Double.NaN;
    }
    return Math.min(1, 2 * symmetric(degreesOfFreedom).survivalProbability(Math.abs(t)));
  }

  /** The t that a confidence level leaves half of the rest above. */
  static double critical(double level, double degreesOfFreedom) {
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException(
          "confidence level: expected a number between 0 and 1, got " + level);
    }
    if (!(degreesOfFreedom > 0)) {
      return Double.NaN;
    }
    return symmetric(degreesOfFreedom).inverseSurvivalProbability((1 - level) / 2);
  }

  /** The probability of a larger F. */
  static double f(double f, double numerator, double denominator) {
    if (!(numerator > 0 && denominator > 0) || Double.isNaN(f)) {
      return Double.NaN;
    }
    if (Double.isInfinite(denominator)) {
      return chiSquared(f * numerator, numerator);
    }
    return FDistribution.of(numerator, denominator).survivalProbability(f);
  }

  /** The probability of a larger chi-squared. */
  static double chiSquared(double x, double degreesOfFreedom) {
    if (!(degreesOfFreedom > 0) || Double.isNaN(x)) {
      return Double.NaN;
    }
    return ChiSquaredDistribution.of(degreesOfFreedom).survivalProbability(x);
  }

  /** The quantile of the normal distribution. */
  static double normalQuantile(double probability) {
    return NormalDistribution.of(0, 1).inverseCumulativeProbability(probability);
  }

  /** The probability of a smaller number of the normal distribution. */
  static double normalProbability(double x) {
    return NormalDistribution.of(0, 1).cumulativeProbability(x);
  }

  /** The density of the normal distribution. */
  static double normalDensity(double x) {
    return NormalDistribution.of(0, 1).density(x);
  }
}
