package io.github.fallline.cli;

import io.github.fallline.data.RowMetadata;
import io.github.fallline.data.RowStream;
import io.github.fallline.data.Schema;
import io.github.fallline.descent.path.PathSettings;
import io.github.fallline.descent.path.RegularizationPath;
import io.github.fallline.moments.MomentFolds;
import io.github.fallline.moments.MomentSelection;
import io.github.fallline.stats.FoldAssignment;
import io.github.fallline.stats.FoldMoments;
import io.github.fallline.stats.Moments;

/**
 * What {@code path} has read.
 *
 * @param rows names of the columns and number of the rows
 * @param moments of all rows: the features, then the target
 * @param path of the rows
 * @param schema target, columns of words and of dates
 */
record PathInput(RowMetadata rows, Moments moments, RegularizationPath path, Schema schema) {
  /** Reads rows. */
  static PathInput of(
      RowStream rows, FoldAssignment folds, PathSettings settings, Schema schema, int threads) {
    FoldMoments moments = FoldMoments.of(rows, folds, threads);
    return new PathInput(
        rows, moments.all(), RegularizationPath.of(rows, moments, settings), schema);
  }

  /** Takes moments. */
  static PathInput of(MomentFolds folds, Schema columns, PathSettings settings) {
    MomentSelection selection = folds.all().selection(columns, settings.spec().intercept());
    Schema schema =
        Schema.target(selection.target())
            .withCategorical(selection.categorical())
            .withDates(selection.dates());
    return new PathInput(
        folds.all().metadata(selection),
        folds.all().moments(selection),
        folds.path(columns, settings),
        schema);
  }
}
