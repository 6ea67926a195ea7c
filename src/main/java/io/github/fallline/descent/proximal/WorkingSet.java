package io.github.fallline.descent.proximal;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * Columns of data too wide for the moments of all pairs: those with weights and those whose slopes
 * are steepest above what the penalty allows (Johnson and Guestrin 2015).
 */
public final class WorkingSet implements ModelColumns {
  /** Columns of a working set at most: its factor costs seconds. */
  private static final int MOST_COLUMNS = 2048;

  /** Columns that enter the working set at a time, at least. */
  private static final int LEAST_ENTERING = 64;

  private final WorkingSetGram grams;
  private final DoubleSupplier rate;

  /**
   * @param rate finds the learning rate of gradient steps, perhaps by passes over the rows
   */
  public WorkingSet(WorkingSetGram grams, DoubleSupplier rate) {
    this.grams = grams;
    this.rate = rate;
  }

  @Override
  public double[] gram(int[] columns) {
    return grams.of(columns);
  }

  @Override
  public double gradientRate() {
    return rate.getAsDouble();
  }

  /**
   * The columns of the last step, those with weights and, of those whose slopes are too steep, as
   * many others. Columns of the last step without weights are left out if all are too many.
   */
  @Override
  public Optional<int[]> choose(double[] slope, double[] point, int[] last, double half) {
    Optional<int[]> chosen = steepest(slope, point, last, half);
    return chosen.isPresent() ? chosen : steepest(slope, point, new int[0], half);
  }

  private static Optional<int[]> steepest(double[] slope, double[] point, int[] last, double half) {
    int features = slope.length;
    double[] excess = new double[features];
    double[] outside = new double[features];
    boolean[] kept = new boolean[features];
    for (int j : last) {
      kept[j] = true;
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
