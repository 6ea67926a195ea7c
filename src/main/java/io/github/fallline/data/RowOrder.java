package io.github.fallline.data;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The order in which a pass visits the rows of a data set, and the weight of each visit.
 *
 * <p>An order may visit some rows more than once. It is immutable and may be shared by threads.
 */
public final class RowOrder {
  private final long visits;
  private final int[] rows;
  private final double[] weights;

  private RowOrder(long visits, int[] rows, double[] weights) {
    this.visits = visits;
    this.rows = rows;
    this.weights = weights;
  }

  /** Rows 0, 1, ... {@code rows} - 1, each once with weight 1. */
  public static RowOrder sequential(long rows) {
    return new RowOrder(rows, null, null);
  }

  /**
   * The given visits in the given order.
   *
   * @param rows the row of each visit; not copied, leave it alone afterwards
   * @param weights the weight of a visit, by row (not by visit), or null for 1; not copied
   */
  public static RowOrder of(int[] rows, double[] weights) {
    return new RowOrder(rows.length, rows, weights);
  }

  /**
   * The first {@code count} visits of a uniformly random permutation (Fisher and Yates) of this
   * order's visits. It depends on this order, the seed and the epoch alone, so any epoch can be
   * repeated without the ones before.
   *
   * @throws IllegalArgumentException beyond 2,147,483,647 visits
   */
  public RowOrder shuffled(long seed, long epoch, long count) {
    if (visits > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "cannot shuffle " + visits + " rows; 2,147,483,647 at most (train without shuffling)");
    }
    int[] shuffled = rows == null ? identity((int) visits) : Arrays.copyOf(rows, (int) visits);
    SplittableRandom random = new SplittableRandom(new SplittableRandom(seed).nextLong() + epoch);
    int chosen = (int) Math.min(count, visits);
    for (int i = 0; i < chosen; i++) {
      int other = i + random.nextInt(shuffled.length - i);
      int row = shuffled[other];
      shuffled[other] = shuffled[i];
      shuffled[i] = row;
    }
    return new RowOrder(chosen, shuffled, weights);
  }

  /** The first {@code count} visits of this order. */
  public RowOrder first(long count) {
    return new RowOrder(Math.min(count, visits), rows, weights);
  }

  /** How many rows a pass visits, repetitions counted. */
  public long visits() {
    return visits;
  }

  /** Whether visit k is row k for every k, so that rows can be read where they lie. */
  public boolean isSequential() {
    return rows == null;
  }

  /** The row of each visit; null in a sequential order. Not a copy. */
  int[] rows() {
    return rows;
  }

  /** The row of a visit. */
  public long row(long visit) {
    return rows == null ? visit : rows[(int) visit];
  }

  /** The weight of each visit to a row. */
  public double weight(long row) {
    return weights == null ? 1 : weights[(int) row];
  }

  /** Whether every visit has weight 1. */
  public boolean isUnweighted() {
    return weights == null;
  }

  private static int[] identity(int count) {
    int[] rows = new int[count];
    for (int i = 0; i < count; i++) {
      rows[i] = i;
    }
    return rows;
  }
}
