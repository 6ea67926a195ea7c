package io.github.fallline.descent.steps;

import io.github.fallline.data.RowSource;
import io.github.fallline.descent.sampling.BatchPlan;
import io.github.fallline.descent.sampling.TileStream;
import io.github.fallline.descent.sampling.TileStreams;
import io.github.fallline.descent.scaling.FeatureScaling;
import io.github.fallline.objective.Objective;

/**
 * The rows of stochastic and mini-batch steps.
 *
 * @param source the rows; the caller closes it
 * @param objective to minimize
 * @param scaling the coordinates of the steps
 * @param plan the visits of an epoch
 * @param threads with more than one, two take turns at steps and at prefetching rows
 */
public record BatchRun(
    RowSource source, Objective objective, FeatureScaling scaling, BatchPlan plan, int threads) {
  boolean readsAhead() {
    return TileStreams.readAhead(plan, scaling.features(), threads);
  }

  /** Opens the visits in the coordinates of the steps. */
  TileStream scaledRows(boolean inPlace) {
    return TileStreams.open(source, plan, scaling, inPlace, readsAhead());
  }

  /** Opens the visits of the rows as stored. */
  TileStream rawRows(boolean inPlace) {
    FeatureScaling raw = FeatureScaling.raw(scaling.features(), false);
    return TileStreams.open(source, plan, raw, inPlace, readsAhead());
  }
}
