package io.github.fallline.descent;

import io.github.fallline.argument.Argument;
import io.github.fallline.argument.Setting;
import io.github.fallline.data.RowSource;
import io.github.fallline.descent.gradient.ObjectiveFunction;
import io.github.fallline.descent.sampling.BatchPlan;
import io.github.fallline.descent.steps.BatchSolver;
import io.github.fallline.descent.steps.ProbeSchedule;
import io.github.fallline.descent.steps.Solver;
import io.github.fallline.model.LinearModel;
import io.github.fallline.model.RegressionMetrics;
import io.github.fallline.objective.Loss;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;

/**
 * A descent on squared errors against the clock: the gap to the optimum on the way down.
 *
 * <p>The clock runs from when the rows are in memory: the pass for their moments, of which every
 * method takes its standardization and its learning rate, is included, and the looks at the gap are
 * not: the clock stands still meanwhile. The gap is computed from the moments, without rows. Within
 * the first epoch it is that of the iterate, from then on that of the answer after each epoch.
 */
public final class ConvergenceRun {
  /** A relative gap from which no run recovers. */
  private static final double GIVEN_UP = 1e6;

  private final List<Point> points = new ArrayList<>();
  private final Limits limits;
  private final long startNanos = System.nanoTime();
  private long pausedNanos;
  private double startGap;
  private boolean stopped;

  private ConvergenceRun(Limits limits) {
    this.limits = limits;
  }

  /**
   * When a descent ends, at the end of the epoch in which it is found.
   *
   * @param gap relative gap that is small enough
   * @param seconds of training at most
   * @param epochs at most
   */
  public record Limits(double gap, double seconds, long epochs) {
    /** Checks the numbers. */
    public Limits {
      Argument.require(gap >= 0, "gap", "a number >= 0", gap);
      Argument.require(seconds > 0, Setting.MOST_SECONDS, "a number above 0", seconds);
      Argument.require(epochs >= 1, Setting.MOST_EPOCHS, "at least 1", epochs);
    }
  }

  /**
   * A look at the gap.
   *
   * @param seconds of training until there
   * @param epochs passes over the rows until there, parts included; steps, from moments
   * @param rowGradients rows that gradients were taken of until there
   * @param gap (loss - optimum) / (loss at the start - optimum)
   */
  public record Point(double seconds, double epochs, double rowGradients, double gap) {}

  /**
   * How steps are taken.
   *
   * @param learningRate the learning rate at the end
   * @param whitened whether they are taken on whitened features
   * @param condition the condition number of the second moments of the features before whitening
   */
  public record Steps(double learningRate, boolean whitened, double condition) {}

  /**
   * The result: a convergence curve.
   *
   * @param points the way down, the start first
   * @param steps how they were taken
   * @param diverged whether it was given up because the loss rose
   * @param model the answer
   * @param metrics its errors on the rows
   */
  public record ConvergenceCurve(
      List<Point> points,
      Steps steps,
      boolean diverged,
      LinearModel model,
      RegressionMetrics metrics) {
    /** Copies the points. */
    public ConvergenceCurve {
      points = List.copyOf(points);
    }
  }

  /**
   * Goes down.
   *
   * @param rows stay the caller's; they are read again and again
   * @throws IllegalArgumentException for another loss than squared, an absolute penalty, more
   *     features than moments are computed of, or settings that do not fit the data
   */
  public static ConvergenceCurve run(TrainingConfig config, RowSource rows, Limits limits) {
    config.requireCompatible();
    if (!config.objective().loss().equals(Loss.SQUARED)
        || config.objective().penalty().l1() > 0
        || rows.featureNames().size() > TrainingProblem.MOST_FEATURES_FOR_MOMENTS) {
      throw new IllegalArgumentException(
          "the exact optimum is computed for squared errors without "
              + Setting.L1
              + " and at most "
              + TrainingProblem.MOST_FEATURES_FOR_MOMENTS
              + " features");
    }
    return FitContext.with(config, rows, new ConvergenceRun(limits)::run);
  }

  private ConvergenceCurve run(FitContext context) {
    Fit fit = new Fit(SolverPlanner.textbook(context));
    try (Solver solver = fit.plan().solver()) {
      RowSource rows = context.source();
      evaluateStart(solver, fit.plan().isOnMoments() ? rows.rows() : 0);
      boolean diverged = !descend(solver, fit.plan(), rows.rows());
      LinearModel model = fit.model(solver);
      return new ConvergenceCurve(
          points,
          new Steps(
              solver.rate(),
              context.problem().isWhitened(),
              context.problem().quadratic().objective().condition()),
          diverged,
          model,
          RegressionMetrics.of(model, rows));
    }
  }

  private void evaluateStart(Solver solver, long rowsTouched) {
    long before = System.nanoTime();
    startGap = solver.evaluate().gap();
    pausedNanos += System.nanoTime() - before;
    points.add(new Point(0, 0, 0, 1));
    record(new Place(0, rowsTouched), startGap);
  }

  /** How far it is: passes over the rows, and rows of which gradients were taken. */
  private record Place(double epochs, double rowGradients) {}

  /** Returns false when it went up instead. */
  private boolean descend(Solver solver, SolverPlan plan, long rows) {
    long perEpoch = rows;
    if (solver instanceof BatchSolver batches && plan instanceof BatchesPlan inBatches) {
      TrainingProblem problem = plan.problem();
      perEpoch = inBatches.batches().visitsPerEpoch();
      probeWithin(
          batches, inBatches.batches(), problem.quadratic().function(problem.scaling()), rows);
    }
    ProbeSchedule probes = new ProbeSchedule((point, count) -> {});
    while (!stopped && solver.epochs() < limits.epochs()) {
      long stride = solver instanceof BatchSolver ? 1 : probes.next() - solver.epochs();
      if (solver.advance(Math.min(stride, limits.epochs() - solver.epochs())) != 0
          && !solver.restart()) {
        return false;
      }
      double visits = (double) solver.epochs() * perEpoch;
      Place place = new Place(visits / rows, plan.isOnMoments() ? rows : visits);
      pausing(place, () -> solver.evaluate().gap());
      probes.pass(solver.epochs(), new double[0]);
      if (!(points.get(points.size() - 1).gap() < GIVEN_UP)) {
        return false;
      }
    }
    return true;
  }

  /** Has the first epoch interrupted for looks. */
  private void probeWithin(
      BatchSolver batches, BatchPlan plan, ObjectiveFunction known, long rows) {
    double visitsPerStep = (double) plan.visitsPerEpoch() / plan.batches();
    batches.probe(
        new ProbeSchedule(
            (point, count) -> {
              if (count < plan.batches()) {
                double visits = count * visitsPerStep;
                pausing(new Place(visits / (double) rows, visits), () -> known.at(point).gap());
              }
            }));
  }

  private void pausing(Place place, DoubleSupplier gap) {
    long before = System.nanoTime();
    double seconds = (before - startNanos - pausedNanos) / 1e9;
    add(seconds, place, gap.getAsDouble());
    pausedNanos += System.nanoTime() - before;
  }

  private void record(Place place, double gap) {
    add((System.nanoTime() - startNanos - pausedNanos) / 1e9, place, gap);
  }

  private void add(double seconds, Place place, double gap) {
    double relative = startGap > 0 ? gap / startGap : 0;
    if (Double.isFinite(relative)) {
      points.add(new Point(seconds, place.epochs(), place.rowGradients(), relative));
    }
    stopped |= relative <= limits.gap() || seconds >= limits.seconds();
  }
}
