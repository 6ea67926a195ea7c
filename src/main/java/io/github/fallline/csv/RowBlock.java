package io.github.fallline.csv;

import java.util.Arrays;

/**
 * Consecutive rows of doubles as a parser leaves them, with what it counted on the way: memory that
 * one thread fills again and again.
 */
public final class RowBlock {
  private static final int FIRST_ELEMENTS = 1 << 12;

  private final int columns;
  private final boolean labelled;
  private final boolean weighted;
  private final boolean dropping;
  private final long[] missingCounts;
  double[] features;
  double[] targets;
  double[] weights;
  private int rows;
  private long skippedRows;
  private long lines;

  /** An empty block for rows of a layout. */
  public RowBlock(RowLayout layout) {
    columns = layout.features();
    labelled = layout.labelled();
    weighted = layout.weighted();
    dropping = layout.gaps() == RowLayout.Gaps.DROPPED;
    missingCounts = new long[columns + (labelled ? 1 : 0) + (weighted ? 1 : 0)];
    int capacity = Math.max(1, FIRST_ELEMENTS / Math.max(1, columns));
    features = new double[Math.multiplyExact(capacity, columns)];
    targets = new double[capacity];
    weights = new double[weighted ? capacity : 0];
  }

  /** Forgets everything. */
  public void clear() {
    rows = 0;
    skippedRows = 0;
    lines = 0;
    Arrays.fill(missingCounts, 0);
  }

  /**
   * Makes room for one row more.
   *
   * @return where the row begins in {@code features}
   */
  int nextRow() {
    if (rows == targets.length) {
      targets = Arrays.copyOf(targets, 2 * rows);
      features = Arrays.copyOf(features, Math.multiplyExact(2 * rows, columns));
      weights = Arrays.copyOf(weights, weighted ? 2 * rows : 0);
    }
    return rows * columns;
  }

  /**
   * Adds a row that was parsed elsewhere, or drops it and counts it if it holds NaN.
   *
   * @param row the features and, behind them, the target and the weight if there are such; NaN for
   *     what is missing
   */
  public void add(double[] row) {
    add(row, Arrays.stream(row).anyMatch(Double::isNaN));
  }

  /**
   * Adds a row that was parsed elsewhere, or drops it and counts it.
   *
   * @param row the features and, behind them, the target and the weight if there are such; NaN for
   *     what is missing
   * @param incomplete whether something is missing
   */
  public void add(double[] row, boolean incomplete) {
    int first = nextRow(); // may replace the array
    System.arraycopy(row, 0, features, first, columns);
    if (labelled) {
      targets[rows] = row[columns];
    }
    if (weighted) {
      weights[rows] = row[columns + 1];
    }
    endRow(incomplete, 1);
  }

  /** Ends a row without missing values, of one line. */
  void endRow() {
    rows++;
    lines++;
  }

  /** Ends a row that has missing values or several lines. */
  void endRow(boolean incomplete, int lineEnds) {
    lines += lineEnds;
    boolean kept = true;
    if (incomplete) {
      int first = rows * columns;
      for (int j = 0; j < columns; j++) {
        missingCounts[j] += Double.isNaN(features[first + j]) ? 1 : 0;
      }
      boolean unusable = labelled && Double.isNaN(targets[rows]);
      if (unusable) {
        missingCounts[columns]++;
      }
      if (weighted && Double.isNaN(weights[rows])) {
        missingCounts[columns + 1]++;
      }
      kept = !dropping && !unusable;
    }
    rows += kept ? 1 : 0;
    skippedRows += kept ? 0 : 1;
  }

  /** Counts a line that holds no record. */
  void blankLine() {
    lines++;
  }

  /** Complete rows. */
  public int rows() {
    return rows;
  }

  /** The features, row by row, from the front of the block's own array. */
  public double[] features() {
    return features;
  }

  /** The targets from the front of the block's own array; of no meaning without labels. */
  public double[] targets() {
    return targets;
  }

  /** The weights from the front of the block's own array; of no meaning without a weight. */
  public double[] weights() {
    return weights;
  }

  /** Rows that were dropped for a missing value. */
  public long skippedRows() {
    return skippedRows;
  }

  /** Missing values by selected column, those in dropped rows included; the block's own array. */
  public long[] missingCounts() {
    return missingCounts;
  }

  /** Lines that were read: of records, within their quotes, and blank ones. */
  public long lines() {
    return lines;
  }
}
