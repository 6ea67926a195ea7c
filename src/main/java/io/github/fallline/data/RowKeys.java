package io.github.fallline.data;

import java.util.Arrays;

/**
 * Collects a key for each row, in their order, as numbers from 0 in the order of the first rows
 * that have them. Takes 4 bytes a row, 8 while it grows, and 24 bytes for each different key.
 */
public final class RowKeys {
  private static final int FIRST_CAPACITY = 1 << 10;
  private static final int MOST_ROWS = Integer.MAX_VALUE / 2;
  private static final int FREE = -1;

  private int[] codes = new int[FIRST_CAPACITY];
  private int rows;
  private int count;

  /** A hash table with linear probing; at most half full. */
  private double[] slotKeys = new double[FIRST_CAPACITY];

  private int[] slotCodes = freeSlots(FIRST_CAPACITY);

  private static int[] freeSlots(int size) {
    int[] slots = new int[size];
    Arrays.fill(slots, FREE);
    return slots;
  }

  /**
   * Adds the keys of the next rows.
   *
   * @param keys none of them NaN
   * @param more how many of them, from the first
   * @throws InvalidDataException if there are more rows than are supported
   */
  public void add(double[] keys, int more) {
    if (rows > MOST_ROWS - more) {
      throw new InvalidDataException(
          "expected at most " + MOST_ROWS + " rows with clusters, got more");
    }
    if (rows + more > codes.length) {
      codes = Arrays.copyOf(codes, Math.max(rows + more, 2 * codes.length));
    }
    for (int i = 0; i < more; i++) {
      codes[rows + i] = code(keys[i]);
    }
    rows += more;
  }

  private int code(double key) {
    int slot = slotOf(key);
    if (slotCodes[slot] == FREE) {
      if (2 * count >= slotCodes.length) {
        grow();
        slot = slotOf(key);
      }
      slotKeys[slot] = key;
      slotCodes[slot] = count++;
    }
    return slotCodes[slot];
  }

  private int slotOf(double key) {
    long bits = Double.doubleToRawLongBits(key) * 0x9e3779b97f4a7c15L;
    int slot = (int) (bits >>> 32) & (slotCodes.length - 1);
    while (slotCodes[slot] != FREE
        && Double.doubleToRawLongBits(slotKeys[slot]) != Double.doubleToRawLongBits(key)) {
      slot = (slot + 1) & (slotCodes.length - 1);
    }
    return slot;
  }

  private void grow() {
    double[] oldKeys = slotKeys;
    int[] oldCodes = slotCodes;
    slotKeys = new double[2 * oldKeys.length];
    slotCodes = freeSlots(2 * oldCodes.length);
    for (int i = 0; i < oldCodes.length; i++) {
      if (oldCodes[i] != FREE) {
        int slot = slotOf(oldKeys[i]);
        slotKeys[slot] = oldKeys[i];
        slotCodes[slot] = oldCodes[i];
      }
    }
  }

  /**
   * The codes of the rows that are trained on.
   *
   * @param training the rows whose keys were collected, or the training part of a {@link
   *     ValidationSplit} of them
   * @return one a row; equal where keys are
   */
  public int[] codesOf(RowStream training) {
    int[] all = Arrays.copyOf(codes, rows);
    RowStream plain = training instanceof WeightedRows weighted ? weighted.unweighted() : training;
    long expected = plain instanceof ValidationSplit part ? part.sourceRows() : plain.rows();
    if (expected != rows) {
      throw new IllegalArgumentException(
          "keys: expected those of %d rows, got %d; collect them while these rows are read, once"
              .formatted(expected, rows));
    }
    return plain instanceof ValidationSplit part ? part.select(all) : all;
  }
}
