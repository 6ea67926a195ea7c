package io.github.fallline.descent.path;

import io.github.fallline.blas.SymmetricEigen;
import java.util.Arrays;

/**
 * Minimizes squared errors with a penalty on squared weights, for any number of penalties, in the
 * basis of the eigenvectors of the features' covariance.
 */
final class RidgeSolver {
  private final PathProblem problem;
  private final int size;
  private final SymmetricEigen eigen;
  private final double[] rotated;
  private final double least;

  RidgeSolver(PathProblem problem) {
    this.problem = problem;
    size = problem.size;
    eigen = SymmetricEigen.of(problem.gram, size);
    rotated = new double[size];
    double[] vectors = eigen.vectors();
    for (int k = 0; k < size; k++) {
      for (int j = 0; j < size; j++) {
        rotated[k] += vectors[k * size + j] * problem.cross[j];
      }
    }
    least = size * Math.ulp(1.0) * eigen.values()[size - 1];
  }

  /**
   * Computes the weights for a penalty; those of directions in which features do not vary are 0.
   *
   * @param weights overwritten: [size]
   */
  void solve(double strength, double[] weights) {
    double[] vectors = eigen.vectors();
    Arrays.fill(weights, 0);
    for (int k = 0; k < size; k++) {
      double value = eigen.values()[k];
      double share = value > least ? rotated[k] / (value + strength) : 0;
      for (int j = 0; j < size && share != 0; j++) {
        weights[j] += share * vectors[k * size + j];
      }
    }
    for (int j = 0; j < size; j++) {
      weights[j] = problem.gram[j * size + j] == 0 ? 0 : weights[j]; // a constant feature
    }
  }

  /** The effective number of parameters, without the intercept: the trace of the smoother. */
  double degreesOfFreedom(double strength) {
    double sum = 0;
    for (double value : eigen.values()) {
      sum += value > least ? value / (value + strength) : 0;
    }
    return sum;
  }
}
