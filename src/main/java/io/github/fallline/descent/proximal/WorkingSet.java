package io.github.fallline.descent.proximal;

import java.util.Arrays;
import java.util.Optional;

/** Chooses the columns of a step on data too wide for steps of all columns. */
final class WorkingSet {
  /** Columns of a working set at most: its factor costs seconds. */
  private static final int MOST_COLUMNS = 2048;

  /** Columns that enter the working set at a time, at least. */
  private static final int LEAST_ENTERING = 64;

  private WorkingSet() {}

  /**
   * The columns of the last step, those with weights and, of those whose slopes are too steep, as
   * many others; empty where they are too many.
   *
   * @param slope minus half the slope of the smooth part, [features]
   * @param point its first elements are the weights of the features
   * @param last the columns of the last step; left out if they have no weights and all are too many
   * @param half half the weight of the absolute values: steeper slopes are too steep
   * @return in ascending order
   */
  static Optional<int[]> steepest(double[] slope, double[] point, int[] last, double half) {
    Optional<int[]> chosen = steepest(slope, point, last, half, true);
    return chosen.isPresent() ? chosen : steepest(slope, point, last, half, false);
  }

  private static Optional<int[]> steepest(
      double[] slope, double[] point, int[] last, double half, boolean keepsLast) {
    int features = slope.length;
    double[] excess = new double[features];
    double[] outside = new double[features];
    boolean[] kept = new boolean[features];
    if (keepsLast) {
      for (int j : last) {
        kept[j] = true;
      }
    }
    int before = 0;
    int steep = 0;
    for (int j = 0; j < features; j++) {
      kept[j] |= point[j] != 0;
      before += kept[j] ? 1 : 0;
      excess[j] = Math.abs(slope[j]) - half;
      if (!kept[j] && excess[j] > 0) {
        outside[steep++] = excess[j];
      }
    }
    int entering = Math.min(steep, Math.max(LEAST_ENTERING, before));
    if (before + entering > MOST_COLUMNS) {
      return Optional.empty();
    }
    Arrays.sort(outside, 0, steep);
    double least = entering == 0 ? Double.POSITIVE_INFINITY : outside[steep - entering];
    int[] some = new int[before + entering];
    int place = 0;
    int left = entering;
    for (int j = 0; j < features; j++) {
      boolean enters = !kept[j] && excess[j] >= least && left > 0;
      left -= enters ? 1 : 0;
      if (kept[j] || enters) {
        some[place++] = j;
      }
    }
    return Optional.of(some);
  }
}
