package io.github.fallline.leastsquares;

import io.github.fallline.data.RowStream;
import io.github.fallline.data.SecondPass;
import io.github.fallline.data.Tile;
import io.github.fallline.parallel.TileExecutor;
import io.github.fallline.parallel.TileReducer;
import io.github.fallline.parallel.TileReduction;
import io.github.fallline.parallel.TileSize;
import java.util.Arrays;

/**
 * The pass over the rows that computes what a linear function leaves of the targets: residuals to
 * the last bit, and their products with the features. Threads do not change a bit.
 */
public final class ResidualPass {
  private final RowStream source;
  private final TileExecutor executor;
  private final int features;
  private final int tileRows;

  public ResidualPass(RowStream source, TileExecutor executor) {
    this.source = source;
    this.executor = executor;
    features = source.featureNames().size();
    tileRows = TileSize.rows(features);
  }

  /** Sums over all rows, each row by its weight. */
  public static final class Sums {
    private final double[] all;
    private final int features;
    private final int directions;

    private Sums(double[] all, int features, int directions) {
      this.all = all;
      this.features = features;
      this.directions = directions;
    }

    /** The sum of residual times (feature less its centre). */
    public double product(int feature) {
      return all[feature];
    }

    /** The sum of the residuals, target less prediction. */
    public double residuals() {
      return all[features];
    }

    /** The sum of the squared residuals. */
    public double squares() {
      return all[features + 1];
    }

    /** The sum of the weights of the rows. */
    public double weight() {
      return all[features + 2];
    }

    /** The sum of a direction's values times (feature less its centre). */
    public double directionProduct(int direction, int feature) {
      return all[place(direction) + feature];
    }

    /** The sum of a direction's values. */
    public double directionSum(int direction) {
      return all[place(direction) + features];
    }

    /** The sum of a direction's values times the residuals. */
    public double directionResiduals(int direction) {
      return all[place(direction) + features + 1];
    }

    /** The sum of the products of two directions' values. */
    public double directionGram(int left, int right) {
      int last = Math.max(left, right);
      return all[place(last) + features + 2 + Math.min(left, right)];
    }

    private int place(int direction) {
      return features + 3 + direction * (features + 2 + directions);
    }
  }

  private static int length(int features, int directions) {
    return features + 3 + directions * (features + 2 + directions);
  }

  /**
   * The residuals of {@code constant + weights . features}, and the values of combinations.
   *
   * @param weights [features]
   * @param centres [features]
   */
  public Sums at(double[] weights, double constant, double[] centres, NearDependences directions) {
    int length = length(features, directions.count());
    TileReduction<double[]> reduction =
        TileReduction.ofSums(
            length, () -> new ResidualTask(weights, constant, centres, directions));
    return SecondPass.over(source, rows -> sums(rows, reduction, directions.count()));
  }

  private Sums sums(RowStream rows, TileReduction<double[]> reduction, int directions) {
    double[] total = TileReducer.reduce(rows, tileRows, executor, reduction);
    return new Sums(total, features, directions);
  }

  /** Rows of a tile: those whose sums are added one after the other. */
  public int tileRows() {
    return tileRows;
  }

  /**
   * Target less prediction, computed as if with twice the digits and rounded once (Ogita, Rump,
   * Oishi 2005): near an optimum, products many times larger cancel.
   *
   * @param numbers the features of a row, from {@code place} on
   */
  public static double residual(
      double target, double[] numbers, int place, double[] weights, double constant) {
    return residual(target, numbers, place, weights, constant, new double[1]);
  }

  /**
   * The same for rows side by side: the same bits, several rows at a time.
   *
   * @param numbers element j of row r at {@code [j][r]}
   * @param residuals holds the targets, overwritten
   * @param lost room for {@code rows} numbers
   */
  public static void residuals(
      int rows,
      double[][] numbers,
      double[] weights,
      double constant,
      double[] residuals,
      double[] lost) {
    for (int r = 0; r < rows; r++) {
      double target = residuals[r];
      double sum = target - constant;
      lost[r] = NearDependences.lostIn(target, -constant, sum);
      residuals[r] = sum;
    }
    for (int j = 0; j < weights.length; j++) {
      subtract(weights[j], numbers[j], rows, residuals, lost);
    }
    for (int r = 0; r < rows; r++) {
      residuals[r] += lost[r];
    }
  }

