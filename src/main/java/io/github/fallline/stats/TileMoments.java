package io.github.fallline.stats;

import io.github.fallline.blas.Blas;
import io.github.fallline.blas.Precision;
import io.github.fallline.blas.RowView;
import io.github.fallline.blas.Workspace;
import io.github.fallline.data.Tile;
import io.github.fallline.parallel.TileSize;
import java.util.Arrays;

/**
 * The moments of one tile, or only the statistics of its columns.
 *
 * <p>Rows are copied, a block at a time, less the origin; sums are centred by algebra.
 */
final class TileMoments implements AutoCloseable {
  private final Workspace workspace = new Workspace();
  private final boolean pairs;
  private final int features;
  private final TargetReader targets;
  private final int count;
  private final RowView shifted;

  /** The roots of the rows' weights. */
  private final RowView ones;

  private final RowView negatedFirst;
  private final RowView sums;
  private final RowView shiftedTargets;
  private final RowView crossSums;
  private final RowView gram;
  private final double[] feature;
  private final double[] cross;
  private final double[] first;
  private final double[] target;
  private final double[] targetSums;
  private final double[] block;
  private final int blockRows;

  /** A buffer to convert floats to doubles and to weight rows; empty until needed. */
  private double[] numbers = {};

  private final double[] roots;
  private final boolean floats;
  private boolean weighted;
  double weight;

  /** The row that is subtracted from all others: the first of the largest weight. */
  private int origin;

  /** The weight; 1 where it is 0, and all sums are. */
  private double divisor;

  int rows;
  final double[] means;
  final double[] squares;
  final double[] products;

  TileMoments(
      int features, TargetReader targets, int tileRows, boolean pairs, Precision precision) {
    this.features = features;
    this.targets = targets;
    count = targets.count();
    this.pairs = pairs;
    int width = features + count - 1;
    blockRows = pairs ? Math.min(tileRows, TileSize.rowsForMoments(width)) : tileRows;
    shifted = workspace.view(blockRows, features);
    ones = workspace.view(tileRows, 1);
    roots = new double[tileRows];
    Arrays.fill(roots, 1);
    ones.write(roots);
    negatedFirst = workspace.view(features, 1);
    sums = workspace.view(features, 1);
    shiftedTargets = workspace.view(tileRows, count);
    crossSums = workspace.view(features, count);
    gram = workspace.view(pairs ? features : 1, pairs ? features : 1);
    feature = new double[features];
    cross = new double[features * count];
    first = new double[features];
    target = new double[tileRows * count];
    targetSums = new double[count];
    block = new double[pairs ? features * features : 0];
    floats = precision != Precision.DOUBLE;
    means = new double[features + count];
    squares = new double[features + count];
    products = new double[pairs ? Moments.length(features, count) : 0];
  }

  void compute(Tile tile) {
    rows = tile.rows();
    weight = rows;
    if (tile.isWeighted() || weighted) {
      takeWeights(tile);
    }
    divisor = weight == 0 ? 1 : weight;
    readOrigin(tile);
    shiftTargets(tile);
    sums.clear();
    for (int from = 0; from < rows; from += blockRows) {
      int some = Math.min(blockRows, rows - from);
      tile.select(from, some);
      shiftFeatures(tile, from, some);
      Blas.addTransposed(shifted, ones, sums);
      if (pairs) {
        addProducts(from);
      } else {
        addSquares(from);
      }
    }
    tile.select(0, rows);
    sums.read(feature);
    for (int j = 0; j < features; j++) {
      means[j] = first[j] + feature[j] / divisor;
    }
    if (pairs) {
      centreProducts();
      System.arraycopy(squares, features, products, products.length - count, count);
    } else {
      centreSquares();
    }
    keepSmallSquares(tile);
  }

  /** Ensures that squares are not 0 in a column that is not constant. */
  private void keepSmallSquares(Tile tile) {
    double[] sums = pairs ? products : squares;
    int stride = pairs ? features + count + 1 : 1;
    for (int j = 0; j < features; j++) {
      boolean small = sums[j * stride] < ColumnStatistics.LEAST_SQUARES;
      if (small && Math.abs(first[j]) < ColumnStatistics.LARGEST_OF_SMALL && varies(tile, j)) {
        sums[j * stride] = ColumnStatistics.LEAST_SQUARES;
      }
    }
  }

  /** Whether rows that count differ in a feature. */
  private boolean varies(Tile tile, int column) {
    if (Blas.columnMagnitude(tile.features(), column) == 0) {
      return false;
    }
    boolean varies = false;
    for (int from = 0; from < rows && !varies; from += blockRows) {
      int some = Math.min(blockRows, rows - from);
      tile.select(from, some);
      readNumbers(tile);
      for (int i = 0; i < some; i++) {
        boolean counts = !weighted || roots[from + i] > 0;
        varies |= counts && numbers[i * features + column] != first[column];
      }
    }
    tile.select(0, rows);
    return varies;
  }

