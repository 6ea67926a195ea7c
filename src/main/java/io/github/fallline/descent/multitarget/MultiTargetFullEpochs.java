package io.github.fallline.descent.multitarget;

import io.github.fallline.data.RowSource;
import io.github.fallline.data.Tile;
import io.github.fallline.descent.scaling.FeatureScaling;
import io.github.fallline.parallel.Closer;
import io.github.fallline.parallel.OrderedReducer;
import io.github.fallline.parallel.TileExecutor;
import io.github.fallline.parallel.TileSize;
import io.github.fallline.stats.TargetReader;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Full-batch steps of several targets: one an epoch, on the sums of a pass over the rows. Threads
 * process tiles, whose sums are added in order, so that the result has the same bits for any number
 * of threads.
 */
public final class MultiTargetFullEpochs implements MultiTargetEpochs {
  private final RowSource source;
  private final TargetReader wanted;
  private final FeatureScaling scaling;
  private final TileExecutor executor;
  private final int tileRows;
  private final Queue<Memory> idle = new ConcurrentLinkedQueue<>();
  private final MultiTargetSums total;
  private final OrderedReducer<MultiTargetSums> reducer;

  /**
   * @param wanted the targets of its rows
   */
  public MultiTargetFullEpochs(
      RowSource source, TargetReader wanted, FeatureScaling scaling, TileExecutor executor) {
    this.source = source;
    this.wanted = wanted;
    this.scaling = scaling;
    this.executor = executor;
    int features = scaling.features();
    int targets = wanted.count();
    tileRows = TileSize.rows(features + targets);
    total = new MultiTargetSums(targets, features);
    reducer =
        new OrderedReducer<>(
            total, () -> new MultiTargetSums(targets, features), MultiTargetSums::add);
  }

  /** The memory of a thread, created once and lent for a pass. */
  private final class Memory {
    private final Tile tile;
    private final double[] targets = new double[tileRows * wanted.count()];
    private final MultiTargetGradient gradient;

    Memory() {
      try (Closer closer = new Closer()) {
        tile = closer.register(source.newTile(tileRows), Tile::close);
        gradient = new MultiTargetGradient(wanted.count(), scaling);
        closer.release();
      }
    }
  }

  /**
   * The task of a thread in a pass: computes the sums of each tile and adds them to the reducer.
   */
  private final class Work implements TileExecutor.TileTask {
    private final Memory memory;

    Work(double[][] points) {
      Memory lent = idle.poll();
      memory = lent == null ? new Memory() : lent;
      memory.gradient.start(points);
    }

    @Override
    public Tile tile() {
      return memory.tile;
    }

    @Override
    public void work() {
      Tile tile = memory.tile;
      wanted.read(tile, 0, tile.rows(), memory.targets);
      memory.gradient.clear();
      memory.gradient.add(tile, memory.targets, 0, tile.rows());
      MultiTargetSums part = reducer.part();
      part.set(memory.gradient.sums());
      reducer.add(tile.index(), part);
    }

    @Override
    public void close() {
      idle.add(memory);
    }
  }

  @Override
  public void run(long epoch, List<TargetSolver> targets) {
    double[][] points = targets.stream().map(TargetSolver::point).toArray(double[][]::new);
    total.clear();
    reducer.restart();
    executor.run(source.pass(tileRows), () -> new Work(points));
    double factor = 1.0 / source.rows();
    for (int t = 0; t < points.length; t++) {
      targets.get(t).step(total, t, scaling, factor);
    }
  }

  @Override
  public void close() {
    for (Memory memory : idle) {
      memory.tile.close();
      memory.gradient.close();
    }
    idle.clear();
  }
}
