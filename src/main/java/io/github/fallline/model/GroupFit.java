package io.github.fallline.model;

import io.github.fallline.argument.Argument;
import java.util.Arrays;

/** The linear model of a group of rows, and how it fits them. Immutable. */
public final class GroupFit {
  private final long rows;
  private final double rmse;
  private final double r2;
  private final double intercept;
  private final double[] coefficients;

  /**
   * A fit.
   *
   * @param rows of the group
   * @param rmse root of the mean squared error on them
   * @param r2 share of the target's variance that is explained; NaN where there is none
   * @param intercept 0 for none
   * @param coefficients one a feature, finite; copied
   */
  public GroupFit(long rows, double rmse, double r2, double intercept, double... coefficients) {
    Argument.require(rows > 0, "rows", "at least 1", rows);
    Argument.require(Double.isFinite(intercept), "intercept", "a finite number", intercept);
    for (double each : coefficients) {
      Argument.require(Double.isFinite(each), "coefficients", "finite numbers", each);
    }
    this.rows = rows;
    this.rmse = rmse;
    this.r2 = r2;
    this.intercept = intercept;
    this.coefficients = coefficients.clone();
  }

  /** Rows of the group. */
  public long rows() {
    return rows;
  }

  /** The root of the mean squared error on the rows of the group, in units of the target. */
  public double rmse() {
    return rmse;
  }

  /** The share of the target's variance in the group that is explained. */
  public double r2() {
    return r2;
  }

  /** The intercept; 0 for none. */
  public double intercept() {
    return intercept;
  }

  /** The coefficients, one a feature: [d]. */
  public double[] coefficients() {
    return coefficients.clone();
  }

  /** The number of coefficients. */
  int size() {
    return coefficients.length;
  }

  /**
   * The prediction for a row.
   *
   * @param features in which the row is
   * @param at where it begins: [d] numbers from there on
   */
  public double predict(double[] features, int at) {
    double sum = intercept;
    for (int j = 0; j < coefficients.length; j++) {
      sum += coefficients[j] * features[at + j];
    }
    return sum;
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof GroupFit other
        && rows == other.rows
        && Double.compare(rmse, other.rmse) == 0
        && Double.compare(r2, other.r2) == 0
        && Double.compare(intercept, other.intercept) == 0
        && Arrays.equals(coefficients, other.coefficients);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(coefficients);
  }
}
