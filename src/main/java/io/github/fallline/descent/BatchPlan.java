package io.github.fallline.descent;

import io.github.fallline.data.RowOrder;

/**
 * Which visits make which step: the visits of an epoch, in a fresh order where they are shuffled,
 * cut into batches.
 */
final class BatchPlan {
  private final long rows;
  private final RowOrder visits;
  private final Shuffling shuffling;
  private final long visitsPerEpoch;
  private final long batchRows;
  private final long batches;
  private final boolean even;

  /**
   * A plan.
   *
   * @param rows rows of the data set
   * @param visits the visits of an epoch, before they are shuffled
   * @param even whether batches are of near-equal size; otherwise all but the last have the full
   *     size, as in a textbook
   */
  BatchPlan(long rows, RowOrder visits, GradientMethod method, Shuffling shuffling, boolean even) {
    this.rows = rows;
    this.visits = visits;
    this.shuffling = shuffling;
    this.even = even;
    visitsPerEpoch =
        shuffling.rowsPerEpoch() == 0
            ? visits.visits()
            : Math.min(shuffling.rowsPerEpoch(), visits.visits());
    batchRows = method.batchRows(visitsPerEpoch);
    batches = (visitsPerEpoch + batchRows - 1) / batchRows;
  }

  /** The visits of an epoch, counted from 0, in their order. */
  RowOrder order(long epoch) {
    return shuffling.shuffle()
        ? visits.shuffled(shuffling.seed(), epoch, visitsPerEpoch)
        : visits.first(visitsPerEpoch);
  }

  /** Visits a row has, on average: what a step's mean over visits is to be multiplied by. */
  double visitsPerRow() {
    return (double) visits.visits() / rows;
  }

  /** Whether rows are visited where they lie, one after the other. */
  boolean isInPlace() {
    return !shuffling.shuffle() && visits.isSequential();
  }

  /** Visits of an epoch. */
  long visitsPerEpoch() {
    return visitsPerEpoch;
  }

  /** Visits of a batch that is not cut short. */
  long batchRows() {
    return batchRows;
  }

  /** Steps of an epoch. */
  long batches() {
    return batches;
  }

  /** The visit after the last of a batch, counted from 0. */
  long end(long batch) {
    if (!even) {
      return Math.min((batch + 1) * batchRows, visitsPerEpoch);
    }
    long least = visitsPerEpoch / batches;
    return (batch + 1) * least + Math.min(batch + 1, visitsPerEpoch % batches);
  }
}
