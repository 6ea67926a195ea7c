package io.github.fallline.descent;

import io.github.fallline.blas.Blas;
import io.github.fallline.blas.Precision;
import io.github.fallline.blas.Scratch;
import io.github.fallline.blas.Window;
import io.github.fallline.data.RowSource;
import io.github.fallline.data.Tile;
import java.util.Arrays;
import java.util.function.BiConsumer;

/**
 * The pass over the rows that computes their moments, or the columns' alone where the data is wide.
 *
 * <p>Each tile is copied less its own first row, which keeps columns with a large mean exact
 * (rounding grows with the tile's rows, not with mean over deviation), and then centred by algebra;
 * tiles are merged in order. Floats are computed with as doubles: what the moments tell of the rows
 * as they are stored is as exact for them. The moments are those of the features as stored, less
 * their origins.
 */
final class MomentsPass {
  private final RowSource source;
  private final Workers workers;
  private final int features;

  MomentsPass(RowSource source, Workers workers) {
    this.source = source;
    this.workers = workers;
    features = source.featureNames().size();
  }

  /** All pairs of columns: n d^2 operations. */
  Moments moments() {
    Moments total = new Moments(features + 1);
    run(
        true,
        new OrderedMerge<>(total, () -> new Moments(features + 1), Moments::merge),
        (part, tile) -> part.set(tile.rows, tile.means, tile.products));
    return total;
  }

  /** The columns alone: n d operations. */
  ColumnStatistics columns() {
    ColumnStatistics total = new ColumnStatistics(features + 1);
    run(
        false,
        new OrderedMerge<>(
            total, () -> new ColumnStatistics(features + 1), ColumnStatistics::merge),
        (part, tile) -> part.set(tile.rows, tile.means, tile.squares));
    return total;
  }

  private <T> void run(boolean pairs, OrderedMerge<T> merge, BiConsumer<T, TileMoments> fill) {
    int tileRows = pairs ? TileSize.rowsForMoments(features) : TileSize.rows(features);
    workers.run(
        source.pass(tileRows),
        () -> new Work<>(source.newTile(tileRows), tileRows, pairs, merge, fill));
  }

  /** What a thread does: the moments of a tile, and handing them in. */
  private final class Work<T> implements Workers.TileWork {
    private final Tile tile;
    private final TileMoments moments;
    private final OrderedMerge<T> merge;
    private final BiConsumer<T, TileMoments> fill;

    Work(
        Tile tile,
        int tileRows,
        boolean pairs,
        OrderedMerge<T> merge,
        BiConsumer<T, TileMoments> fill) {
      this.tile = tile;
      this.merge = merge;
      this.fill = fill;
      moments = new TileMoments(features, tileRows, pairs, source.precision());
    }

    @Override
    public Tile tile() {
      return tile;
    }

    @Override
    public void work() {
      moments.compute(tile);
      T part = merge.part();
      fill.accept(part, moments);
      merge.add(tile.index(), part);
    }

    @Override
    public void close() {
      tile.close();
      moments.close();
    }
  }

  /** The moments of one tile. */
  private static final class TileMoments implements AutoCloseable {
    private final Scratch scratch = new Scratch();
    private final boolean pairs;
    private final int features;
    private final Window shifted;
    private final Window ones;
    private final Window negatedFirst;
    private final Window sums;
    private final Window targets;
    private final Window crossSums;
    private final Window gram;
    private final double[] feature;
    private final double[] cross;
    private final double[] first;
    private final double[] target;
    private final double[] block;

    /** Where floats become doubles; null for doubles. */
    private final double[] numbers;

    private int rows;
    private final double[] means;
    private final double[] squares;
    private final double[] products;

    TileMoments(int features, int tileRows, boolean pairs, Precision precision) {
      this.features = features;
      this.pairs = pairs;
      shifted = scratch.window(tileRows, features);
      ones = scratch.window(tileRows, 1);
      double[] one = new double[tileRows];
      Arrays.fill(one, 1);
      ones.write(one);
      negatedFirst = scratch.window(features, 1);
      sums = scratch.window(features, 1);
      targets = scratch.window(tileRows, 1);
      crossSums = scratch.window(features, 1);
      gram = scratch.window(pairs ? features : 1, pairs ? features : 1);
      feature = new double[features];
      cross = new double[features];
      first = new double[features];
      target = new double[tileRows];
      block = new double[pairs ? features * features : 0];
      numbers = precision == Precision.DOUBLE ? null : new double[tileRows * features];
      means = new double[features + 1];
      squares = new double[features + 1];
      products = new double[pairs ? (features + 1) * (features + 1) : 0];
    }

    void compute(Tile tile) {
      rows = tile.rows();
      shiftFeatures(tile);
      double targetSum = shiftTargets(tile);
      sums.clear();
      Blas.addTransposed(shifted, ones, sums);
      sums.read(feature);
      for (int j = 0; j < features; j++) {
        means[j] = first[j] + feature[j] / rows;
      }
      if (pairs) {
        pairProducts(targetSum);
      } else {
        columnSquares();
      }
      double targetSquares = Blas.dot(targets, targets) - targetSum * targetSum / rows;
      squares[features] = targetSquares;
      if (pairs) {
        products[products.length - 1] = targetSquares;
      }
    }

    private void shiftFeatures(Tile tile) {
      shifted.moveTo(0, rows);
      ones.moveTo(0, rows);
      if (numbers == null) {
        Blas.copy(tile.features(), shifted);
      } else {
        tile.features().read(numbers);
        shifted.write(numbers);
      }
      shifted.moveTo(0, 1).read(first);
      for (int j = 0; j < features; j++) {
        feature[j] = -first[j];
      }
      negatedFirst.write(feature);
      Blas.addOuter(ones, negatedFirst, shifted.moveTo(0, rows));
    }

    /**
     * Leaves the targets less their first in {@link #targets}; sets their mean; returns the sum.
     */
    private double shiftTargets(Tile tile) {
      double firstTarget = tile.targets()[0];
      double sum = 0;
      for (int i = 0; i < rows; i++) {
        target[i] = tile.targets()[i] - firstTarget;
        sum += target[i];
      }
      targets.moveTo(0, rows).write(target);
      means[features] = firstTarget + sum / rows;
      return sum;
    }

    private void pairProducts(double targetSum) {
      crossSums.clear();
      Blas.addTransposed(shifted, targets, crossSums);
      crossSums.read(cross);
      Blas.gram(shifted, gram);
      gram.read(block);
      int width = features + 1;
      for (int j = 0; j < features; j++) {
        double mean = feature[j] / rows;
        for (int k = j; k < features; k++) {
          products[j * width + k] = block[j * features + k] - mean * feature[k];
        }
        products[j * width + features] = cross[j] - mean * targetSum;
      }
    }

    private void columnSquares() {
      for (int j = 0; j < features; j++) {
        squares[j] = Blas.columnSquares(shifted, j) - feature[j] * feature[j] / rows;
      }
    }

    @Override
    public void close() {
      scratch.close();
    }
  }
}
