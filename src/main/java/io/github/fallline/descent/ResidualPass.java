package io.github.fallline.descent;

import io.github.fallline.data.RowSource;
import io.github.fallline.data.Tile;
import java.util.Arrays;

/**
 * The pass over the rows that computes what a linear function leaves of the targets: residuals to
 * the last bit, and their products with the features. Threads do not change a bit.
 */
final class ResidualPass {
  private final RowSource source;
  private final Workers workers;
  private final int features;
  private final int tileRows;

  ResidualPass(RowSource source, Workers workers) {
    this.source = source;
    this.workers = workers;
    features = source.featureNames().size();
    tileRows = TileSize.rows(features);
  }

  /** Sums over all rows. */
  static final class Sums {
    private final double[] all;

    private Sums(double[] all) {
      this.all = all;
    }

    /** The sum of residual times (feature less its centre). */
    double product(int feature) {
      return all[feature];
    }

    /** The sum of the residuals, target less prediction. */
    double residuals() {
      return all[all.length - 2];
    }

    /** The sum of the squared residuals. */
    double squares() {
      return all[all.length - 1];
    }
  }

  /**
   * The residuals of {@code constant + weights . features}.
   *
   * @param weights [features]
   * @param centres [features]
   */
  Sums at(double[] weights, double constant, double[] centres) {
    double[] total = new double[features + 2];
    OrderedMerge<double[]> merge =
        new OrderedMerge<>(total, () -> new double[features + 2], ResidualPass::add);
    workers.run(source.pass(tileRows), () -> new Work(weights, constant, centres, merge));
    return new Sums(total);
  }

  private static void add(double[] sum, double[] part) {
    for (int j = 0; j < sum.length; j++) {
      sum[j] += part[j];
    }
  }

  /**
   * Target less prediction, computed as if with twice the digits and rounded once (Ogita, Rump,
   * Oishi 2005): near an optimum, products many times larger cancel.
   *
   * @param numbers the features of a row, from {@code place} on
   */
  static double residual(
      double target, double[] numbers, int place, double[] weights, double constant) {
    double sum = target - constant;
    double lost = lostIn(target, -constant, sum);
    for (int j = 0; j < weights.length; j++) {
      double product = -weights[j] * numbers[place + j];
      lost += Math.fma(-weights[j], numbers[place + j], -product);
      double next = sum + product;
      lost += lostIn(sum, product, next);
      sum = next;
    }
    return sum + lost;
  }

  /** What rounding took from {@code rounded = left + right} (Knuth). */
  private static double lostIn(double left, double right, double rounded) {
    double part = rounded - left;
    return (left - (rounded - part)) + (right - part);
  }

  /** What a thread does: the sums of a tile, and handing them in. */
  private final class Work implements Workers.TileWork {
    private final double[] weights;
    private final double constant;
    private final double[] centres;
    private final OrderedMerge<double[]> merge;
    private final Tile tile = source.newTile(tileRows);
    private final double[] numbers = new double[tileRows * features];

    Work(double[] weights, double constant, double[] centres, OrderedMerge<double[]> merge) {
      this.weights = weights;
      this.constant = constant;
      this.centres = centres;
      this.merge = merge;
    }

    @Override
    public Tile tile() {
      return tile;
    }

    @Override
    public void work() {
      tile.read(numbers);
      double[] part = merge.part();
      Arrays.fill(part, 0);
      for (int i = 0; i < tile.rows(); i++) {
        int place = i * features;
        double residual = residual(tile.targets()[i], numbers, place, weights, constant);
        for (int j = 0; j < features; j++) {
          part[j] += residual * (numbers[place + j] - centres[j]);
        }
        part[features] += residual;
        part[features + 1] += residual * residual;
      }
      merge.add(tile.index(), part);
    }

    @Override
    public void close() {
      tile.close();
    }
  }
}
