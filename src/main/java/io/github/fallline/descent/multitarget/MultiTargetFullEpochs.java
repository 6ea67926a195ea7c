package io.github.fallline.descent.multitarget;

import io.github.fallline.data.RowSource;
import io.github.fallline.data.Tile;
import io.github.fallline.descent.scaling.FeatureScaling;
import io.github.fallline.parallel.TileExecutor;
import io.github.fallline.parallel.TileReducer;
import io.github.fallline.parallel.TileReduction;
import io.github.fallline.parallel.TileSize;
import io.github.fallline.stats.TargetReader;
import java.util.Arrays;
import java.util.List;

/**
 * Full-batch steps of several targets: one an epoch, on the sums of a pass over the rows. Threads
 * process tiles, whose sums are added in order, so that the result has the same bits for any number
 * of threads.
 */
public final class MultiTargetFullEpochs implements MultiTargetEpochs {
  private final RowSource source;
  private final TargetReader wanted;
  private final FeatureScaling scaling;
  private final int tileRows;
  private final double[][] points;
  private final TileReducer<MultiTargetSums> reducer;

  /**
   * @param wanted the targets of its rows
   */
  public MultiTargetFullEpochs(
      RowSource source, TargetReader wanted, FeatureScaling scaling, TileExecutor executor) {
    this.source = source;
    this.wanted = wanted;
    this.scaling = scaling;
    tileRows = TileSize.rows(scaling.features() + wanted.count());
    points = new double[wanted.count()][];
    reducer =
        new TileReducer<>(
            source,
            tileRows,
            executor,
            TileReduction.of(
                () -> new MultiTargetSums(wanted.count(), scaling.features()),
                MultiTargetSums::add,
                GradientTask::new));
  }

  /** Computes the sums of a tile for all targets, at their points. */
  private final class GradientTask implements TileReduction.Task<MultiTargetSums> {
    private final double[] targets = new double[tileRows * wanted.count()];
    private final MultiTargetGradient gradient = new MultiTargetGradient(wanted.count(), scaling);

    @Override
    public void start() {
      gradient.start(points);
    }

    @Override
    public void compute(Tile tile, MultiTargetSums part) {
      wanted.read(tile, 0, tile.rows(), targets);
      gradient.clear();
      gradient.add(tile, targets, 0, tile.rows());
      part.set(gradient.sums());
    }

    @Override
    public void close() {
      gradient.close();
    }
  }

  @Override
  public void run(long epoch, List<TargetSolver> targets) {
    Arrays.setAll(points, t -> targets.get(t).point());
    MultiTargetSums total = reducer.run();
    double factor = 1.0 / source.rows();
    for (int t = 0; t < points.length; t++) {
      targets.get(t).step(total, t, scaling, factor);
    }
  }

  @Override
  public void close() {
    reducer.close();
  }
}
