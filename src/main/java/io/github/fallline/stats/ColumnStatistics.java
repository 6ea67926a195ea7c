package io.github.fallline.stats;

import io.github.fallline.blas.Blas;
import io.github.fallline.data.RowStream;
import io.github.fallline.parallel.TileExecutor;
import java.io.Serializable;

/**
 * Row count, mean and centred sum of squares of every column: features first, the target last.
 *
 * <p>A mergeable statistic: those of two sets of rows give that of both (Chan, Golub, LeVeque
 * 1983), to rounding whatever the split; merged in one order, to the bit. Where rows have weights,
 * means and squares are weighted.
 */
public final class ColumnStatistics implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Deviations below this share of the mean are rounding: the column counts as constant. */
  private static final double ROUNDING = 1e-14;

  /**
   * A sum of squared deviations that are not all 0 is at least this, though each of them may round
   * to 0: only columns that are constant have the sum 0.
   */
  static final double LEAST_SQUARES = Double.MIN_NORMAL;

  /** Of numbers this large, no deviation but 0 has a square that rounds to less. */
  static final double LARGEST_OF_SMALL = 1e-130;

  /** Mean squares below this lose some or all of their digits in computations. */
  private static final double LEAST_MEAN_SQUARE = 1e-300;

  private long rows;
  private double weight;
  private final double[] means;
  private final double[] squares;

  /** Creates the statistic of no rows. */
  public ColumnStatistics(int columns) {
    means = new double[columns];
    squares = new double[columns];
  }

  /**
   * The statistic of rows, in one pass on the calling thread; their weights count.
   *
   * @param rows stay the caller's
   */
  public static ColumnStatistics of(RowStream rows) {
    try (Blas.SingleThread blas = Blas.singleThread();
        TileExecutor executor = new TileExecutor(1)) {
      return new MomentsPass(rows, executor).columns();
    }
  }

  /**
   * The statistic that {@link #toArray()} wrote.
   *
   * @param numbers copied
   */
  public static ColumnStatistics ofArray(double[] numbers) {
    int columns = (numbers.length - 2) / 2;
    ColumnStatistics statistics = new ColumnStatistics(columns);
    statistics.rows = (long) numbers[0];
    statistics.weight = numbers[1];
    System.arraycopy(numbers, 2, statistics.means, 0, columns);
    System.arraycopy(numbers, 2 + columns, statistics.squares, 0, columns);
    return statistics;
  }

  /** Rows, weight, means and centred squares, exactly as they are. */
  public double[] toArray() {
    double[] numbers = new double[2 + 2 * columns()];
    numbers[0] = rows;
    numbers[1] = weight;
    System.arraycopy(means, 0, numbers, 2, columns());
    System.arraycopy(squares, 0, numbers, 2 + columns(), columns());
    return numbers;
  }

  /** The statistic of rows of weight 1 that was computed elsewhere: arrays are copied. */
  public static ColumnStatistics of(long rows, double[] means, double[] centredSquares) {
    ColumnStatistics statistics = new ColumnStatistics(means.length);
    statistics.set(rows, (double) rows, means, centredSquares);
    return statistics;
  }

  /** Sets a statistic that was computed elsewhere: arrays are copied. */
  void set(long rowCount, double totalWeight, double[] columnMeans, double[] centredSquares) {
    rows = rowCount;
    weight = totalWeight;
    System.arraycopy(columnMeans, 0, means, 0, means.length);
    System.arraycopy(centredSquares, 0, squares, 0, squares.length);
  }

  /** Adds the rows of another statistic of the same columns, which is left alone. */
  public void merge(ColumnStatistics other) {
    if (other.columns() != columns()) {
      throw new IllegalArgumentException(
          "other: expected " + columns() + " columns, got " + other.columns());
    }
    if (other.rows == 0) {
      return;
    }
    // Rows of weight 0 do not change the others, unless they hold NaN.
    double share = other.weight == 0 ? 0 : other.weight / (weight + other.weight);
    for (int j = 0; j < means.length; j++) {
      double shift = other.means[j] - means[j];
      boolean varies = shift != 0 && weight > 0 && share > 0;
      means[j] += shift * share;
      squares[j] += other.squares[j] + shift * shift * weight * share;
      squares[j] = atLeast(squares[j], varies);
    }
    rows += other.rows;
    weight += other.weight;
  }

  /**
   * Returns a sum of squared deviations that is 0 only if all deviations are.
   *
   * @param squares the sum as it was computed
   * @param varies whether some deviation is not 0
   */
  public static double atLeast(double squares, boolean varies) {
    return varies && squares < LEAST_SQUARES ? LEAST_SQUARES : squares;
  }

  /**
   * Whether the numbers of a column are so small that their squares lose digits; false for a
   * constant column.
   *
   * @param centred whether deviations from the mean count; otherwise the numbers themselves
   */
  boolean isTooSmall(int column, boolean centred) {
    boolean some = squares[column] > 0 || (!centred && means[column] != 0);
    double square = centred ? squares[column] / weight : meanSquare(column);
    return some && square < LEAST_MEAN_SQUARE;
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
    return means.length;
  }

  /** The mean of a column. */
  public double mean(int column) {
    return means[column];
  }

  /** The mean of the squares of a column, not centred. */
  public double meanSquare(int column) {
    return squares[column] / weight + means[column] * means[column];
  }

  /**
   * Whether no two values of a column differ: tiles are centred at a row, so nothing is rounded.
   */
  public boolean isConstant(int column) {
    return squares[column] == 0;
  }

  /** The {@link #variance} of a column, even if it is as small as rounding. */
  public double smallVariance(int column) {
    return squares[column] / weight;
  }

  /**
   * The unit in which a column is standardized: its standard deviation or, where it is not centred,
   * the root of its mean square; 1 where that is 0.
   *
   * @param offset what is added to the column's mean
   * @param centred whether deviations from the mean count
   */
  public double unit(int column, double offset, boolean centred) {
    double mean = mean(column) + offset;
    double deviation = Math.sqrt(variance(column) + (centred ? 0 : mean * mean));
    return deviation > 0 ? deviation : 1;
  }

  /**
   * The mean squared deviation of a column from its mean (divided by the weight, n, not by n - 1).
   */
  public double variance(int column) {
    double variance = squares[column] / weight;
    double rounding = ROUNDING * means[column];
    return variance <= rounding * rounding ? 0 : variance;
  }
}
