package io.github.fallline.leastsquares;

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
 * other, and one row more for the difference of the means. Free of native memory.
 */
public final class TriangularFactor implements Serializable {
  private static final long serialVersionUID = 1L;
  private final int columns;
  private long rows;
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
    if (columns < 1) {
      throw new IllegalArgumentException("columns: expected at least 1, got " + columns);
    }
    this.columns = columns;
    means = new double[columns];
    factor = new double[Math.multiplyExact(columns, columns)];
    varies = new boolean[columns];
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
    centre(block, count);
    HouseholderQr.update(factor, columns, block, count, false);
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
    double share = (double) other.rows / (rows + other.rows);
    double weight = Math.sqrt(rows * share);
    double[] difference = new double[columns];
    for (int j = 0; j < columns; j++) {
      double shift = other.means[j] - means[j];
      difference[j] = weight * shift;
      means[j] = rows == 0 ? other.means[j] : means[j] + shift * share;
      varies[j] |= other.varies[j] || (rows > 0 && shift != 0);
    }
    HouseholderQr.update(factor, columns, other.factor.clone(), columns, true);
    if (rows > 0) {
      HouseholderQr.update(factor, columns, difference, 1, false);
    }
    rows += other.rows;
  }

  /** Rows counted. */
  public long rows() {
    return rows;
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
        meanRow[j] = Math.sqrt((double) rows) * means[j];
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
    return ColumnStatistics.of(rows, means, squares);
  }
}
