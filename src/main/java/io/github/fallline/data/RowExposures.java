package io.github.fallline.data;

import java.util.Arrays;

/**
 * The exposures of rows, in their order: collected while the rows are read, or given.
 *
 * <p>Those that are taken by {@link #next} are forgotten, so that one pass over rows of any number
 * needs little memory; {@link #of} needs them all, 8 bytes a row.
 */
public final class RowExposures {
  private static final int FIRST_CAPACITY = 1 << 10;
  private static final int MOST_ROWS = Integer.MAX_VALUE / 2;

  private final Exposure.Kind kind;
  private double[] exposures = new double[FIRST_CAPACITY];
  private int first;
  private int end;

  /** None so far. */
  public RowExposures(Exposure.Kind kind) {
    this.kind = kind;
  }

  /** Exposures that are known. */
  public static RowExposures of(double... exposures) {
    RowExposures known = new RowExposures(Exposure.Kind.EXPOSURE);
    known.add(exposures, exposures.length);
    return known;
  }

  /**
   * Adds those of the next rows.
   *
   * @param numbers as the {@link Exposure.Kind} says; NaN where one is missing
   * @param more how many of them, from the first
   * @throws InvalidDataException if there are more than are supported
   */
  public synchronized void add(double[] numbers, int more) {
    if (end + (long) more > exposures.length) {
      makeRoom(more);
    }
    for (int i = 0; i < more; i++) {
      exposures[end + i] = kind.exposure(numbers[i]);
    }
    end += more;
  }

  private void makeRoom(int more) {
    int kept = end - first;
    if (kept > MOST_ROWS - more) {
      throw new InvalidDataException(
          "expected at most " + MOST_ROWS + " rows with exposures, got more");
    }
    double[] target =
        2L * (kept + more) <= exposures.length
            ? exposures
            : new double[Math.max(kept + more, 2 * kept)];
    System.arraycopy(exposures, first, target, 0, kept);
    exposures = target;
    first = 0;
    end = kept;
  }

  /**
   * Takes those of the next rows.
   *
   * @param count how many
   * @param target overwritten from 0 on
   * @throws IllegalStateException if fewer were added
   */
  public synchronized void next(int count, double[] target) {
    if (end - first < count) {
      throw new IllegalStateException(
          "expected the exposures of " + count + " rows, got " + (end - first));
    }
    System.arraycopy(exposures, first, target, 0, count);
    first += count;
  }

  /**
   * Those of some rows.
   *
   * @param rows the rows whose exposures were collected, or a part of a {@link ValidationSplit} of
   *     them
   * @return one a row
   */
  public synchronized double[] of(RowStream rows) {
    double[] all = Arrays.copyOfRange(exposures, first, end);
    RowStream plain = rows instanceof WeightedRows weighted ? weighted.unweighted() : rows;
    return plain instanceof ValidationSplit part ? part.select(all) : all;
  }
}
