package io.github.fallline.descent.newton;

import io.github.fallline.descent.proximal.ActiveSet;
import io.github.fallline.objective.Penalty;

/** The penalty of the columns of a {@link DesignMatrix}, each with strengths of its own. */
public final class Ridge {
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
    boolean none = penalty.l2() == 0 && penalty.l1() == 0;
    for (int j = 0; j < scales.length && !none; j++) {
      squared[j] = penalty.l2() / (scales[j] * scales[j]);
      absolute[j] = penalty.l1() / scales[j];
    }
  }

  /** The factors of the squared weights; not a copy. */
  double[] squared() {
    return squared;
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

  /** Whether no weight costs anything. */
  boolean isFree() {
    for (int j = 0; j < squared.length; j++) {
      if (squared[j] > 0 || absolute[j] > 0) {
        return false;
      }
    }
    return true;
  }

  /** How much more another point costs. */
  double costBeyond(double[] point, double[] other) {
    double sum = 0;
    for (int j = 0; j < point.length; j++) {
      double change = other[j] - point[j];
      sum += squared[j] * change * (other[j] + point[j]);
      sum += absolute[j] * (Math.abs(other[j]) - Math.abs(point[j]));
    }
    return sum;
  }

  /**
   * How much the slopes' sums fall short of being the squares' gradient, in units of the loss.
   * Where squares cost nothing they are 0 but for rounding, which counts twice as far as the point
   * has come.
   *
   * @param change of the point from where steps began
   */
  double excess(double[] point, double[] change, double[] slopeSums) {
    double sum = 0;
    for (int j = 0; j < point.length; j++) {
      double rest = slopeSums[j] + 2 * squared[j] * point[j];
      sum += squared[j] > 0 ? rest * rest / (4 * squared[j]) : Math.abs(2 * rest * change[j]);
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
   * Finds the step to the least point of the quadratic function that an evaluation describes, with
   * this penalty.
   *
   * @param step overwritten: the point less it is the least point
   * @return what is left of the gradient there
   */
  double[] step(CurvaturePass.CurvatureEvaluation curvatures, double[] point, double[] step) {
    int size = point.length;
    double[] slope = curvatures.gradient().clone();
    addGradient(point, slope);
    boolean kinks = false;
    for (double strength : absolute) {
      kinks |= strength > 0;
    }
    if (kinks) {
      stepOnActiveSet(curvatures.curvature(), slope, point, step);
      return new double[size]; // the excess counts what is left
    }
    new CurvatureFactor(curvatures.curvature(), squared, size).solve(slope, step);
    for (int i = 0; i < size; i++) {
      slope[i] -= 2 * squared[i] * step[i];
      for (int j = 0; j < size; j++) {
        slope[i] -= curvatures.curvature()[i <= j ? i * size + j : j * size + i] * step[j];
      }
    }
    return slope;
  }

  /**
   * The same where weights have kinks: on an active set, of the function that is left once the
   * intercept, the last parameter if any, is at its best for the others. Weights are measured in
   * units of 1 / absolute, so that all kinks are alike.
   */
  private void stepOnActiveSet(double[] curvature, double[] slope, double[] point, double[] step) {
    int size = point.length;
    boolean intercept = absolute[size - 1] == 0;
    int count = intercept ? size - 1 : size;
    int last = size - 1;
    double all = intercept ? curvature[last * size + last] : 0;
    double[] gram = new double[count * count];
    double[] slopes = new double[count];
    double[] weights = new double[count];
    for (int j = 0; j < count; j++) {
      double mean = all > 0 ? curvature[j * size + last] / all : 0;
      for (int k = j; k < count; k++) {
        double centred =
            curvature[j * size + k] - (all > 0 ? mean * curvature[k * size + last] : 0);
        double own = j == k ? squared[j] : 0;
        gram[j * count + k] = (centred / 2 + own) / (absolute[j] * absolute[k]);
        gram[k * count + j] = gram[j * count + k];
      }
      slopes[j] = -(slope[j] - (all > 0 ? mean * slope[last] : 0)) / (2 * absolute[j]);
      weights[j] = point[j] * absolute[j];
    }
    new ActiveSet(gram, count).minimize(slopes, 1, weights);
    double rest = intercept ? slope[last] : 0;
    for (int j = 0; j < count; j++) {
      step[j] = weights[j] == 0 ? point[j] : point[j] - weights[j] / absolute[j];
      rest -= curvature[j * size + last] * (intercept ? step[j] : 0);
    }
    if (intercept) {
      step[last] = all > 0 ? rest / all : 0;
    }
  }

  /**
   * How far the slopes after a step are from proving that the point is the optimum.
   *
   * @param excess how much they fall short of being the penalty's gradient, once they are scaled
   * @param share the share of them that is not beyond it, at most 1
   */
  record Shortfall(double excess, double share) {}

  /** Compares the slopes after a step, as the curvature has them, with the penalty's gradient. */
  Shortfall after(CurvaturePass.CurvatureEvaluation curvatures, double[] point, double[] step) {
    int size = point.length;
    double sum = 0;
    double share = 1;
    for (int j = 0; j < size; j++) {
      if (squared[j] == 0 && absolute[j] == 0) {
        continue;
      }
      double slope = curvatures.gradient()[j];
      for (int i = 0; i < size; i++) {
        slope -= curvatures.curvature()[i <= j ? i * size + j : j * size + i] * step[i];
      }
      if (absolute[j] == 0) {
        double rest = slope + 2 * squared[j] * point[j];
        sum += rest * rest / (4 * squared[j]);
        continue;
      }
      double beyond = Math.max(0, Math.abs(slope) - absolute[j]);
      double bound = squared[j] > 0 ? beyond * beyond / (4 * squared[j]) : 0;
      if (squared[j] == 0 && beyond > 0) {
        share = Math.min(share, absolute[j] / Math.abs(slope));
      }
      sum +=
          absolute[j] * Math.abs(point[j])
              + squared[j] * point[j] * point[j]
              + slope * point[j]
              + bound;
    }
    return new Shortfall(sum, share);
  }
}
