package io.github.fallline.spark;

import io.github.fallline.data.RowStream;
import io.github.fallline.data.Tile;
import io.github.fallline.model.ErrorStatistics;
import io.github.fallline.model.LinearModel;
import io.github.fallline.model.Link;
import java.io.Serializable;

/** The errors of a model on the rows of a partition, weighted where rows are. */
final class PartitionErrors implements Serializable {
  /** Count, weight, squared and absolute errors, mean and centred squares of the target. */
  static final int LENGTH = 6;

  private static final long serialVersionUID = 1L;
  private static final int TILE_ROWS = 256;

  private final double[] coefficients;
  private final double intercept;
  private final Link link;

  PartitionErrors(LinearModel model) {
    coefficients = model.coefficientArray();
    intercept = model.intercept();
    link = model.link();
  }

  double[] of(RowStream rows) {
    double[] sums = new double[LENGTH];
    double[] numbers = new double[TILE_ROWS * coefficients.length];
    try (Tile tile = rows.newTile(TILE_ROWS);
        RowStream.Pass pass = rows.pass(TILE_ROWS)) {
      while (pass.next(tile)) {
        tile.read(numbers);
        for (int i = 0; i < tile.rows(); i++) {
          add(sums, tile.weight(i), tile.targets()[i], prediction(numbers, i));
        }
      }
    }
    return sums;
  }

  private double prediction(double[] numbers, int row) {
    double sum = intercept;
    for (int j = 0; j < coefficients.length; j++) {
      sum += coefficients[j] * numbers[row * coefficients.length + j];
    }
    return link.prediction(sum);
  }

  private static void add(double[] sums, double weight, double target, double prediction) {
    double error = prediction - target;
    merge(
        sums,
        new double[] {1, weight, weight * error * error, weight * Math.abs(error), target, 0});
  }

  static void merge(double[] total, double[] other) {
    if (other[1] == 0) {
      return;
    }
    double share = other[1] / (total[1] + other[1]);
    double distance = other[4] - total[4];
    total[5] += other[5] + distance * distance * total[1] * share;
    total[4] += distance * share;
    for (int k = 0; k < 4; k++) {
      total[k] += other[k];
    }
  }

  /** The sums as those of rows whose weights have the mean 1. */
  static ErrorStatistics sums(double[] merged) {
    double factor = merged[0] / merged[1];
    return new ErrorStatistics(
        (long) merged[0], merged[2] * factor, merged[3] * factor, merged[4], merged[5] * factor);
  }
}
