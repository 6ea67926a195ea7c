package io.github.fallline.descent.steps;

import io.github.fallline.descent.gradient.VarianceReduction;

/**
 * Steps on the batches of an epoch, which visits the rows in its order: {@link StochasticSolver}
 * row by row, {@link MiniBatchSolver} batch by batch.
 */
public abstract class BatchSolver extends MonitoredSolver {
  private ProbeSchedule probes = ProbeSchedule.NONE;

  BatchSolver(StochasticStart start) {
    super(start);
  }

  /**
   * Creates the solver for a run.
   *
   * @param reduction of the noise of gradients; closed with the solver, or if this fails
   */
  public static BatchSolver of(BatchRun run, StochasticStart start, VarianceReduction reduction) {
    boolean rowByRow =
        run.plan().batchRows() == 1
            && reduction == VarianceReduction.NONE
            && RowSgdKernel.supports(start.rule, run.objective().penalty());
    return rowByRow ? new StochasticSolver(run, start) : new MiniBatchSolver(run, start, reduction);
  }

  /** Passes iterates to these probes from now on. */
  public final void probe(ProbeSchedule others) {
    probes = others;
  }

  /** Counts steps taken, and passes the iterate to the probes where one is due. */
  final void countAndProbe(long steps) {
    count(steps);
    if (probes.isDue(updates())) {
      probes.pass(updates(), point);
    }
  }

  @Override
  public final void serialize(StateArchive archive) {
    serializeIterates(archive);
  }
}
