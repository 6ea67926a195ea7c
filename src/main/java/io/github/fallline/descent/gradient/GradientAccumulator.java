package io.github.fallline.descent.gradient;

import io.github.fallline.blas.Blas;
import io.github.fallline.blas.Precision;
import io.github.fallline.blas.RowView;
import io.github.fallline.blas.Workspace;
import io.github.fallline.data.Tile;
import io.github.fallline.descent.scaling.FeatureScaling;
import io.github.fallline.objective.Loss;
import java.util.Arrays;

/**
 * Accumulates losses and gradients over rows, at one point: predictions by one BLAS call, losses
 * and slopes row by row (those of many squared errors by BLAS as well), the sum of slope times row
 * by another BLAS call while the rows are in cache. Allocates nothing after construction.
 */
public final class GradientAccumulator implements AutoCloseable {
  /** The fewest rows that BLAS adds up faster than a loop: 150 instead of 500 ns for 1024 rows. */
  private static final int LEAST_ROWS_FOR_BLAS = 128;

  private final Workspace workspace = new Workspace();
  private final Loss loss;
  private final boolean hasTargets;
  private final boolean squared;
  private final FeatureScaling scaling;
  private final RowView weights;
  private final RowView products;
  private final RowView sums;

  /** Losses, and ones to sum them with. */
  private final RowView lossColumn;

  private final RowView ones;

  /** The fewest rows that BLAS sums; beyond all where a loop sums any number. */
  private final int leastRows;

  private final double[] originalWeights;
  private final double[] featureSums;
  private final double[] predictions;
  private final double[] targets;
  private final double[] losses;
  private double constant;
  private boolean empty = true;
  private double slopeSum;
  private double lossSum;

  /**
   * @param tileRows rows that are added at a time, at most
   * @param precision that of the rows
   */
  public GradientAccumulator(Loss loss, FeatureScaling scaling, int tileRows, Precision precision) {
    this(loss, true, scaling, tileRows, precision);
  }

  /**
   * The sums of rows whose targets are all 0: for squared errors, the gradient at a direction is
   * the Hessian times the direction.
   *
   * @param tileRows the most rows that are added at a time
   * @param precision that of the rows
   */
  static GradientAccumulator withoutTargets(
      Loss loss, FeatureScaling scaling, int tileRows, Precision precision) {
    return new GradientAccumulator(loss, false, scaling, tileRows, precision);
  }

  private GradientAccumulator(
      Loss loss, boolean hasTargets, FeatureScaling scaling, int tileRows, Precision precision) {
    this.loss = loss;
    this.hasTargets = hasTargets;
    squared = hasTargets && loss.equals(Loss.SQUARED);
    this.scaling = scaling;
    int features = scaling.features();
    weights = workspace.view(features, 1, precision);
    sums = workspace.view(features, 1, precision);
    products = workspace.view(tileRows, 1, precision);
    boolean doubles = precision == Precision.DOUBLE; // floats would be added up as floats
    boolean many = doubles && tileRows >= LEAST_ROWS_FOR_BLAS;
    leastRows = many ? LEAST_ROWS_FOR_BLAS : Integer.MAX_VALUE;
    lossColumn = workspace.view(many ? tileRows : 1, 1);
    ones = workspace.view(many ? tileRows : 1, 1);
    originalWeights = new double[features];
    featureSums = new double[features];
    predictions = new double[tileRows];
    targets = new double[tileRows];
    losses = new double[tileRows];
    if (many) {
      Arrays.fill(losses, 1);
      ones.write(losses);
    }
  }

  /** Sets the point and clears all sums. */
  public void start(double[] point) {
    constant = scaling.toWeights(point, originalWeights);
    weights.write(originalWeights);
    clear();
  }

  /** Clears all sums. */
  public void clear() {
    empty = true;
    slopeSum = 0;
    lossSum = 0;
  }

  /**
   * Adds rows of a tile.
   *
   * @param from the first of them, counted from the tile's first row
   * @param count rows from there on
   */
  public void add(Tile tile, int from, int count) {
    tile.select(from, count);
    products.moveTo(0, count);
    if (squared && !tile.isWeighted() && count >= leastRows) {
      addSquares(tile, from, count);
    } else {
      addLosses(tile, from, count);
    }
    if (empty) {
      Blas.multiplyTransposed(tile.features(), products, sums);
      empty = false;
    } else {
      Blas.addTransposed(tile.features(), products, sums);
    }
  }

  /** Computes the slopes of squared errors by BLAS, starting from the intercept less the target. */
  private void addSquares(Tile tile, int from, int count) {
    double[] wanted = tile.targets();
    for (int i = 0; i < count; i++) {
      predictions[i] = constant - wanted[from + i];
    }
    products.write(predictions);
    Blas.addMultiplied(tile.features(), weights, products);
    lossSum += Blas.dot(products, products);
    Blas.scale(2, products);
    slopeSum += Blas.dot(products, ones.moveTo(0, count));
  }

  /** Computes the slopes of any loss, row by row. */
  private void addLosses(Tile tile, int from, int count) {
    Blas.multiply(tile.features(), weights, products);
    products.read(predictions);
    double[] wanted = from == 0 && hasTargets ? tile.targets() : targets;
    if (from > 0 && hasTargets) {
      System.arraycopy(tile.targets(), from, targets, 0, count);
    }
    for (int i = 0; i < count; i++) {
      predictions[i] += constant;
    }
    loss.evaluate(predictions, wanted, count, losses, predictions);
    if (tile.isWeighted()) {
      for (int i = 0; i < count; i++) {
        double weight = tile.weight(from + i);
        predictions[i] *= weight;
        losses[i] *= weight;
      }
    }
    products.write(predictions);
    addUp(count);
  }

  private void addUp(int count) {
    if (count < leastRows) {
      slopeSum += sum(predictions, count);
      lossSum += sum(losses, count);
      return;
    }
    ones.moveTo(0, count);
    lossColumn.moveTo(0, count).write(losses);
    slopeSum += Blas.dot(products, ones);
    lossSum += Blas.dot(lossColumn, ones);
  }

  /** Four independent sums: each waits only for its own last addition. */
  private static double sum(double[] values, int count) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = 0;
    for (; i + 3 < count; i += 4) {
      a += values[i];
      b += values[i + 1];
      c += values[i + 2];
      d += values[i + 3];
    }
    for (; i < count; i++) {
      a += values[i];
    }
    return a + b + (c + d);
  }

  /** The sum of the losses since the start. */
  public double lossSum() {
    return lossSum;
  }

  /** Writes {@code factor} times the sum of the rows' gradients over {@code gradient}. */
  public void gradient(double factor, double[] gradient) {
    sums.read(featureSums);
    scaling.toGradient(featureSums, slopeSum, factor, gradient);
  }

  /** Copies the sums out: slope times feature [features], slope, loss. */
  public void sums(double[] target) {
    sums.read(target);
    target[target.length - 2] = slopeSum;
    target[target.length - 1] = lossSum;
  }

  @Override
  public void close() {
    workspace.close();
  }
}
