package io.github.fallline.descent.sampling;

import io.github.fallline.argument.Setting;
import java.util.SplittableRandom;

/**
 * Iterates over the visits of an epoch block by block, the blocks in random order; of a row whose
 * visits are spread, only over the first one.
 */
final class BlockIterator {
  /** The most visits of one call. */
  static final int MOST_AT_ONCE = 256;

  private final long sourceRows;
  private final RowMultiplicity multiplicity;

  /** Rows of a block; 0 where a block is a single visit. */
  private final int blockRows;

  private final int[] blocks;
  private final int blocksInUse;

  /** The current block: its targets, the visits of each row, and the position in it. */
  private final double[] blockTargets;

  private final int[] counts;
  private int block;
  private long firstRow;
  private int rows;
  private int row;
  private int repetition;

  private final int[] chosen = new int[MOST_AT_ONCE];

  /**
   * @param sourceRows rows of the source
   * @param blockRows rows of a block; 0 to take visits one by one
   * @param visitsPerEpoch the number of visits
   */
  BlockIterator(long sourceRows, RowMultiplicity multiplicity, int blockRows, long visitsPerEpoch) {
    this.sourceRows = sourceRows;
    this.multiplicity = multiplicity;
    this.blockRows = blockRows;
    long count = blockRows == 0 ? multiplicity.total() : (sourceRows + blockRows - 1) / blockRows;
    if (count > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          sourceRows + " rows are too many to shuffle (use " + Setting.NO_SHUFFLE + ")");
    }
    blocks = new int[(int) count];
    blocksInUse = (int) (blockRows == 0 ? visitsPerEpoch : count);
    blockTargets = new double[Math.max(1, blockRows)];
    counts = new int[Math.max(1, blockRows)];
  }

  /**
   * Begins an epoch.
   *
   * @param random draws the order of the blocks
   * @param shuffle whether it does; else the order is that of the rows
   */
  void start(SplittableRandom random, boolean shuffle) {
    for (int i = 0; i < blocks.length; i++) {
      blocks[i] = i;
    }
    if (shuffle) {
      FisherYates.shuffle(blocks, blocks.length, blocksInUse, random);
    }
    block = 0;
    rows = 0;
    row = 0;
    repetition = 0;
  }

  /**
   * Returns the next visits.
   *
   * @param places where each of them goes, in {@code placement}, {@code targets} and {@code
   *     weights}: the {@code count} elements from {@code from} on
   */
  void next(
      int count,
      RowPlacement placement,
      double[] targets,
      double[] weights,
      int[] places,
      int from) {
    int done = 0;
    while (done < count) {
      if (row == rows) {
        open(placement);
      }
      int some = 0;
      for (; some < Math.min(count - done, MOST_AT_ONCE) && row < rows; some++) {
        int place = places[from + done + some];
        chosen[some] = row;
        targets[place] = blockTargets[row];
        weights[place] = multiplicity.weight(firstRow + row) / counts[row];
        if (++repetition == multiplicity.inPlace(counts[row])) {
          repetition = 0;
          row++;
        }
      }
      placement.copy(firstRow, chosen, places, from + done, some);
      done += some;
    }
  }

  private void open(RowPlacement placement) {
    firstRow = blockRows == 0 ? multiplicity.row(blocks[block]) : (long) blocks[block] * blockRows;
    rows = (int) Math.min(Math.max(1, blockRows), sourceRows - firstRow);
    placement.block(firstRow, rows, blockTargets);
    multiplicity.counts(firstRow, rows, counts, 0);
    // A single visit has its share of the row's weight, and its row is copied once.
    repetition = blockRows == 0 ? multiplicity.inPlace(counts[0]) - 1 : 0;
    row = 0;
    block++;
  }
}
