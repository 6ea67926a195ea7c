package io.github.fallline.descent.proximal;

import io.github.fallline.descent.gradient.DualityGap;
import io.github.fallline.descent.gradient.Evaluation;
import io.github.fallline.descent.gradient.MomentObjective;
import io.github.fallline.descent.gradient.ObjectiveFunction;
import io.github.fallline.descent.steps.Solver;
import io.github.fallline.descent.steps.StateArchive;
import io.github.fallline.objective.Penalty;
import java.util.Arrays;
import java.util.function.DoubleSupplier;

/**
 * Proximal Newton steps for squared errors with absolute weights in the penalty: an epoch takes the
 * gradient at the point and goes to the minimum of the quadratic that it makes with the products of
 * columns, plus the penalty, by {@link ActiveSet}.
 *
 * <p>With the moments of all columns one epoch is enough, to the rounding of the moments; where
 * that is too little for the goal, gradients by passes over the rows finish. Data too wide for
 * moments takes the columns of a working set: those with weights and those whose slopes are
 * steepest above what the penalty allows (Johnson and Guestrin 2015); where those are too many,
 * epochs are {@link AcceleratedPasses}.
 */
public final class ProximalNewtonSolver implements Solver {
  /** Columns of a working set at most: its factor costs seconds. */
  private static final int MOST_COLUMNS = 2048;

  private static final int ACCELERATED_STRIDE = 10;

  /** Columns that enter the working set at a time, at least. */
  private static final int LEAST_ENTERING = 64;

  private final Penalty penalty;
  private final int features;
  private final MomentObjective certificate;

  /** The same where steps are to use it, else null. */
  private final MomentObjective moments;

  private final ObjectiveFunction.WithGradient rows;
  private final DualityGap dual;
  private final double stored;
  private final double goal;
  private final WorkingSetGram grams;
  private final DoubleSupplier rate;
  private final double[] point;
  private final double[] gradient;
  private final double[] slope;
  private int[] columns = new int[0];
  private double[] gram;
  private ActiveSet search;
  private boolean onRows;

  /** Null as long as working sets are small enough. */
  private AcceleratedPasses accelerated;

  private long epochs;
  private long updates;

  /**
   * Steps from a starting point.
   *
   * @param certificate the objective from moments; null where there are none
   * @param usesMoments whether gradients come from there, too
   * @param rows the objective by passes over the rows; null where there are none to read
   * @param grams the products of some columns, where there are no moments of all
   * @param rate the learning rate for steps of all columns, which passes over the rows may find out
   * @param dual knows the means of the columns
   * @param stored what the rounding of the numbers on storing adds to all gaps
   * @param goal the gap that passes over the rows are worth
   */
  public ProximalNewtonSolver(
      Penalty penalty,
      MomentObjective certificate,
      boolean usesMoments,
      ObjectiveFunction.WithGradient rows,
      WorkingSetGram grams,
      DoubleSupplier rate,
      DualityGap dual,
      double stored,
      double goal,
      double[] start) {
    this.penalty = penalty;
    this.certificate = certificate;
    moments = usesMoments ? certificate : null;
    this.rows = rows;
    this.grams = grams;
    this.rate = rate;
    this.dual = dual;
    this.stored = stored;
    this.goal = goal;
    features = dual.features();
    point = start.clone();
    gradient = new double[start.length];
    slope = new double[features];
    onRows = moments == null;
  }

