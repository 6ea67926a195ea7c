package io.github.fallline.stats;

import io.github.fallline.argument.Argument;
import io.github.fallline.blas.Blas;
import io.github.fallline.data.RowStream;
import io.github.fallline.parallel.TileExecutor;
import java.io.Serializable;
import java.util.Arrays;

/**
 * Row count, means and centred products of pairs of columns: features first, the target last, or
 * several targets, of which each is paired with itself and the features and not with the others.
 * The sufficient statistics of least squares.
 *
 * <p>A mergeable statistic like {@link ColumnStatistics}, and free of native memory: {@link
 * #toArray()} and {@link #ofArray} carry it from one process to another. Where rows have weights,
 * means and products are weighted and {@link #weight()} is the sum of the weights.
 */
public final class Moments implements Serializable {
  private static final long serialVersionUID = 1L;
  private final int features;
  private final int columns;
  private long rows;
  private double weight;
  private final double[] means;

  /** One row per feature, then the square of each target, as in {@link #length}. */
  private final double[] products;

  /** Creates the statistic of no rows; the last column is the target. */
  public Moments(int columns) {
    this(columns - 1, 1);
  }

  /** Creates the statistic of no rows, with any number of targets. */
  Moments(int features, int targets) {
    this.features = features;
    columns = features + targets;
    means = new double[columns];
    products = new double[length(features, targets)];
  }

  /**
   * The number of products: each feature with each column, [features, columns], and each target
   * with itself, [targets].
   */
  static int length(int features, int targets) {
    return Math.addExact(Math.multiplyExact(features, features + targets), targets);
  }

  /**
   * The moments of rows, in one pass on the calling thread; their weights count.
   *
   * @param rows stay the caller's
   */
  public static Moments of(RowStream rows) {
    try (Blas.SingleThread blas = Blas.singleThread();
        TileExecutor executor = new TileExecutor(1)) {
      return new MomentsPass(rows, executor).moments();
    }
  }

  /**
   * The statistic that {@link #toArray()} wrote.
   *
   * @param columns features and the one target
   * @param numbers copied
   * @throws IllegalArgumentException if the numbers are of another number of columns
   */
  public static Moments ofArray(int columns, double[] numbers) {
    Moments moments = new Moments(columns);
    Argument.require(
        numbers.length == moments.packedLength(),
        "numbers",
        moments.packedLength() + " for " + columns + " columns",
        numbers.length);
    moments.rows = (long) numbers[0];
    moments.weight = numbers[1];
    System.arraycopy(numbers, 2, moments.means, 0, columns);
    int at = 2 + columns;
    for (int j = 0; j < columns; j++) {
      int pairs = moments.pairsFrom(j);
      System.arraycopy(numbers, at, moments.products, moments.place(j, j), pairs);
      at += pairs;
    }
    return moments;
  }

  /** Rows, weight, means and the products of each pair of columns once, exactly as they are. */
  public double[] toArray() {
    double[] numbers = new double[packedLength()];
    numbers[0] = rows;
    numbers[1] = weight;
    System.arraycopy(means, 0, numbers, 2, columns);
    int at = 2 + columns;
    for (int j = 0; j < columns; j++) {
      int pairs = pairsFrom(j);
      System.arraycopy(products, place(j, j), numbers, at, pairs);
      at += pairs;
    }
    return numbers;
  }

  private int packedLength() {
    int length = 2 + columns;
    for (int j = 0; j < columns; j++) {
      length = Math.addExact(length, pairsFrom(j));
    }
    return length;
  }

  /** The number of products of a column with itself and the columns behind it. */
  private int pairsFrom(int column) {
    return column < features ? columns - column : 1;
  }

  /**
   * Sets the statistic of {@code rowCount} rows.
   *
   * @param totalWeight the sum of their weights
   * @param columnMeans the means; copied
   * @param centredProducts sums of products of deviations, laid out as in {@link #length}; copied,
   *     including elements below the diagonal
   */
  void set(long rowCount, double totalWeight, double[] columnMeans, double[] centredProducts) {
    rows = rowCount;
    weight = totalWeight;
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
    // Rows of weight 0 do not change the others, unless they hold NaN.
    double share = other.weight == 0 ? 0 : other.weight / (weight + other.weight);
    for (int j = 0; j < columns; j++) {
      double weighted = (other.means[j] - means[j]) * weight * share;
      for (int k = j; k < j + pairsFrom(j); k++) {
        int place = place(j, k);
        products[place] += other.products[place] + weighted * (other.means[k] - means[k]);
      }
    }
    for (int j = 0; j < columns; j++) {
      double shift = other.means[j] - means[j];
      boolean varies = shift != 0 && weight > 0 && share > 0;
      means[j] += shift * share;
      int square = place(j, j);
      products[square] = ColumnStatistics.atLeast(products[square], varies);
    }
    rows += other.rows;
    weight += other.weight;
  }

  /** The index of the product of two columns, of which the first is not behind the second. */
  private int place(int left, int right) {
    return left < features ? left * columns + right : features * columns + left - features;
  }

  /** Rows counted. */
  public long rows() {
    return rows;
  }

  /** The sum of the weights of the rows; their number where they have none. */
  public double weight() {
    return weight;
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
   * The mean product of the deviations of two columns from their means (divided by the weight).
   *
   * @throws IllegalArgumentException if they are two targets, whose product is not computed
   */
  public double covariance(int left, int right) {
    int first = Math.min(left, right);
    if (first >= features && left != right) {
      throw new IllegalArgumentException("columns " + left + " and " + right + " are two targets");
    }
    return products[place(first, Math.max(left, right))] / weight;
  }

  /** The part of this statistic about single columns. */
  public ColumnStatistics columnStatistics() {
    double[] squares = new double[columns];
    for (int j = 0; j < columns; j++) {
      squares[j] = products[place(j, j)];
    }
    ColumnStatistics statistics = new ColumnStatistics(columns);
    statistics.set(rows, weight, means, squares);
    return statistics;
  }

  /** The same, of the features and one target, counted from 0. */
  public ColumnStatistics columnStatistics(int target) {
    double[] ownMeans = Arrays.copyOf(means, features + 1);
    double[] squares = new double[features + 1];
    for (int j = 0; j < features; j++) {
      squares[j] = products[place(j, j)];
    }
    ownMeans[features] = means[features + target];
    squares[features] = products[place(features + target, features + target)];
    ColumnStatistics statistics = new ColumnStatistics(features + 1);
    statistics.set(rows, weight, ownMeans, squares);
    return statistics;
  }
}
