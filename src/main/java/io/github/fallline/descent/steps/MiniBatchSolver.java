package io.github.fallline.descent.steps;

import io.github.fallline.data.Tile;
import io.github.fallline.descent.gradient.GradientAccumulator;
import io.github.fallline.descent.gradient.VarianceReduction;
import io.github.fallline.descent.sampling.BatchPlan;
import io.github.fallline.descent.sampling.RowBatches;
import io.github.fallline.descent.sampling.TilePrefetcher;
import io.github.fallline.descent.sampling.TileSlot;
import io.github.fallline.descent.sampling.TileStream;
import io.github.fallline.objective.Penalty;
import io.github.fallline.parallel.Closer;

/**
 * Mini-batch steps: each batch gives one gradient and one step. Batches may have one row; a batch
 * of all rows is a full batch.
 */
final class MiniBatchSolver extends BatchSolver implements RowBatches.Consumer {
  private final Penalty penalty;
  private final BatchPlan plan;
  private final int features;
  private final GradientAccumulator rows;
  private final RowBatches batches;
  private final VarianceReduction reduction;
  private final TilePrefetcher<TileSlot> prefetcher;
  private long batch;
  private long batchStart;
  private long visit;

  /**
   * @param reduction closed with this, or if this fails
   */
  MiniBatchSolver(BatchRun run, StochasticStart start, VarianceReduction reduction) {
    super(start);
    this.reduction = reduction;
    plan = run.plan();
    penalty = run.objective().penalty();
    features = run.scaling().features();
    // Batches need contiguous rows: gathering them is slower than copying groups, unless another
    // thread prefetches, and gives the same sums. Of 20 features, ns a row on one and
    // two threads: gathered 53 and 31, copied 46 and 53.
    boolean ahead = run.readsAhead();
    try (Closer closer = new Closer()) {
      closer.register(reduction, VarianceReduction::close);
      TileStream stream = closer.register(run.rawRows(ahead), TileStream::close);
      rows =
          closer.register(
              new GradientAccumulator(
                  run.objective().loss(),
                  run.scaling(),
                  stream.tileRows(),
                  run.source().precision()),
              GradientAccumulator::close);
      batches = closer.register(stream.newBatches(), RowBatches::close);
      prefetcher = TilePrefetcher.of(stream, ahead, TileSlot::new);
      closer.release();
    }
  }

  @Override
  protected boolean epoch() {
    batch = 0;
    batchStart = 0;
    visit = 0;
    rows.start(point);
    reduction.moveTo(point);
    return prefetcher.run(epochs(), this::steps);
  }

  /**
   * Takes the steps of the batches that end in a tile. Returns false if the losses were too high to
   * continue.
   */
  private boolean steps(TileSlot slot) {
    int used = 0;
    while (used < slot.tile().rows()) {
      long end = plan.end(batch);
      int most = (int) Math.min(end - visit, slot.tile().rows() - used);
      int taken = batches.pass(slot, used, most, this);
      used += taken;
      visit += taken;
      if (visit == end) {
        monitor.add(rows.lossSum(), end - batchStart);
        if (monitor.divergedLoss() != 0) {
          return false;
        }
        step(end - batchStart);
        rows.start(point);
        batchStart = end;
        batch++;
      }
    }
    return true;
  }

  @Override
  public void add(Tile tile, int from, int count) {
    rows.add(tile, from, count);
    reduction.add(tile, from, count);
  }

  private void step(long batchRows) {
    double factor = plan.visitsPerRow() / batchRows;
    rows.gradient(factor, gradient);
    reduction.correct(factor, gradient);
    penalty.addGradient(point, features, gradient);
    double rate = rate();
    update.step(point, gradient, rate);
    penalty.proximalStep(point, features, rate);
    outputIterate.add(point, 1);
    countAndProbe(1);
  }

  @Override
  public void close() {
    prefetcher.close();
    batches.close();
    rows.close();
    reduction.close();
  }
}
