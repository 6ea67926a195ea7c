package io.github.fallline.descent;

import java.io.Serializable;

/**
 * Row count, means and centred products of all pairs of columns: features first, the target last.
 * All that least squares needs to know of the rows.
 *
 * <p>A mergeable statistic like {@link ColumnStatistics}, and free of native memory.
 */
public final class Moments implements Serializable {
  private static final long serialVersionUID = 1L;
  private final int columns;
  private long rows;
  private final double[] means;
  private final double[] products;

  /** The statistic of no rows. */
  public Moments(int columns) {
    this.columns = columns;
    means = new double[columns];
    products = new double[columns * columns];
  }

  /**
   * Becomes the statistic of {@code rowCount} rows.
   *
   * @param columnMeans the means; copied
   * @param centredProducts sums of products of deviations, [columns, columns]; the upper triangle
   *     is copied
   */
  void set(long rowCount, double[] columnMeans, double[] centredProducts) {
    rows = rowCount;
    System.arraycopy(columnMeans, 0, means, 0, columns);
    System.arraycopy(centredProducts, 0, products, 0, products.length);
  }

  /** Adds the rows of another statistic of the same columns, which is left alone. */
  public void merge(Moments other) {
    if (other.columns != columns) {
      throw new IllegalArgumentException(
          "other: expected " + columns + " columns, got " + other.columns);
    }
    if (other.rows == 0) {
      return;
    }
    double share = (double) other.rows / (rows + other.rows);
    for (int j = 0; j < columns; j++) {
      double weighted = (other.means[j] - means[j]) * rows * share;
      for (int k = j; k < columns; k++) {
        int place = j * columns + k;
        products[place] += other.products[place] + weighted * (other.means[k] - means[k]);
      }
    }
    for (int j = 0; j < columns; j++) {
      means[j] += (other.means[j] - means[j]) * share;
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

  /** The mean product of the deviations of two columns from their means (divided by n). */
  public double covariance(int left, int right) {
    int place = left <= right ? left * columns + right : right * columns + left;
    return products[place] / rows;
  }

  /** The part of this statistic that looks at one column at a time. */
  public ColumnStatistics columnStatistics() {
    double[] squares = new double[columns];
    for (int j = 0; j < columns; j++) {
      squares[j] = products[j * columns + j];
    }
    ColumnStatistics statistics = new ColumnStatistics(columns);
    statistics.set(rows, means, squares);
    return statistics;
  }
}
