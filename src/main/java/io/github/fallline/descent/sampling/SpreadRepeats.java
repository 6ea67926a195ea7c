package io.github.fallline.descent.sampling;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The visits beyond the first of the rows that have several, spread evenly over the places of an
 * epoch.
 *
 * <p>The epoch is cut into as many strata as there are such visits, each of which has one of them,
 * at a random place. Visits are numbered row by row, the rows in a random order; stratum s has
 * visit (s step + start) modulo their number, with a step whose multiples are spread evenly (the
 * number over the golden ratio). So each part of the epoch has its share of the visits of any row,
 * up to two or three. The order depends only on the visits, the seed and the epoch.
 */
final class SpreadRepeats {
  private static final double GOLDEN_RATIO = (1 + Math.sqrt(5)) / 2;

  private final RowMultiplicity multiplicity;

  /** Visits that are spread. */
  private final long total;

  /** The difference of the numbers of visits of neighbouring strata. */
  private final long step;

  /** Places of a stratum, rounded down, and the remainder over all strata. */
  private final long width;

  private final long remainder;

  /**
   * The rows in the order of the numbering, and the number of visits before each; at the end, of
   * all.
   */
  private final int[] order;

  private final long[] before;
  private SplittableRandom random = new SplittableRandom(0);
  private boolean shuffled;
  private long stratum;
  private long first;
  private long lacking;
  private long visit;
  private long nextPlace = Long.MAX_VALUE;

  /**
   * @param places of an epoch, at least as many as these visits
   */
  SpreadRepeats(RowMultiplicity multiplicity, long places) {
    this.multiplicity = multiplicity;
    order = new int[multiplicity.spreadRows()];
    before = new long[order.length + 1];
    long sum = 0;
    for (int i = 0; i < order.length; i++) {
      sum += multiplicity.spreadCount(i) - 1;
    }
    total = sum;
    step = coprime(Math.max(1, Math.round(total / GOLDEN_RATIO)), total);
    width = total == 0 ? 0 : places / total;
    remainder = total == 0 ? 0 : places % total;
  }

  /** Whether no visit is spread. */
  boolean isEmpty() {
    return order.length == 0;
  }

  /** The least number from {@code number} on that is coprime to {@code total}. */
  private static long coprime(long number, long total) {
    long candidate = number;
    while (total > 1 && greatestCommonDivisor(candidate, total) != 1) {
      candidate++;
    }
    return candidate;
  }

  private static long greatestCommonDivisor(long a, long b) {
    return b == 0 ? a : greatestCommonDivisor(b, a % b);
  }

  /**
   * Begins an epoch.
   *
   * @param draws of the order
   * @param shuffle whether it is drawn; else it is the same in every epoch
   */
  void start(SplittableRandom draws, boolean shuffle) {
    random = draws;
    shuffled = shuffle;
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    if (shuffled) {
      FisherYates.shuffle(order, order.length, order.length, random);
    }
    for (int i = 0; i < order.length; i++) {
      before[i + 1] = before[i] + multiplicity.spreadCount(order[i]) - 1;
    }
    stratum = 0;
    first = 0;
    lacking = 0;
    visit = shuffled && total > 0 ? random.nextLong(total) : 0;
    place();
  }

  /** Draws the place of the stratum's visit. */
  private void place() {
    if (stratum == total) {
      nextPlace = Long.MAX_VALUE;
      return;
    }
    long places = width + (lacking + remainder >= total ? 1 : 0);
    nextPlace = first + (shuffled ? random.nextLong(places) : places / 2);
  }

  /**
   * Writes the visits at the next places.
   *
   * @param from the first place, counted from the epoch's first: where the last call ended
   * @param count places from there on
   * @param places overwritten with the places that have a visit, counted from {@code from},
   *     ascending
   * @param indices overwritten with their rows, numbered as by {@link RowMultiplicity#spreadRow}
   * @return the number of these visits
   */
  int next(long from, int count, int[] places, int[] indices) {
    int found = 0;
    while (nextPlace < from + count) {
      places[found] = (int) (nextPlace - from);
      indices[found++] = row();
      lacking += remainder;
      first += width;
      if (lacking >= total) {
        lacking -= total;
        first++;
      }
      stratum++;
      visit = (visit + step) % total;
      place();
    }
    return found;
  }

  /** The row of the visit. */
  private int row() {
    int at = Arrays.binarySearch(before, visit);
    return order[at >= 0 ? at : -at - 2];
  }
}
