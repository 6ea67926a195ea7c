package io.github.fallline.stats;

import io.github.fallline.argument.Argument;
import io.github.fallline.argument.Setting;
import java.io.Serializable;
import java.util.SplittableRandom;

/**
 * Which rows are in which fold of a cross-validation, by their place among the rows that are used.
 * Folds are as equal in size as the blocks of rows that stay together allow: of each {@code count}
 * blocks in a row, one goes to each fold.
 */
public final class FoldAssignment implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The most folds. */
  public static final int MOST_FOLDS = 1000;

  /** An odd factor that is not the increment of the generator, whose streams would overlap. */
  private static final long SPREAD = 0xbf58476d1ce4e5b9L;

  private static final int HALF_WORD = 32;

  private final int count;
  private final int blockRows;
  private final Kind kind;
  private final long seed;

  /** What decides the fold of a row. */
  private enum Kind {
    SHUFFLED,
    IN_TURN,
    KEYS,
    DEALT_KEYS
  }

  private FoldAssignment(int count, int blockRows, Kind kind, long seed) {
    Argument.require(count >= 2 && count <= MOST_FOLDS, Setting.FOLDS, "2 to " + MOST_FOLDS, count);
    Argument.require(blockRows >= 1, Setting.FOLD_BLOCKS, "at least 1 row", blockRows);
    this.count = count;
    this.blockRows = blockRows;
    this.kind = kind;
    this.seed = seed;
  }

  /**
   * Folds at random, each row by itself.
   *
   * @param count folds, from 2 to {@link #MOST_FOLDS}
   * @param seed of the choice
   */
  public static FoldAssignment shuffled(int count, long seed) {
    return new FoldAssignment(count, 1, Kind.SHUFFLED, seed);
  }

  /** Folds in turn: the first row is in the first fold, the next in the second. */
  public static FoldAssignment inTurn(int count) {
    return new FoldAssignment(count, 1, Kind.IN_TURN, 0);
  }

  /**
   * Folds by a column of the table, {@link io.github.fallline.data.Schema#withFoldColumn}: each of
   * its values is a fold.
   */
  public static FoldAssignment byColumn() {
    return new FoldAssignment(MOST_FOLDS, 1, Kind.KEYS, 0);
  }

  /**
   * Folds by a column of the table: rows of the same value stay together, and values are dealt to
   * folds at random.
   *
   * @param count folds, from 2 to {@link #MOST_FOLDS}
   */
  public static FoldAssignment byColumn(int count, long seed) {
    return new FoldAssignment(count, 1, Kind.DEALT_KEYS, seed);
  }

  /**
   * The same with consecutive rows together, for rows that depend on their neighbours.
   *
   * @param rows that stay together, at least 1
   */
  public FoldAssignment withBlocks(int rows) {
    return new FoldAssignment(count, rows, kind, seed);
  }

  /**
   * The same for one of several parts of the rows, which are counted from 0 in each.
   *
   * @param index of the part
   */
  public FoldAssignment ofPart(int index) {
    return new FoldAssignment(count, blockRows, kind, mixed(seed, index));
  }

  /** The number of folds; at most so many where each value of a column is one. */
  public int count() {
    return count;
  }

  /** Whether folds follow from a column of the table. */
  public boolean isByColumn() {
    return kind == Kind.KEYS || kind == Kind.DEALT_KEYS;
  }

  /**
   * Writes what tells the folds of the rows of a tile from each other.
   *
   * @param firstRow the place of the first, from 0
   * @param keys of the rows, for folds by a column
   * @param folds overwritten: as many as there are rows
   */
  void assign(long firstRow, int rows, double[] keys, double[] folds) {
    if (!isByColumn()) {
      int[] places = new int[rows];
      assign(firstRow, rows, places);
      for (int i = 0; i < rows; i++) {
        folds[i] = places[i];
      }
      return;
    }
    Argument.require(
        keys.length >= rows, "rows", "a text with " + Setting.FOLD_COLUMN, "rows without keys");
    for (int i = 0; i < rows; i++) {
      folds[i] = kind == Kind.KEYS ? keys[i] : dealt(keys[i]);
    }
  }

  private int dealt(double key) {
    return (int) Long.remainderUnsigned(mixed(seed, Double.doubleToRawLongBits(key)), count);
  }

  /**
   * Writes the folds of consecutive rows.
   *
   * @param firstRow the place of the first, from 0
   * @param folds overwritten: as many as there are rows
   */
  void assign(long firstRow, int rows, int[] folds) {
    int[] order = new int[count];
    long known = -1;
    for (int i = 0; i < rows; i++) {
      long block = (firstRow + i) / blockRows;
      long group = block / count;
      if (group != known) {
        deal(group, order);
        known = group;
      }
      folds[i] = order[(int) (block - group * count)];
    }
  }

  /** Deals the folds to the blocks of a group. */
  private void deal(long group, int[] order) {
    for (int i = 0; i < count; i++) {
      order[i] = i;
    }
    if (kind != Kind.SHUFFLED) {
      return;
    }
    SplittableRandom random = new SplittableRandom(mixed(seed, group));
    for (int i = 0; i < count - 1; i++) {
      int other = i + random.nextInt(count - i);
      int fold = order[other];
      order[other] = order[i];
      order[i] = fold;
    }
  }

  private static long mixed(long seed, long group) {
    long product = (seed + group) * SPREAD;
    return (product ^ (product >>> HALF_WORD)) * SPREAD;
  }
}