  private void takeWeights(Tile tile) {
    weighted = tile.isWeighted();
    weight = 0;
    origin = 0;
    for (int i = 0; i < rows; i++) {
      weight += tile.weight(i);
      origin = tile.weight(i) > tile.weight(origin) ? i : origin;
      roots[i] = Math.sqrt(tile.weight(i));
    }
    ones.moveTo(0, rows).write(roots);
  }

  private void readOrigin(Tile tile) {
    tile.select(origin, 1);
    tile.features().read(first);
    for (int j = 0; j < features; j++) {
      feature[j] = -first[j];
    }
    negatedFirst.write(feature);
  }

  /** Computes the selected rows less the origin, weighted, into {@link #shifted}. */
  private void shiftFeatures(Tile tile, int from, int some) {
    shifted.moveTo(0, some);
    ones.moveTo(from, some);
    if (weighted) {
      weighFeatures(tile, from, some);
      return;
    }
    if (floats) {
      readNumbers(tile);
      shifted.write(numbers);
    } else {
      Blas.copy(tile.features(), shifted);
    }
    Blas.addOuter(ones, negatedFirst, shifted);
  }

  private void readNumbers(Tile tile) {
    if (numbers.length == 0) {
      numbers = new double[blockRows * features];
    }
    tile.features().read(numbers);
  }

  /** Subtracts first and then weights: differences are rounded far less than the features. */
  private void weighFeatures(Tile tile, int from, int some) {
    readNumbers(tile);
    for (int i = 0; i < some; i++) {
      for (int j = 0; j < features; j++) {
        int place = i * features + j;
        numbers[place] = roots[from + i] * (numbers[place] - first[j]);
      }
    }
    shifted.write(numbers);
  }

  /**
   * Computes the targets less that of the origin into {@link #shiftedTargets}, and their own sums.
   */
  private void shiftTargets(Tile tile) {
    targets.read(tile, 0, rows, target);
    for (int t = 0; t < count; t++) {
      double firstTarget = target[origin * count + t];
      double sum = 0;
      boolean varies = false;
      for (int i = t; i < rows * count; i += count) {
        double root = weighted ? roots[i / count] : 1;
        varies |= target[i] != firstTarget && root > 0;
        target[i] = (target[i] - firstTarget) * root;
        sum += target[i] * root;
      }
      targetSums[t] = sum;
      squares[features + t] = varies ? 1 : 0;
      means[features + t] = firstTarget + sum / divisor;
    }
    shiftedTargets.moveTo(0, rows).write(target);
    for (int t = 0; t < count; t++) {
      double sum = targetSums[t];
      double square = Blas.columnSquares(shiftedTargets, t) - sum * sum / divisor;
      squares[features + t] = ColumnStatistics.atLeast(square, squares[features + t] > 0);
    }
  }

  /** Adds the products of the block that begins at a row of the tile. */
  private void addProducts(int from) {
    RowView wanted = shiftedTargets.moveTo(from, shifted.rows());
    if (from == 0) {
      Blas.gram(shifted, gram);
    } else {
      Blas.addGram(shifted, gram);
    }
    if (count > 1) {
      addCrossProducts(wanted, from == 0);
    } else if (from == 0) { // the general product costs more on one column
      Blas.multiplyTransposed(shifted, wanted, crossSums);
    } else {
      Blas.addTransposed(shifted, wanted, crossSums);
    }
  }

  private void addCrossProducts(RowView wanted, boolean begins) {
    if (begins) {
      Blas.multiplyTransposedMatrices(shifted, wanted, crossSums);
    } else {
      Blas.addTransposedMatrices(shifted, wanted, crossSums);
    }
  }

  private void centreProducts() {
    crossSums.read(cross);
    gram.read(block);
    int width = features + count;
    for (int j = 0; j < features; j++) {
      double mean = feature[j] / divisor;
      for (int k = j; k < features; k++) {
        products[j * width + k] = block[j * features + k] - mean * feature[k];
      }
      for (int t = 0; t < count; t++) {
        products[j * width + features + t] = cross[j * count + t] - mean * targetSums[t];
      }
    }
  }

  private void addSquares(int from) {
    for (int j = 0; j < features; j++) {
      double square = Blas.columnSquares(shifted, j);
      squares[j] = from == 0 ? square : squares[j] + square;
    }
  }

  private void centreSquares() {
    for (int j = 0; j < features; j++) {
      squares[j] -= feature[j] * feature[j] / divisor;
    }
  }

  @Override
  public void close() {
    workspace.close();
  }
}
