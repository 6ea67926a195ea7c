package io.github.fallline.data;

import java.util.Arrays;

/**
 * Consecutive rows of doubles that a parser has read, with its counts. The memory is filled again
 * and again, by one thread at a time.
 */
public final class RowBlock {
  private static final int FIRST_ELEMENTS = 1 << 12;

  /** Room to spare: lines are seldom shorter than those before them by more. */
  private static final double SPARE = 1 + 1.0 / 16;

  /** Of features: 32 MiB, more than chunks of the planned size become. */
  private static final int MOST_ELEMENTS = 1 << 22;

  private final int columns;
  private final boolean labelled;
  private final boolean weighted;
  private final boolean clustered;
  private final boolean exposed;
  private final boolean dropping;
  private final long[] missingCounts;
  private double[] features;
  private double[] targets;
  private double[] weights;
  private double[] keys;
  private double[] exposures;
  private int rows;
  private long skippedRows;
  private long lines;
  private long bytes;

  /**
   * Creates an empty block.
   *
   * @param columns features of a row
   * @param labelled whether rows have a target; without its target a row is dropped
   * @param weighted whether rows have a weight
   * @param dropping whether a row with a missing value is dropped; otherwise the value is NaN
   */
  public RowBlock(int columns, boolean labelled, boolean weighted, boolean dropping) {
    this(columns, labelled, weighted, false, dropping);
  }

  /**
   * Creates an empty block.
   *
   * @param columns features of a row
   * @param labelled whether rows have a target; without its target a row is dropped
   * @param weighted whether rows have a weight
   * @param clustered whether rows have a key of their cluster
   * @param dropping whether a row with a missing value is dropped; otherwise the value is NaN
   */
  public RowBlock(
      int columns, boolean labelled, boolean weighted, boolean clustered, boolean dropping) {
    this(
        columns,
        labelled,
        weighted,
        clustered,
        false,
        dropping,
        Math.max(1, FIRST_ELEMENTS / Math.max(1, columns)));
  }

  /** Returns an empty block for rows of this layout that also have an exposure. */
  public RowBlock withExposures() {
    return new RowBlock(columns, labelled, weighted, clustered, true, dropping, targets.length);
  }

  private RowBlock(
      int columns,
      boolean labelled,
      boolean weighted,
      boolean clustered,
      boolean exposed,
      boolean dropping,
      int capacity) {
    this.columns = columns;
    this.labelled = labelled;
    this.weighted = weighted;
    this.clustered = clustered;
    this.exposed = exposed;
    this.dropping = dropping;
    missingCounts =
        new long
            [columns
                + (labelled ? 1 : 0)
                + (weighted ? 1 : 0)
                + (exposed ? 1 : 0)
                + (clustered ? 1 : 0)];
    features = new double[0];
    targets = new double[0];
    weights = new double[0];
    keys = new double[0];
    exposures = new double[0];
    resize(capacity);
  }

  /** Returns an empty block for rows of this layout, with room for as many. */
  public RowBlock another() {
    return new RowBlock(columns, labelled, weighted, clustered, exposed, dropping, targets.length);
  }

  /** Exchanges the rows and their memory with another block of this layout. The counts stay. */
  public void exchangeRows(RowBlock other) {
    final double[] ownFeatures = features;
    final double[] ownTargets = targets;
    final double[] ownWeights = weights;
    final double[] ownKeys = keys;
    final double[] ownExposures = exposures;
    final int ownRows = rows;
    features = other.features;
    targets = other.targets;
    weights = other.weights;
    keys = other.keys;
    exposures = other.exposures;
    rows = other.rows;
    other.features = ownFeatures;
    other.targets = ownTargets;
    other.weights = ownWeights;
    other.keys = ownKeys;
    other.exposures = ownExposures;
    other.rows = ownRows;
  }

  /** Removes all rows and counts. */
  public void clear() {
    rows = 0;
    skippedRows = 0;
    lines = 0;
    bytes = 0;
    Arrays.fill(missingCounts, 0);
  }

