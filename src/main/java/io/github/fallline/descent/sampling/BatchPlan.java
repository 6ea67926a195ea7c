package io.github.fallline.descent.sampling;

import io.github.fallline.data.Shuffling;

/**
 * Which visits make which step: the visits of an epoch, in a fresh order where they are shuffled,
 * cut into batches.
 */
public final class BatchPlan {
  private final long rows;
  private final RowMultiplicity multiplicity;
  private final Shuffling shuffling;
  private final long visitsPerEpoch;
  private final long batchRows;
  private final long batches;
  private final boolean even;

  /**
   * A plan.
   *
   * @param rows rows of the data set
   * @param multiplicity the visits of an epoch, before they are shuffled
   * @param maxBatchRows visits of a batch at most: 1 or more
   * @param even whether batches are of near-equal size; otherwise all but the last have the full
   *     size, as in a textbook
   */
  public BatchPlan(
      long rows, RowMultiplicity multiplicity, long maxBatchRows, Shuffling shuffling, boolean even) {
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

  /** Visits a row has, on average: what a step's mean over visits is to be multiplied by. */
  public double visitsPerRow() {
    return (double) multiplicity.total() / rows;
  }

  /** Whether every row is visited once, in the order of the rows. */
  public boolean isSequential() {
    return !shuffling.shuffle() && multiplicity.areOnce();
  }

  /** How often each row is visited. */
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

  /** Visits of a batch that is not cut short. */
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
