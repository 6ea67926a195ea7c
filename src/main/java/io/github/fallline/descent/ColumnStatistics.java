package io.github.fallline.descent;

import java.io.Serializable;

/**
 * Row count, mean and centred sum of squares of every column: features first, the target last.
 *
 * <p>A mergeable statistic: those of two sets of rows give that of both (Chan, Golub, LeVeque
 * 1983), to rounding whatever the split; merged in one order, to the bit.
 */
public final class ColumnStatistics implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Deviations below this share of the mean are rounding: the column counts as constant. */
  private static final double ROUNDING = 1e-14;

  private long rows;
  private final double[] means;
  private final double[] squares;

  /** The statistic of no rows. */
  public ColumnStatistics(int columns) {
    means = new double[columns];
    squares = new double[columns];
  }

  /** Takes over a statistic computed elsewhere: arrays are copied in. */
  void set(long rowCount, double[] columnMeans, double[] centredSquares) {
    rows = rowCount;
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
    double share = (double) other.rows / (rows + other.rows);
    for (int j = 0; j < means.length; j++) {
      double shift = other.means[j] - means[j];
      means[j] += shift * share;
      squares[j] += other.squares[j] + shift * shift * rows * share;
    }
    rows += other.rows;
  }

  /** Rows counted. */
  public long rows() {
    return rows;
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
    return squares[column] / rows + means[column] * means[column];
  }

  /** The mean squared deviation of a column from its mean (divided by n, not n - 1). */
  public double variance(int column) {
    double variance = squares[column] / rows;
    double rounding = ROUNDING * means[column];
    return variance <= rounding * rounding ? 0 : variance;
  }
}
