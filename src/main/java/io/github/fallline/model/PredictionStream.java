package io.github.fallline.model;

import io.github.fallline.blas.RowView;
import io.github.fallline.data.RowStream;
import io.github.fallline.data.Tile;

/**
 * The predictions of a model for rows of any number, in their order, as they are read: bit for bit
 * those of {@link LinearModel#predict(org.nd4j.linalg.api.ndarray.INDArray)}.
 *
 * <p>Until it is closed, BLAS runs on one thread.
 */
public final class PredictionStream implements AutoCloseable {
  /** Rows whose features are read at once for intervals. */
  private static final int ROWS_AT_ONCE = 16;

  private final BatchPredictor predictor;
  private final Tile tile;
  private final RowStream.Pass pass;
  private final double[] numbers;
  private final double[] work;

  /**
   * Starts the one pass over the rows.
   *
   * @param rows have the model's features, in its order; they stay the caller's to close
   * @throws IllegalArgumentException when the features are others than the model's, naming the
   *     first difference
   */
  public PredictionStream(LinearModel model, RowStream rows) {
    RegressionMetrics.requireSameFeatures(model.featureNames(), rows.featureNames());
    predictor = new BatchPredictor(model);
    try {
      tile = rows.newTile(predictor.capacity());
    } catch (RuntimeException | Error e) {
      predictor.close();
      throw e;
    }
    pass = rows.features(predictor.capacity());
    numbers = new double[ROWS_AT_ONCE * model.featureNames().size()];
    work = new double[model.featureNames().size()];
  }

  /** How many predictions come at once at most. */
  public int capacity() {
    return predictor.capacity();
  }

  /**
   * Predicts the next rows.
   *
   * @param predictions overwritten from 0 on, NaN for a row with a NaN; has room for {@link
   *     #capacity()}
   * @return how many there are; 0 at the end
   * @throws io.github.fallline.files.InputException if the rows come from a text that cannot be
   *     read, or that contains something other than numbers
   */
  public int next(double[] predictions) {
    if (!pass.next(tile)) {
      return 0;
    }
    predictor.predict(tile.features(), predictions);
    return tile.rows();
  }

  /**
   * Computes intervals about the predictions that {@link #next} returned last: each is from the
   * prediction less the half width to the prediction plus the half width.
   *
   * @param interval of the model
   * @param kind of the intervals
   * @param critical of {@link PredictionInterval#critical}
   * @param halfWidths overwritten from 0 on, NaN for a row with a NaN; as long as the predictions
   */
  public void halfWidths(
      PredictionInterval interval, IntervalKind kind, double critical, double[] halfWidths) {
    RowView features = tile.features();
    long first = features.firstRow();
    int count = tile.rows();
    int columns = work.length;
    for (int row = 0; row < count; row += ROWS_AT_ONCE) {
      int some = Math.min(ROWS_AT_ONCE, count - row);
      features.moveTo(first + row, some).read(numbers);
      for (int i = 0; i < some; i++) {
        halfWidths[row + i] = interval.halfWidth(kind, critical, numbers, i * columns, work);
      }
    }
    features.moveTo(first, count);
  }

  @Override
  public void close() {
    pass.close();
    tile.close();
    predictor.close();
  }
}
