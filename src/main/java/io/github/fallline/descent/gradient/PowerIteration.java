package io.github.fallline.descent.gradient;

import io.github.fallline.blas.Vectors;
import java.util.SplittableRandom;

/**
 * Power iteration for the largest curvature of the mean squared error, by passes over the rows: for
 * data too wide for moments and for losses that do not use them.
 */
public final class PowerIteration {
  /**
   * The number of iterations; the estimate is then usually above 90 % of the largest eigenvalue.
   */
  private static final int ITERATIONS = 20;

  private static final double MARGIN = 1.1;

  private PowerIteration() {}

  /**
   * Estimates the largest eigenvalue of half the second derivative, on the high side.
   *
   * @param rows mean squared errors without a penalty
   */
  public static double largestEigenvalue(ObjectiveFunction.WithGradient rows, int size) {
    double[] origin = new double[size];
    double[] slopeAtOrigin = new double[size];
    rows.gradient(origin, slopeAtOrigin);
    SplittableRandom random = new SplittableRandom(0);
    double[] direction = random.doubles(size, -1, 1).toArray();
    double[] slope = new double[size];
    double length = 0;
    for (int i = 0; i < ITERATIONS; i++) {
      double norm = Vectors.norm(direction);
      if (norm == 0) {
        return 0;
      }
      for (int j = 0; j < size; j++) {
        direction[j] /= norm;
      }
      rows.gradient(direction, slope);
      length = 0;
      for (int j = 0; j < size; j++) {
        double turned = (slope[j] - slopeAtOrigin[j]) / 2;
        length += turned * direction[j];
        slope[j] = turned;
      }
      System.arraycopy(slope, 0, direction, 0, size);
    }
    return MARGIN * length;
  }
}
