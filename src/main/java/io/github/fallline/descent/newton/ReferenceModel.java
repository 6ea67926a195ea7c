package io.github.fallline.descent.newton;

import io.github.fallline.leastsquares.NearDependences;
import io.github.fallline.leastsquares.ResidualPass;

/**
 * The linear model that a solver's points are changes of. Its residuals are computed with twice the
 * digits of a double, so that near an optimum the small numbers that are left keep theirs
 * (iterative refinement).
 */
public final class ReferenceModel {
  private final double[] weights;
  private final double intercept;

  /**
   * A model on the features as stored.
   *
   * @param weights [features], kept; empty where all are 0
   */
  public ReferenceModel(double[] weights, double intercept) {
    this.weights = weights;
    this.intercept = intercept;
  }

  /** A constant prediction. */
  public static ReferenceModel constant(double prediction) {
    return new ReferenceModel(new double[0], prediction);
  }

  double weight(int feature) {
    return weights.length == 0 ? 0 : weights[feature];
  }

  double intercept() {
    return intercept;
  }

  /** Target less prediction of a row whose features lie from {@code place} on; rounded once. */
  double residual(double target, double[] numbers, int place) {
    return ResidualPass.residual(target, numbers, place, weights, intercept);
  }

  /** What another model predicts beyond this one, as a combination of the features. */
  NearDependences changeTo(double[] others, double otherIntercept) {
    NearDependences change = new NearDependences(1, others.length);
    for (int j = 0; j < others.length; j++) {
      change.set(0, j, others[j]);
      change.add(0, j, -weight(j));
    }
    change.set(0, others.length, otherIntercept);
    change.add(0, others.length, -intercept);
    return change;
  }
}
