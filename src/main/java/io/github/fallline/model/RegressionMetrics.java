package io.github.fallline.model;

import io.github.fallline.data.InvalidDataException;
import io.github.fallline.data.RowExposures;
import io.github.fallline.data.RowStream;
import io.github.fallline.data.Tile;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How good predictions are on labelled rows.
 *
 * @param rows how many rows were predicted, at least one
 * @param mse mean of (prediction - target) squared
 * @param rmse its square root, in units of the target
 * @param mae mean of |prediction - target|
 * @param r2 1 - (sum of squared errors) / (sum of squares of the targets about their mean): 1 is
 *     perfect, 0 as good as the mean, below 0 worse. NaN when the target is constant
 */
public record RegressionMetrics(long rows, double mse, double rmse, double mae, double r2) {
  /** Checks the ranges; a NaN is in all of them. */
  public RegressionMetrics {
    if (rows < 1) {
      throw new IllegalArgumentException("rows: metrics need at least one, got " + rows);
    }
    requireRange("mse", mse, mse < 0);
    requireRange("rmse", rmse, rmse < 0);
    requireRange("mae", mae, mae < 0);
    requireRange("r2", r2, r2 > 1);
  }

  private static void requireRange(String name, double value, boolean outside) {
    if (outside) {
      throw new IllegalArgumentException(name + ": cannot be " + value);
    }
  }

  /**
   * The metrics of a model on rows, in one pass; where rows have weights, weighted.
   *
   * @param rows have the model's features, in its order, and targets
   * @throws IllegalArgumentException when the features are others than the model's, naming the
   *     first difference, or when there are no rows
   * @throws InvalidDataException when the targets are so small that their squares are below the
   *     range of a double
   */
  public static RegressionMetrics of(LinearModel model, RowStream rows) {
    return of(model, rows, Response.PLAIN, null);
  }

  /**
   * The metrics of the predictions of the target.
   *
   * @param response how they follow from those of the model
   * @param exposures of the rows, filled before or while they are read; null unless the response
   *     has one
   * @see #of(LinearModel, RowStream)
   */
  public static RegressionMetrics of(
      LinearModel model, RowStream rows, Response response, @Nullable RowExposures exposures) {
    requireSameFeatures(model.featureNames(), rows.featureNames());
    ErrorStatistics statistics = ErrorStatistics.NONE;
    try (BatchPredictor predictor = new BatchPredictor(model, rows::offset);
        Tile tile = rows.newTile(predictor.capacity());
        RowStream.Pass pass = rows.pass(predictor.capacity())) {
      double[] predictions = new double[predictor.capacity()];
      double[] work = new double[predictor.capacity()];
      while (pass.next(tile)) {
        predictor.predict(tile.features(), predictions);
        response.apply(predictions, tile.rows(), exposures, work);
        statistics = statistics.merge(statistics(predictions, tile));
      }
    }
    if (statistics.areTooSmall()) {
      throw new InvalidDataException(
          "column '%s': its squares are below the range of a double; rescale it"
              .formatted(rows.targetName()));
    }
    return statistics.metrics();
  }

  private static ErrorStatistics statistics(double[] predictions, Tile tile) {
    double[] weights = tile.isWeighted() ? tile.weights() : null;
    return ErrorStatistics.of(predictions, tile.targets(), weights, tile.rows());
  }

  /** Refuses rows of other features than a model's, naming the first difference. */
  static void requireSameFeatures(List<String> expected, List<String> found) {
    for (int j = 0; j < Math.min(expected.size(), found.size()); j++) {
      if (!expected.get(j).equals(found.get(j))) {
        throw new IllegalArgumentException(
            "rows: feature %d is '%s', the model's is '%s'; pass the model's features in its order"
                .formatted(j + 1, found.get(j), expected.get(j)));
      }
    }
    if (expected.size() != found.size()) {
      throw new IllegalArgumentException(
          "rows: expected the model's %d features, got %d; %s"
              .formatted(expected.size(), found.size(), firstBeyond(expected, found)));
    }
  }

  private static String firstBeyond(List<String> expected, List<String> found) {
    return expected.size() > found.size()
        ? "'" + expected.get(found.size()) + "' is missing"
        : "'" + found.get(expected.size()) + "' is too many";
  }
}
