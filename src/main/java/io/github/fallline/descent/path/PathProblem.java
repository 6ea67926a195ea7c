package io.github.fallline.descent.path;

import io.github.fallline.descent.gradient.DualityGap;
import io.github.fallline.descent.scaling.FeatureScaling;
import io.github.fallline.model.ModelSpec;
import io.github.fallline.objective.Penalty;
import io.github.fallline.stats.ColumnStatistics;
import io.github.fallline.stats.Moments;

/**
 * Squared errors as a function of the weights of centred and scaled features: the mean squared
 * error is targetSquare - 2 cross . w + w' gram w.
 */
final class PathProblem {
  private final ColumnStatistics columns;
  private final FeatureScaling scaling;
  private final double targetMean;
  private final long rows;
  final int size;
  final double[] gram;
  final double[] cross;
  final double targetSquare;

  /**
   * @param moments of the features, the target last
   */
  PathProblem(Moments moments, ModelSpec spec) {
    size = moments.columns() - 1;
    rows = moments.rows();
    columns = moments.columnStatistics();
    boolean intercept = spec.intercept();
    scaling =
        spec.standardize()
            ? FeatureScaling.standardized(columns, intercept)
            : FeatureScaling.raw(size, intercept).centred(columns);
    targetMean = intercept ? moments.mean(size) : 0;
    gram = new double[size * size];
    cross = new double[size];
    targetSquare = product(moments, size, size);
    for (int j = 0; j < size; j++) {
      for (int k = j; k < size; k++) {
        gram[j * size + k] = product(moments, j, k) / (scaling.scale(j) * scaling.scale(k));
        gram[k * size + j] = gram[j * size + k];
      }
      cross[j] = product(moments, j, size) / scaling.scale(j);
    }
  }

  /** The mean product of two columns, less their means if there is an intercept. */
  private double product(Moments moments, int left, int right) {
    double centred = moments.covariance(left, right);
    return scaling.hasIntercept() ? centred : centred + moments.mean(left) * moments.mean(right);
  }

  boolean hasMoreRowsThanFeatures() {
    return rows > size;
  }

  /** The largest mean product of a feature and the target. */
  double steepest() {
    double most = 0;
    for (double each : cross) {
      most = Math.max(most, Math.abs(each));
    }
    return most;
  }

  /** Computes the mean products of features and residuals of weights. */
  void residualProducts(double[] weights, double[] products) {
    System.arraycopy(cross, 0, products, 0, size);
    for (int k = 0; k < size; k++) {
      addResiduals(k, weights[k], products);
    }
  }

  /** Takes a change of one weight into account. */
  void addResiduals(int feature, double change, double[] products) {
    if (change == 0) {
      return;
    }
    int row = feature * size;
    for (int j = 0; j < size; j++) {
      products[j] -= change * gram[row + j];
    }
  }

  /** The mean squared error, from the products of features and residuals. */
  double squaredError(double[] weights, double[] products) {
    double explained = 0;
    for (int j = 0; j < size; j++) {
      explained += weights[j] * (cross[j] + products[j]);
    }
    return Math.max(0, targetSquare - explained);
  }

  /** An upper bound on how far the objective is above its minimum. */
  double gap(Penalty penalty, double[] weights, double[] products) {
    return new DualityGap(columns, scaling, penalty, Math.ulp(1.0))
        .ofMoments(weights, squaredError(weights, products), 0, products);
  }

  /**
   * Converts weights to coefficients of the features as they are.
   *
   * @param coefficients overwritten: [size]
   * @return the intercept
   */
  double toModel(double[] weights, double[] coefficients) {
    double intercept = targetMean;
    for (int j = 0; j < size; j++) {
      coefficients[j] = weights[j] / scaling.scale(j);
      intercept -= scaling.hasIntercept() ? coefficients[j] * columns.mean(j) : 0;
    }
    return intercept;
  }
}
