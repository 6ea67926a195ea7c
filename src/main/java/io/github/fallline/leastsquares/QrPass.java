package io.github.fallline.leastsquares;

import io.github.fallline.data.RowSource;
import io.github.fallline.data.Tile;
import io.github.fallline.parallel.TileExecutor;
import io.github.fallline.parallel.TileReducer;
import io.github.fallline.parallel.TileReduction;
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

  /** The factor of all rows, each by its weight: 2 n d^2 operations. */
  TriangularFactor factor() {
    return TileReducer.reduce(
        source,
        tileRows,
        executor,
        TileReduction.of(
            () -> new TriangularFactor(features + 1), TriangularFactor::merge, FactorTask::new));
  }

  /** The factor of a tile, whose rows it copies beside their targets. */
  private final class FactorTask implements TileReduction.Task<TriangularFactor> {
    private final int most = (int) Math.min(tileRows, source.rows());
    private final double[] numbers = new double[most * features];
    private final double[] block = new double[most * (features + 1)];

    @Override
    public void compute(Tile tile, TriangularFactor part) {
      tile.read(numbers);
      for (int i = 0; i < tile.rows(); i++) {
        System.arraycopy(numbers, i * features, block, i * (features + 1), features);
        block[i * (features + 1) + features] = tile.targets()[i];
      }
      if (tile.isWeighted()) {
        part.set(block, tile.weights(), tile.rows());
      } else {
        part.set(block, tile.rows());
      }
    }
  }
}
