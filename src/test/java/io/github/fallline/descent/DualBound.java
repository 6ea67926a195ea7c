package io.github.fallline.descent;

import io.github.fallline.model.LinearModel;
import io.github.fallline.objective.HuberLoss;
import io.github.fallline.objective.Loss;
import io.github.fallline.objective.Objective;
import io.github.fallline.objective.QuantileLoss;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;

/**
 * An upper bound on how far a linear model is from the optimum of an objective, by weak duality in
 * decimal arithmetic of 60 digits: an oracle for every loss and penalty on small data.
 *
 * <p>The objective is F(w, b) = (1/n) sum_i f(p_i, y_i) + sum_j (l1 s_j |w_j| + l2 s_j^2 w_j^2),
 * with s_j the deviation of column j. For any slopes u with sum_i u_i = 0, and X_j'u = 0 for
 * columns without a penalty, D(u) = -(1/n) sum_i f*(u_i) - sum_j g_j*(-X_j'u / n) is at most the
 * minimum of F. Newton steps lead from the model to the optimum; the slopes there are moved so that
 * they meet these equations, and scaled where they leave the domain of f* or g*. For quantiles
 * {@link ExchangeOracle} finds the minimum instead.
 */
final class DualBound {
  private static final MathContext DIGITS = new MathContext(60);
  private static final BigDecimal SINGULAR = new BigDecimal("1e-48");
  private static final BigDecimal UNSOLVED = new BigDecimal("1e-30");
  private static final BigDecimal FOUR = BigDecimal.valueOf(4);

  private static final BigDecimal TINY = new BigDecimal("1e-300");

  /** The gap, in units of the objective, to which the bound is brought. */
  private static final BigDecimal ENOUGH = new BigDecimal("1e-22");

  private static final int MOST_ROUNDS = 60;
  private static final BigDecimal MOST_POWER = BigDecimal.valueOf(700);
  private static final MathContext MORE_DIGITS = new MathContext(70);

  private BigDecimal[] reached;
  private BigDecimal[] optimum;
  private BigDecimal lowest;
  private final Loss loss;
  private final int n;
  private final int d;
  private final BigDecimal rows;
  private final BigDecimal[][] columns; // standardized, the last one is 1
  private final BigDecimal[] targets;
  private final BigDecimal[] means;
  private final BigDecimal[] scales;
  private final BigDecimal l1;
  private final BigDecimal l2;

  /**
   * A bound for the models of some data.
   *
   * @param x [n][d]
   * @param y [n]
   */
  DualBound(double[][] x, double[] y, Objective objective) {
    loss = objective.loss();
    n = y.length;
    d = x[0].length;
    rows = BigDecimal.valueOf(n);
    l1 = new BigDecimal(objective.penalty().l1());
    l2 = new BigDecimal(objective.penalty().l2());
    targets = Arrays.stream(y).mapToObj(BigDecimal::new).toArray(BigDecimal[]::new);
    columns = new BigDecimal[d + 1][n];
    means = new BigDecimal[d];
    scales = new BigDecimal[d + 1];
    Arrays.fill(columns[d], BigDecimal.ONE);
    scales[d] = BigDecimal.ONE;
    for (int j = 0; j < d; j++) {
      BigDecimal sum = BigDecimal.ZERO;
      for (int i = 0; i < n; i++) {
        columns[j][i] = new BigDecimal(x[i][j]);
        sum = sum.add(columns[j][i]);
      }
      means[j] = sum.divide(rows, DIGITS);
      for (int i = 0; i < n; i++) {
        columns[j][i] = columns[j][i].subtract(means[j], DIGITS);
      }
      BigDecimal variance = dot(columns[j], columns[j]).divide(rows, DIGITS);
      scales[j] = variance.sqrt(DIGITS);
      for (int i = 0; i < n && scales[j].signum() > 0; i++) {
        columns[j][i] = columns[j][i].divide(scales[j], DIGITS);
      }
    }
  }

