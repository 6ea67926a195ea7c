package io.github.fallline.descent.proximal;

import io.github.fallline.descent.gradient.DualityGap;
import io.github.fallline.descent.gradient.Evaluation;
import io.github.fallline.descent.steps.StateArchive;
import io.github.fallline.descent.steps.StepPerEpochSolver;
import io.github.fallline.objective.Penalty;
import java.util.Arrays;
import java.util.Optional;

/**
 * Proximal Newton steps for squared errors with absolute weights in the penalty: an epoch takes the
 * gradient at the point and goes to the minimum of the quadratic that it makes with the products of
 * columns, plus the penalty, by {@link ActiveSet}.
 *
 * <p>With the moments of all columns one epoch is enough, to the rounding of the moments; where
 * that is too little for the goal, gradients by passes over the rows finish. Data too wide for
 * moments takes the columns of a {@link WorkingSet}; where those are too many, epochs are {@link
 * AcceleratedProximalGradient} steps.
 */
public final class ProximalNewtonSolver extends StepPerEpochSolver {
  private static final int ACCELERATED_STRIDE = 10;

  private final Penalty penalty;
  private final ProximalObjective objective;
  private final ModelColumns model;
  private final DualityGap dual;
  private final int features;
  private final double[] point;
  private final double[] gradient;
  private final double[] slope;
  private int[] columns = new int[0];

  /** Minimizes the model on these columns; empty where their products are not at hand. */
  private Optional<ActiveSet> search = Optional.empty();

  /** Empty as long as the model's columns are few enough. */
  private Optional<AcceleratedProximalGradient> accelerated = Optional.empty();

  private long updates;

  /**
   * Steps from a starting point.
   *
   * @param dual knows the means of the columns
   */
  public ProximalNewtonSolver(
      Penalty penalty,
      ProximalObjective objective,
      ModelColumns model,
      DualityGap dual,
      double[] start) {
    this.penalty = penalty;
    this.objective = objective;
    this.model = model;
    this.dual = dual;
    features = dual.features();
    point = start.clone();
    gradient = new double[start.length];
    slope = new double[features];
  }

  @Override
  protected void step() {
    if (accelerated.isPresent()) {
      accelerated.get().step(objective::gradient, point);
      updates++;
      return;
    }
    objective.gradient(point, gradient);
    double mean = features < point.length ? -gradient[features] / 2 : 0;
    for (int j = 0; j < features; j++) {
      slope[j] = -gradient[j] / 2 - mean * dual.centre(j);
    }
    Optional<int[]> wanted = model.choose(slope, point, columns, penalty.l1() / 2);
    if (wanted.isEmpty()) {
      search = Optional.empty();
      double rate = model.gradientRate();
      accelerated = Optional.of(new AcceleratedProximalGradient(penalty, features, rate, point));
      return;
    }
    double moved = minimize(searchOn(wanted.get()));
    if (features < point.length) {
      point[features] += mean - moved;
    }
    objective.continueFrom(point);
  }

  /** Minimizes on the columns; returns how far their means have moved predictions. */
  private double minimize(ActiveSet activeSet) {
    int count = columns.length;
    double[] before = new double[count];
    double[] slopes = new double[count];
    for (int i = 0; i < count; i++) {
      before[i] = point[columns[i]];
      slopes[i] = slope[columns[i]];
    }
    double[] after = before.clone();
    updates += activeSet.minimize(slopes, penalty.l1(), after);
    double moved = 0;
    for (int i = 0; i < count; i++) {
      point[columns[i]] = after[i];
      moved += dual.centre(columns[i]) * (after[i] - before[i]);
    }
    return moved;
  }

  /** Makes these the columns of the step, with their products unless they are the last ones. */
  private ActiveSet searchOn(int[] wanted) {
    if (search.isEmpty() || !Arrays.equals(wanted, columns)) {
      columns = wanted;
      int count = columns.length;
      double[] gram = model.gram(columns);
      for (int i = 0; i < count; i++) {
        gram[i * count + i] += penalty.l2();
      }
      search = Optional.of(new ActiveSet(gram, count));
    }
    return search.get();
  }

  @Override
  public Evaluation evaluate() {
    return objective.at(point);
  }

  @Override
  public double[] parameters() {
    return point.clone();
  }

  /** The steps on active sets. */
  @Override
  public long updates() {
    return updates;
  }

  /** The share of a Newton step that is gone. */
  @Override
  public double rate() {
    return accelerated.isPresent() ? accelerated.get().rate() : 1;
  }

  /** A look costs a pass over the rows, as does an accelerated step. */
  @Override
  public long epochsUntilEvaluation() {
    return accelerated.isPresent() ? ACCELERATED_STRIDE : 1;
  }

  @Override
  public void serialize(StateArchive archive) {
    archive.array("point", point);
    objective.serialize(archive);
    serializeEpochs(archive, "epochs");
    updates = archive.integer("updates", updates);
    serializeColumns(archive);
    if (archive.integer("accelerated", accelerated.isPresent() ? 1 : 0) == 1) {
      if (accelerated.isEmpty()) {
        accelerated = Optional.of(new AcceleratedProximalGradient(penalty, features, 1, point));
      }
      accelerated.get().serialize(archive);
    }
  }

  /** The products of the columns are not kept: a pass gives the same ones. */
  private void serializeColumns(StateArchive archive) {
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
      search = Optional.empty();
    }
  }
}
