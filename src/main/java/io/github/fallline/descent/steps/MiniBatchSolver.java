package io.github.fallline.descent.steps;

import io.github.fallline.blas.Precision;
import io.github.fallline.data.Dataset;
import io.github.fallline.data.RowSource;
import io.github.fallline.data.Tile;
import io.github.fallline.descent.gradient.GradientAccumulator;
import io.github.fallline.descent.gradient.ObjectiveFunction;
import io.github.fallline.descent.gradient.SvrgAnchor;
import io.github.fallline.descent.sampling.BatchPlan;
import io.github.fallline.descent.sampling.IndexedTiles;
import io.github.fallline.descent.sampling.RowGather;
import io.github.fallline.descent.sampling.RowIndex;
import io.github.fallline.descent.sampling.SequentialTiles;
import io.github.fallline.descent.sampling.ShuffledTiles;
import io.github.fallline.descent.sampling.TilePrefetcher;
import io.github.fallline.descent.sampling.TileStream;
import io.github.fallline.descent.scaling.FeatureScaling;
import io.github.fallline.objective.Objective;
import io.github.fallline.objective.Penalty;
import io.github.fallline.optim.ScheduledRate;
import io.github.fallline.optim.UpdateRule;
import io.github.fallline.parallel.Closer;
import io.github.fallline.parallel.TileSize;
import java.util.ArrayList;
import java.util.List;

/**
 * Stochastic and mini-batch steps: an epoch visits the rows in its order, in batches, and each
 * batch gives one gradient and one step. Batches of one row are stochastic descent; a batch of all
 * rows is a full batch.
 */
public final class MiniBatchSolver extends MonitoredSolver {
  private final Penalty penalty;
  private final BatchPlan plan;
  private final int features;
  private final TileStream stream;
  private final List<Tile> tiles = new ArrayList<>();
  private final GradientAccumulator rows;
  private final RowGather gather;
  private final int tileRows;
  private final SvrgAnchor anchor;
  private final RowSgdKernel kernel;
  private final TilePrefetcher<RowSgdKernel.Rows> kernelRows;
  private final TilePrefetcher<Ready> batchRows;
  private long batch;
  private long batchStart;
  private long visit;
  private ProbeSchedule probes = ProbeSchedule.NONE;

  /**
   * @param function the objective over all rows, for evaluations; the caller closes it
   * @param threads with more than one, two take turns at steps and at prefetching rows
   * @param full the objective over all rows for variance reduction, or null; the caller closes it
   * @param automatic whether the output is an average of the iterates, or with variance reduction
   *     the best of them, and the learning rate may be lowered; otherwise it is the last iterate
   */
  public MiniBatchSolver(
      RowSource source,
      Objective objective,
      FeatureScaling scaling,
      BatchPlan plan,
      ObjectiveFunction function,
      ObjectiveFunction.WithGradient full,
      UpdateRule rule,
      ScheduledRate scheduledRate,
      double[] start,
      DivergenceMonitor monitor,
      boolean automatic,
      int threads) {
    super(
        start,
        rule,
        scheduledRate,
        function,
        outputIterate(start, plan, automatic, full != null),
        monitor);
    this.plan = plan;
    penalty = objective.penalty();
    features = scaling.features();
    boolean ahead = threads > 1 && plan.visitsPerEpoch() > TileSize.rows(features);
    boolean rowByRow =
        plan.batchRows() == 1 && full == null && RowSgdKernel.supports(rule, penalty);
    FeatureScaling seen = rowByRow ? scaling : FeatureScaling.raw(features, false);
    // Batches need contiguous rows: gathering them is slower than copying groups, unless another
    // thread prefetches, and gives the same sums. Of 20 features, ns a row on one and
    // two threads: gathered 53 and 31, copied 46 and 53.
    boolean inPlace = rowByRow ? RowSgdKernel.blockRows(features) == 1 : ahead;
    boolean sequential = plan.isSequential() && seen.isRaw();
    boolean scattered =
        !sequential && inPlace && IndexedTiles.supports(source, seen, plan.visitsPerEpoch());
    try (Closer closer = new Closer()) {
      closer.register(tiles, all -> all.forEach(Tile::close));
      stream =
          closer.register(
              sequential
                  ? new SequentialTiles(source, ahead)
                  : scattered
                      ? new IndexedTiles(
                          (Dataset) source,
                          plan.multiplicity(),
                          plan.shuffling(),
                          plan.visitsPerEpoch())
                      : new ShuffledTiles(
                          source,
                          plan.multiplicity(),
                          plan.shuffling(),
                          plan.visitsPerEpoch(),
                          seen),
              TileStream::close);
      Precision precision = source.precision();
      rows =
          closer.register(
              new GradientAccumulator(objective.loss(), scaling, stream.tileRows(), precision),
              GradientAccumulator::close);
      tileRows = TileSize.rows(features);
      gather =
          closer.register(
              scattered && !rowByRow ? new RowGather(features, tileRows, precision) : null,
              RowGather::close);
      anchor =
          closer.register(
              full == null
                  ? null
                  : new SvrgAnchor(objective, scaling, full, stream.tileRows(), precision),
              SvrgAnchor::close);
      if (rowByRow) {
        kernel =
            closer.register(
                new RowSgdKernel(objective, scaling, RowSgdKernel.blockRows(features), precision),
                RowSgdKernel::close);
        RowSgdKernel.Rows second = ahead ? kernelRows() : null;
        kernelRows = new TilePrefetcher<>(stream, kernelRows(), second);
        batchRows = null;
      } else {
        kernel = null;
        kernelRows = null;
        Ready second = ahead ? batchRows() : null;
        batchRows = new TilePrefetcher<>(stream, batchRows(), second);
      }
      closer.release();
    }
  }

