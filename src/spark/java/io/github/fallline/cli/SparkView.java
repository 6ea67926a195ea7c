package io.github.fallline.cli;

import io.github.fallline.data.RowMetadata;
import io.github.fallline.spark.SparkRows;
import java.util.List;

/** The view of a report on rows of Spark: names and counts, no rows. */
final class SparkView implements RowMetadata {
  private final SparkRows rows;
  private final long count;

  SparkView(SparkRows rows, long count) {
    this.rows = rows;
    this.count = count;
  }

  @Override
  public long rows() {
    return count;
  }

  @Override
  public long skippedRows() {
    return rows.skippedRows();
  }

  @Override
  public List<String> featureNames() {
    return rows.featureNames();
  }

  @Override
  public String targetName() {
    return rows.targetName();
  }

  @Override
  public String fingerprint() {
    return rows.fingerprint();
  }
}
