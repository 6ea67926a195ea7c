package io.github.fallline.data;

import io.github.fallline.argument.Argument;
import java.util.BitSet;
import java.util.SplittableRandom;

/**
 * Which rows are held out to validate a model on; the others train it.
 *
 * <p>Of each block of 4096 rows a share is chosen uniformly at random by the seed, so that of n
 * rows exactly floor(fraction n) are held out, spread evenly.
 *
 * @param fraction of the rows, more than 0 and less than 1
 * @param seed of the choice
 */
public record Split(double fraction, long seed) {
  /** Rows of a block; the last may have fewer. */
  static final int BLOCK_ROWS = 1 << 12;

  /** Spreads the seeds of neighbouring blocks. */
  private static final long GOLDEN = 0x9e3779b97f4a7c15L;

  public Split {
    Argument.require(
        fraction > 0 && fraction < 1, "fraction", "more than 0 and less than 1", fraction);
  }

  /**
   * The rows to train on: all but those of {@link #validation}.
   *
   * @param rows stay the caller's to close
   * @throws InvalidDataException if there are none
   */
  public RowSource training(RowSource rows) {
    return ValidationSplit.training(rows, this);
  }

  /**
   * The rows that are held out.
   *
   * @param rows stay the caller's to close
   * @throws InvalidDataException if there are none
   */
  public RowSource validation(RowSource rows) {
    return ValidationSplit.validation(rows, this);
  }

  /**
   * The number of the first {@code rows} rows that are held out; at the border of a block, or of
   * all rows.
   */
  long heldOut(long rows) {
    return (long) Math.floor(fraction * rows);
  }

  /** Rows of a block. */
  static int blockRows(long block, long rows) {
    return (int) Math.min(BLOCK_ROWS, rows - block * BLOCK_ROWS);
  }

  /**
   * Chooses the rows of a block that are held out.
   *
   * @param rows of the whole data
   * @param order overwritten; {@link #BLOCK_ROWS} elements
   * @return the places in the block of the rows that are held out
   */
  BitSet heldOut(long block, long rows, int[] order) {
    long start = block * BLOCK_ROWS;
    int size = blockRows(block, rows);
    int chosen = (int) (heldOut(start + size) - heldOut(start));
    for (int i = 0; i < size; i++) {
      order[i] = i;
    }
    SplittableRandom random = new SplittableRandom(seed ^ (block * GOLDEN));
    BitSet held = new BitSet(size);
    for (int i = 0; i < chosen; i++) {
      int other = i + random.nextInt(size - i);
      held.set(order[other]);
      order[other] = order[i];
    }
    return held;
  }
}