  private static OutputIterate outputIterate(
      double[] start, BatchPlan plan, boolean automatic, boolean reducesVariance) {
    if (!automatic) {
      return new OutputIterate.LastIterate();
    }
    return reducesVariance
        ? new OutputIterate.BestIterate(start)
        : new AveragedIterate(start, plan.batches(), !plan.shuffling().shuffle());
  }

  private RowSgdKernel.Rows kernelRows() {
    Tile tile = newTile();
    return kernel.new Rows(tile, indexedRows(tile));
  }

  private RowIndex indexedRows(Tile tile) {
    return stream instanceof IndexedTiles indexed ? indexed.rows(tile) : null;
  }

  private Ready batchRows() {
    Tile tile = newTile();
    return new Ready(tile, indexedRows(tile));
  }

  private Tile newTile() {
    Tile tile = stream.newTile();
    tiles.add(tile);
    return tile;
  }

  /** Passes iterates to these probes from now on. */
  public void probe(ProbeSchedule others) {
    probes = others;
  }

  @Override
  protected boolean epoch() {
    batch = 0;
    batchStart = 0;
    visit = 0;
    rows.start(point);
    if (anchor != null) {
      anchor.moveTo(point);
    }
    return kernel != null
        ? kernelRows.run(epochs(), this::rowByRow)
        : batchRows.run(epochs(), this::batchByBatch);
  }

  /** Takes steps of one row on a tile. Returns false if the losses were too high to continue. */
  private boolean rowByRow(RowSgdKernel.Rows block) {
    int tileSize = block.tile().rows();
    for (int from = 0; from < tileSize; from += DivergenceMonitor.BLOCK_ROWS) {
      int count = Math.min(DivergenceMonitor.BLOCK_ROWS, tileSize - from);
      monitor.add(
          kernel.steps(block, from, count, point, rate(), plan.visitsPerRow(), outputIterate),
          count);
      count(count);
      if (probes.isDue(updates())) {
        probes.pass(updates(), point);
      }
      if (monitor.divergedLoss() != 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * Takes steps of several rows on a tile. Returns false if the losses were too high to continue.
   */
  private boolean batchByBatch(Ready slot) {
    Tile tile = slot.tile();
    int used = 0;
    while (used < tile.rows()) {
      long end = plan.end(batch);
      int taken = (int) Math.min(end - visit, tile.rows() - used);
      if (slot.rowIndex() == null) {
        add(tile, used, taken);
      } else {
        taken = Math.min(taken, tileRows - used % tileRows); // as where groups are copied
        add(gather.gather(tile, slot.rowIndex(), used, taken), 0, taken);
      }
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

  private void add(Tile tile, int from, int count) {
    rows.add(tile, from, count);
    if (anchor != null) {
      anchor.add(tile, from, count);
    }
  }

  /**
   * A tile that needs no preparation.
   *
   * @param rowIndex the index of its rows; null if they are contiguous
   */
  private record Ready(Tile tile, RowIndex rowIndex) implements TilePrefetcher.Slot {
    @Override
    public void prepare() {
      if (rowIndex != null) {
        rowIndex.prefetch();
      }
    }
  }

  private void step(long batchRows) {
    double factor = plan.visitsPerRow() / batchRows;
    rows.gradient(factor, gradient);
    if (anchor != null) {
      anchor.correct(factor, gradient);
    }
    penalty.addGradient(point, features, gradient);
    double rate = rate();
    update.step(point, gradient, rate);
    penalty.proximalStep(point, features, rate);
    count(1);
    outputIterate.add(point, 1);
    if (probes.isDue(updates())) {
      probes.pass(updates(), point);
    }
  }

  @Override
  public void serialize(StateArchive archive) {
    serializeIterates(archive);
  }

  @Override
  public void close() {
    if (kernel != null) {
      kernelRows.close();
      kernel.close();
    } else {
      batchRows.close();
    }
    if (gather != null) {
      gather.close();
    }
    tiles.forEach(Tile::close);
    stream.close();
    rows.close();
    if (anchor != null) {
      anchor.close();
    }
  }
}