  /** Whether there is no room for one row more. */
  public boolean isFull() {
    return rows == targets.length;
  }

  /**
   * Makes room for all rows of a text, estimated from the part parsed so far, and for one row more.
   *
   * @param done bytes of the text that the rows were parsed from
   * @param all bytes of the text
   * @return false if a block would be too large
   */
  public boolean makeRoom(int done, int all) {
    double most = (double) MOST_ELEMENTS / Math.max(1, columns);
    if (rows + 1 > most) {
      return false;
    }
    double rowsAbout = rows * ((double) all / done) * SPARE;
    resize((int) Math.min(Math.max(Math.ceil(rowsAbout), rows + 1.0), most));
    return true;
  }

  private void resize(int capacity) {
    targets = Arrays.copyOf(targets, capacity);
    features = Arrays.copyOf(features, Math.multiplyExact(capacity, columns));
    weights = Arrays.copyOf(weights, weighted ? capacity : 0);
    keys = Arrays.copyOf(keys, clustered ? capacity : 0);
    exposures = Arrays.copyOf(exposures, exposed ? capacity : 0);
  }

  /** Where the next row begins in {@code features}. */
  public int nextRow() {
    return rows * columns;
  }

  /**
   * Adds a row that was parsed elsewhere, or drops it and counts it if it holds NaN.
   *
   * @param row the features and, behind them, target, weight, exposure and key if there are such;
   *     NaN for what is missing
   */
  public void add(double[] row) {
    add(row, Arrays.stream(row).anyMatch(Double::isNaN));
  }

  /**
   * Adds a row that was parsed elsewhere, or drops it and counts it.
   *
   * @param row the features and, behind them, target, weight, exposure and key if there are such;
   *     NaN for what is missing
   * @param incomplete whether something is missing
   */
  public void add(double[] row, boolean incomplete) {
    if (isFull()) {
      resize(2 * rows);
    }
    System.arraycopy(row, 0, features, nextRow(), columns);
    if (labelled) {
      targets[rows] = row[columns];
    }
    if (weighted) {
      weights[rows] = row[columns + 1];
    }
    if (exposed) {
      exposures[rows] = row[exposurePlace()];
    }
    if (clustered) {
      keys[rows] = row[missingCounts.length - 1];
    }
    endRow(incomplete, 1);
  }

  private int exposurePlace() {
    return columns + (labelled ? 1 : 0) + (weighted ? 1 : 0);
  }

  /**
   * Whether the row that is to be ended has a target, but lacks a weight, exposure or key that is
   * read.
   */
  public boolean isUnweightedOrUnclustered() {
    boolean lacking =
        (weighted && Double.isNaN(weights[rows]))
            || (clustered && Double.isNaN(keys[rows]))
            || (exposed && labelled && Double.isNaN(exposures[rows]));
    return lacking && !Double.isNaN(targets[rows]);
  }

  /** Ends a row without missing values, of one line. */
  public void endRow() {
    rows++;
    lines++;
  }

  /** Ends a row that has missing values or several lines. */
  public void endRow(boolean incomplete, int lineEnds) {
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
      if (exposed && Double.isNaN(exposures[rows])) {
        missingCounts[exposurePlace()]++;
      }
      if (clustered && Double.isNaN(keys[rows])) {
        missingCounts[missingCounts.length - 1]++;
      }
      kept = !dropping && !unusable;
    }
    rows += kept ? 1 : 0;
    skippedRows += kept ? 0 : 1;
  }

  /** Sets how many bytes of text the rows were parsed from. */
  public void setBytes(long count) {
    bytes = count;
  }

  /** The bytes of text that the rows were parsed from; 0 where they were parsed elsewhere. */
  public long bytes() {
    return bytes;
  }

  /** Counts a line that holds no record. */
  public void blankLine() {
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

  /** The keys of the clusters from the front of the block's own array; of no meaning without. */
  public double[] keys() {
    return keys;
  }

  /** The exposures from the front of the block's own array; of no meaning without. */
  public double[] exposures() {
    return exposures;
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
