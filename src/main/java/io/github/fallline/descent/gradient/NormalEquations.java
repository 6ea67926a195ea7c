package io.github.fallline.descent.gradient;

import io.github.fallline.descent.scaling.FeatureScaling;
import io.github.fallline.stats.Moments;

/**
 * The mean squared error as a function of the parameters t, those of the intercept counted from the
 * mean of the target: atZero - 2 tilt.t + t'(bend)t.
 */
public final class NormalEquations {
  private final int size;
  private final double[] bend;
  private final double[] tilt;
  private final double atZero;
  private final double interceptOffset;

  private NormalEquations(
      int size, double[] bend, double[] tilt, double atZero, double interceptOffset) {
    this.size = size;
    this.bend = bend;
    this.tilt = tilt;
    this.atZero = atZero;
    this.interceptOffset = interceptOffset;
  }

  /**
   * The normal equations in the given coordinates; without a penalty.
   *
   * @param target which of the targets, counted from 0
   */
  public static NormalEquations of(Moments moments, int target, FeatureScaling coordinates) {
    int size = coordinates.size();
    int features = coordinates.features();
    boolean intercept = coordinates.hasIntercept();
    int targetColumn = features + target;
    double targetMean = moments.mean(targetColumn);
    double[] bend = new double[size * size];
    double[] tilt = new double[size];
    for (int j = 0; j < features; j++) {
      double centre = (moments.mean(j) - coordinates.shift(j)) / coordinates.scale(j);
      for (int k = j; k < features; k++) {
        double other = (moments.mean(k) - coordinates.shift(k)) / coordinates.scale(k);
        double scales = coordinates.scale(j) * coordinates.scale(k);
        bend[j * size + k] = moments.covariance(j, k) / scales + centre * other;
        bend[k * size + j] = bend[j * size + k];
      }
      tilt[j] = moments.covariance(j, targetColumn) / coordinates.scale(j);
      if (intercept) {
        bend[j * size + features] = centre;
        bend[features * size + j] = centre;
      } else {
        tilt[j] += centre * targetMean;
      }
    }
    if (intercept) {
      bend[size * size - 1] = 1;
    }
    double atZero =
        moments.covariance(targetColumn, targetColumn) + (intercept ? 0 : targetMean * targetMean);
    return new NormalEquations(size, bend, tilt, atZero, intercept ? targetMean : 0);
  }

  /** Parameters. */
  public int size() {
    return size;
  }

  /** The mean product of each pair of columns in the coordinates, [size, size]; not a copy. */
  public double[] gram() {
    return bend;
  }

  /** The mean product of each column with the target, [size]; not a copy. */
  double[] crossProducts() {
    return tilt;
  }

  /** The mean squared target, counted from its mean where there is an intercept. */
  double targetSquare() {
    return atZero;
  }

  /** What the intercept is counted from; 0 without one. */
  double interceptOffset() {
    return interceptOffset;
  }
}
