package io.github.fallline.cli;

import io.github.fallline.data.RowMetadata;
import io.github.fallline.data.RowStream;
import io.github.fallline.data.Schema;
import io.github.fallline.moments.MomentFolds;
import io.github.fallline.moments.MomentSelection;
import io.github.fallline.stats.FoldAssignment;
import io.github.fallline.stats.FoldMoments;
import io.github.fallline.stats.Moments;
import java.util.Optional;

/**
 * What {@code path} has read.
 *
 * @param rows names of the columns and number of the rows
 * @param moments of all rows: the features, then the target
 * @param folds the same of each fold; empty without cross-validation
 * @param schema target, columns of words and of dates
 */
record PathInput(RowMetadata rows, Moments moments, Optional<FoldMoments> folds, Schema schema) {
  /** Reads rows. */
  static PathInput of(RowStream rows, FoldAssignment folds, Schema schema, int threads) {
    FoldMoments moments = FoldMoments.of(rows, folds, threads);
    return new PathInput(rows, moments.all(), Optional.of(moments), schema);
  }

  /** Takes moments. */
  static PathInput of(MomentFolds folds, Schema columns, boolean intercept) {
    MomentSelection selection = folds.all().selection(columns, intercept);
    Schema schema =
        Schema.target(selection.target())
            .withCategorical(selection.categorical())
            .withDates(selection.dates());
    return new PathInput(
        folds.all().metadata(selection),
        folds.all().moments(selection),
        folds.folds(selection),
        schema);
  }
}
