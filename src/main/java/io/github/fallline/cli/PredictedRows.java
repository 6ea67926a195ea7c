package io.github.fallline.cli;

import io.github.fallline.data.RowExposures;
import io.github.fallline.files.InputException;
import io.github.fallline.model.IntervalKind;
import io.github.fallline.model.PredictionInterval;
import io.github.fallline.model.PredictionStream;
import io.github.fallline.model.Response;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** The numbers that {@code predict} writes for each row: a prediction, or also an interval. */
final class PredictedRows implements RowNumbers {
  private final PredictionStream predictions;
  private final @Nullable PredictionInterval interval;
  private final @Nullable IntervalKind kind;
  private final double critical;
  private final Response response;
  private final Optional<RowExposures> exposures;
  private final Optional<LongFunction<InputException>> lacking;
  private final double[] middles;
  private final double[] halfWidths;
  private long row;

  /**
   * Predictions alone.
   *
   * @param response how they follow from those of the model
   * @param exposures of the rows, filled as they are read; present if the response has one
   * @param lacking the error for a row without an exposure; empty if it has no prediction
   */
  PredictedRows(
      PredictionStream predictions,
      Response response,
      Optional<RowExposures> exposures,
      Optional<LongFunction<InputException>> lacking) {
    this(predictions, response, exposures, lacking, null, null, 0);
  }

  /** Predictions with lower and upper bounds. */
  PredictedRows(
      PredictionStream predictions,
      Response response,
      PredictionInterval interval,
      IntervalKind kind,
      double level) {
    this(
        predictions,
        response,
        Optional.empty(),
        Optional.empty(),
        interval,
        kind,
        interval.critical(level));
  }

  private PredictedRows(
      PredictionStream predictions,
      Response response,
      Optional<RowExposures> exposures,
      Optional<LongFunction<InputException>> lacking,
      @Nullable PredictionInterval interval,
      @Nullable IntervalKind kind,
      double critical) {
    this.predictions = predictions;
    this.response = response;
    this.exposures = exposures;
    this.lacking = lacking;
    this.interval = interval;
    this.kind = kind;
    this.critical = critical;
    middles = new double[predictions.capacity()];
    halfWidths = new double[predictions.capacity()];
  }

  /** The names of the numbers of a row. */
  static List<String> names(boolean intervals) {
    return intervals ? List.of("prediction", "lower", "upper") : List.of("prediction");
  }

  @Override
  public List<String> names() {
    return names(interval != null);
  }

  @Override
  public int columns() {
    return interval == null ? 1 : 3;
  }

  @Override
  public int capacity() {
    return predictions.capacity();
  }

  @Override
  public int next(double[] block) {
    int count = predictions.next(middles);
    if (interval == null || kind == null) {
      response.apply(middles, count, exposures.orElse(null), halfWidths);
      requireExposures(count);
      System.arraycopy(middles, 0, block, 0, count);
      return count;
    }
    if (count > 0) {
      predictions.halfWidths(interval, kind, critical, halfWidths);
    }
    for (int i = 0; i < count; i++) {
      // A row with a missing feature has no interval, even if its prediction does not need it.
      double half = Double.isNaN(middles[i]) ? Double.NaN : halfWidths[i];
      block[3 * i] = response.prediction(middles[i], 1);
      block[3 * i + 1] = bound(kind, middles[i] - half);
      block[3 * i + 2] = bound(kind, middles[i] + half);
    }
    return count;
  }

  private void requireExposures(int count) {
    for (int i = 0; exposures.isPresent() && lacking.isPresent() && i < count; i++) {
      if (Double.isNaN(halfWidths[i])) { // the exposures
        throw lacking.get().apply(row + i);
      }
    }
    row += count;
  }

  private double bound(IntervalKind kind, double ofModel) {
    return response.logTarget().isPresent()
        ? response.logTarget().get().bound(kind, ofModel)
        : ofModel;
  }
}
