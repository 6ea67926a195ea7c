package io.github.fallline.descent.gradient;

import io.github.fallline.descent.scaling.FeatureScaling;
import io.github.fallline.stats.Moments;

/**
 * The normal equations. The mean squared error as a function of the parameters t, the intercept
 * less the mean of the target, is targetSquare - 2 crossProducts . t + t' gram t.
 */
public final class NormalEquations {
  private final int size;
  private final double[] gram;
  private final double[] crossProducts;
  private final double targetSquare;
  private final double interceptOffset;

  private NormalEquations(
      int size,
      double[] gram,
      double[] crossProducts,
      double targetSquare,
      double interceptOffset) {
    this.size = size;
    this.gram = gram;
    this.crossProducts = crossProducts;
    this.targetSquare = targetSquare;
    this.interceptOffset = interceptOffset;
  }

  /**
   * Computes the normal equations in the given coordinates, without a penalty.
   *
   * @param target which of the targets, counted from 0
   */
  public static NormalEquations of(Moments moments, int target, FeatureScaling scaling) {
    int size = scaling.size();
    int features = scaling.features();
    boolean intercept = scaling.hasIntercept();
    int targetColumn = features + target;
    double targetMean = moments.mean(targetColumn);
    double[] gram = new double[size * size];
    double[] crossProducts = new double[size];
    for (int j = 0; j < features; j++) {
      double centre = (moments.mean(j) - scaling.shift(j)) / scaling.scale(j);
      for (int k = j; k < features; k++) {
        double other = (moments.mean(k) - scaling.shift(k)) / scaling.scale(k);
        double scales = scaling.scale(j) * scaling.scale(k);
        gram[j * size + k] = moments.covariance(j, k) / scales + centre * other;
        gram[k * size + j] = gram[j * size + k];
      }
      crossProducts[j] = moments.covariance(j, targetColumn) / scaling.scale(j);
      if (intercept) {
        gram[j * size + features] = centre;
        gram[features * size + j] = centre;
      } else {
        crossProducts[j] += centre * targetMean;
      }
    }
    if (intercept) {
      gram[size * size - 1] = 1;
    }
    double targetSquare =
        moments.covariance(targetColumn, targetColumn) + (intercept ? 0 : targetMean * targetMean);
    return new NormalEquations(size, gram, crossProducts, targetSquare, intercept ? targetMean : 0);
  }

  /** The number of parameters. */
  public int size() {
    return size;
  }

  /** The mean product of each pair of columns in the coordinates, [size, size]; not a copy. */
  public double[] gram() {
    return gram;
  }

  /** The mean product of each column with the target, [size]; not a copy. */
  double[] crossProducts() {
    return crossProducts;
  }

  /** The mean squared target, less its mean if there is an intercept. */
  double targetSquare() {
    return targetSquare;
  }

  /** The offset of the intercept, the mean of the target; 0 without an intercept. */
  double interceptOffset() {
    return interceptOffset;
  }
}