  /** How far the objective at a model is above its minimum, at most; in units of the loss. */
  double gap(double[][] x, LinearModel model) {
    double[] w = model.coefficientArray();
    BigDecimal[] predictions = new BigDecimal[n];
    for (int i = 0; i < n; i++) {
      BigDecimal sum = new BigDecimal(model.intercept());
      for (int j = 0; j < d; j++) {
        sum = sum.add(new BigDecimal(w[j]).multiply(new BigDecimal(x[i][j])));
      }
      predictions[i] = sum;
    }
    BigDecimal primal = BigDecimal.ZERO;
    for (int i = 0; i < n; i++) {
      primal = primal.add(loss(predictions[i], targets[i]), DIGITS);
    }
    primal = primal.divide(rows, DIGITS);
    BigDecimal[] weights = new BigDecimal[d];
    for (int j = 0; j < d; j++) {
      weights[j] = new BigDecimal(w[j]).multiply(scales[j], DIGITS);
      primal = primal.add(l1.multiply(weights[j].abs()), DIGITS);
      primal = primal.add(l2.multiply(weights[j].pow(2)), DIGITS);
    }
    BigDecimal[] point = Arrays.copyOf(weights, d + 1);
    point[d] = new BigDecimal(model.intercept());
    for (int j = 0; j < d; j++) {
      point[d] = point[d].add(new BigDecimal(w[j]).multiply(means[j], DIGITS), DIGITS);
    }
    BigDecimal allowed = ENOUGH.multiply(primal.abs().add(TINY));
    if (lowest == null || primal.subtract(lowest).compareTo(allowed) > 0) {
      raise(loss instanceof QuantileLoss ? byExchange(point) : polish(point));
    }
    return lowest == null ? Double.POSITIVE_INFINITY : primal.subtract(lowest).doubleValue();
  }

  /** Takes a bound that is better than that of the models before. */
  private void raise(BigDecimal bound) {
    if (bound != null && (lowest == null || bound.compareTo(lowest) > 0)) {
      lowest = bound;
      optimum = reached;
    }
  }

  /** The best bound on the minimum that a model has led to. */
  double lowest() {
    return lowest == null ? Double.NaN : lowest.doubleValue();
  }

  /**
   * The gap of the optimum that a model has led to, with its coefficients rounded to doubles: what
   * a model of doubles cannot be expected to go below.
   */
  double gapOfRoundedOptimum() {
    BigDecimal[] rounded = new BigDecimal[d + 1];
    BigDecimal intercept = optimum[d];
    for (int j = 0; j < d; j++) {
      BigDecimal weight =
          scales[j].signum() > 0 ? optimum[j].divide(scales[j], DIGITS) : BigDecimal.ZERO;
      intercept = intercept.subtract(weight.multiply(means[j], DIGITS), DIGITS);
      rounded[j] = new BigDecimal(weight.doubleValue());
    }
    BigDecimal constant = new BigDecimal(intercept.doubleValue());
    for (int j = 0; j < d; j++) {
      constant = constant.add(rounded[j].multiply(means[j], DIGITS), DIGITS);
      rounded[j] = rounded[j].multiply(scales[j], DIGITS);
    }
    rounded[d] = constant;
    return objective(rounded, predictions(rounded)).subtract(lowest).doubleValue();
  }

  private BigDecimal[] predictions(BigDecimal[] point) {
    BigDecimal[] predictions = new BigDecimal[n];
    for (int i = 0; i < n; i++) {
      BigDecimal sum = BigDecimal.ZERO;
      for (int j = 0; j <= d; j++) {
        sum = sum.add(point[j].multiply(columns[j][i], DIGITS), DIGITS);
      }
      predictions[i] = sum;
    }
    return predictions;
  }

  private BigDecimal objective(BigDecimal[] point, BigDecimal[] predictions) {
    BigDecimal sum = BigDecimal.ZERO;
    for (int i = 0; i < n; i++) {
      sum = sum.add(loss(predictions[i], targets[i]), DIGITS);
    }
    sum = sum.divide(rows, DIGITS);
    for (int j = 0; j < d; j++) {
      sum = sum.add(l1.multiply(point[j].abs()), DIGITS).add(l2.multiply(point[j].pow(2)), DIGITS);
    }
    return sum;
  }

  /**
   * The best dual objective along Newton steps from a point, on the weights that are not 0 or whose
   * slope is above the penalty; weights that cross 0 stop there.
   */
  private BigDecimal polish(BigDecimal[] start) {
    BigDecimal[] point = start;
    reached = point;
    BigDecimal[] predictions = predictions(point);
    BigDecimal value = objective(point, predictions);
    BigDecimal best = null;
    for (int round = 0; round < MOST_ROUNDS; round++) {
      BigDecimal dual = dual(predictions, point);
      best = best == null || (dual != null && dual.compareTo(best) > 0) ? dual : best;
      if (best != null
          && value.subtract(best).compareTo(ENOUGH.multiply(value.abs().add(TINY))) <= 0) {
        return best;
      }
      BigDecimal[] step = newtonStep(predictions, point);
      BigDecimal share = BigDecimal.ONE;
      boolean isLower = false;
      for (int halving = 0; halving < MOST_ROUNDS && !isLower; halving++) {
        BigDecimal[] next = new BigDecimal[d + 1];
        for (int j = 0; j <= d; j++) {
          next[j] = point[j].add(step[j].multiply(share), DIGITS);
          boolean crosses = next[j].signum() * point[j].signum() < 0;
          next[j] = j < d && l1.signum() > 0 && crosses ? BigDecimal.ZERO : next[j];
        }
        BigDecimal[] there = predictions(next);
        BigDecimal lower = objective(next, there);
        isLower = lower.compareTo(value) < 0;
        if (isLower) {
          point = next;
          reached = point;
          predictions = there;
          value = lower;
        }
        share = share.divide(BigDecimal.valueOf(2), DIGITS);
      }
      if (!isLower) {
        return best;
      }
    }
    return best;
  }

