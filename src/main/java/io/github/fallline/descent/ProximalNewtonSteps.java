package io.github.fallline.descent;

import io.github.fallline.objective.Penalty;
import java.util.Arrays;

/**
 * Proximal Newton steps for squared errors with absolute weights in the penalty: an epoch takes the
 * gradient at the point and goes to the minimum of the quadratic that it makes with the products of
 * columns, plus the penalty, by {@link ActiveSet}.
 *
 * <p>With the moments of all columns one epoch is enough, to the rounding of the moments; where that
 * is too little for the goal, gradients by passes over the rows finish. Data too wide for moments
 * takes the columns of a working set: those with weights and those whose slopes are steepest above
 * what the penalty allows (Johnson and Guestrin 2015).
 */
final class ProximalNewtonSteps implements Steps {
  /** Columns of a working set at most: its factor costs seconds. */
  private static final int MOST_COLUMNS = 2048;

  /** Columns that enter the working set at a time, at least. */
  private static final int LEAST_ENTERING = 64;

  private final Penalty penalty;
  private final int features;
  private final MomentEvaluator moments;
  private final Evaluator.WithGradient rows;
  private final DualityGap dual;
  private final double stored;
  private final double goal;
  private final WorkingSetGram grams;
  private final double[] point;
  private final double[] gradient;
  private final double[] slope;
  private int[] columns = new int[0];
  private double[] gram;
  private ActiveSet search;
  private boolean onRows;
  private long epochs;
  private long updates;

  /**
   * Steps from a starting point.
   *
   * @param moments the objective from moments; null where there are none
   * @param rows the objective by passes over the rows; null where there are none to read
   * @param grams the products of some columns, where there are no moments of all
   * @param dual knows the means of the columns
   * @param stored what the rounding of the numbers on storing adds to all gaps
   * @param goal the gap that passes over the rows are worth
   */
  ProximalNewtonSteps(
      Penalty penalty,
      MomentEvaluator moments,
      Evaluator.WithGradient rows,
      WorkingSetGram grams,
      DualityGap dual,
      double stored,
      double goal,
      double[] start) {
    this.penalty = penalty;
    this.moments = moments;
    this.rows = rows;
    this.grams = grams;
    this.dual = dual;
    this.stored = stored;
    this.goal = goal;
    features = dual.features();
    point = start.clone();
    gradient = new double[start.length];
    slope = new double[features];
    onRows = moments == null;
  }

  @Override
  public double advance(long count) {
    for (long i = 0; i < count; i++) {
      epoch();
      epochs++;
    }
    return 0;
  }

  private void epoch() {
    if (onRows) {
      rows.gradient(point, gradient);
    } else {
      moments.gradient(point, gradient);
    }
    double mean = features < point.length ? -gradient[features] / 2 : 0;
    for (int j = 0; j < features; j++) {
      slope[j] = -gradient[j] / 2 - mean * dual.centre(j);
    }
    select();
    double moved = solve();
    if (features < point.length) {
      point[features] += mean - moved;
    }
    onRows |= rows != null && moments != null && !(moments.at(point).gap() + stored <= goal);
  }

  /** Goes to the minimum on the columns; returns how far their means have moved predictions. */
  private double solve() {
    int count = columns.length;
    double[] before = new double[count];
    double[] linear = new double[count];
    for (int i = 0; i < count; i++) {
      before[i] = point[columns[i]];
    }
    for (int i = 0; i < count; i++) {
      double sum = slope[columns[i]];
      for (int k = 0; k < count; k++) {
        sum += gram[i * count + k] * before[k];
      }
      linear[i] = sum;
    }
    double[] after = before.clone();
    updates += search.minimize(linear, penalty.absoluteStrength(), after);
    double moved = 0;
    for (int i = 0; i < count; i++) {
      point[columns[i]] = after[i];
      moved += dual.centre(columns[i]) * (after[i] - before[i]);
    }
    return moved;
  }

  /** Chooses the columns of the step, and gets their products unless they are the last ones. */
  private void select() {
    int[] wanted = moments == null ? steepest() : all();
    if (Arrays.equals(wanted, columns)) {
      return;
    }
    columns = wanted;
    int count = columns.length;
    gram = moments == null ? grams.of(columns) : moments.gram();
    for (int i = 0; i < count; i++) {
      gram[i * count + i] += penalty.squaredStrength();
    }
    search = new ActiveSet(gram, count);
  }

  private int[] all() {
    int[] every = new int[features];
    for (int j = 0; j < features; j++) {
      every[j] = j;
    }
    return every;
  }

  /** The columns with weights, and as many others whose slopes are too steep. */
  private int[] steepest() {
    double half = penalty.absoluteStrength() / 2;
    double[] excess = new double[features];
    int weights = 0;
    int steep = 0;
    for (int j = 0; j < features; j++) {
      weights += point[j] != 0 ? 1 : 0;
      excess[j] = Math.abs(slope[j]) - half;
      steep += point[j] == 0 && excess[j] > 0 ? 1 : 0;
    }
    int entering = Math.min(steep, Math.max(LEAST_ENTERING, weights));
    if (weights + entering > MOST_COLUMNS) {
      return steepestOfAll(excess);
    }
    double[] outside = new double[features - weights];
    int place = 0;
    for (int j = 0; j < features; j++) {
      if (point[j] == 0) {
        outside[place++] = excess[j];
      }
    }
    Arrays.sort(outside);
    double least = entering == 0 ? Double.POSITIVE_INFINITY : outside[outside.length - entering];
    return chosen(excess, least, weights + entering, false);
  }

  /** As many as a working set may have: those whose slopes are furthest from where they should be. */
  private int[] steepestOfAll(double[] excess) {
    for (int j = 0; j < features; j++) {
      if (point[j] != 0) {
        double half = penalty.absoluteStrength() / 2;
        excess[j] = Math.abs(slope[j] - Math.copySign(half, point[j]));
      }
    }
    double[] sorted = excess.clone();
    Arrays.sort(sorted);
    int count = Math.min(MOST_COLUMNS, features);
    return chosen(excess, sorted[features - count], count, true);
  }

  /** The first so many columns of at least that excess, and all with weights unless they compete. */
  private int[] chosen(double[] excess, double least, int count, boolean compete) {
    int[] some = new int[count];
    int place = 0;
    for (int j = 0; j < features && place < count; j++) {
      if (excess[j] >= least || (point[j] != 0 && !compete)) {
        some[place++] = j;
      }
    }
    return Arrays.copyOf(some, place);
  }

  @Override
  public Evaluation evaluate() {
    if (moments == null) {
      return rows.at(point);
    }
    Evaluation known = moments.at(point);
    double gap = onRows ? Math.min(known.gap(), rows.at(point).gap()) : known.gap();
    return new Evaluation(known.loss(), known.gradientNorm(), gap + stored);
  }

  @Override
  public double[] answer() {
    return point.clone();
  }

  @Override
  public long epochs() {
    return epochs;
  }

  /** The steps on active sets. */
  @Override
  public long updates() {
    return updates;
  }

  /** The share of a Newton step that is gone. */
  @Override
  public double rate() {
    return 1;
  }

  @Override
  public long stride() {
    return 1;
  }

  @Override
  public void keep(Ledger ledger) {
    ledger.array("point", point);
    onRows = ledger.count("on rows", onRows ? 1 : 0) == 1;
    epochs = ledger.count("epochs", epochs);
    updates = ledger.count("updates", updates);
  }

  @Override
  public void close() {
    // The evaluators are the caller's.
  }
}
