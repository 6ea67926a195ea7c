package io.github.fallline.model;

import io.github.fallline.blas.Blas;
import io.github.fallline.blas.Scratch;
import io.github.fallline.blas.Window;

/**
 * The predictions of one model, tile by tile, with the memory that takes. One thread uses it at a
 * time; until it is closed, BLAS runs on one thread.
 *
 * <p>BLAS adds the products of a row in an order that depends on how many rows a call has: the last
 * one to three rows of a call, and some counts such as 12 or 20, come out different in the last
 * bits. So every call here has the same number of rows, a power of two, and the last one is filled
 * up: that makes a row's prediction its own.
 */
final class Predictor implements AutoCloseable {
  private static final int CALL_ROWS = 64;
  private static final int MOST_ROWS = 4096;
  private static final int TILE_DOUBLES = 1 << 19;

  private final Scratch scratch = new Scratch();
  private final Window weights;
  private final Window filled;
  private final Window products;
  private final double intercept;
  private final Link link;
  private final int capacity;
  private final Blas.SingleThread singleThread;

  Predictor(LinearModel model) {
    int d = model.featureNames().size();
    capacity = Math.max(1, Math.min(MOST_ROWS, TILE_DOUBLES / d) / CALL_ROWS) * CALL_ROWS;
    weights = scratch.window(d, 1);
    weights.write(model.coefficientArray());
    filled = scratch.window(CALL_ROWS, d);
    products = scratch.window(capacity, 1);
    intercept = model.intercept();
    link = model.link();
    singleThread = Blas.singleThread();
  }

  /** Rows a tile has at most: some 4 MB of doubles, 64 to 4096 rows. */
  int capacity() {
    return capacity;
  }

  /**
   * Predicts the rows of a window.
   *
   * @param rows [n, d], n not above {@link #capacity()}; moved meanwhile, at the end where it was
   * @param predictions overwritten from 0 to n
   */
  void predict(Window rows, double[] predictions) {
    int n = rows.rows();
    long first = rows.firstRow();
    int whole = n - n % CALL_ROWS;
    for (int row = 0; row < whole; row += CALL_ROWS) {
      rows.moveTo(first + row, CALL_ROWS);
      Blas.multiply(rows, weights, products.moveTo(row, CALL_ROWS));
    }
    if (whole < n) {
      Blas.copy(rows.moveTo(first + whole, n - whole), filled.moveTo(0, n - whole));
      Blas.multiply(filled.moveTo(0, CALL_ROWS), weights, products.moveTo(whole, CALL_ROWS));
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
    scratch.close();
  }
}
