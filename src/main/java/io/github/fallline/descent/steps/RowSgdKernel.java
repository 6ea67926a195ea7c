package io.github.fallline.descent.steps;

import io.github.fallline.blas.Blas;
import io.github.fallline.blas.Precision;
import io.github.fallline.blas.RowCursor;
import io.github.fallline.blas.RowView;
import io.github.fallline.blas.Workspace;
import io.github.fallline.data.Tile;
import io.github.fallline.descent.sampling.RowIndex;
import io.github.fallline.descent.sampling.TilePrefetcher;
import io.github.fallline.descent.scaling.FeatureScaling;
import io.github.fallline.objective.Loss;
import io.github.fallline.objective.Objective;
import io.github.fallline.objective.Penalty;
import io.github.fallline.optim.UpdateRule;

/**
 * Plain stochastic steps, one a row, on the rows of a tile.
 *
 * <p>Row by row: cblas_ddot and cblas_daxpy. In blocks, exactly the same steps: with z_i the rows
 * of a block, a = 1 - 2 rate l2 and m_j the move along row j, the weights before step i are w_i =
 * a^i w - sum_(j&lt;i) a^(i-1-j) m_j z_j. So predictions follow from Z w (one cblas_dgemv) and the
 * Gram matrix Z Z', which does not depend on the weights and is computed ahead by another thread
 * (cblas_dgemm), and the sum of the moves is one more cblas_dgemv.
 *
 * <p>Measured in cache, ns a row of 5 / 12 / 20 / 100 features: ddot and daxpy 26 / 29 / 28 / 42;
 * blocks of 16 rows 13 / 13 / 15 / 23, their Gram matrices 11 / 15 / 20 / 47. So narrow rows are
 * processed in blocks, which also lets a second thread do half of the work. The choice must not
 * depend on the threads, since the last bits depend on it.
 */
public final class RowSgdKernel implements AutoCloseable {
  /** Rows of a block. */
  private static final int BLOCK_ROWS = 16;

  /** The most features of rows that are faster in blocks. */
  private static final int MOST_FEATURES_IN_BLOCKS = 12;

  /**
   * What the rows occupy whose losses are summed before they are added to those of other rows. The
   * last bits of the sums in checkpoints depend on it.
   */
  private static final int SUMMED_BYTES = 32 * 1024;

  private final Workspace workspace = new Workspace();
  private final Objective objective;
  private final Precision precision;
  private final boolean squared;
  private final boolean intercept;
  private final double l2;
  private final int features;
  private final int blockRows;

  /** Rows whose losses are summed at once. */
  private final int summedRows;

  private final RowView nativeWeights;
  private final RowView nativeSum;
  private final RowView products;
  private final double[] weights;
  private final double[] sum;

  /** Moves of a block, scaled by the shrinkage of the later steps. */
  private final double[] moves;

  private final double[] ownMoves;
  private final double[] predictions;
  private final double[] prediction = new double[1];
  private final double[] target = new double[1];
  private final double[] loss = new double[1];
  private final double[] slope = new double[1];
  private double constant;
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
   * @param scaling of the rows
   * @param blockRows 1 for row by row
   * @param precision that of the rows
   */
  public RowSgdKernel(
      Objective objective, FeatureScaling scaling, int blockRows, Precision precision) {
    this.precision = precision;
    this.objective = objective;
    this.blockRows = blockRows;
    squared = objective.loss().equals(Loss.SQUARED);
    intercept = scaling.hasIntercept();
    l2 = objective.penalty().l2();
    features = scaling.features();
    int fitting = SUMMED_BYTES / precision.bytes() / features;
    summedRows = Math.max(1, Integer.highestOneBit(fitting + fitting / 2)); // few short runs
    nativeWeights = workspace.view(features, 1, precision);
    nativeSum = workspace.view(features, 1, precision);
    products = workspace.view(blockRows, 1, precision);
    weights = new double[features];
    sum = new double[scaling.size()];
    moves = new double[blockRows];
    ownMoves = new double[blockRows];
    predictions = new double[blockRows];
  }

  /** A tile and the Gram matrices of its blocks; one thread may prepare it while another waits. */
  public final class Rows implements TilePrefetcher.Slot {
    private final Tile tile;
    private final RowIndex rowIndex;
    private final RowCursor row;
    private final RowView grams;
    private final double[] products;

    /** Memory beside a tile, which the kernel closes; the caller closes the tile. */
    public Rows(Tile tile) {
      this(tile, null);
    }

    /**
     * Memory beside a tile, which the kernel closes; the caller closes the tile.
     *
     * @param rowIndex the index of the rows of the tile, for steps row by row; null if they are
     *     contiguous
     */
    public Rows(Tile tile, RowIndex rowIndex) {
      this.tile = tile;
      this.rowIndex = rowIndex;
      row = RowCursor.of(tile.features(), nativeWeights);
      int capacity = blockRows == 1 ? 0 : tile.targets().length;
      products = new double[capacity * blockRows];
      grams = capacity == 0 ? null : workspace.view(capacity, blockRows, precision);
    }

