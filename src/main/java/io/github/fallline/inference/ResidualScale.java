package io.github.fallline.inference;

/**
 * The units of the residuals of a model, known before the pass over them.
 *
 * @param residuals the root of their mean square; 1 where that is 0
 * @param mean of the residuals: not 0 without an intercept
 * @param fitted the standard deviation of the predictions; 1 where that is 0
 * @param fittedMean their mean, about
 * @param leverage the mean leverage, p / n
 * @param sigma the residual standard error; NaN or 0 where residuals cannot be studentized
 */
record ResidualScale(
    double residuals,
    double mean,
    double fitted,
    double fittedMean,
    double leverage,
    double sigma) {
  static ResidualScale of(
      RegressionStatistics statistics,
      DesignFactor design,
      double[] coefficients,
      double constant) {
    double n = design.rows();
    double targetMean = design.mean(design.features());
    double predicted = constant;
    for (int j = 0; j < coefficients.length; j++) {
      predicted += coefficients[j] * design.mean(j);
    }
    double mean = design.hasIntercept() ? 0 : targetMean - predicted;
    double explained = 0;
    for (int k = 0; k < design.rank(); k++) {
      explained += design.sequentialSquares(k);
    }
    return new ResidualScale(
        positive(Math.sqrt(statistics.residualSquares() / n)),
        mean,
        positive(Math.sqrt(explained / n)),
        predicted,
        positive(design.parameters() / n),
        statistics.residualStandardError());
  }

  private static double positive(double number) {
    return number > 0 && number < Double.POSITIVE_INFINITY ? number : 1;
  }
}
