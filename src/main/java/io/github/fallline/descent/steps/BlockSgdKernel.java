package io.github.fallline.descent.steps;

import io.github.fallline.blas.Blas;
import io.github.fallline.blas.Precision;
import io.github.fallline.blas.RowView;
import io.github.fallline.data.Tile;
import io.github.fallline.descent.sampling.RowOrder;
import io.github.fallline.descent.scaling.FeatureScaling;
import io.github.fallline.objective.Objective;

/**
 * Plain stochastic steps, one a row, computed in blocks of rows.
 *
 * <p>They are exactly the same steps: with z_i the rows of a block, a = 1 - 2 rate l2 and m_j the
 * move along row j, the weights before step i are w_i = a^i w - sum_(j&lt;i) a^(i-1-j) m_j z_j. So
 * predictions follow from Z w (one cblas_dgemv) and the Gram matrix Z Z', which does not depend on
 * the weights and is computed ahead by another thread (cblas_dgemm), and the sum of the moves is
 * one more cblas_dgemv.
 */
final class BlockSgdKernel extends RowSgdKernel {
  private final int blockRows;
  private final RowView nativeSum;
  private final RowView products;
  private final double[] sum;

  /** Moves of a block, scaled by the shrinkage of the later steps. */
  private final double[] moves;

  private final double[] ownMoves;
  private final double[] predictions;

  BlockSgdKernel(Objective objective, FeatureScaling scaling, int blockRows, Precision precision) {
    super(objective, scaling, precision);
    this.blockRows = blockRows;
    nativeSum = workspace.view(features, 1, precision);
    products = workspace.view(blockRows, 1, precision);
    sum = new double[scaling.size()];
    moves = new double[blockRows];
    ownMoves = new double[blockRows];
    predictions = new double[blockRows];
  }

  /** A tile of contiguous rows and the Gram matrices of its blocks. */
  private final class BlockRows extends Rows {
    private final RowView grams;
    private final double[] products;

    BlockRows(Tile tile, RowOrder order) {
      super(tile, order, nativeWeights);
      int capacity = tile.targets().length;
      products = new double[capacity * blockRows];
      grams = workspace.view(capacity, blockRows, precision);
    }

    @Override
    public void prepare() {
      int whole = tile.rows() / blockRows * blockRows;
      for (int i = 0; i < whole; i += blockRows) {
        tile.select(i, blockRows);
        Blas.multiplyByTransposed(tile.features(), tile.features(), grams.moveTo(i, blockRows));
      }
      grams.moveTo(0, whole).read(products);
    }
  }

  @Override
  public Rows newRows(Tile tile, RowOrder order) {
    return new BlockRows(tile, order);
  }

  @Override
  int blockSteps(
      Rows rows,
      int from,
      int end,
      double[] point,
      double rate,
      double scale,
      OutputIterate outputIterate) {
    int i = from;
    for (; i + blockRows <= end; i += blockRows) {
      blockStep((BlockRows) rows, i, rate, scale, outputIterate);
      record(point, outputIterate, i + blockRows == end);
    }
    return i;
  }

  /** Adds the iterate after a block to the output where it is needed. */
  private void record(double[] point, OutputIterate outputIterate, boolean last) {
    boolean summed = outputIterate.needsEveryIterate();
    if (last || (!summed && outputIterate.stepsUntilSample() <= blockRows)) {
      toPoint(point);
    }
    if (!summed) {
      outputIterate.add(point, blockRows);
    }
  }

  private void blockStep(
      BlockRows rows, int first, double rate, double scale, OutputIterate outputIterate) {
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
}
