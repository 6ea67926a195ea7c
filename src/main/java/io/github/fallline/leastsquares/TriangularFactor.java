package io.github.fallline.leastsquares;

import io.github.fallline.argument.Argument;
import io.github.fallline.data.RowSource;
import io.github.fallline.parallel.TileExecutor;
import io.github.fallline.stats.ColumnStatistics;
import io.github.fallline.stats.Moments;
import java.io.Serializable;
import java.util.Arrays;

/**
 * Row count, means, and the triangular factor R of the centred columns: features first, the target
 * last. R'R are the centred products that {@link Moments} hold, but R is known to twice as many
 * digits where columns are nearly combinations of others.
 *
 * <p>A mergeable statistic: the factor of two sets of rows is that of both factors, one above the
 * other, and one row more for the difference of the means. Free of native memory. Where rows have
 * weights, each is multiplied by the root of its weight, means are weighted, and {@link #weight()}
 * is the sum of the weights.
 */
public final class TriangularFactor implements Serializable {
  private static final long serialVersionUID = 1L;
  private final int columns;
  private long rows;
  private double weight;
  private final double[] means;
  private final double[] factor;

  /** Of each column, whether it is not constant: its squares may round to 0. */
  private final boolean[] varies;

  /**
   * Creates the statistic of no rows.
   *
   * @param columns features and the target
   */
  public TriangularFactor(int columns) {
    Argument.require(columns >= 1, "columns", "at least 1", columns);
    this.columns = columns;
    means = new double[columns];
    factor = new double[Math.multiplyExact(columns, columns)];
    varies = new boolean[columns];
  }

  /**
   * The factor of rows, in one pass; their weights count. Threads do not change a bit.
   *
   * @param source stays the caller's
   * @param threads threads for the pass
   */
  public static TriangularFactor of(RowSource source, int threads) {
    try (TileExecutor executor = new TileExecutor(threads)) {
      return new QrPass(source, executor).factor();
    }
  }

  /**
   * Becomes the statistic of some rows.
   *
   * @param block [count, columns] row by row, overwritten
   * @param count rows, at least 1
   */
  void set(double[] block, int count) {
    Arrays.fill(factor, 0);
    rows = count;
    weight = count;
    centre(block, count);
    HouseholderQr.update(factor, columns, block, count, false);
  }

  /**
   * Becomes the statistic of some rows with weights.
   *
   * @param block [count, columns] row by row, overwritten
   * @param weights [count], 0 or more
   * @param count rows, at least 1
   */
  void set(double[] block, double[] weights, int count) {
    Arrays.fill(factor, 0);
    rows = count;
    centre(block, weights, count);
    for (int i = 0; i < count; i++) {
      double root = Math.sqrt(weights[i]);
      for (int j = 0; j < columns; j++) {
        block[i * columns + j] = root == 0 ? 0 : block[i * columns + j] * root;
      }
    }
    HouseholderQr.update(factor, columns, block, count, false);
  }

  /** Subtracts the row of the largest weight first: a row of weight 0 may be far off. */
  private void centre(double[] block, double[] weights, int count) {
    int origin = 0;
    weight = 0;
    for (int i = 0; i < count; i++) {
      origin = weights[i] > weights[origin] ? i : origin;
      weight += weights[i];
    }
    double[] first = Arrays.copyOfRange(block, origin * columns, (origin + 1) * columns);
    Arrays.fill(means, 0);
    Arrays.fill(varies, false);
    for (int i = 0; i < count && weight > 0; i++) {
      for (int j = 0; j < columns && weights[i] > 0; j++) {
        block[i * columns + j] -= first[j];
        means[j] += weights[i] / weight * block[i * columns + j];
        varies[j] |= block[i * columns + j] != 0;
      }
    }
    for (int j = 0; j < columns; j++) {
      for (int i = 0; i < count; i++) {
        block[i * columns + j] -= means[j];
      }
      means[j] += first[j];
    }
  }

  /**
   * Deviations from the first row are summed, not the numbers themselves: rounding is then a share
   * of the deviation, however large the mean.
   */
  private void centre(double[] block, int count) {
    double[] first = Arrays.copyOf(block, columns);
    Arrays.fill(means, 0);
    Arrays.fill(varies, false);
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < columns; j++) {
        block[i * columns + j] -= first[j];
        means[j] += block[i * columns + j];
        varies[j] |= block[i * columns + j] != 0;
      }
    }
    for (int j = 0; j < columns; j++) {
      means[j] /= count;
    }
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < columns; j++) {
        block[i * columns + j] -= means[j];
      }
    }
    for (int j = 0; j < columns; j++) {
      means[j] += first[j];
    }
  }

  /**
   * Adds the rows of another statistic, which is left alone.
   *
   * @throws IllegalArgumentException if it has another number of columns
   */
  public void merge(TriangularFactor other) {
    if (other.columns != columns) {
      throw new IllegalArgumentException(
          "other: expected " + columns + " columns, got " + other.columns);
    }
    if (other.rows == 0) {
      return;
    }
    // Rows of weight 0 do not change the others.
    double share = other.weight == 0 ? 0 : other.weight / (weight + other.weight);
    double root = Math.sqrt(weight * share);
    double[] difference = new double[columns];
    for (int j = 0; j < columns; j++) {
      double shift = other.means[j] - means[j];
      difference[j] = root * shift;
      means[j] = weight == 0 ? other.means[j] : means[j] + shift * share;
      varies[j] |= other.varies[j] || (weight > 0 && share > 0 && shift != 0);
    }
    HouseholderQr.update(factor, columns, other.factor.clone(), columns, true);
    if (weight > 0) {
      HouseholderQr.update(factor, columns, difference, 1, false);
    }
    rows += other.rows;
    weight += other.weight;
  }

  /** Rows counted. */
  public long rows() {
    return rows;
  }

  /** The sum of the weights of the rows; their number where they have none. */
  public double weight() {
    return weight;
  }

  /** Columns, the target included. */
  public int columns() {
    return columns;
  }

  /** The mean of a column. */
  public double mean(int column) {
    return means[column];
  }

  /**
   * The factor R, upper triangular, [columns, columns] row by row; a copy. The signs of its rows
   * mean nothing.
   *
   * @param centred whether of the columns less their means, or of the columns as they are
   */
  public double[] factor(boolean centred) {
    double[] copy = factor.clone();
    if (!centred) {
      double[] meanRow = new double[columns];
      for (int j = 0; j < columns; j++) {
        meanRow[j] = Math.sqrt(weight) * means[j];
      }
      HouseholderQr.update(copy, columns, meanRow, 1, false);
    }
    return copy;
  }

  /** The part of this statistic that looks at one column at a time. */
  public ColumnStatistics columnStatistics() {
    double[] squares = new double[columns];
    for (int i = 0; i < columns; i++) {
      for (int j = i; j < columns; j++) {
        squares[j] += factor[i * columns + j] * factor[i * columns + j];
      }
    }
    for (int j = 0; j < columns; j++) {
      squares[j] = ColumnStatistics.atLeast(squares[j], varies[j]);
    }
    double[] numbers = new double[2 + 2 * columns];
    numbers[0] = rows;
    numbers[1] = weight;
    System.arraycopy(means, 0, numbers, 2, columns);
    System.arraycopy(squares, 0, numbers, 2 + columns, columns);
    return ColumnStatistics.ofArray(numbers);
  }
}
