package io.github.fallline.descent.steps;

import io.github.fallline.blas.Precision;
import io.github.fallline.blas.RowCursor;
import io.github.fallline.blas.RowView;
import io.github.fallline.blas.Workspace;
import io.github.fallline.data.Tile;
import io.github.fallline.descent.sampling.RowOrder;
import io.github.fallline.descent.sampling.TilePrefetcher;
import io.github.fallline.descent.scaling.FeatureScaling;
import io.github.fallline.objective.Loss;
import io.github.fallline.objective.Objective;
import io.github.fallline.objective.Penalty;
import io.github.fallline.optim.UpdateRule;

/**
 * Plain stochastic steps, one a row, on the rows of a tile: cblas_ddot and cblas_daxpy.
 *
 * <p>Measured in cache, ns a row of 5 / 12 / 20 / 100 features: ddot and daxpy 26 / 29 / 28 / 42;
 * blocks of 16 rows 13 / 13 / 15 / 23, their Gram matrices 11 / 15 / 20 / 47. So narrow rows are
 * processed by {@link BlockSgdKernel}, which also lets a second thread do half of the work. The
 * choice must not depend on the threads, since the last bits depend on it.
 */
public class RowSgdKernel implements AutoCloseable {
  /** Rows of a block. */
  private static final int BLOCK_ROWS = 16;

  /** The most features of rows that are faster in blocks. */
  private static final int MOST_FEATURES_IN_BLOCKS = 12;

  /**
   * What the rows occupy whose losses are summed before they are added to those of other rows. The
   * last bits of the sums in checkpoints depend on it.
   */
  private static final int SUMMED_BYTES = 32 * 1024;

  final Workspace workspace = new Workspace();
  final Precision precision;
  final boolean intercept;
  final double l2;
  final int features;
  final RowView nativeWeights;
  double constant;
  private final Objective objective;
  private final boolean squared;

  /** Rows whose losses are summed at once. */
  private final int summedRows;

  private final double[] weights;
  private final double[] prediction = new double[1];
  private final double[] target = new double[1];
  private final double[] loss = new double[1];
  private final double[] slope = new double[1];
  private double lossSum;

  /** Whether the kernel supports these steps. */
  static boolean supports(UpdateRule rule, Penalty penalty) {
    return rule.isPlain() && penalty.l1() == 0;
  }

  /** The rows of the faster block; 1 for row by row. */
  static int blockRows(int features) {
    return features <= MOST_FEATURES_IN_BLOCKS ? BLOCK_ROWS : 1;
  }

  /**
   * Creates the kernel for a size of blocks.
   *
   * @param scaling of the rows
   * @param blockRows 1 for row by row
   * @param precision that of the rows
   */
  public static RowSgdKernel of(
      Objective objective, FeatureScaling scaling, int blockRows, Precision precision) {
    return blockRows == 1
        ? new RowSgdKernel(objective, scaling, precision)
        : new BlockSgdKernel(objective, scaling, blockRows, precision);
  }

  RowSgdKernel(Objective objective, FeatureScaling scaling, Precision precision) {
    this.precision = precision;
    this.objective = objective;
    squared = objective.loss().equals(Loss.SQUARED);
    intercept = scaling.hasIntercept();
    l2 = objective.penalty().l2();
    features = scaling.features();
    int fitting = SUMMED_BYTES / precision.bytes() / features;
    summedRows = Math.max(1, Integer.highestOneBit(fitting + fitting / 2)); // few short runs
    nativeWeights = workspace.view(features, 1, precision);
    weights = new double[features];
  }

  /** A tile and what is prepared of its rows; one thread may prepare it while another waits. */
  public static class Rows implements TilePrefetcher.Slot {
    final Tile tile;
    final RowOrder order;
    final RowCursor row;

    Rows(Tile tile, RowOrder order, RowView nativeWeights) {
      this.tile = tile;
      this.order = order;
      row = RowCursor.of(tile.features(), nativeWeights);
    }

    @Override
    public final Tile tile() {
      return tile;
    }

    @Override
    public void prepare() {
      order.prefetch();
    }
  }

  /** Memory beside a tile, which the kernel closes; the caller closes the tile. */
  public Rows newRows(Tile tile, RowOrder order) {
    return new Rows(tile, order, nativeWeights);
  }

  /**
   * Takes a step on each of some rows of a tile.
   *
   * @param from the first of them, a multiple of the rows of a block
   * @param point the parameters; changed
   * @param scale multiplies the gradient of a row: the visits a row has on average
   * @return the sum of the losses of the rows, each before its step
   */
  public final double steps(
      Rows rows,
      int from,
      int count,
      double[] point,
      double rate,
      double scale,
      OutputIterate outputIterate) {
    nativeWeights.write(point);
    constant = intercept ? point[features] : 0;
    lossSum = 0;
    int end = from + count;
    int first = blockSteps(rows, from, end, point, rate, scale, outputIterate);
    rowSteps(rows, first, end, point, rate, scale, outputIterate);
    return lossSum;
  }

  /** Takes the steps of whole blocks; returns the row after them. */
  int blockSteps(
      Rows rows,
      int from,
      int end,
      double[] point,
      double rate,
      double scale,
      OutputIterate outputIterate) {
    return from;
  }

  final void toPoint(double[] point) {
    nativeWeights.read(weights);
    System.arraycopy(weights, 0, point, 0, features);
    if (intercept) {
      point[features] = constant;
    }
  }

  private void rowSteps(
      Rows rows,
      int from,
      int end,
      double[] point,
      double rate,
      double scale,
      OutputIterate outputIterate) {
    for (int i = from; i < end; ) {
      long due = outputIterate.stepsUntilSample();
      int run = (int) Math.min(Math.min(summedRows - i % summedRows, end - i), due);
      stepThroughRows(rows, i, i + run, rate, scale);
      i += run;
      if (i == end || run == due) {
        toPoint(point);
      }
      outputIterate.add(point, run);
    }
  }

  /** Takes one step a row; local variables are not reloaded after each call of BLAS. */
  private void stepThroughRows(Rows rows, int from, int end, double rate, double scale) {
    Tile tile = rows.tile;
    RowOrder order = rows.order;
    RowCursor row = rows.row;
    double[] wanted = tile.targets();
    double[] weights = tile.isWeighted() ? tile.weights() : null;
    double downhill = -2 * rate * scale;
    double shrinkage = 1 - 2 * rate * l2;
    double bias = constant;
    double losses = 0;
    for (int i = from; i < end; i++) {
      double weight = weights == null ? 1 : weights[i];
      double away = bias - wanted[i];
      double product = row.dot(order.row(i));
      double move;
      if (squared) {
        double residual = product + away;
        losses += weight * residual * residual;
        move = downhill * weight * residual;
      } else {
        move = -rate * scale * slope(product + bias, wanted[i], weight);
      }
      if (shrinkage != 1) {
        row.scale(shrinkage);
      }
      row.add(move);
      bias += intercept ? move : 0;
    }
    constant = bias;
    lossSum += losses;
  }

  /** Returns the weighted slope of the loss of a row; adds the loss to the sum. */
  final double slope(double predicted, double wanted, double weight) {
    if (squared) {
      double residual = predicted - wanted;
      lossSum += weight * residual * residual;
      return weight * 2 * residual;
    }
    prediction[0] = predicted;
    target[0] = wanted;
    objective.loss().evaluate(prediction, target, 1, loss, slope);
    lossSum += weight * loss[0];
    return weight * slope[0];
  }

  @Override
  public final void close() {
    workspace.close();
  }
}
