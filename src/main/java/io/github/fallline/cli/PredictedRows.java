package io.github.fallline.cli;

import io.github.fallline.model.IntervalKind;
import io.github.fallline.model.PredictionInterval;
import io.github.fallline.model.PredictionStream;

/** The numbers that {@code predict} writes for each row: a prediction, or also an interval. */
final class PredictedRows {
  private final PredictionStream predictions;
  private final PredictionInterval interval;
  private final IntervalKind kind;
  private final double critical;
  private final double[] middles;
  private final double[] halfWidths;

  /** Predictions alone. */
  PredictedRows(PredictionStream predictions) {
    this(predictions, null, null, 0, 0);
  }

  /** Predictions with lower and upper bounds. */
  PredictedRows(
      PredictionStream predictions, PredictionInterval interval, IntervalKind kind, double level) {
    this(predictions, interval, kind, interval.critical(level), predictions.capacity());
  }

  private PredictedRows(
      PredictionStream predictions,
      PredictionInterval interval,
      IntervalKind kind,
      double critical,
      int capacity) {
    this.predictions = predictions;
    this.interval = interval;
    this.kind = kind;
    this.critical = critical;
    middles = new double[capacity];
    halfWidths = new double[capacity];
  }

  /** Numbers of a row: 1, or 3 with an interval. */
  int columns() {
    return interval == null ? 1 : 3;
  }

  /** How many rows come at once at most. */
  int capacity() {
    return predictions.capacity();
  }

  /**
   * Computes the next rows.
   *
   * @param block overwritten, [rows, columns]; NaN for what is missing
   * @return how many rows; 0 at the end
   */
  int next(double[] block) {
    if (interval == null) {
      return predictions.next(block);
    }
    int count = predictions.next(middles);
    if (count > 0) {
      predictions.halfWidths(interval, kind, critical, halfWidths);
    }
    for (int i = 0; i < count; i++) {
      // A row with a missing feature has no interval, even if its prediction does not need it.
      double half = Double.isNaN(middles[i]) ? Double.NaN : halfWidths[i];
      block[3 * i] = middles[i];
      block[3 * i + 1] = middles[i] - half;
      block[3 * i + 2] = middles[i] + half;
    }
    return count;
  }
}
