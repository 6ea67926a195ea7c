package io.github.fallline.descent.proximal;

import io.github.fallline.descent.gradient.DualityGap;
import io.github.fallline.descent.gradient.Evaluation;
import io.github.fallline.descent.gradient.MomentObjective;
import io.github.fallline.descent.gradient.ObjectiveFunction;
import io.github.fallline.descent.steps.Solver;
import io.github.fallline.descent.steps.StateArchive;
import io.github.fallline.objective.Penalty;
import java.util.Arrays;
import java.util.Optional;
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
  private static final int ACCELERATED_STRIDE = 10;

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
   * The objective and what is known of it.
   *
   * @param moments the objective from moments; null where there are none
   * @param usesMoments whether gradients come from there, too
   * @param dual knows the means of the columns
   * @param stored what the rounding of the numbers on storing adds to all gaps
   * @param goal the gap that passes over the rows are worth
   */
  public record Problem(
      Penalty penalty,
      MomentObjective moments,
      boolean usesMoments,
      DualityGap dual,
      double stored,
      double goal) {}

  /**
   * Steps from a starting point.
   *
   * @param rows the objective by passes over the rows; null where there are none to read
   * @param grams the products of some columns, where there are no moments of all
   * @param rate the learning rate for steps of all columns, which passes over the rows may find out
   */
  public ProximalNewtonSolver(
      Problem problem,
      ObjectiveFunction.WithGradient rows,
      WorkingSetGram grams,
      DoubleSupplier rate,
      double[] start) {
    penalty = problem.penalty();
    certificate = problem.moments();
    moments = problem.usesMoments() ? certificate : null;
    this.rows = rows;
    this.grams = grams;
    this.rate = rate;
    dual = problem.dual();
    stored = problem.stored();
    goal = problem.goal();
    features = dual.features();
    point = start.clone();
    gradient = new double[start.length];
    slope = new double[features];
    onRows = moments == null;
  }

  /** Steps on moments alone, from 0. */
  public static ProximalNewtonSolver onMoments(
      Penalty penalty, MomentObjective moments, DualityGap dual) {
    Problem problem = new Problem(penalty, moments, true, dual, 0, 0);
    return new ProximalNewtonSolver(problem, null, null, null, new double[moments.size()]);
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
    Optional<int[]> wanted =
        moments == null
            ? WorkingSet.steepest(slope, point, columns, penalty.l1() / 2)
            : Optional.of(all());
    if (wanted.isEmpty()) {
      accelerate();
      return;
    }
    use(wanted.get());
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
  private void use(int[] wanted) {
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
