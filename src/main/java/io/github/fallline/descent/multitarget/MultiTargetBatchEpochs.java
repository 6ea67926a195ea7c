package io.github.fallline.descent.multitarget;

import io.github.fallline.data.RowSource;
import io.github.fallline.data.Tile;
import io.github.fallline.descent.sampling.BatchPlan;
import io.github.fallline.descent.sampling.TilePrefetcher;
import io.github.fallline.descent.sampling.TileStream;
import io.github.fallline.descent.sampling.TileStreams;
import io.github.fallline.descent.scaling.FeatureScaling;
import io.github.fallline.parallel.Closer;
import io.github.fallline.stats.TargetReader;
import java.util.List;

/**
 * Stochastic and mini-batch steps of several targets: an epoch visits the rows in the order for one
 * target, and each batch gives a step of every target.
 */
public final class MultiTargetBatchEpochs implements MultiTargetEpochs {
  private final TargetReader wanted;
  private final FeatureScaling scaling;
  private final BatchPlan plan;
  private final TilePrefetcher<Slot> rows;
  private final MultiTargetGradient gradient;
  private double[][] points = new double[0][];
  private long batch;
  private long batchStart;
  private long visit;

  /**
   * @param wanted the targets of its rows
   * @param threads with more than one, rows are prefetched; one thread takes the steps
   */
  public MultiTargetBatchEpochs(
      RowSource source, TargetReader wanted, FeatureScaling scaling, BatchPlan plan, int threads) {
    this.wanted = wanted;
    this.scaling = scaling;
    this.plan = plan;
    int features = scaling.features();
    boolean ahead = TileStreams.readAhead(plan, features, threads);
    FeatureScaling raw = FeatureScaling.raw(features, false);
    try (Closer closer = new Closer()) {
      TileStream stream =
          closer.register(TileStreams.open(source, plan, raw, false, ahead), TileStream::close);
      gradient =
          closer.register(
              new MultiTargetGradient(wanted.count(), scaling), MultiTargetGradient::close);
      int numbers = stream.tileRows() * wanted.count();
      rows = TilePrefetcher.of(stream, ahead, (tile, order) -> new Slot(tile, numbers));
      closer.release();
    }
  }

  /** A tile with the targets of its rows, which are collected before its turn. */
  private final class Slot implements TilePrefetcher.Slot {
    private final Tile tile;
    private final double[] targets;

    Slot(Tile tile, int numbers) {
      this.tile = tile;
      targets = new double[numbers];
    }

    @Override
    public Tile tile() {
      return tile;
    }

    @Override
    public void prepare() {
      wanted.read(tile, 0, tile.rows(), targets);
    }
  }

  @Override
  public void run(long epoch, List<TargetSolver> targets) {
    batch = 0;
    batchStart = 0;
    visit = 0;
    points = targets.stream().map(TargetSolver::point).toArray(double[][]::new);
    gradient.start(points);
    rows.run(epoch, slot -> batches(slot, targets));
  }

  /**
   * Takes steps on the rows of a tile; divergence of a target is judged at the end of the epoch.
   */
  private boolean batches(Slot slot, List<TargetSolver> targets) {
    int used = 0;
    while (used < slot.tile.rows()) {
      long end = plan.end(batch);
      int taken = (int) Math.min(end - visit, slot.tile.rows() - used);
      gradient.add(slot.tile, slot.targets, used, taken);
      used += taken;
      visit += taken;
      if (visit == end) {
        step(end - batchStart, targets);
        batchStart = end;
        batch++;
      }
    }
    return true;
  }

  private void step(long batchRows, List<TargetSolver> targets) {
    MultiTargetSums sums = gradient.sums();
    double factor = plan.visitsPerRow() / batchRows;
    for (int t = 0; t < points.length; t++) {
      TargetSolver target = targets.get(t);
      target.watch(sums.loss(t), batchRows);
      target.step(sums, t, scaling, factor);
    }
    gradient.start(points);
  }

  @Override
  public void close() {
    rows.close();
    gradient.close();
  }
}
