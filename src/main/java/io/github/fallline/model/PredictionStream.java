package io.github.fallline.model;

import io.github.fallline.data.RowStream;
import io.github.fallline.data.Tile;

/**
 * The predictions of a model for rows of any number, in their order, as they are read: bit for bit
 * those of {@link LinearModel#predict(org.nd4j.linalg.api.ndarray.INDArray)}.
 *
 * <p>Until it is closed, BLAS runs on one thread.
 */
public final class PredictionStream implements AutoCloseable {
  private final BatchPredictor predictor;
  private final Tile tile;
  private final RowStream.Pass pass;

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

  @Override
  public void close() {
    pass.close();
    tile.close();
    predictor.close();
  }
}
