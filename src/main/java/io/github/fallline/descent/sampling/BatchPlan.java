package io.github.fallline.descent.sampling;

import io.github.fallline.data.Shuffling;

/** Divides the visits of an epoch, in a fresh order if they are shuffled, into batches. */
public final class BatchPlan {
  private final long rows;
  private final RowMultiplicity multiplicity;
  private final Shuffling shuffling;
  private final long visitsPerEpoch;
  private final long batchRows;
  private final long batches;
  private final boolean even;

  /**
   * @param rows rows of the data set
   * @param multiplicity the visits of an epoch, before they are shuffled
   * @param maxBatchRows the most visits of a batch, at least 1
   * @param even whether batches are of near-equal size; otherwise all but the last have the full
   *     size, as in a textbook
   */
  public BatchPlan(
      long rows,
      RowMultiplicity multiplicity,
      long maxBatchRows,
      Shuffling shuffling,
      boolean even) {
    this.rows = rows;
    this.multiplicity = multiplicity;
    this.shuffling = shuffling;
    this.even = even;
    visitsPerEpoch =
        shuffling.rowsPerEpoch() == 0
            ? multiplicity.total()
            : Math.min(shuffling.rowsPerEpoch(), multiplicity.total());
    batchRows = Math.min(maxBatchRows, visitsPerEpoch);
    batches = (visitsPerEpoch + batchRows - 1) / batchRows;
  }

  /** The mean number of visits of a row, by which a step's mean over visits is multiplied. */
  public double visitsPerRow() {
    return (double) multiplicity.total() / rows;
  }

  /** Whether every row is visited once, in the order of the rows. */
  public boolean isSequential() {
    return !shuffling.shuffle() && multiplicity.areOnce();
  }

  /** The number of visits of each row. */
  public RowMultiplicity multiplicity() {
    return multiplicity;
  }

  /** The order of the visits. */
  public Shuffling shuffling() {
    return shuffling;
  }

  /** Visits of an epoch. */
  public long visitsPerEpoch() {
    return visitsPerEpoch;
  }

  /** The visits of a full batch. */
  public long batchRows() {
    return batchRows;
  }

  /** Steps of an epoch. */
  public long batches() {
    return batches;
  }

  /** The visit after the last of a batch, counted from 0. */
  public long end(long batch) {
    if (!even) {
      return Math.min((batch + 1) * batchRows, visitsPerEpoch);
    }
    long least = visitsPerEpoch / batches;
    return (batch + 1) * least + Math.min(batch + 1, visitsPerEpoch % batches);
  }
}