  private BigDecimal[] newtonStep(BigDecimal[] predictions, BigDecimal[] point) {
    BigDecimal[] slopes = new BigDecimal[n];
    BigDecimal[] free = new BigDecimal[n];
    for (int i = 0; i < n; i++) {
      setSlope(predictions[i], targets[i], i, slopes, free);
    }
    BigDecimal[][] equations = new BigDecimal[d + 1][d + 2];
    boolean[] moves = new boolean[d + 1];
    for (int j = 0; j <= d; j++) {
      BigDecimal slope = dot(columns[j], slopes).divide(rows, DIGITS);
      moves[j] = scales[j].signum() > 0;
      if (j < d) {
        slope = slope.add(l2.multiply(point[j]).multiply(BigDecimal.valueOf(2)), DIGITS);
        int sign = point[j].signum() != 0 ? point[j].signum() : -slope.signum();
        moves[j] &= point[j].signum() != 0 || slope.abs().compareTo(l1) > 0;
        slope = slope.add(l1.multiply(BigDecimal.valueOf(sign)), DIGITS);
      }
      equations[j][d + 1] = moves[j] ? slope.negate() : BigDecimal.ZERO;
    }
    BigDecimal[] weighted = new BigDecimal[n];
    BigDecimal curvature = loss.equals(Loss.POISSON) ? BigDecimal.ONE : BigDecimal.valueOf(2);
    for (int j = 0; j <= d; j++) {
      for (int i = 0; i < n && moves[j]; i++) {
        weighted[i] = columns[j][i].multiply(free[i], DIGITS).multiply(curvature);
      }
      for (int k = 0; k <= d; k++) {
        equations[j][k] =
            moves[j] && moves[k] ? dot(weighted, columns[k]).divide(rows, DIGITS) : BigDecimal.ZERO;
      }
      if (j < d && moves[j]) {
        equations[j][j] = equations[j][j].add(l2.multiply(BigDecimal.valueOf(2)));
      }
    }
    return solve(equations);
  }

  /** The minimum for quantiles: a linear program in which l1 makes rows of its own. */
  private BigDecimal byExchange(BigDecimal[] point) {
    BigDecimal level = new BigDecimal(((QuantileLoss) loss).level());
    BigDecimal below = level.negate().divide(rows, DIGITS);
    BigDecimal above = BigDecimal.ONE.subtract(level).divide(rows, DIGITS);
    ExchangeOracle oracle = new ExchangeOracle(d + 1);
    for (int i = 0; i < n; i++) {
      BigDecimal[] row = new BigDecimal[d + 1];
      for (int j = 0; j <= d; j++) {
        row[j] = columns[j][i];
      }
      oracle.add(row, targets[i], below, above);
    }
    for (int j = 0; j < d && l1.signum() > 0; j++) {
      BigDecimal[] row = new BigDecimal[d + 1];
      Arrays.fill(row, BigDecimal.ZERO);
      row[j] = BigDecimal.ONE;
      oracle.add(row, BigDecimal.ZERO, l1.negate(), l1);
    }
    BigDecimal minimum = oracle.minimum(point);
    reached = oracle.optimum();
    return minimum;
  }

