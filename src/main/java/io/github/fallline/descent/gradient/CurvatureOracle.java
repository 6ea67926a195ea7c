package io.github.fallline.descent.gradient;

/** An objective that is quadratic in the parameters, seen from a point along a direction. */
public interface CurvatureOracle {
  /**
   * The objective at a point and its shape there.
   *
   * @param point left alone
   * @param direction left alone
   * @param gradient overwritten with the gradient at the point; uphill
   * @param hessianDirection overwritten with the second derivative times the direction: by how much the
   *     gradient changes along it
   * @return the objective at the point
   */
  double evaluateAlong(double[] point, double[] direction, double[] gradient, double[] hessianDirection);
}
