package io.github.fallline.inference;

import java.util.Arrays;

/** The rows of a small data set, one by one, for scatter plots; rows of weight 0 are left out. */
public final class ResidualPoints {
  /** The most rows: of more, points lie over each other, and a {@link DensityGrid} shows more. */
  public static final int MOST = 2000;

  private final double[] fitted = new double[MOST];
  private final double[] residuals = new double[MOST];
  private final double[] leverages = new double[MOST];
  private final double[] studentized = new double[MOST];
  private int count;
  private boolean tooMany;

  /** Adds a row; beyond the most there are none. */
  void add(double prediction, double residual, double leverage, double ratio) {
    if (count == MOST) {
      tooMany = true;
      return;
    }
    fitted[count] = prediction;
    residuals[count] = residual;
    leverages[count] = leverage;
    studentized[count] = ratio;
    count++;
  }

  /** Whether all rows are here. */
  boolean isComplete() {
    return !tooMany;
  }

  /** The number of rows. */
  public int size() {
    return count;
  }

  /** The predictions, in the order of the rows; a copy. */
  public double[] fitted() {
    return Arrays.copyOf(fitted, count);
  }

  /** Target less prediction; a copy. */
  public double[] residuals() {
    return Arrays.copyOf(residuals, count);
  }

  /** The leverages; a copy. */
  public double[] leverages() {
    return Arrays.copyOf(leverages, count);
  }

  /** The internally studentized residuals; NaN where leverage is 1; a copy. */
  public double[] studentizedResiduals() {
    return Arrays.copyOf(studentized, count);
  }
}