  private static void subtract(
      double weight, double[] numbers, int rows, double[] sums, double[] lost) {
    for (int r = 0; r < rows; r++) {
      double product = -weight * numbers[r];
      double sum = sums[r];
      double next = sum + product;
      lost[r] =
          lost[r]
              + Math.fma(-weight, numbers[r], -product)
              + NearDependences.lostIn(sum, product, next);
      sums[r] = next;
    }
  }

  /**
   * The same with what the rounding took.
   *
   * @param rest overwritten with what is to be added to the result: [1]
   */
  private static double residual(
      double target,
      double[] numbers,
      int place,
      double[] weights,
      double constant,
      double[] rest) {
    double sum = target - constant;
    double lost = NearDependences.lostIn(target, -constant, sum);
    for (int j = 0; j < weights.length; j++) {
      double product = -weights[j] * numbers[place + j];
      lost += Math.fma(-weights[j], numbers[place + j], -product);
      double next = sum + product;
      lost += NearDependences.lostIn(sum, product, next);
      sum = next;
    }
    double rounded = sum + lost;
    rest[0] = lost - (rounded - sum);
    return rounded;
  }

  /** The sums of a tile, with what rounding took from them. */
  private final class ResidualTask implements TileReduction.Task<double[]> {
    private final double[] weights;
    private final double constant;
    private final double[] centres;
    private final NearDependences directions;
    private final double[] numbers = new double[tileRows * features];
    private final double[] deviations = new double[features];
    private final double[] values;
    private final double[] rest = new double[1];

    /** What rounding took from the sums over the tile. */
    private final double[] lost;

    ResidualTask(double[] weights, double constant, double[] centres, NearDependences directions) {
      this.weights = weights;
      this.constant = constant;
      this.centres = centres;
      this.directions = directions;
      values = new double[directions.count()];
      lost = new double[length(features, values.length)];
    }

    @Override
    public void compute(Tile tile, double[] part) {
      tile.read(numbers);
      Arrays.fill(part, 0);
      Arrays.fill(lost, 0);
      for (int i = 0; i < tile.rows(); i++) {
        int place = i * features;
        double weight = tile.weight(i);
        double target = tile.targets()[i];
        double residual = residual(target, numbers, place, weights, constant, rest);
        double weighted = weight * residual;
        double weightedRest = Math.fma(weight, residual, -weighted) + weight * rest[0];
        for (int j = 0; j < features; j++) {
          double number = numbers[place + j];
          deviations[j] = number - centres[j];
          double deviationLost = NearDependences.lostIn(number, -centres[j], deviations[j]);
          addProduct(part, j, weighted, deviations[j]);
          lost[j] += weightedRest * deviations[j] + weighted * deviationLost;
        }
        addProduct(part, features, weighted, 1);
        lost[features] += weightedRest;
        part[features + 1] += weighted * residual;
        part[features + 2] += weight;
        if (values.length > 0) {
          addDirections(part, place, weight, residual);
        }
      }
      for (int k = 0; k < part.length; k++) {
        part[k] += lost[k];
      }
    }

    /** Adds a product to a sum, and what the two roundings took to what the sum has lost. */
    private void addProduct(double[] part, int place, double left, double right) {
      double product = left * right;
      double sum = part[place] + product;
      lost[place] +=
          NearDependences.lostIn(part[place], product, sum) + Math.fma(left, right, -product);
      part[place] = sum;
    }

    private void addDirections(double[] part, int place, double weight, double residual) {
      directions.values(numbers, place, centres, values, 0);
      int at = features + 3;
      for (int q = 0; q < values.length; q++) {
        double weighted = weight * values[q];
        for (int j = 0; j < features; j++) {
          part[at + j] += weighted * deviations[j];
        }
        part[at + features] += weighted;
        addProduct(part, at + features + 1, weighted, residual);
        for (int other = 0; other <= q; other++) {
          part[at + features + 2 + other] += weighted * values[other];
        }
        at += features + 2 + values.length;
      }
    }
  }
}