  /** Steps on moments alone, from 0. */
  public static ProximalNewtonSolver onMoments(
      Penalty penalty, MomentObjective moments, DualityGap dual) {
    return new ProximalNewtonSolver(
        penalty, moments, true, null, null, null, dual, 0, 0, new double[moments.size()]);
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
    if (accelerated != null) {
      accelerated.step(rows, point);
      updates++;
      return;
    }
    if (onRows) {
      rows.gradient(point, gradient);
    } else {
      moments.gradient(point, gradient);
    }
    double mean = features < point.length ? -gradient[features] / 2 : 0;
    for (int j = 0; j < features; j++) {
      slope[j] = -gradient[j] / 2 - mean * dual.centre(j);
    }
    int[] wanted = moments == null ? steepest() : all();
    if (wanted == null) {
      accelerate();
      return;
    }
    take(wanted);
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
    double[] slopes = new double[count];
    for (int i = 0; i < count; i++) {
      before[i] = point[columns[i]];
      slopes[i] = slope[columns[i]];
    }
    double[] after = before.clone();
    updates += search.minimize(slopes, penalty.l1(), after);
    double moved = 0;
    for (int i = 0; i < count; i++) {
      point[columns[i]] = after[i];
      moved += dual.centre(columns[i]) * (after[i] - before[i]);
    }
    return moved;
  }

  /** Continues with steps of all columns: more have weights than a working set can hold. */
  private void accelerate() {
    accelerated = new AcceleratedPasses(penalty, features, rate.getAsDouble(), point);
    search = null;
    gram = null;
  }

  /** Makes these the columns of the step, with their products unless they are the last ones. */
  private void take(int[] wanted) {
    if (gram != null && Arrays.equals(wanted, columns)) {
      return;
    }
    columns = wanted;
    int count = columns.length;
    gram = moments == null ? grams.of(columns) : moments.gram();
    for (int i = 0; i < count; i++) {
      gram[i * count + i] += penalty.l2();
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

  /**
   * The columns of the last step and, of those whose slopes are too steep, as many others; null
   * where they are too many.
   */
  private int[] steepest() {
    int[] chosen = steepest(true);
    return chosen == null ? steepest(false) : chosen;
  }

  /** The same, with those columns of the last step that have no weights or without them. */
  private int[] steepest(boolean keepsLast) {
    double half = penalty.l1() / 2;
    double[] excess = new double[features];
    double[] outside = new double[features];
    boolean[] kept = new boolean[features];
    if (keepsLast) {
      for (int j : columns) {
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
      return null;
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
    return some;
  }

  @Override
  public Evaluation evaluate() {
    if (certificate == null) {
      return rows.at(point);
    }
    Evaluation known = certificate.at(point);
    double gap = onRows ? Math.min(known.gap(), rows.at(point).gap()) : known.gap();
    return new Evaluation(known.loss(), known.gradientNorm(), gap + stored);
  }

  @Override
  public double[] parameters() {
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
    return accelerated == null ? 1 : accelerated.rate();
  }

  /** A look costs a pass over the rows, as does an accelerated step. */
  @Override
  public long epochsUntilEvaluation() {
    return accelerated == null ? 1 : ACCELERATED_STRIDE;
  }

  @Override
  public void serialize(StateArchive archive) {
    archive.array("point", point);
    onRows = archive.integer("on rows", onRows ? 1 : 0) == 1;
    epochs = archive.integer("epochs", epochs);
    updates = archive.integer("updates", updates);
    keepColumns(archive);
    if (archive.integer("accelerated", accelerated == null ? 0 : 1) == 1) {
      if (accelerated == null) {
        accelerated = new AcceleratedPasses(penalty, features, 1, point);
      }
      accelerated.serialize(archive);
    }
  }

  /** The products of the columns are not kept: a pass gives the same ones. */
  private void keepColumns(StateArchive archive) {
    long count = archive.integer("columns of the last step", columns.length);
    if (count > features) {
      throw new IllegalArgumentException(
          "the state has %d columns of %d".formatted(count, features));
    }
    double[] numbers = new double[(int) count];
    for (int i = 0; i < columns.length && i < numbers.length; i++) {
      numbers[i] = columns[i];
    }
    archive.array("columns", numbers);
    if (archive.isLoading()) {
      columns = new int[numbers.length];
      for (int i = 0; i < columns.length; i++) {
        columns[i] = Math.max(0, Math.min(features - 1, (int) numbers[i]));
      }
      gram = null;
    }
  }

  @Override
  public void close() {
    // The evaluators are the caller's.
  }
}
