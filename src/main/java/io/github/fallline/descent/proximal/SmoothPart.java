package io.github.fallline.descent.proximal;

import io.github.fallline.objective.Penalty;

/**
 * The smooth part v'Gv - 2 b'v of an objective, by its slope along the way from a start: that at
 * the start and what the way has changed, so that it is as exact as at the start however large the
 * point.
 */
final class SmoothPart {
  /** Slopes are known to this many units of rounding. */
  private static final double SLOPE_ROUNDING = 4 * Math.ulp(1.0);

  private final double[] gram;
  private final int size;
  private final double[] roots;
  private final double[] slope;
  private final double[] atStart;
  private final double[] origin;

  /** An upper bound of the length of the way, in the norm of G. */
  private double length;

  /**
   * The smooth part for one matrix.
   *
   * @param gram symmetric, positive semidefinite, [size, size]; kept
   */
  SmoothPart(double[] gram, int size) {
    this.gram = gram;
    this.size = size;
    roots = new double[size];
    for (int j = 0; j < size; j++) {
      roots[j] = Math.sqrt(gram[j * size + j]);
    }
    slope = new double[size];
    atStart = new double[size];
    origin = new double[size];
  }

  /** The square root of G_jj for each coordinate, [size]; not a copy. */
  double[] roots() {
    return roots;
  }

  /** b - G v, minus half the slope at the point, [size]; not a copy. */
  double[] slope() {
    return slope;
  }

  /**
   * Starts a way.
   *
   * @param startSlope b - G v at the start, [size]
   */
  void start(double[] startSlope, double[] start) {
    System.arraycopy(startSlope, 0, atStart, 0, size);
    System.arraycopy(start, 0, origin, 0, size);
    moveTo(start);
  }

  /** Computes the slope at a point. */
  void moveTo(double[] point) {
    System.arraycopy(atStart, 0, slope, 0, size);
    length = 0;
    for (int k = 0; k < size; k++) {
      double way = point[k] - origin[k];
      if (way != 0) {
        length += roots[k] * Math.abs(way);
        int row = k * size;
        for (int j = 0; j < size; j++) {
          slope[j] -= way * gram[row + j];
        }
      }
    }
  }

  /** Moves a point back to the start. */
  void returnToStart(double[] point) {
    System.arraycopy(origin, 0, point, 0, size);
    moveTo(point);
  }

  /**
   * Takes accelerated steps of all coordinates from the start.
   *
   * @param threshold half the weight of the absolute values
   * @param point moved
   * @return whether the objective is lower than at the start
   */
  boolean approach(double threshold, double[] point, int steps) {
    double[] linear = atStart.clone();
    for (int k = 0; k < size; k++) {
      for (int j = 0; j < size && origin[k] != 0; j++) {
        linear[j] += origin[k] * gram[k * size + j];
      }
    }
    AcceleratedProximalGradient accelerated =
        new AcceleratedProximalGradient(Penalty.l1(threshold), size, safeRate(), point);
    for (int step = 0; step < steps; step++) {
      accelerated.step((at, gradient) -> gradient(linear, at, gradient), point);
    }
    moveTo(point);
    return rise(threshold, point) < 0;
  }

  /** The inverse of the largest sum of sizes in a row of G: no eigenvalue is above that. */
  private double safeRate() {
    double largest = 0;
    for (int j = 0; j < size; j++) {
      double sum = 0;
      for (int k = 0; k < size; k++) {
        sum += Math.abs(gram[j * size + k]);
      }
      largest = Math.max(largest, sum);
    }
    return largest > 0 ? 1 / largest : 0;
  }

  /** Half the gradient, G v - b. */
  private void gradient(double[] linear, double[] at, double[] gradient) {
    for (int j = 0; j < size; j++) {
      double slope = linear[j];
      for (int k = 0; k < size; k++) {
        slope -= gram[j * size + k] * at[k];
      }
      gradient[j] = -slope;
    }
  }

  /** The objective less that at the start. */
  private double rise(double threshold, double[] point) {
    double sum = 0;
    for (int j = 0; j < size; j++) {
      double absolutes = Math.abs(point[j]) - Math.abs(origin[j]);
      sum += 2 * threshold * absolutes - (point[j] - origin[j]) * (atStart[j] + slope[j]);
    }
    return sum;
  }

  /** The accuracy of the slope along a coordinate, beside a threshold it is compared with. */
  double rounding(int j, double threshold) {
    return SLOPE_ROUNDING * (Math.abs(atStart[j]) + roots[j] * length + threshold);
  }
}
