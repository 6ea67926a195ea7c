package io.github.fallline.descent.distributed;

import io.github.fallline.blas.Blas;
import io.github.fallline.data.InvalidDataException;
import io.github.fallline.data.RowStream;
import io.github.fallline.data.Shuffling;
import io.github.fallline.data.Tile;
import io.github.fallline.descent.gradient.GradientAccumulator;
import io.github.fallline.descent.scaling.FeatureScaling;
import io.github.fallline.objective.Objective;
import io.github.fallline.objective.Penalty;
import java.io.Serializable;

/**
 * An epoch of local SGD: mini-batch or stochastic steps over one part of the rows, from a point
 * that all parts share. The mean of the final points of the parts, weighted by their rows, is the
 * start of the next epoch.
 *
 * <p>Batches are taken in the order of the source, so the source has to shuffle. One batch is in
 * memory at a time.
 */
public final class LocalEpoch implements Serializable {
  private static final long serialVersionUID = 1L;

  private final LocalSgdSolver.Settings settings;
  private final Coordinates coordinates;
  private final double rate;
  private final double[] point;
  private final long epoch;

  /** The coordinates of the steps. */
  static final class Coordinates implements Serializable {
    private static final long serialVersionUID = 1L;

    private final double[] shift;
    private final double[] scale;
    private final boolean intercept;

    /**
     * @param shift of each feature, [d]; not copied
     * @param scale of each feature, [d]; not copied
     */
    Coordinates(double[] shift, double[] scale, boolean intercept) {
      this.shift = shift;
      this.scale = scale;
      this.intercept = intercept;
    }

    int features() {
      return shift.length;
    }

    FeatureScaling scaling() {
      return FeatureScaling.scaled(shift, scale, intercept);
    }
  }

  /**
   * @param rate the factor of a gradient
   * @param point [p], the start, the intercept last; not copied
   * @param epoch from 0
   */
  LocalEpoch(
      LocalSgdSolver.Settings settings,
      Coordinates coordinates,
      double rate,
      double[] point,
      long epoch) {
    this.settings = settings;
    this.coordinates = coordinates;
    this.rate = rate;
    this.point = point;
    this.epoch = epoch;
  }

  /** The number of the epoch, from 0. */
  public long epoch() {
    return epoch;
  }

  /** Whether, and from which seed, the source shuffles its rows. */
  public Shuffling shuffling() {
    return settings.shuffling();
  }

  /** The length of a result for p parameters. */
  static int length(int parameters) {
    return 2 * parameters + 3;
  }

  /**
   * Takes the steps on the rows of a part.
   *
   * @param rows stay the caller's
   * @return the point at the end [p], the mean of the iterates [p], rows, steps, and the sum of the
   *     losses, each before its step
   * @throws InvalidDataException for a target that the loss is not defined for
   */
  public double[] run(RowStream rows) {
    Objective objective = settings.objective();
    int batchRows = settings.batchRows();
    int features = coordinates.features();
    FeatureScaling scaling = coordinates.scaling();
    double[] now = point.clone();
    double[] gradient = new double[now.length];
    double[] result = new double[length(now.length)];
    long steps = 0;
    try (Blas.SingleThread blas = Blas.singleThread();
        Tile tile = rows.newTile(batchRows);
        RowStream.Pass pass = rows.pass(batchRows);
        GradientAccumulator sums =
            new GradientAccumulator(objective.loss(), scaling, batchRows, rows.precision())) {
      while (pass.next(tile)) {
        GradientStatistics.requireTargets(tile, objective.loss(), rows.targetName());
        sums.start(now);
        sums.add(tile, 0, tile.rows());
        result[2 * now.length] += tile.rows();
        result[2 * now.length + 2] += sums.lossSum();
        // A short last batch counts in proportion to its rows.
        sums.gradient(1.0 / batchRows, gradient);
        double share = (double) tile.rows() / batchRows;
        step(now, gradient, share, features);
        steps++;
        for (int j = 0; j < now.length; j++) {
          result[now.length + j] += (now[j] - result[now.length + j]) / steps;
        }
      }
    }
    if (steps == 0) {
      System.arraycopy(now, 0, result, now.length, now.length);
    }
    System.arraycopy(now, 0, result, 0, now.length);
    result[2 * now.length + 1] = steps;
    return result;
  }

  private void step(double[] now, double[] gradient, double share, int features) {
    Penalty penalty = settings.objective().penalty();
    double[] slope = new double[now.length];
    penalty.addGradient(now, features, slope);
    for (int j = 0; j < now.length; j++) {
      now[j] -= rate * (gradient[j] + share * slope[j]);
    }
    penalty.proximalStep(now, features, rate * share);
  }
}
