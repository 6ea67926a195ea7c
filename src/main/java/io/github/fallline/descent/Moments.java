package io.github.fallline.descent;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Row count, means and centred products of pairs of columns: features first, the target last, or
 * several targets, of which each is paired with itself and the features and not with the others.
 * All that least squares needs to know of the rows.
 *
 * <p>A mergeable statistic like {@link ColumnStatistics}, and free of native memory.
 */
public final class Moments implements Serializable {
  private static final long serialVersionUID = 1L;
  private final int features;
  private final int columns;
  private long rows;
  private final double[] means;

  /** A row a feature, then the square of each target: the layout of {@link #length}. */
  private final double[] products;

  /** The statistic of no rows; the last column is the target. */
  public Moments(int columns) {
    this(columns - 1, 1);
  }

  /** The statistic of no rows, with any number of targets. */
  Moments(int features, int targets) {
    this.features = features;
    columns = features + targets;
    means = new double[columns];
    products = new double[length(features, targets)];
  }

  /**
   * How many products there are: each feature with each column, [features, columns], and each
   * target with itself, [targets].
   */
  static int length(int features, int targets) {
    return Math.addExact(Math.multiplyExact(features, features + targets), targets);
  }

  /**
   * Becomes the statistic of {@code rowCount} rows.
   *
   * @param columnMeans the means; copied
   * @param centredProducts sums of products of deviations, as {@link #length} lays them out; copied
   *     with whatever is below the diagonal
   */
  void set(long rowCount, double[] columnMeans, double[] centredProducts) {
    rows = rowCount;
    System.arraycopy(columnMeans, 0, means, 0, columns);
    System.arraycopy(centredProducts, 0, products, 0, products.length);
  }

  /** Adds the rows of another statistic of the same columns, which is left alone. */
  public void merge(Moments other) {
    if (other.columns != columns || other.features != features) {
      throw new IllegalArgumentException(
          "other: expected %d columns of which %d are features, got %d and %d"
              .formatted(columns, features, other.columns, other.features));
    }
    if (other.rows == 0) {
      return;
    }
    double share = (double) other.rows / (rows + other.rows);
    for (int j = 0; j < columns; j++) {
      double weighted = (other.means[j] - means[j]) * rows * share;
      for (int k = j; k < (j < features ? columns : j + 1); k++) {
        int place = place(j, k);
        products[place] += other.products[place] + weighted * (other.means[k] - means[k]);
      }
    }
    for (int j = 0; j < columns; j++) {
      means[j] += (other.means[j] - means[j]) * share;
    }
    rows += other.rows;
  }

  /** Where the product of two columns is, of which the first is not behind the second. */
  private int place(int left, int right) {
    return left < features ? left * columns + right : features * columns + left - features;
  }

  /** Rows counted. */
  public long rows() {
    return rows;
  }

  /** Columns, targets included. */
  public int columns() {
    return columns;
  }

  /** Columns that are features; the targets follow. */
  int features() {
    return features;
  }

  /** The mean of a column. */
  public double mean(int column) {
    return means[column];
  }

  /**
   * The mean product of the deviations of two columns from their means (divided by n).
   *
   * @throws IllegalArgumentException when they are two targets, of which nothing is known
   */
  public double covariance(int left, int right) {
    int first = Math.min(left, right);
    if (first >= features && left != right) {
      throw new IllegalArgumentException("columns " + left + " and " + right + " are two targets");
    }
    return products[place(first, Math.max(left, right))] / rows;
  }

  /** The part of this statistic that looks at one column at a time. */
  public ColumnStatistics columnStatistics() {
    double[] squares = new double[columns];
    for (int j = 0; j < columns; j++) {
      squares[j] = products[place(j, j)];
    }
    ColumnStatistics statistics = new ColumnStatistics(columns);
    statistics.set(rows, means, squares);
    return statistics;
  }

  /** The same, of the features and one target, counted from 0. */
  ColumnStatistics columnStatistics(int target) {
    double[] ownMeans = Arrays.copyOf(means, features + 1);
    double[] squares = new double[features + 1];
    for (int j = 0; j < features; j++) {
      squares[j] = products[place(j, j)];
    }
    ownMeans[features] = means[features + target];
    squares[features] = products[place(features + target, features + target)];
    ColumnStatistics statistics = new ColumnStatistics(features + 1);
    statistics.set(rows, ownMeans, squares);
    return statistics;
  }
}
