package io.github.fallline.descent;

import io.github.fallline.blas.Blas;
import io.github.fallline.blas.Scratch;
import io.github.fallline.blas.Window;
import io.github.fallline.data.Tile;
import io.github.fallline.objective.Loss;
import io.github.fallline.objective.Objective;

/**
 * Stochastic steps, one a row, on the rows of a tile.
 *
 * <p>Rows of {@value #WIDE} features or more: cblas_ddot and cblas_daxpy on the memory of the
 * INDArray, or of a copy of the tile in the coordinates of the descent. Narrower rows are too
 * little work for two calls and are walked through on the Java heap. Measured in cache, per row of
 * 20 / 100 features: the loops here 16 / 78 ns and the copy 3 / 15 ns; ddot and daxpy 29 / 46 ns.
 * Blocks of 8 rows, exact by their Gram matrix, take 17 / 25 ns with dgemv where the Gram matrices
 * are known; making them by dgemm takes 23 / 32 ns more, by dsyrk 30 / 92 ns, and shuffled rows
 * need new ones every epoch.
 */
final class SerialKernel implements AutoCloseable {
  private static final int WIDE = 48;

  private final Scratch scratch = new Scratch();
  private final Objective objective;
  private final boolean squared;
  private final double l2;
  private final Coordinates coordinates;
  private final UpdateRule.Update update;
  private final int features;
  private final boolean plain;
  private final boolean onHeap;
  private final double[] gradient;
  private final double[] weights;
  private final Window nativeWeights;
  private final double[] prediction = new double[1];
  private final double[] target = new double[1];
  private final double[] loss = new double[1];
  private final double[] slope = new double[1];

  SerialKernel(
      Objective objective, Coordinates coordinates, UpdateRule rule, UpdateRule.Update update) {
    this.objective = objective;
    this.coordinates = coordinates;
    this.update = update;
    squared = objective.loss().equals(Loss.SQUARED);
    l2 = objective.penalty().squaredStrength();
    plain = rule instanceof UpdateRule.Plain && objective.penalty().absoluteStrength() == 0;
    features = coordinates.features();
    onHeap = features < WIDE || !plain;
    nativeWeights = onHeap ? null : scratch.window(features, 1);
    weights = new double[features];
    gradient = new double[coordinates.size()];
  }

  /** A tile and its rows where the steps are taken; one thread may fill it while another waits. */
  final class Rows implements Prefetch.Slot {
    private final Tile tile;
    private final double[] heap;
    private final Window copy;

    /** Memory for the rows of a tile, which the kernel closes; the tile is the caller's. */
    Rows(Tile tile, int tileRows) {
      this.tile = tile;
      boolean inPlace = !onHeap && coordinates.isRaw();
      heap = new double[inPlace ? 0 : tileRows * features];
      copy = onHeap || inPlace ? null : scratch.window(tileRows, features);
    }

    @Override
    public Tile tile() {
      return tile;
    }

    @Override
    public void fill() {
      if (heap.length > 0) {
        tile.readFeatures(heap);
        coordinates.transform(heap, tile.rows());
      } else {
        tile.features(); // gathers them
      }
      if (copy != null) {
        copy.moveTo(0, tile.rows()).write(heap);
      }
    }

    private Window row(int i) {
      if (copy != null) {
        return copy.moveTo(i, 1);
      }
      tile.select(i, 1);
      return tile.features();
    }
  }

  /**
   * Takes a step on each of some rows of a tile.
   *
   * @param point the parameters; changed
   * @param scale multiplies the gradient of a row: the visits a row has on average
   * @return the sum of the losses of the rows, each before its step
   */
  double steps(
      Rows block,
      int from,
      int count,
      double[] point,
      double rate,
      double scale,
      BatchSteps.Answer answer) {
    return onHeap
        ? stepsOnHeap(block, from, count, point, rate, scale, answer)
        : stepsOnWindows(block, from, count, point, rate, scale, answer);
  }

  private double stepsOnHeap(
      Rows block,
      int from,
      int count,
      double[] point,
      double rate,
      double scale,
      BatchSteps.Answer answer) {
    boolean intercept = coordinates.hasIntercept();
    double keep = 1 - 2 * rate * l2;
    Tile tile = block.tile;
    double[] rows = block.heap;
    double[] targets = tile.targetValues();
    double lossSum = 0;
    for (int i = from; i < from + count; i++) {
      int at = i * features;
      double weight = tile.weight(i);
      double predicted = dot(rows, at, point, features) + (intercept ? point[features] : 0);
      double factor = scale * weight * steepness(predicted, targets[i]);
      lossSum += weight * loss[0];
      if (plain) {
        descend(point, keep, rate * factor, rows, at, intercept);
      } else {
        for (int j = 0; j < features; j++) {
          gradient[j] = factor * rows[at + j];
        }
        if (intercept) {
          gradient[features] = factor;
        }
        objective.penalty().addGradient(point, features, gradient);
        update.step(point, gradient, rate);
        objective.penalty().shrink(point, features, rate);
      }
      answer.after(point);
    }
    return lossSum;
  }

  private double stepsOnWindows(
      Rows block,
      int from,
      int count,
      double[] point,
      double rate,
      double scale,
      BatchSteps.Answer answer) {
    double keep = 1 - 2 * rate * l2;
    Tile tile = block.tile;
    double[] targets = tile.targetValues();
    boolean intercept = coordinates.hasIntercept();
    double constant = intercept ? point[features] : 0;
    double lossSum = 0;
    nativeWeights.write(point);
    for (int i = from; i < from + count; i++) {
      Window row = block.row(i);
      double weight = tile.weight(i);
      double predicted = Blas.dotRow(row, nativeWeights) + constant;
      double move = rate * scale * weight * steepness(predicted, targets[i]);
      lossSum += weight * loss[0];
      if (keep != 1) {
        Blas.scale(keep, nativeWeights);
      }
      Blas.addRow(-move, row, nativeWeights);
      constant -= intercept ? move : 0;
      if (answer.isDueAfter() || i == from + count - 1) {
        nativeWeights.read(weights);
        System.arraycopy(weights, 0, point, 0, features);
        if (intercept) {
          point[features] = constant;
        }
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
  private void descend(
      double[] point, double keep, double move, double[] rows, int at, boolean intercept) {
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

  @Override
  public void close() {
    scratch.close();
  }
}
