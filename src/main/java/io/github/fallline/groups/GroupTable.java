package io.github.fallline.groups;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The moments of groups by their keys, to which rows are added one by one: for each group an array
 * as {@link io.github.fallline.stats.Moments#toArray} writes it.
 *
 * <p>A row changes means and centred products by the differences between it and the means before
 * it, which keeps the digits of columns that are far from 0 (Welford 1962, West 1979).
 */
final class GroupTable {
  private static final int FIRST_CAPACITY = 1 << 4;

  private final int columns;
  private final GroupLimit limit;

  /** A hash table with linear probing, at most half full; the slot of a group has its sums. */
  private double[] keys = new double[FIRST_CAPACITY];

  private double[] @Nullable [] sums = new double[FIRST_CAPACITY][];
  private int count;
  private final double[] differences;

  /**
   * An empty table.
   *
   * @param columns of a row, the target last
   */
  GroupTable(int columns, GroupLimit limit) {
    this.columns = columns;
    this.limit = limit;
    differences = new double[columns];
  }

  int count() {
    return count;
  }

  /** The keys of the groups, in no order. */
  double[] keys() {
    double[] known = new double[count];
    int at = 0;
    for (int slot = 0; slot < sums.length; slot++) {
      if (sums[slot] != null) {
        known[at++] = keys[slot];
      }
    }
    return known;
  }

  /** The moments of a group that there is; not a copy. */
  double[] of(double key) {
    double[] known = sums[slotOf(key)];
    if (known == null) {
      throw new IllegalArgumentException("key: no group has " + key);
    }
    return known;
  }

  /**
   * Adds a row.
   *
   * @param row the features, from {@code at} on
   * @param weight 0 or more
   * @throws io.github.fallline.data.InvalidDataException when there are more groups than memory
   *     holds
   */
  void add(double key, double[] row, int at, double target, double weight) {
    double[] known = sums[slotOf(key)];
    double[] group = known == null ? newGroup(key) : known;
    group[0]++;
    if (!(weight > 0)) {
      return;
    }
    double before = group[1];
    double after = before + weight;
    group[1] = after;
    double share = weight / after;
    int last = columns - 1;
    for (int j = 0; j < columns; j++) {
      double difference = (j == last ? target : row[at + j]) - group[2 + j];
      differences[j] = difference;
      group[2 + j] += difference * share;
    }
    double factor = before * share;
    if (factor > 0) {
      addProducts(group, factor);
    }
  }

  private void addProducts(double[] group, double factor) {
    int place = 2 + columns;
    for (int j = 0; j < columns; j++) {
      double scaled = factor * differences[j];
      int shift = place - j;
      for (int k = j; k < columns; k++) {
        group[shift + k] += scaled * differences[k];
      }
      place += columns - j;
    }
  }

  private double[] newGroup(double key) {
    limit.take();
    if (2 * count >= sums.length) {
      grow();
    }
    int slot = slotOf(key);
    double[] group = new double[GroupLimit.length(columns)];
    keys[slot] = key;
    sums[slot] = group;
    count++;
    return group;
  }

  /** Bits of a key, mixed: the upper ones are used. */
  static long hash(double key) {
    return Double.doubleToRawLongBits(key) * 0x9e3779b97f4a7c15L;
  }

  private int slotOf(double key) {
    int slot = (int) (hash(key) >>> Integer.SIZE) & (sums.length - 1);
    while (sums[slot] != null && keys[slot] != key) {
      slot = (slot + 1) & (sums.length - 1);
    }
    return slot;
  }

  private void grow() {
    double[] oldKeys = keys;
    double[] @Nullable [] oldSums = sums;
    keys = new double[2 * oldKeys.length];
    sums = new double[2 * oldSums.length][];
    for (int i = 0; i < oldSums.length; i++) {
      if (oldSums[i] != null) {
        int slot = slotOf(oldKeys[i]);
        keys[slot] = oldKeys[i];
        sums[slot] = oldSums[i];
      }
    }
    Arrays.fill(oldSums, null);
  }
}
