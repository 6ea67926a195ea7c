package io.github.fallline.descent;

import io.github.fallline.data.Tile;
import io.github.fallline.objective.Loss;
import io.github.fallline.objective.Objective;
import io.github.fallline.objective.Penalty;

/**
 * Stochastic steps, one a row, on the rows of a tile: copied to the Java heap in one go, brought
 * into the coordinates of the descent there, and walked through with the parameters in cache.
 *
 * <p>A row is too little work for a call of BLAS. Measured in cache, per row of 20 / 100 features:
 * these loops 16 / 78 ns and the copy 3 / 15 ns; cblas_ddot and cblas_daxpy 29 / 46 ns on rows that
 * need no change of coordinates; blocks of 8 rows, exact by their Gram matrix, 17 / 25 ns with
 * dgemv once the Gram matrices are there, which cost 190 / 260 ns by dgemm.
 */
final class SerialKernel {
  private final Objective objective;
  private final boolean squared;
  private final double l2;
  private final Coordinates coordinates;
  private final UpdateRule rule;
  private final UpdateRule.Update update;
  private final int features;
  private final double[] rows;
  private final double[] gradient;
  private final double[] prediction = new double[1];
  private final double[] target = new double[1];
  private final double[] loss = new double[1];
  private final double[] slope = new double[1];

  SerialKernel(
      Objective objective,
      Coordinates coordinates,
      UpdateRule rule,
      UpdateRule.Update update,
      int tileRows) {
    this.objective = objective;
    this.coordinates = coordinates;
    this.rule = rule;
    this.update = update;
    squared = objective.loss().equals(Loss.SQUARED);
    l2 = objective.penalty() instanceof Penalty.L2 ridge ? ridge.strength() : Double.NaN;
    features = coordinates.features();
    rows = new double[tileRows * features];
    gradient = new double[coordinates.size()];
  }

  /** Copies the rows of a tile. */
  void take(Tile tile) {
    tile.readFeatures(rows);
    coordinates.transform(rows, tile.rows());
  }

  /**
   * Takes a step on each of some rows of the tile taken last.
   *
   * @param point the parameters; changed
   * @param scale multiplies the gradient of a row: the visits a row has on average
   * @return the sum of the losses of the rows, each before its step
   */
  double steps(
      Tile tile,
      int from,
      int count,
      double[] point,
      double rate,
      double scale,
      BatchSteps.Answer answer) {
    boolean plain = rule instanceof UpdateRule.Plain && !Double.isNaN(l2);
    boolean intercept = coordinates.hasIntercept();
    double keep = 1 - 2 * rate * l2;
    double[] targets = tile.targetValues();
    double lossSum = 0;
    for (int i = from; i < from + count; i++) {
      int at = i * features;
      double weight = tile.weight(i);
      double predicted = dot(rows, at, point, features) + (intercept ? point[features] : 0);
      double steepness = steepness(predicted, targets[i]);
      lossSum += weight * loss[0];
      double factor = scale * weight * steepness;
      if (plain) {
        descend(point, keep, rate * factor, at, intercept);
      } else {
        for (int j = 0; j < features; j++) {
          gradient[j] = factor * rows[at + j];
        }
        if (intercept) {
          gradient[features] = factor;
        }
        objective.penalty().addGradient(point, features, gradient);
        update.step(point, gradient, rate);
      }
      answer.after(point);
    }
    return lossSum;
  }

  /** The slope of the loss of a row; leaves the loss in {@link #loss}. */
  private double steepness(double predicted, double wanted) {
    if (squared) {
      double residual = predicted - wanted;
      loss[0] = residual * residual;
      return 2 * residual;
    }
    prediction[0] = predicted;
    target[0] = wanted;
    objective.loss().evaluate(prediction, target, 1, loss, slope);
    return slope[0];
  }

  /** A plain step: weights shrink by the penalty and move along the row. */
  private void descend(double[] point, double keep, double move, int at, boolean intercept) {
    if (keep == 1) {
      for (int j = 0; j < features; j++) {
        point[j] -= move * rows[at + j];
      }
    } else {
      for (int j = 0; j < features; j++) {
        point[j] = keep * point[j] - move * rows[at + j];
      }
    }
    if (intercept) {
      point[features] -= move;
    }
  }

  /** Four sums side by side: Java keeps the order of additions, so one would wait for the other. */
  private static double dot(double[] row, int at, double[] point, int count) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int j = 0;
    for (; j + 3 < count; j += 4) {
      a += row[at + j] * point[j];
      b += row[at + j + 1] * point[j + 1];
      c += row[at + j + 2] * point[j + 2];
      d += row[at + j + 3] * point[j + 3];
    }
    for (; j < count; j++) {
      a += row[at + j] * point[j];
    }
    return a + b + (c + d);
  }
}
