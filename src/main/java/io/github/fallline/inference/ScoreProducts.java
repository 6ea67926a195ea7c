package io.github.fallline.inference;

import io.github.fallline.blas.Blas;
import io.github.fallline.blas.RowView;
import io.github.fallline.blas.Workspace;

/**
 * The sum of s s' over the rows of a tile, for vectors s that are multiples of z. Of one thread.
 */
final class ScoreProducts implements AutoCloseable {
  private final Workspace workspace = new Workspace();
  private final int size;
  private final double[] scores;
  private final double[] products;
  private final RowView matrix;
  private final RowView gram;

  /**
   * @param size elements of z, at least one
   */
  ScoreProducts(int tileRows, int size) {
    this.size = size;
    scores = new double[tileRows * size];
    products = new double[size * size];
    matrix = workspace.view(tileRows, size);
    gram = workspace.view(size, size);
  }

  /**
   * Sets s = factor z of some rows.
   *
   * @param from the first of them in the tile
   * @param factors from 0 on
   * @param z element k of row r at {@code [k][r]}
   */
  void set(int from, int rows, double[] factors, double[][] z) {
    for (int k = 0; k < size; k++) {
      set(from * size + k, rows, factors, z[k]);
    }
  }

  private void set(int first, int rows, double[] factors, double[] column) {
    for (int r = 0; r < rows; r++) {
      scores[first + r * size] = factors[r] * column[r];
    }
  }

  /**
   * Computes the sum over the rows that were set.
   *
   * @param sums overwritten from {@code place} on, [size, size]; the upper triangle
   */
  void sum(int rows, double[] sums, int place) {
    matrix.moveTo(0, rows).write(scores);
    Blas.gram(matrix, gram);
    gram.read(products);
    System.arraycopy(products, 0, sums, place, products.length);
  }

  @Override
  public void close() {
    workspace.close();
  }
}
