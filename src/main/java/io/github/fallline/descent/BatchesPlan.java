package io.github.fallline.descent;

import io.github.fallline.descent.gradient.SvrgAnchor;
import io.github.fallline.descent.gradient.VarianceReduction;
import io.github.fallline.descent.sampling.BatchPlan;
import io.github.fallline.descent.sampling.RowMultiplicity;
import io.github.fallline.descent.steps.BatchRun;
import io.github.fallline.descent.steps.BatchSolver;
import io.github.fallline.descent.steps.OutputIterate;
import io.github.fallline.descent.steps.StochasticStart;
import io.github.fallline.parallel.TileSize;

/** Stochastic and mini-batch steps. */
final class BatchesPlan extends SolverPlan {
  /** What an epoch of steps of reduced variance costs on few rows, in epochs of plain ones. */
  private static final long REDUCED_COST = 6;

  private final BatchPlan batches;

  BatchesPlan(FitContext fit, BatchPlan batches) {
    super(fit, KnownObjective.of(fit));
    this.batches = batches;
  }

  /** The batches of an epoch: a pass over the rows where their lengths count. */
  static BatchPlan batches(FitContext fit) {
    TrainingProblem problem = fit.problem();
    RowMultiplicity visits =
        fit.isAutomatic()
            ? RowMultiplicity.of(fit.source(), problem.scaling(), problem.meanSquaredLength())
            : RowMultiplicity.once(fit.source());
    return new BatchPlan(
        fit.rows().rows(),
        visits,
        fit.config().method().batchRows(Long.MAX_VALUE),
        fit.config().shuffling(),
        fit.isAutomatic());
  }

  BatchPlan batches() {
    return batches;
  }

  @Override
  BatchSolver solver() {
    return BatchSolver.of(
        new BatchRun(
            fit().source(), config().objective(), problem().scaling(), batches, config().threads()),
        stochasticStart(),
        reducesVariance() ? anchor() : VarianceReduction.NONE);
  }

  @Override
  StochasticStart stochasticStart() {
    return new StochasticStart(
        start(),
        config().update(),
        rates().forBatches(batches),
        known(),
        OutputIterate.of(start(), batches, fit().isAutomatic(), reducesVariance()),
        newMonitor());
  }

  private boolean reducesVariance() {
    return config().method().acceleration().reducesVariance();
  }

  private VarianceReduction anchor() {
    int features = problem().scaling().features();
    return new SvrgAnchor(
        config().objective(),
        problem().scaling(),
        fit().function(),
        TileSize.rows(features),
        fit().source().precision());
  }

  @Override
  long epochLimit(StopRule stop, boolean finished) {
    long updates = (reducesVariance() ? REDUCED_COST : 1) * batches.batches();
    int size = problem().scaling().size();
    return stop.epochLimit(batches.visitsPerEpoch(), updates, size, finished);
  }
}
