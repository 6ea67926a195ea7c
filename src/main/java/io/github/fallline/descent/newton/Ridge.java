package io.github.fallline.descent.newton;

import io.github.fallline.objective.Penalty;

/** The penalty of the columns of a {@link Design}, each with strengths of its own. */
public final class Ridge {
  private static final int MOST_SWEEPS = 10_000;

  /** The share of the step that a sweep still changes when coordinate descent is done. */
  private static final double SETTLED = 1e-13;

  /** The share by which a slope may exceed the absolute penalty for rounding. */
  private static final double BEYOND = 1e-10;

  private final double[] squared;
  private final double[] absolute;

  /**
   * The penalty of standardized features.
   *
   * @param size columns, the intercept's among them, which costs nothing
   * @param scales what weights on standardized features are divided by to be those that are
   *     penalized: 1 or the features' scales
   */
  public Ridge(Penalty penalty, int size, double[] scales) {
    squared = new double[size];
    absolute = new double[size];
    boolean none = penalty.squaredStrength() == 0 && penalty.absoluteStrength() == 0;
    for (int j = 0; j < scales.length && !none; j++) {
      squared[j] = penalty.squaredStrength() / (scales[j] * scales[j]);
      absolute[j] = penalty.absoluteStrength() / scales[j];
    }
  }

  /** The factor of the square of a weight. */
  double squared(int column) {
    return squared[column];
  }

  /** The factors of the absolute weights; not a copy. */
  double[] absolute() {
    return absolute;
  }

  /** Adds the gradient of the squares. */
  void addGradient(double[] point, double[] gradient) {
    for (int j = 0; j < gradient.length; j++) {
      gradient[j] += 2 * squared[j] * point[j];
    }
  }

  /** The cost of the squares. */
  double value(double[] point) {
    double sum = 0;
    for (int j = 0; j < point.length; j++) {
      sum += squared[j] * point[j] * point[j];
    }
    return sum;
  }

  /** How much the slopes' sums fall short of being the squares' gradient, in units of the loss. */
  double excess(double[] point, double[] slopeSums) {
    double sum = 0;
    for (int j = 0; j < point.length; j++) {
      double rest = slopeSums[j] + 2 * squared[j] * point[j];
      sum += squared[j] > 0 ? rest * rest / (4 * squared[j]) : 0;
    }
    return sum;
  }

  /** The length of what is left of the gradient. */
  double norm(double[] point, double[] slopeSums) {
    double sum = 0;
    for (int j = 0; j < point.length; j++) {
      double rest = slopeSums[j] + 2 * squared[j] * point[j];
      sum += rest * rest;
    }
    return Math.sqrt(sum);
  }

  /** The cost of the absolute weights. */
  double absoluteValue(double[] point) {
    double sum = 0;
    for (int j = 0; j < point.length; j++) {
      sum += absolute[j] * Math.abs(point[j]);
    }
    return sum;
  }

  /**
   * Finds the step to the least point of the quadratic function that a look tells of, with this
   * penalty.
   *
   * @param step overwritten: the point less it is the least point
   * @return what is left of the gradient there
   */
  double[] step(CurvaturePass.Look look, double[] point, double[] step) {
    int size = point.length;
    double[] slope = look.gradient().clone();
    addGradient(point, slope);
    boolean kinks = false;
    for (double strength : absolute) {
      kinks |= strength > 0;
    }
    if (kinks) {
      descendByCoordinates(look.curvature(), slope, point, step);
      return new double[size]; // the excess tells what is left
    }
    new CurvatureFactor(look.curvature(), this, size).solve(slope, step);
    for (int i = 0; i < size; i++) {
      slope[i] -= 2 * squared[i] * step[i];
      for (int j = 0; j < size; j++) {
        slope[i] -= look.curvature()[i <= j ? i * size + j : j * size + i] * step[j];
      }
    }
    return slope;
  }

  /** Coordinate descent on the quadratic function with kinks. */
  private void descendByCoordinates(
      double[] curvature, double[] slope, double[] point, double[] step) {
    int size = point.length;
    double[] left = slope.clone(); // the gradient at the point less the step
    for (int j = 0; j < size; j++) {
      step[j] = 0;
    }
    for (int sweep = 0; sweep < MOST_SWEEPS; sweep++) {
      double most = 0;
      for (int j = 0; j < size; j++) {
        double own = curvature[j * size + j] + 2 * squared[j];
        if (own == 0) {
          continue;
        }
        double weight = point[j] - step[j];
        double free = weight - left[j] / own;
        double shrunk = Math.max(0, Math.abs(free) - absolute[j] / own);
        double change = Math.copySign(shrunk, free) - weight;
        if (change == 0) {
          continue;
        }
        step[j] = point[j] - Math.copySign(shrunk, free);
        for (int i = 0; i < size; i++) {
          left[i] += change * curvature[i <= j ? i * size + j : j * size + i];
        }
        left[j] += 2 * squared[j] * change;
        most = Math.max(most, Math.abs(change) * Math.sqrt(own));
      }
      double length = 0;
      for (int j = 0; j < size; j++) {
        length += step[j] * step[j] * curvature[j * size + j];
      }
      if (most <= SETTLED * Math.sqrt(length)) {
        return;
      }
    }
  }

  /**
   * How much the slopes after a step, as the curvature has them, fall short of being the penalty's
   * gradient; infinite where they are beyond it.
   */
  double excessAfter(CurvaturePass.Look look, double[] point, double[] step) {
    int size = point.length;
    double sum = 0;
    for (int j = 0; j < size; j++) {
      if (squared[j] == 0 && absolute[j] == 0) {
        continue;
      }
      double slope = look.gradient()[j];
      for (int i = 0; i < size; i++) {
        slope -= look.curvature()[i <= j ? i * size + j : j * size + i] * step[i];
      }
      if (absolute[j] == 0) {
        double rest = slope + 2 * squared[j] * point[j];
        sum += rest * rest / (4 * squared[j]);
        continue;
      }
      double beyond = Math.max(0, Math.abs(slope) - absolute[j]);
      double allowed = absolute[j] * BEYOND;
      double bound =
          squared[j] > 0
              ? beyond * beyond / (4 * squared[j])
              : beyond <= allowed ? 0 : Double.POSITIVE_INFINITY;
      sum +=
          absolute[j] * Math.abs(point[j])
              + squared[j] * point[j] * point[j]
              + slope * point[j]
              + bound;
    }
    return sum;
  }
}
