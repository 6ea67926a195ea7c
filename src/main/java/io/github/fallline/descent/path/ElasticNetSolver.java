package io.github.fallline.descent.path;

import io.github.fallline.blas.UpperTriangle;
import io.github.fallline.objective.Penalty;

/**
 * Minimizes squared errors with a penalty on absolute weights, one penalty after another, each from
 * the weights of the one before.
 *
 * <p>Coordinate descent (Friedman, Hastie, Tibshirani 2010) finds which weights are 0 and the signs
 * of the others; given these, the minimum solves linear equations, whose solution is taken as far
 * as no sign changes (Lee and others 2007). So weights have all digits that the equations allow.
 */
final class ElasticNetSolver {
  /** Sweeps over the coordinates before equations are tried again. */
  private static final int SWEEPS = 3;

  /** Sweeps where there are no equations to solve. */
  private static final int MOST_SWEEPS = 10_000;

  /** Rounds of sweeps and equations. */
  private static final int MOST_ROUNDS = 1000;

  /** The most weights for which equations are solved; sweeps are quicker for more. */
  private static final int MOST_EQUATIONS = 512;

  /** A slope beyond its bound by fewer roundings than this is within it. */
  private static final double ROUNDINGS = 64;

  /** Sweeps end when no weight changes the predictions by more than this share of the target. */
  private static final double LEAST_CHANGE = 1e-11;

  private static final double LEAST_PIVOT = 1e-13;

  private final PathProblem problem;
  private final int size;
  private final double[] weights;
  private final double[] products;
  private final int[] active;
  private final double rounding;
  private Penalty penalty = Penalty.NONE;

  /** Begins with weights of 0. */
  ElasticNetSolver(PathProblem problem) {
    this.problem = problem;
    size = problem.size;
    weights = new double[size];
    products = problem.cross.clone();
    active = new int[size];
    double largest = 0;
    for (int j = 0; j < size; j++) {
      largest = Math.max(largest, problem.gram[j * size + j]);
    }
    rounding = ROUNDINGS * Math.ulp(1.0) * Math.sqrt(problem.targetSquare * largest);
  }

  /** The weights of the last penalty; not a copy. */
  double[] weights() {
    return weights;
  }

  /** The mean products of features and residuals; not a copy. */
  double[] products() {
    return products;
  }

  /** Moves the weights to the minimum for a penalty. */
  void solve(Penalty wanted) {
    penalty = wanted;
    for (int round = 0; round < MOST_ROUNDS; round++) {
      for (int sweep = 0; sweep < SWEEPS; sweep++) {
        sweep();
      }
      int count = activeCount();
      if (count > MOST_EQUATIONS || !solveEquations(count)) {
        sweepToTheEnd();
        return;
      }
      problem.residualProducts(weights, products);
      if (isMinimum()) {
        return;
      }
    }
  }

  private void sweepToTheEnd() {
    double least = LEAST_CHANGE * LEAST_CHANGE * problem.targetSquare;
    for (int sweep = 0; sweep < MOST_SWEEPS && sweep() > least; sweep++) {
      // Each sweep is one step of coordinate descent.
    }
    problem.residualProducts(weights, products);
  }

  /**
   * Minimizes along each coordinate in turn.
   *
   * @return the largest mean squared change of the predictions by one weight
   */
  private double sweep() {
    double most = 0;
    for (int j = 0; j < size; j++) {
      double curvature = problem.gram[j * size + j];
      if (curvature == 0) {
        continue; // a constant feature
      }
      double before = weights[j];
      double slope = products[j] + curvature * before;
      double beyond = Math.max(0, Math.abs(slope) - penalty.l1() / 2);
      double after = Math.copySign(beyond, slope) / (curvature + penalty.l2());
      after = beyond == 0 ? 0 : after;
      if (after != before) {
        weights[j] = after;
        problem.addResiduals(j, after - before, products);
        most = Math.max(most, curvature * (after - before) * (after - before));
      }
    }
    return most;
  }

  private int activeCount() {
    int count = 0;
    for (int j = 0; j < size; j++) {
      if (weights[j] != 0) {
        active[count++] = j;
      }
    }
    return count;
  }

  /**
   * Solves the equations of the weights that are not 0, for their signs, and moves there; where a
   * sign would change, that weight becomes 0 and the others are solved again.
   *
   * @return false, and nothing is changed, where features depend on each other
   */
  private boolean solveEquations(int atFirst) {
    int count = atFirst;
    while (count > 0) {
      double[] solution = solution(count);
      if (solution.length == 0) {
        return count < atFirst; // the steps so far went downhill
      }
      double step = 1;
      int first = -1;
      for (int i = 0; i < count; i++) {
        double weight = weights[active[i]];
        if (weight * solution[i] <= 0) {
          double share = weight / (weight - solution[i]);
          if (share < step || first < 0) {
            step = Math.min(step, share);
            first = i;
          }
        }
      }
      for (int i = 0; i < count; i++) {
        int j = active[i];
        weights[j] = first < 0 ? solution[i] : weights[j] + step * (solution[i] - weights[j]);
      }
      if (first < 0) {
        return true;
      }
      weights[active[first]] = 0;
      count = activeCount();
    }
    return true;
  }

  /** The minimum over the active weights for their signs; empty if the equations are singular. */
  private double[] solution(int count) {
    double[] factor = new double[count * count];
    double[] right = new double[count];
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < count; i++) {
      int j = active[i];
      for (int k = i; k < count; k++) {
        factor[i * count + k] = problem.gram[j * size + active[k]];
      }
      factor[i * count + i] += penalty.l2();
      least = Math.min(least, factor[i * count + i]);
      right[i] = problem.cross[j] - Math.copySign(penalty.l1() / 2, weights[j]);
    }
    UpperTriangle.factorize(factor, count, LEAST_PIVOT * least, 0);
    for (int i = 0; i < count; i++) {
      if (!(factor[i * count + i] > 0)) {
        return new double[0];
      }
    }
    UpperTriangle.solveTransposed(factor, count, right, count);
    UpperTriangle.solve(factor, count, right, count);
    return right;
  }

  /** Whether no weight that is 0 has a slope that pulls it away. */
  private boolean isMinimum() {
    for (int j = 0; j < size; j++) {
      if (weights[j] == 0 && Math.abs(products[j]) > penalty.l1() / 2 + rounding) {
        return false;
      }
    }
    return true;
  }
}
