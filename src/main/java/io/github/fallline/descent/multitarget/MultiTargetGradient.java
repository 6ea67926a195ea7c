package io.github.fallline.descent.multitarget;

import io.github.fallline.blas.Blas;
import io.github.fallline.blas.RowView;
import io.github.fallline.blas.Workspace;
import io.github.fallline.data.Tile;
import io.github.fallline.descent.scaling.FeatureScaling;
import io.github.fallline.parallel.TileSize;

/**
 * Sums of squared errors and their gradients over rows, at one point for each of several targets:
 * all predictions by one product of matrices, all sums of slope times row by another while the rows
 * are in cache. Allocates nothing after construction.
 *
 * <p>Weights and sums are laid out target by target, [k, d], as the parameters are.
 */
final class MultiTargetGradient implements AutoCloseable {
  private final Workspace workspace = new Workspace();
  private final FeatureScaling scaling;
  private final int targets;
  private final int features;
  private final int mostRows;
  private final RowView weights;
  private final RowView products;
  private final RowView slopeProducts;
  private final double[] allWeights;
  private final double[] ownWeights;
  private final double[] constants;
  private final double[] slopes;
  private final MultiTargetSums sums;
  private boolean empty;

  MultiTargetGradient(int targets, FeatureScaling scaling) {
    this.targets = targets;
    this.scaling = scaling;
    features = scaling.features();
    mostRows = TileSize.rows(features + targets);
    weights = workspace.view(targets, features);
    products = workspace.view(mostRows, targets);
    slopeProducts = workspace.view(targets, features);
    allWeights = new double[targets * features];
    ownWeights = new double[features];
    constants = new double[targets];
    slopes = new double[mostRows * targets];
    sums = new MultiTargetSums(targets, features);
  }

  /**
   * Sets the points and clears all sums.
   *
   * @param points one a target
   */
  void start(double[][] points) {
    for (int t = 0; t < targets; t++) {
      constants[t] = scaling.toWeights(points[t], ownWeights);
      System.arraycopy(ownWeights, 0, allWeights, t * features, features);
    }
    weights.write(allWeights);
    clear();
  }

  /** Clears all sums. */
  void clear() {
    sums.clear();
    empty = true;
  }

  /**
   * Adds rows of a tile.
   *
   * @param wanted the targets of all rows of the tile, [rows, k]
   * @param from the first row to add, counted from the tile's first
   * @param count rows from there on
   */
  void add(Tile tile, double[] wanted, int from, int count) {
    for (int done = 0; done < count; done += mostRows) {
      addSome(tile, wanted, from + done, Math.min(mostRows, count - done));
    }
  }

  private void addSome(Tile tile, double[] wanted, int from, int count) {
    tile.select(from, count);
    products.moveTo(0, count);
    Blas.multiplyByTransposed(tile.features(), weights, products);
    products.read(slopes);
    int place = 0;
    for (int i = from; i < from + count; i++) {
      double weight = tile.weight(i);
      for (int t = 0; t < targets; t++, place++) {
        double residual = slopes[place] + constants[t] - wanted[i * targets + t];
        slopes[place] = sums.addResidual(t, residual, weight);
      }
    }
    products.write(slopes);
    if (empty) {
      Blas.multiplyTransposedMatrices(products, tile.features(), slopeProducts);
      empty = false;
    } else {
      Blas.addTransposedMatrices(products, tile.features(), slopeProducts);
    }
  }

  /** The sums since the start, of at least one row; valid until more rows are added. */
  MultiTargetSums sums() {
    slopeProducts.read(sums.products());
    return sums;
  }

  @Override
  public void close() {
    workspace.close();
  }
}
