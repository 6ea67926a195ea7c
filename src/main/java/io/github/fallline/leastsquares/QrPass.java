package io.github.fallline.leastsquares;

import io.github.fallline.data.RowSource;
import io.github.fallline.data.Tile;
import io.github.fallline.parallel.OrderedReducer;
import io.github.fallline.parallel.TileExecutor;
import io.github.fallline.parallel.TileSize;

/**
 * The pass over the rows that computes their triangular factor: one a tile, merged in order, so
 * that threads do not change a bit.
 */
final class QrPass {
  private final RowSource source;
  private final TileExecutor executor;
  private final int features;
  private final int tileRows;

  QrPass(RowSource source, TileExecutor executor) {
    this.source = source;
    this.executor = executor;
    features = source.featureNames().size();
    tileRows = TileSize.rowsForMoments(features);
  }

  /** The factor of all rows: 2 n d^2 operations. */
  TriangularFactor factor() {
    TriangularFactor total = new TriangularFactor(features + 1);
    OrderedReducer<TriangularFactor> reducer =
        new OrderedReducer<>(
            total, () -> new TriangularFactor(features + 1), TriangularFactor::merge);
    executor.run(source.pass(tileRows), () -> new Work(reducer));
    return total;
  }

  /** What a thread does: the factor of a tile, and handing it in. */
  private final class Work implements TileExecutor.TileTask {
    private final OrderedReducer<TriangularFactor> reducer;
    private final Tile tile = source.newTile(tileRows);
    private final int most = (int) Math.min(tileRows, source.rows());
    private final double[] numbers = new double[most * features];
    private final double[] block = new double[most * (features + 1)];

    Work(OrderedReducer<TriangularFactor> reducer) {
      this.reducer = reducer;
    }

    @Override
    public Tile tile() {
      return tile;
    }

    @Override
    public void work() {
      if (tile.isWeighted()) {
        throw new IllegalArgumentException(
            "rows: the exact optimum requires equal weights, got rows with weights");
      }
      tile.read(numbers);
      for (int i = 0; i < tile.rows(); i++) {
        System.arraycopy(numbers, i * features, block, i * (features + 1), features);
        block[i * (features + 1) + features] = tile.targets()[i];
      }
      TriangularFactor part = reducer.part();
      part.set(block, tile.rows());
      reducer.add(tile.index(), part);
    }

    @Override
    public void close() {
      tile.close();
    }
  }
}