    @Override
    public Tile tile() {
      return tile;
    }

    @Override
    public void prepare() {
      if (rowIndex != null) {
        rowIndex.prefetch();
      }
      if (blockRows == 1) {
        return;
      }
      int whole = tile.rows() / blockRows * blockRows;
      for (int i = 0; i < whole; i += blockRows) {
        tile.select(i, blockRows);
        Blas.multiplyByTransposed(tile.features(), tile.features(), grams.moveTo(i, blockRows));
      }
      grams.moveTo(0, whole).read(products);
    }
  }

  /**
   * Takes a step on each of some rows of a tile.
   *
   * @param from the first of them, a multiple of the rows of a block
   * @param point the parameters; changed
   * @param scale multiplies the gradient of a row: the visits a row has on average
   * @return the sum of the losses of the rows, each before its step
   */
  public double steps(
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
    int i = from;
    for (; blockRows > 1 && i + blockRows <= end; i += blockRows) {
      blockStep(rows, i, rate, scale, outputIterate);
      recordAfterBlock(point, outputIterate, i + blockRows == end);
    }
    rowSteps(rows, i, end, point, rate, scale, outputIterate);
    return lossSum;
  }

  /** Adds the iterate to the output where it is needed. */
  private void recordAfterBlock(double[] point, OutputIterate outputIterate, boolean last) {
    boolean summed = outputIterate.needsEveryIterate();
    if (last || (!summed && outputIterate.stepsUntilSample() <= blockRows)) {
      toPoint(point);
    }
    if (!summed) {
      outputIterate.add(point, blockRows);
    }
  }

  private void toPoint(double[] point) {
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
    tile.select(0, 0);
    long first = tile.features().firstRow();
    RowIndex rowIndex = rows.rowIndex;
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
      double product = row.dot(rowIndex == null ? first + i : rowIndex.row(i));
      double move;
      if (squared) {
        double residual = product + away;
        losses += weight * residual * residual;
        move = downhill * weight * residual;
      } else {
        move = -rate * scale * slope(product + bias, wanted[i], weight);
      }
      if (shrinkage != 1) {
        Blas.scale(shrinkage, nativeWeights);
      }
      row.add(move);
      bias += intercept ? move : 0;
    }
    constant = bias;
    lossSum += losses;
  }

  private void blockStep(
      Rows rows, int first, double rate, double scale, OutputIterate outputIterate) {
    Tile tile = rows.tile;
    tile.select(first, blockRows);
    Blas.multiply(tile.features(), nativeWeights, products);
    products.read(predictions);
    double shrinkage = 1 - 2 * rate * l2;
    double kept = 1;
    double constantSum = 0;
    for (int i = 0, at = first * blockRows; i < blockRows; i++, at += blockRows) {
      double predicted = kept * predictions[i] + constant;
      for (int j = 0; j < i; j++) {
        predicted -= moves[j] * rows.products[at + j];
      }
      double slope = slope(predicted, tile.targets()[first + i], tile.weight(first + i));
      if (shrinkage != 1) {
        for (int j = 0; j < i; j++) {
          moves[j] *= shrinkage;
        }
      }
      moves[i] = rate * scale * slope;
      ownMoves[i] = moves[i];
      kept *= shrinkage;
      constant -= intercept ? moves[i] : 0;
      constantSum += constant;
    }
    if (outputIterate.needsEveryIterate()) {
      sumIterates(tile.features(), shrinkage, constantSum);
      outputIterate.addSum(sum, blockRows);
    }
    if (shrinkage != 1) {
      Blas.scale(kept, nativeWeights);
    }
    addMoves(tile.features(), moves, nativeWeights);
  }

  /**
   * Sums the weights after each step of a block: the move of row j is part of those after step j,
   * and is multiplied by a at each later step.
   *
   * @param constantSum the sum of the intercepts
   */
  private void sumIterates(RowView rows, double shrinkage, double constantSum) {
    double kept = 1;
    double ofWeights = 0;
    double ofMove = 0;
    for (int j = blockRows - 1; j >= 0; j--) {
      kept *= shrinkage;
      ofWeights += kept;
      ofMove = 1 + shrinkage * ofMove;
      ownMoves[j] *= ofMove;
    }
    nativeSum.clear();
    Blas.add(ofWeights, nativeWeights, nativeSum);
    addMoves(rows, ownMoves, nativeSum);
    nativeSum.read(sum);
    if (intercept) {
      sum[features] = constantSum;
    }
  }

  /** Adds the moves along all rows of a block, downhill; the moves are overwritten. */
  private void addMoves(RowView rows, double[] spent, RowView target) {
    for (int j = 0; j < blockRows; j++) {
      spent[j] = -spent[j];
    }
    products.write(spent);
    Blas.addTransposed(rows, products, target);
  }

  /** Returns the weighted slope of the loss of a row; adds the loss to the sum. */
  private double slope(double predicted, double wanted, double weight) {
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
  public void close() {
    workspace.close();
  }
}
