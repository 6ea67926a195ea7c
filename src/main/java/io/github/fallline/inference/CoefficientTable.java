package io.github.fallline.inference;

import io.github.fallline.blas.Vectors;
import io.github.fallline.data.Schema;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Estimates with their standard errors, t values, p-values, confidence intervals and covariance.
 * The intercept is first where there is one, named {@link #INTERCEPT}; a model without features has
 * it alone. Immutable.
 *
 * <p>Numbers of a coefficient that the rows do not determine are NaN, and so are all where no
 * degrees of freedom are left. Where all residuals are 0, standard errors are 0, and t is infinite.
 */
public final class CoefficientTable {
  /** The name of the intercept. */
  public static final String INTERCEPT = "(intercept)";

  /** The level of confidence intervals where none is named. */
  public static final double DEFAULT_LEVEL = 0.95;

  private final List<String> names;
  private final double[] estimates;
  private final double[] standardErrors;
  private final double[][] root;
  private final double degreesOfFreedom;
  private final CovarianceType type;

  /**
   * @param root [names, any]: the covariance is root root'; not copied; rows of coefficients that
   *     are not determined have NaN
   * @param degreesOfFreedom of Student's t; infinite for the normal distribution
   */
  CoefficientTable(
      List<String> names,
      double[] estimates,
      double[][] root,
      double degreesOfFreedom,
      CovarianceType type) {
    boolean none = names.size() > 1 && Schema.isNone(names.subList(1, names.size()));
    this.names = List.copyOf(none ? names.subList(0, 1) : names);
    this.estimates = Arrays.copyOf(estimates, this.names.size());
    this.root = root;
    this.degreesOfFreedom = degreesOfFreedom;
    this.type = Objects.requireNonNull(type, "type");
    standardErrors = new double[this.estimates.length];
    for (int j = 0; j < standardErrors.length; j++) {
      standardErrors[j] = Vectors.norm(root[j]);
    }
  }

  /** The names, the intercept's first where there is one. */
  public List<String> names() {
    return names;
  }

  /** The estimates; a copy. */
  public double[] estimates() {
    return estimates.clone();
  }

  /** The standard errors; a copy. */
  public double[] standardErrors() {
    return standardErrors.clone();
  }

  /** Estimate divided by standard error. */
  public double[] tValues() {
    double[] values = new double[estimates.length];
    for (int j = 0; j < values.length; j++) {
      values[j] = estimates[j] / standardErrors[j];
    }
    return values;
  }

  /** The probabilities of a t at least as far from 0 where the coefficient is 0; two-sided. */
  public double[] pValues() {
    double[] values = tValues();
    for (int j = 0; j < values.length; j++) {
      values[j] = ReferenceDistribution.twoSided(values[j], degreesOfFreedom);
    }
    return values;
  }

  /**
   * The confidence intervals, [names, 2]: lower and upper.
   *
   * @param level between 0 and 1, such as 0.95
   * @throws IllegalArgumentException if the level is not between 0 and 1
   */
  public double[][] confidenceInterval(double level) {
    double critical = ReferenceDistribution.critical(level, degreesOfFreedom);
    double[][] intervals = new double[estimates.length][2];
    for (int j = 0; j < intervals.length; j++) {
      double half = critical * standardErrors[j];
      intervals[j][0] = estimates[j] - half;
      intervals[j][1] = estimates[j] + half;
    }
    return intervals;
  }

  /** The covariance of the estimates, [names, names]; computed by the call. */
  public double[][] covariance() {
    double[][] covariance = new double[estimates.length][estimates.length];
    for (int i = 0; i < covariance.length; i++) {
      for (int j = 0; j <= i; j++) {
        covariance[i][j] = Vectors.dot(root[i], root[j]);
        covariance[j][i] = covariance[i][j];
      }
    }
    return covariance;
  }

  /** The degrees of freedom of t; infinite where estimates are compared with the normal. */
  public double degreesOfFreedom() {
    return degreesOfFreedom;
  }

  /** How the covariance is estimated. */
  public CovarianceType covarianceType() {
    return type;
  }
}
