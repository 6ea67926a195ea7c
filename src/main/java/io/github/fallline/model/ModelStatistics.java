package io.github.fallline.model;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The statistics of a least-squares fit that are stored with its model: plain numbers. A number
 * that is not finite, such as t of a perfect fit, becomes NaN.
 */
public final class ModelStatistics {
  private final String covariance;
  private final List<Coefficient> coefficients;
  private final double residualStandardError;
  private final double degreesOfFreedom;
  private final double r2;
  private final double adjustedR2;
  private final double fStatistic;
  private final double fPValue;
  private final Optional<PredictionInterval> interval;

  /** The most features of a model whose {@link #interval} is stored; it grows by their square. */
  public static final int MOST_INTERVAL_FEATURES = 1000;

  /** Copies the list and checks the ranges. */
  public ModelStatistics(
      String covariance,
      List<Coefficient> coefficients,
      double residualStandardError,
      double degreesOfFreedom,
      double r2,
      double adjustedR2,
      double fStatistic,
      double fPValue,
      Optional<PredictionInterval> interval) {
    Objects.requireNonNull(covariance, "covariance");
    Objects.requireNonNull(interval, "interval");
    if (residualStandardError < 0) {
      throw new IllegalArgumentException(
          "residualStandardError: expected 0 or more, got " + residualStandardError);
    }
    this.covariance = covariance;
    this.coefficients = List.copyOf(coefficients);
    this.residualStandardError = finiteOrNaN(residualStandardError);
    this.degreesOfFreedom = finiteOrNaN(degreesOfFreedom);
    this.r2 = finiteOrNaN(r2);
    this.adjustedR2 = finiteOrNaN(adjustedR2);
    this.fStatistic = finiteOrNaN(fStatistic);
    this.fPValue = finiteOrNaN(fPValue);
    this.interval = interval;
  }

  /** How the covariance of the coefficients was estimated. */
  public String covariance() {
    return covariance;
  }

  /** The intercept first, if there is one, then one for each feature. */
  public List<Coefficient> coefficients() {
    return coefficients;
  }

  /** The root of RSS / (n - p). */
  public double residualStandardError() {
    return residualStandardError;
  }

  /** N - p. */
  public double degreesOfFreedom() {
    return degreesOfFreedom;
  }

  /** 1 - RSS / TSS. */
  public double r2() {
    return r2;
  }

  /** With n - p in place of n. */
  public double adjustedR2() {
    return adjustedR2;
  }

  /** Of all coefficients but the intercept. */
  public double fStatistic() {
    return fStatistic;
  }

  /** Of that. */
  public double fPValue() {
    return fPValue;
  }

  /** What intervals of predictions need; empty for wide models. */
  public Optional<PredictionInterval> interval() {
    return interval;
  }

  /**
   * The test of a coefficient being 0.
   *
   * @param name of the feature, or {@code (intercept)}
   * @param standardError of the estimate
   * @param tValue estimate divided by standard error
   * @param pValue two-sided
   */
  public record Coefficient(String name, double standardError, double tValue, double pValue) {
    public Coefficient {
      Objects.requireNonNull(name, "name");
      standardError = finiteOrNaN(standardError);
      tValue = finiteOrNaN(tValue);
      pValue = finiteOrNaN(pValue);
      if (standardError < 0) {
        throw new IllegalArgumentException(
            "standardError: expected 0 or more, got " + standardError);
      }
    }
  }

  private static double finiteOrNaN(double number) {
    return Double.isFinite(number) ? number : Double.NaN;
  }

  /** Rejects a model of other features, or with a link. */
  void requireOf(LinearModel model) {
    List<String> features = model.hasNoFeatures() ? List.of() : model.featureNames();
    int intercepts = coefficients.size() - features.size();
    if (intercepts < 0 || intercepts > 1) {
      throw new IllegalArgumentException(
          "statistics: expected coefficients of %d features, with or without an intercept, got %d"
              .formatted(features.size(), coefficients.size()));
    }
    for (int j = 0; j < features.size(); j++) {
      String name = coefficients.get(intercepts + j).name();
      if (!name.equals(features.get(j))) {
        throw new IllegalArgumentException(
            "statistics: coefficient %d is of '%s'; expected '%s' as in the model"
                .formatted(intercepts + j, name, features.get(j)));
      }
    }
    if (interval.isPresent() && interval.get().lastColumn() >= features.size()) {
      throw new IllegalArgumentException(
          "statistics: the interval has column %d; the model has %d features"
              .formatted(interval.get().lastColumn(), features.size()));
    }
    if (model.link() != Link.IDENTITY) {
      throw new IllegalArgumentException(
          "statistics: expected none of a model with link " + model.link().label());
    }
  }

  private List<Object> parts() {
    return List.of(
        covariance,
        coefficients,
        residualStandardError,
        degreesOfFreedom,
        r2,
        adjustedR2,
        fStatistic,
        fPValue,
        interval);
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof ModelStatistics other && parts().equals(other.parts());
  }

  @Override
  public int hashCode() {
    return parts().hashCode();
  }

  @Override
  public String toString() {
    return "ModelStatistics" + parts();
  }
}
