package io.github.fallline.selection;

import java.util.List;

/**
 * The least-squares model on some of the features. Immutable.
 *
 * @param features their names, in the order of the table; copied
 * @param coefficients one a feature, in their order; copied
 * @param intercept 0 for none
 * @param squaredError the mean squared error on the rows
 * @param r2 the share of the target's variance that is explained; about 0 without an intercept
 * @param adjustedR2 the same per degree of freedom; NaN where none is left
 * @param aic Akaike's criterion as R's {@code AIC}: -2 log-likelihood + 2 (p + 1)
 * @param bic the Bayesian criterion as R's {@code BIC}: -2 log-likelihood + log(n) (p + 1)
 */
public record SubsetModel(
    List<String> features,
    List<Double> coefficients,
    double intercept,
    double squaredError,
    double r2,
    double adjustedR2,
    double aic,
    double bic) {
  /** Copies the lists. */
  public SubsetModel {
    features = List.copyOf(features);
    coefficients = List.copyOf(coefficients);
  }
}
