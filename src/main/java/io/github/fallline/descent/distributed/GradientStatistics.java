package io.github.fallline.descent.distributed;

import io.github.fallline.blas.Blas;
import io.github.fallline.blas.Vectors;
import io.github.fallline.data.InvalidDataException;
import io.github.fallline.data.RowStream;
import io.github.fallline.data.Tile;
import io.github.fallline.descent.gradient.GradientAccumulator;
import io.github.fallline.descent.scaling.FeatureScaling;
import io.github.fallline.objective.Loss;
import io.github.fallline.parallel.TileSize;
import java.util.Arrays;

/**
 * The sums over rows for a gradient, at weights on the features as stored: slope times feature [d],
 * then slope, loss, and the rows' weights, each times the row's weight. They are merged by
 * addition.
 */
public final class GradientStatistics {
  /** The numbers behind those of the features. */
  private static final int OWN = 3;

  private GradientStatistics() {}

  /** The length of the array for d features. */
  public static int length(int features) {
    return features + OWN;
  }

  /**
   * Computes the sums over rows, in one pass on the calling thread.
   *
   * @param rows stay the caller's
   * @param weights [d], one a feature
   * @throws InvalidDataException for a target that the loss is not defined for
   */
  public static double[] of(RowStream rows, Loss loss, double[] weights, double constant) {
    int features = weights.length;
    int tileRows = TileSize.rows(features);
    double[] point = Arrays.copyOf(weights, features + 1);
    point[features] = constant;
    double[] total = new double[length(features)];
    double[] part = new double[features + 2];
    try (Blas.SingleThread blas = Blas.singleThread();
        Tile tile = rows.newTile(tileRows);
        RowStream.Pass pass = rows.pass(tileRows);
        GradientAccumulator gradient =
            new GradientAccumulator(
                loss, FeatureScaling.raw(features, true), tileRows, rows.precision())) {
      gradient.start(point);
      while (pass.next(tile)) {
        requireTargets(tile, loss, rows.targetName());
        gradient.clear();
        gradient.add(tile, 0, tile.rows());
        gradient.sums(part);
        Vectors.add(total, part);
        total[part.length] += weight(tile);
      }
    }
    return total;
  }

  private static double weight(Tile tile) {
    double sum = 0;
    for (int i = 0; i < tile.rows(); i++) {
      sum += tile.weight(i);
    }
    return sum;
  }

  /** Rejects a tile with targets that a loss is not defined for. */
  static void requireTargets(Tile tile, Loss loss, String name) {
    double least = loss.minTarget();
    for (int i = 0; least != Double.NEGATIVE_INFINITY && i < tile.rows(); i++) {
      if (tile.targets()[i] < least) {
        throw new InvalidDataException(
            "column '%s': a row has %s; the %s loss needs targets of at least %s"
                .formatted(name, tile.targets()[i], loss.label(), least));
      }
    }
  }

  /** Adds the sums of other rows to {@code total}. */
  public static void merge(double[] total, double[] other) {
    if (total.length != other.length) {
      throw new IllegalArgumentException(
          "other: expected " + total.length + " sums, got " + other.length);
    }
    Vectors.add(total, other);
  }
}
