package io.github.fallline.descent.newton;

import java.util.Arrays;

/** The affine (predictor) step: how far it may go, and what it says of the centring to come. */
final class PredictorStep {
  /** Numbers behind the corrections and the centrings that are added up. */
  private static final int SUMS = 5;

  private final double[] means;
  private final int size;
  private final double barrier;

  /**
   * @param means corrections and centrings, [size] each, and the numbers of {@link #add}; kept
   * @param together whether slopes and the point go equally far
   */
  PredictorStep(double[] means, int size, boolean together) {
    this.means = means;
    this.size = size;
    int at = 2 * size;
    double slopes = Math.min(1, means[at + 5]);
    double points = Math.min(1, means[at + 6]);
    if (together) {
      slopes = Math.min(slopes, points);
      points = slopes;
    }
    double sum =
        means[at]
            + points * means[at + 1]
            + slopes * means[at + 2]
            + slopes * points * means[at + 3];
    barrier = Math.max(0, sum / (2 * means[at + 4]));
  }

  static int sums(int size) {
    return 2 * size + SUMS;
  }

  /** Clears the numbers of a part. */
  static void clear(double[] part, int size) {
    Arrays.fill(part, 2 * size, sums(size), 0);
    Arrays.fill(part, sums(size), part.length, Double.POSITIVE_INFINITY);
  }

  /** Adds a row: what is left of its complementarity after shares of the step, and its limits. */
  static void add(BoxedRow row, double weight, double[] part, int size) {
    int at = 2 * size;
    row.addComplementarity(weight, part, at);
    part[at + 4] += weight;
    row.limit(part, at + SUMS);
  }

  /** The product of multiplier and distance that the step leads to. */
  double barrier() {
    return barrier;
  }

  double correction(int column) {
    return means[column];
  }

  double centring(int column) {
    return means[size + column];
  }
}
