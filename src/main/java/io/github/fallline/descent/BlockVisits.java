package io.github.fallline.descent;

import io.github.fallline.blas.Scratch;
import io.github.fallline.blas.Window;
import io.github.fallline.data.RowSource;
import java.util.SplittableRandom;

/** The visits of an epoch, block of rows by block, the blocks in an order of their own. */
final class BlockVisits implements AutoCloseable {
  private static final int MOST_AT_ONCE = 256;

  private final Scratch scratch = new Scratch();
  private final RowSource.Reader reader;
  private final long sourceRows;
  private final Visits visits;

  /** Rows of a block; 0 where a block is a single visit. */
  private final int blockRows;

  private final int[] blocks;
  private final int blocksInUse;

  /** The block that is visited: its rows, how often each is visited, and where we are. */
  private final Window staged;

  private final double[] stagedTargets;
  private final int[] counts;
  private int block;
  private int stagedRows;
  private int row;
  private int repetition;

  private final int[] chosen = new int[MOST_AT_ONCE];

  /**
   * The visits to a source.
   *
   * @param blockRows rows of a block; 0 to take visits one by one
   * @param visitsPerEpoch how many are wanted
   */
  BlockVisits(RowSource source, Visits visits, int blockRows, long visitsPerEpoch) {
    this.visits = visits;
    this.blockRows = blockRows;
    sourceRows = source.rows();
    long count = blockRows == 0 ? visits.total() : (sourceRows + blockRows - 1) / blockRows;
    if (count > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          sourceRows + " rows are too many to shuffle (train without shuffling)");
    }
    blocks = new int[(int) count];
    blocksInUse = (int) (blockRows == 0 ? visitsPerEpoch : count);
    int rowsAtOnce = Math.max(1, blockRows);
    staged = scratch.window(rowsAtOnce, source.featureNames().size(), source.precision());
    stagedTargets = new double[rowsAtOnce];
    counts = new int[rowsAtOnce];
    reader = source.reader();
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
      Permutation.shuffle(blocks, blocks.length, blocksInUse, random);
    }
    block = 0;
    stagedRows = 0;
    row = 0;
    repetition = 0;
  }

  /**
   * Copies the next visits.
   *
   * @param places where each of them goes, in {@code target}, {@code targets} and {@code weights}:
   *     the {@code count} elements from {@code from} on
   */
  void copy(int count, Window target, double[] targets, double[] weights, int[] places, int from) {
    int done = 0;
    while (done < count) {
      if (row == stagedRows) {
        stage();
      }
      int some = 0;
      for (; some < Math.min(count - done, MOST_AT_ONCE) && row < stagedRows; some++) {
        int place = places[from + done + some];
        chosen[some] = row;
        targets[place] = stagedTargets[row];
        weights[place] = 1.0 / counts[row];
        if (++repetition == counts[row]) {
          repetition = 0;
          row++;
        }
      }
      target.copyRows(staged, chosen, places, from + done, some);
      done += some;
    }
  }

  private void stage() {
    long first = blockRows == 0 ? visits.row(blocks[block]) : (long) blocks[block] * blockRows;
    stagedRows = (int) Math.min(Math.max(1, blockRows), sourceRows - first);
    reader.read(first, stagedRows, staged, stagedTargets, 0);
    visits.counts(first, stagedRows, counts, 0);
    // A visit on its own has its row's weight, but its row comes once.
    repetition = blockRows == 0 ? counts[0] - 1 : 0;
    row = 0;
    block++;
  }

  @Override
  public void close() {
    reader.close();
    scratch.close();
  }
}
