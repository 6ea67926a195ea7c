package io.github.fallline.cli;

import io.github.fallline.data.RowMetadata;
import io.github.fallline.spark.SparkRows;
import java.util.List;

/**
 * The view of a report on rows of Spark: names and counts, no rows.
 *
 * @param source of the names
 * @param rows that were used
 */
record SparkView(SparkRows source, long rows) implements RowMetadata {
  @Override
  public long skippedRows() {
    return source.skippedRows();
  }

  @Override
  public List<String> featureNames() {
    return source.featureNames();
  }

  @Override
  public String targetName() {
    return source.targetName();
  }

  @Override
  public String fingerprint() {
    return source.fingerprint();
  }
}
