package io.github.fallline.model;

import io.github.fallline.blas.Blas;
import io.github.fallline.blas.Precision;
import io.github.fallline.blas.RowView;
import io.github.fallline.blas.Workspace;
import java.util.function.IntToDoubleFunction;

/**
 * Computes the predictions of one model tile by tile, with the memory for it. One thread uses it at
 * a time; until it is closed, BLAS runs on one thread.
 *
 * <p>BLAS adds the products of a row in an order that depends on how many rows a call has: the last
 * one to three rows of a call, and some counts such as 12 or 20, come out different in the last
 * bits. So every call here has the same number of rows, a power of two, and the last one is filled
 * up: that makes a row's prediction its own.
 */
final class BatchPredictor implements AutoCloseable {
  private static final int CALL_ROWS = 64;
  private static final int MOST_ROWS = 4096;
  private static final int TILE_DOUBLES = 1 << 19;

  private final Workspace workspace = new Workspace();
  private final RowView weights;
  private final RowView filled;
  private final RowView products;
  private final double[] numbers;
  private final double intercept;
  private final Link link;
  private final int capacity;
  private final Blas.SingleThread singleThread;

  /** Predictions from features as they are. */
  BatchPredictor(LinearModel model) {
    this(model, feature -> 0);
  }

  /**
   * Predictions from features that are stored less an origin.
   *
   * @param offsets the origin of each
   */
  BatchPredictor(LinearModel model, IntToDoubleFunction offsets) {
    int d = model.featureNames().size();
    capacity = Math.max(1, Math.min(MOST_ROWS, TILE_DOUBLES / d) / CALL_ROWS) * CALL_ROWS;
    weights = workspace.view(d, 1);
    double[] coefficients = model.coefficientArray();
    weights.write(coefficients);
    filled = workspace.view(CALL_ROWS, d);
    products = workspace.view(capacity, 1);
    numbers = new double[CALL_ROWS * d];
    double sum = model.intercept();
    for (int j = 0; j < d; j++) {
      sum += coefficients[j] * offsets.applyAsDouble(j);
    }
    intercept = sum;
    link = model.link();
    singleThread = Blas.singleThread();
  }

  /** Rows a tile has at most: some 4 MB of doubles, 64 to 4096 rows. */
  int capacity() {
    return capacity;
  }

  /**
   * Predicts the rows of a window, computing with doubles whatever it holds.
   *
   * @param rows [n, d], n not above {@link #capacity()}; moved meanwhile, at the end where it was
   * @param predictions overwritten from 0 to n
   */
  void predict(RowView rows, double[] predictions) {
    int n = rows.rows();
    long first = rows.firstRow();
    for (int row = 0; row < n; row += CALL_ROWS) {
      int count = Math.min(CALL_ROWS, n - row);
      rows.moveTo(first + row, count);
      boolean inPlace = count == CALL_ROWS && rows.precision() == Precision.DOUBLE;
      if (!inPlace) {
        rows.read(numbers);
        filled.moveTo(0, count).write(numbers);
        filled.moveTo(0, CALL_ROWS);
      }
      Blas.multiply(inPlace ? rows : filled, weights, products.moveTo(row, CALL_ROWS));
    }
    rows.moveTo(first, n);
    products.moveTo(0, n).read(predictions);
    for (int i = 0; i < n; i++) {
      predictions[i] = link.prediction(predictions[i] + intercept);
    }
  }

  @Override
  public void close() {
    singleThread.close();
    workspace.close();
  }
}
