package io.github.fallline.descent;

import io.github.fallline.descent.distributed.DistributedRows;
import io.github.fallline.descent.distributed.LocalSgdSolver;
import io.github.fallline.optim.ScheduledRate;

/** Steps of the parts' own on distributed rows. */
final class LocalPlan extends SolverPlan {
  private final DistributedRows parts;

  LocalPlan(FitContext fit, DistributedRows parts) {
    super(fit, KnownObjective.of(fit));
    this.parts = parts;
  }

  @Override
  LocalSgdSolver solver() {
    long count = fit().rows().rows();
    long batch = config().method().batchRows(count);
    double batches = Math.ceil((double) count / batch);
    ScheduledRate rate = rates().forBatches((double) batch, batches, 1);
    LocalSgdSolver.Settings settings =
        new LocalSgdSolver.Settings(
            config().objective(),
            Math.toIntExact(config().method().batchRows(Integer.MAX_VALUE)),
            config().shuffling(),
            fit().isAutomatic(),
            maxRise() * lossScale());
    return new LocalSgdSolver(parts, settings, problem().scaling(), known(), rate, start());
  }
}
