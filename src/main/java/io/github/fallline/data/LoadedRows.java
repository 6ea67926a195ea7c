package io.github.fallline.data;

import io.github.fallline.blas.GrowingRows;
import io.github.fallline.csv.RowBlock;
import io.github.fallline.csv.RowSink;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Rows on their way into memory: features and targets in native memory as they come in, and what
 * was counted of them.
 */
final class LoadedRows implements RowSink, AutoCloseable {
  private final GrowingRows features;
  private final GrowingRows targets = new GrowingRows(1);
  private final boolean labelled;
  private final long[] missingCounts;
  private long skippedRows;

  /** No rows yet. */
  LoadedRows(int columns, boolean labelled) {
    features = new GrowingRows(columns);
    this.labelled = labelled;
    missingCounts = new long[columns + (labelled ? 1 : 0)];
  }

  @Override
  public long reserve(RowBlock block) {
    for (int j = 0; j < missingCounts.length; j++) {
      missingCounts[j] += block.missingCounts()[j];
    }
    skippedRows += block.skippedRows();
    if (labelled) {
      targets.append(block.rows());
    }
    return features.append(block.rows());
  }

  @Override
  public void write(long place, RowBlock block) {
    features.write(place, block.rows(), block.features());
    if (labelled) {
      targets.write(place, block.rows(), block.targets());
    }
  }

  long rows() {
    return features.rows();
  }

  /** Rows that were left out because of missing values. */
  long skippedRows() {
    return skippedRows;
  }

  /** Missing values in a selected column, those in rows that were left out included. */
  long missingCount(int selected) {
    return missingCounts[selected];
  }

  /** The features [rows, columns], which the caller closes; once. There must be rows. */
  INDArray drainFeatures() {
    return features.drain();
  }

  /** The targets [rows, 1], which the caller closes, or null without labels; once. */
  INDArray drainTargets() {
    return labelled ? targets.drain() : null;
  }

  @Override
  public void close() {
    features.close();
    targets.close();
  }
}
