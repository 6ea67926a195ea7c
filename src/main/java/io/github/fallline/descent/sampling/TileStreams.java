package io.github.fallline.descent.sampling;

import io.github.fallline.data.Dataset;
import io.github.fallline.data.RowSource;
import io.github.fallline.descent.scaling.FeatureScaling;
import io.github.fallline.parallel.TileSize;

/** Chooses how the visits of a plan are read: in order, shuffled by index or shuffled by copies. */
public final class TileStreams {
  private TileStreams() {}

  /**
   * Whether reading ahead on a second thread pays.
   *
   * @param threads of the run
   */
  public static boolean readAhead(BatchPlan plan, int features, int threads) {
    return threads > 1 && plan.visitsPerEpoch() > TileSize.rows(features);
  }

  /**
   * Opens a stream.
   *
   * @param scaling applied to the rows
   * @param inPlace whether shuffled rows may stay where they are, to be found by their order
   * @param ahead whether another thread works while a tile is filled
   */
  public static TileStream open(
      RowSource source, BatchPlan plan, FeatureScaling scaling, boolean inPlace, boolean ahead) {
    long visits = plan.visitsPerEpoch();
    if (plan.isSequential() && scaling.isRaw()) {
      return new SequentialTiles(source, ahead);
    }
    if (inPlace && IndexedTiles.supports(source, scaling, visits)) {
      return new IndexedTiles((Dataset) source, plan.multiplicity(), plan.shuffling(), visits);
    }
    return new ShuffledTiles(source, plan.multiplicity(), plan.shuffling(), visits, scaling);
  }
}
