package io.github.fallline.descent.gradient;

/**
 * Value, gradient and Hessian-vector product of an objective that is quadratic in the parameters.
 */
public interface CurvatureOracle extends AutoCloseable {
  /**
   * Evaluates the objective at a point and its curvature along a direction.
   *
   * @param point left alone
   * @param direction left alone
   * @param gradient overwritten with the gradient at the point; uphill
   * @param hessianDirection overwritten with the second derivative times the direction: the change
   *     of the gradient along it
   * @return the objective at the point
   */
  double evaluateAlong(
      double[] point, double[] direction, double[] gradient, double[] hessianDirection);

  @Override
  default void close() {
    // Most hold no memory of their own.
  }
}
