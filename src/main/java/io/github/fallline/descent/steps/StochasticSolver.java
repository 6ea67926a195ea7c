package io.github.fallline.descent.steps;

import io.github.fallline.blas.Downcalls;
import io.github.fallline.descent.sampling.BatchPlan;
import io.github.fallline.descent.sampling.TilePrefetcher;
import io.github.fallline.descent.sampling.TileStream;
import io.github.fallline.parallel.Closer;

/** Plain stochastic steps: one a visit of a row, by {@link RowSgdKernel}. */
final class StochasticSolver extends BatchSolver {
  private final BatchPlan plan;
  private final RowSgdKernel kernel;
  private final TilePrefetcher<RowSgdKernel.Rows> rows;

  StochasticSolver(BatchRun run, StochasticStart start) {
    super(start);
    plan = run.plan();
    int blockRows = RowSgdKernel.blockRows(run.scaling().features());
    try (Closer closer = new Closer()) {
      TileStream stream = closer.register(run.scaledRows(blockRows == 1), TileStream::close);
      kernel =
          closer.register(
              RowSgdKernel.of(run.objective(), run.scaling(), blockRows, run.source().precision()),
              RowSgdKernel::close);
      rows = TilePrefetcher.of(stream, run.readsAhead(), kernel::newRows);
      closer.release();
    }
  }

  @Override
  protected boolean epoch() {
    return rows.run(epochs(), this::steps);
  }

  /** Takes the steps on a tile. Returns false if the losses were too high to continue. */
  private boolean steps(RowSgdKernel.Rows block) {
    int tileSize = block.tile().rows();
    for (int from = 0; from < tileSize; from += DivergenceMonitor.BLOCK_ROWS) {
      int count = Math.min(DivergenceMonitor.BLOCK_ROWS, tileSize - from);
      monitor.add(
          kernel.steps(block, from, count, point, rate(), plan.visitsPerRow(), outputIterate),
          count);
      countAndProbe(count);
      Downcalls.count(2L * count);
      if (monitor.divergedLoss() != 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() {
    rows.close();
    kernel.close();
  }
}
