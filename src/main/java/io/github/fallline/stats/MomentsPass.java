package io.github.fallline.stats;

import io.github.fallline.data.RowStream;
import io.github.fallline.data.Tile;
import io.github.fallline.parallel.TileExecutor;
import io.github.fallline.parallel.TileReducer;
import io.github.fallline.parallel.TileReduction;
import io.github.fallline.parallel.TileSize;

/**
 * The pass over the rows that computes their moments, or only the statistics of the columns where
 * the data is wide.
 *
 * <p>Each tile is copied, a block of rows at a time, less its own first row, which keeps columns
 * with a large mean exact (rounding grows with the tile's rows, not with mean over deviation), and
 * then centred by algebra; tiles are merged in order. Rows with weights are multiplied by the roots
 * of them, which makes every sum of products a weighted one; they are taken less the first row of
 * the largest weight, because a row of weight 0 may be far off. Floats are converted to doubles, so
 * that moments of the stored rows are as exact as for doubles. The moments are those of the
 * features as stored, less their offsets.
 */
public final class MomentsPass {
  private final RowStream source;
  private final TargetReader targets;
  private final TileExecutor executor;
  private final int features;

  public MomentsPass(RowStream source, TileExecutor executor) {
    this(source, TargetReader.of(source), executor);
  }

  public MomentsPass(RowStream source, TargetReader targets, TileExecutor executor) {
    this.source = source;
    this.targets = targets;
    this.executor = executor;
    features = source.featureNames().size();
  }

  /** All pairs with a feature: n d (d + k) operations. */
  public Moments moments() {
    return reduce(new OfPairs());
  }

  /** The columns alone: n d operations. */
  public ColumnStatistics columns() {
    return reduce(new OfColumns());
  }

  private <T> T reduce(Statistic<T> statistic) {
    return TileReducer.reduce(source, statistic.tileRows, executor, statistic);
  }

  /** A statistic of the rows from the moments of each tile. */
  private abstract class Statistic<T> implements TileReduction<T> {
    private final boolean pairs;
    private final int tileRows;

    Statistic(boolean pairs) {
      this.pairs = pairs;
      int width = features + targets.count() - 1;
      tileRows = pairs ? TileSize.tileRowsForMoments(width) : TileSize.rows(width);
    }

    /** Copies the moments of a tile. */
    abstract void set(T part, TileMoments tile);

    @Override
    public final Task<T> newTask() {
      return new MomentsTask<>(
          this, new TileMoments(features, targets, tileRows, pairs, source.precision()));
    }
  }

  private final class OfPairs extends Statistic<Moments> {
    OfPairs() {
      super(true);
    }

    @Override
    public Moments newPart() {
      return new Moments(features, targets.count());
    }

    @Override
    public void merge(Moments total, Moments part) {
      total.add(part);
    }

    @Override
    void set(Moments part, TileMoments tile) {
      part.set(tile.rows, tile.weight, tile.means, tile.products);
    }
  }

  private final class OfColumns extends Statistic<ColumnStatistics> {
    OfColumns() {
      super(false);
    }

    @Override
    public ColumnStatistics newPart() {
      return new ColumnStatistics(features + targets.count());
    }

    @Override
    public void merge(ColumnStatistics total, ColumnStatistics part) {
      total.merge(part);
    }

    @Override
    void set(ColumnStatistics part, TileMoments tile) {
      part.set(tile.rows, tile.weight, tile.means, tile.squares);
    }
  }

  private record MomentsTask<T>(Statistic<T> statistic, TileMoments moments)
      implements TileReduction.Task<T> {
    @Override
    public void compute(Tile tile, T part) {
      moments.compute(tile);
      statistic.set(part, moments);
    }

    @Override
    public void close() {
      moments.close();
    }
  }
}