  /** The dual objective near a model; null where no slopes are found that meet the equations. */
  private BigDecimal dual(BigDecimal[] predictions, BigDecimal[] weights) {
    BigDecimal[] slopes = new BigDecimal[n];
    BigDecimal[] free = new BigDecimal[n];
    BigDecimal largest = BigDecimal.ZERO;
    for (int i = 0; i < n; i++) {
      largest = largest.max(predictions[i].subtract(targets[i]).abs());
    }
    for (int i = 0; i < n; i++) {
      setSlope(predictions[i], targets[i], i, slopes, free);
    }
    int size = d + 1;
    BigDecimal[] wanted = new BigDecimal[size];
    Arrays.fill(wanted, BigDecimal.ZERO);
    boolean[] isFixed = new boolean[size];
    isFixed[d] = true;
    for (int j = 0; j < d; j++) {
      boolean penalized = l1.signum() > 0 || l2.signum() > 0;
      isFixed[j] = scales[j].signum() > 0 && (!penalized || weights[j].signum() != 0);
      if (penalized && isFixed[j]) {
        BigDecimal slope = l1.multiply(BigDecimal.valueOf(weights[j].signum()));
        slope = slope.add(l2.multiply(weights[j]).multiply(BigDecimal.valueOf(2)));
        wanted[j] = slope.multiply(rows).negate();
      }
    }
    meet(slopes, free, isFixed, wanted);
    BigDecimal share = BigDecimal.ONE;
    for (BigDecimal slope : slopes) {
      share = share.min(shareInDomain(slope));
    }
    BigDecimal penalties = BigDecimal.ZERO;
    for (int j = 0; j <= d; j++) {
      BigDecimal product = dot(columns[j], slopes).divide(rows, DIGITS).abs();
      if (scales[j].signum() == 0) {
        continue;
      }
      if (j == d || (l1.signum() == 0 && l2.signum() == 0)) {
        if (product.compareTo(UNSOLVED.multiply(largest.max(BigDecimal.ONE))) > 0) {
          return null;
        }
      } else if (l2.signum() > 0) {
        BigDecimal over = product.subtract(l1).max(BigDecimal.ZERO);
        penalties = penalties.add(over.pow(2).divide(FOUR.multiply(l2), DIGITS));
      } else if (product.compareTo(l1) > 0) {
        share = share.min(l1.divide(product, DIGITS));
      }
    }
    BigDecimal sum = BigDecimal.ZERO;
    for (int i = 0; i < n; i++) {
      BigDecimal conjugate = conjugate(slopes[i].multiply(share, DIGITS), targets[i]);
      if (conjugate == null) {
        return null;
      }
      sum = sum.add(conjugate, DIGITS);
    }
    return sum.divide(rows, DIGITS).add(penalties).negate(); // penalties shrink with the share
  }

  private BigDecimal loss(BigDecimal p, BigDecimal y) {
    BigDecimal r = p.subtract(y, DIGITS);
    if (loss instanceof HuberLoss huber) {
      BigDecimal delta = new BigDecimal(huber.delta());
      return r.abs().compareTo(delta) > 0
          ? delta.multiply(r.abs().multiply(BigDecimal.valueOf(2)).subtract(delta))
          : r.multiply(r);
    }
    if (loss instanceof QuantileLoss quantile) {
      BigDecimal level = new BigDecimal(quantile.level());
      return r.multiply(r.signum() < 0 ? level.negate() : BigDecimal.ONE.subtract(level));
    }
    return loss.equals(Loss.POISSON) ? exp(p).subtract(y.multiply(p)) : r.multiply(r);
  }

  /** The slope of a row, and how freely it may be changed: its curvature, in units of its own. */
  private void setSlope(BigDecimal p, BigDecimal y, int i, BigDecimal[] slopes, BigDecimal[] free) {
    BigDecimal r = p.subtract(y, DIGITS);
    free[i] = BigDecimal.ONE;
    if (loss instanceof HuberLoss huber) {
      BigDecimal delta = new BigDecimal(huber.delta());
      boolean outside = r.abs().compareTo(delta) > 0;
      free[i] = outside ? BigDecimal.ZERO : BigDecimal.ONE;
      r = outside ? delta.multiply(BigDecimal.valueOf(r.signum())) : r;
      slopes[i] = r.multiply(BigDecimal.valueOf(2));
    } else if (loss.equals(Loss.POISSON)) {
      free[i] = exp(p);
      slopes[i] = free[i].subtract(y);
    } else {
      slopes[i] = r.multiply(BigDecimal.valueOf(2));
    }
  }

  /** The share of a slope that is in the domain of the conjugate, up to 1. */
  private BigDecimal shareInDomain(BigDecimal slope) {
    BigDecimal most = null;
    if (loss instanceof HuberLoss huber) {
      most = new BigDecimal(huber.delta()).multiply(BigDecimal.valueOf(2));
    }
    return most == null || slope.abs().compareTo(most) <= 0
        ? BigDecimal.ONE
        : most.divide(slope.abs(), DIGITS);
  }

