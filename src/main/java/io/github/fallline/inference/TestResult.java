package io.github.fallline.inference;

/**
 * The result of a test whose statistic is chi-squared.
 *
 * @param statistic NaN where it is not defined
 * @param degreesOfFreedom of chi-squared
 * @param pValue the probability of a larger statistic
 */
public record TestResult(double statistic, double degreesOfFreedom, double pValue) {
  static TestResult chiSquared(double statistic, double degreesOfFreedom) {
    double p = ReferenceDistribution.chiSquared(statistic, degreesOfFreedom);
    return new TestResult(statistic, degreesOfFreedom, p);
  }
}
