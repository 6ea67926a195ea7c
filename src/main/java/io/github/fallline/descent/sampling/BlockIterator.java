package io.github.fallline.descent.sampling;

import java.util.SplittableRandom;

/**
 * The visits of an epoch, block of rows by block, the blocks in an order of their own; of a row
 * whose visits are spread, the first one.
 */
final class BlockIterator {
  /** Visits that are handed out by one call, at most. */
  static final int MOST_AT_ONCE = 256;

  private final long sourceRows;
  private final RowMultiplicity multiplicity;

  /** Rows of a block; 0 where a block is a single visit. */
  private final int blockRows;

  private final int[] blocks;
  private final int blocksInUse;

  /** The block that is visited: its targets, how often each row is visited, and where we are. */
  private final double[] blockTargets;

  private final int[] counts;
  private int block;
  private long firstRow;
  private int rows;
  private int row;
  private int repetition;

  private final int[] chosen = new int[MOST_AT_ONCE];

  /**
   * The visits to a source.
   *
   * @param sourceRows rows of the source
   * @param blockRows rows of a block; 0 to take visits one by one
   * @param visitsPerEpoch how many are wanted
   */
  BlockIterator(long sourceRows, RowMultiplicity multiplicity, int blockRows, long visitsPerEpoch) {
    this.sourceRows = sourceRows;
    this.multiplicity = multiplicity;
    this.blockRows = blockRows;
    long count = blockRows == 0 ? multiplicity.total() : (sourceRows + blockRows - 1) / blockRows;
    if (count > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          sourceRows + " rows are too many to shuffle (train without shuffling)");
    }
    blocks = new int[(int) count];
    blocksInUse = (int) (blockRows == 0 ? visitsPerEpoch : count);
    blockTargets = new double[Math.max(1, blockRows)];
    counts = new int[Math.max(1, blockRows)];
  }

  /**
   * Begins an epoch.
   *
   * @param random where the order of the blocks comes from; null to leave them as they lie
   */
  void start(SplittableRandom random) {
    for (int i = 0; i < blocks.length; i++) {
      blocks[i] = i;
    }
    if (random != null) {
      FisherYates.shuffle(blocks, blocks.length, blocksInUse, random);
    }
    block = 0;
    rows = 0;
    row = 0;
    repetition = 0;
  }

  /**
   * Hands out the next visits.
   *
   * @param places where each of them goes, in {@code placement}, {@code targets} and {@code weights}:
   *     the {@code count} elements from {@code from} on
   */
  void next(
      int count, RowPlacement placement, double[] targets, double[] weights, int[] places, int from) {
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
    // A visit on its own has its row's weight, but its row comes once.
    repetition = blockRows == 0 ? multiplicity.inPlace(counts[0]) - 1 : 0;
    row = 0;
    block++;
  }
}
