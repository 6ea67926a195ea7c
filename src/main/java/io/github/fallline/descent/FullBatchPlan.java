package io.github.fallline.descent;

import io.github.fallline.descent.gradient.ObjectiveFunction;
import io.github.fallline.descent.steps.Coordinates;
import io.github.fallline.descent.steps.FullBatchSolver;
import io.github.fallline.descent.steps.LineSearchSolver;
import io.github.fallline.descent.steps.OutputIterate;
import io.github.fallline.descent.steps.RestartingSolver;
import io.github.fallline.descent.steps.Solver;
import io.github.fallline.descent.steps.StochasticStart;
import io.github.fallline.descent.steps.WhitenedSolver;
import io.github.fallline.objective.Loss;
import io.github.fallline.objective.Penalty;
import io.github.fallline.optim.ScheduledRate;

/** Full-batch gradient steps. */
final class FullBatchPlan extends SolverPlan {
  /** Steps of a whitened full batch; one is enough, where rounding lets any be. */
  private static final long WHITENED_STEPS = 2;

  /** What gradients are taken of. */
  enum Gradient {
    /** The rows. */
    ROWS,
    /** The moments. */
    MOMENTS,
    /** The moments, along their principal axes, each of which is a number by itself. */
    EIGENBASIS,
    /** The moments of whitened features: a step leads to the minimum. */
    WHITENED
  }

  private final Gradient gradient;

  FullBatchPlan(FitContext fit, Gradient gradient) {
    super(fit, KnownObjective.of(fit));
    this.gradient = gradient;
  }

  @Override
  Solver solver() {
    return switch (gradient) {
      case ROWS -> inCoordinates(fit().function());
      case MOMENTS -> inCoordinates(problem().quadratic().moments());
      case EIGENBASIS ->
          new FullBatchSolver(
              Coordinates.alongAxes(problem().quadratic().objective(), known()),
              config().update(),
              rates().forFullBatch(),
              problem().quadratic().objective().toAxes(start()));
      case WHITENED -> new WhitenedSolver(problem().quadratic().objective(), known(), start());
    };
  }

  private Solver inCoordinates(ObjectiveFunction.WithGradient slope) {
    Penalty penalty = config().objective().penalty();
    int features = problem().scaling().features();
    if (rates().isSearched()) {
      return new LineSearchSolver(slope, penalty, features, start());
    }
    Coordinates coordinates = Coordinates.ofParameters(slope, known(), penalty, features);
    ScheduledRate rate = rates().forFullBatch();
    return fit().isAutomatic() && !config().objective().loss().equals(Loss.SQUARED)
        ? new RestartingSolver(coordinates, config().update(), rate, start())
        : new FullBatchSolver(coordinates, config().update(), rate, start());
  }

  @Override
  StochasticStart stochasticStart() {
    return new StochasticStart(
        start(),
        config().update(),
        rates().forFullBatch(),
        known(),
        new OutputIterate.LastIterate(),
        newMonitor());
  }

  @Override
  long epochLimit(StopRule stop, boolean finished) {
    double size = problem().scaling().size();
    return switch (gradient) {
      case ROWS -> super.epochLimit(stop, finished);
      case MOMENTS -> stop.momentEpochLimit(size * size, finished);
      case EIGENBASIS -> stop.momentEpochLimit(size, finished);
      case WHITENED -> WHITENED_STEPS;
    };
  }

  /** Where an epoch is but d products, plain steps continue after training has converged. */
  @Override
  double targetGap(double gap) {
    boolean cheap = gradient == Gradient.EIGENBASIS || gradient == Gradient.WHITENED;
    boolean continues =
        cheap
            && fit().isAutomatic()
            && config().method().usesAllRows()
            && config().takesPlainSteps()
            && config().stop().tolerance().isEmpty()
            && problem().storageGap() == 0;
    return continues ? StopRule.AIM * problem().targetVariance() : gap;
  }

  @Override
  double finalRise() {
    Loss loss = config().objective().loss();
    return config().takesPlainSteps() && Double.isFinite(loss.curvature()) ? 1e-9 : 1;
  }

  @Override
  boolean isOnMoments() {
    return gradient != Gradient.ROWS;
  }

  @Override
  Preconditioning preconditioning() {
    return gradient == Gradient.WHITENED ? Preconditioning.WHITEN : super.preconditioning();
  }

  /** Whether the steps ended where the moments have the optimum. */
  boolean isWhitened() {
    return gradient == Gradient.WHITENED;
  }
}