  private BigDecimal conjugate(BigDecimal u, BigDecimal y) {
    if (loss.equals(Loss.POISSON)) {
      BigDecimal mean = u.add(y);
      if (mean.signum() < 0) {
        return null;
      }
      return mean.signum() == 0 ? BigDecimal.ZERO : mean.multiply(log(mean)).subtract(mean);
    }
    return u.multiply(u).divide(FOUR, DIGITS).add(u.multiply(y));
  }

  /** Changes the free slopes so that their products with the fixed columns are as wanted. */
  private void meet(
      BigDecimal[] slopes, BigDecimal[] free, boolean[] isFixed, BigDecimal[] wanted) {
    int size = d + 1;
    BigDecimal[][] equations = new BigDecimal[size][size + 1];
    for (int j = 0; j < size; j++) {
      Arrays.fill(equations[j], BigDecimal.ZERO);
      if (!isFixed[j]) {
        continue;
      }
      BigDecimal[] weighted = new BigDecimal[n];
      for (int i = 0; i < n; i++) {
        weighted[i] = columns[j][i].multiply(free[i], DIGITS);
      }
      for (int k = 0; k < size; k++) {
        equations[j][k] = isFixed[k] ? dot(weighted, columns[k]) : BigDecimal.ZERO;
      }
      equations[j][size] = wanted[j].subtract(dot(columns[j], slopes), DIGITS);
    }
    BigDecimal[] factors = solve(equations);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < size && free[i].signum() > 0; j++) {
        BigDecimal change = factors[j].multiply(columns[j][i]).multiply(free[i]);
        slopes[i] = slopes[i].add(change, DIGITS);
      }
    }
  }

  /** Gauss and Jordan with the largest pivot of the diagonal; 0 where the columns depend. */
  static BigDecimal[] solve(BigDecimal[][] equations) {
    int size = equations.length;
    boolean[] done = new boolean[size];
    BigDecimal first = null;
    for (int round = 0; round < size; round++) {
      int pivot = -1;
      for (int j = 0; j < size; j++) {
        if (!done[j]
            && (pivot < 0 || equations[j][j].abs().compareTo(equations[pivot][pivot].abs()) > 0)) {
          pivot = j;
        }
      }
      BigDecimal by = equations[pivot][pivot];
      first = first == null ? by : first;
      if (by.signum() <= 0 || by.compareTo(first.multiply(SINGULAR)) <= 0) {
        break;
      }
      done[pivot] = true;
      for (int i = 0; i < size; i++) {
        BigDecimal factor = equations[i][pivot].divide(by, DIGITS);
        for (int j = 0; i != pivot && j <= size; j++) {
          equations[i][j] =
              equations[i][j].subtract(factor.multiply(equations[pivot][j], DIGITS), DIGITS);
        }
      }
    }
    BigDecimal[] solution = new BigDecimal[size];
    for (int j = 0; j < size; j++) {
      solution[j] = done[j] ? equations[j][size].divide(equations[j][j], DIGITS) : BigDecimal.ZERO;
    }
    return solution;
  }

  /** By the exponential series of a millionth (2^-20), squared twenty times; of -700 to 700. */
  private static BigDecimal exp(BigDecimal power) {
    BigDecimal small =
        power
            .min(MOST_POWER)
            .max(MOST_POWER.negate())
            .divide(BigDecimal.valueOf(1 << 20), MORE_DIGITS);
    BigDecimal sum = BigDecimal.ONE;
    BigDecimal term = BigDecimal.ONE;
    for (int k = 1; k <= 16 && term.signum() != 0; k++) {
      term = term.multiply(small, MORE_DIGITS).divide(BigDecimal.valueOf(k), MORE_DIGITS);
      sum = sum.add(term, MORE_DIGITS);
    }
    for (int k = 0; k < 20; k++) {
      sum = sum.multiply(sum, MORE_DIGITS);
    }
    return sum;
  }

  /** By Halley's method from the double's. */
  private static BigDecimal log(BigDecimal number) {
    BigDecimal log = new BigDecimal(Math.log(number.doubleValue()));
    for (int k = 0; k < 2; k++) {
      BigDecimal there = exp(log);
      BigDecimal change = number.subtract(there).multiply(BigDecimal.valueOf(2));
      log = log.add(change.divide(number.add(there), MORE_DIGITS), MORE_DIGITS);
    }
    return log;
  }

  private static BigDecimal dot(BigDecimal[] left, BigDecimal[] right) {
    BigDecimal sum = BigDecimal.ZERO;
    for (int i = 0; i < left.length; i++) {
      sum = sum.add(left[i].multiply(right[i], DIGITS), DIGITS);
    }
    return sum;
  }
}
