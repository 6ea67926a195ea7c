package io.github.fallline.descent.sampling;

import io.github.fallline.data.Shuffling;
import io.github.fallline.parallel.TileSize;
import java.util.SplittableRandom;

/**
 * Shuffles the visits of an epoch, group by group, with blocks and a shuffle buffer.
 *
 * <p>Rows are cut into blocks of some kilobytes. An epoch takes the blocks in a uniformly random
 * order (Fisher and Yates), {@value #GROUP_TILES} tiles of visits at a time as a group, and
 * shuffles the visits of a group uniformly. Visits beyond the first of a row are not among those of
 * its block: {@link SpreadRepeats} spreads them over all groups. Data of one group (4,096 rows of
 * 20 features) is shuffled uniformly as a whole; beyond, rows of one block are visited in one
 * group, or two. The order depends only on the data's shape, the seed and the epoch, so any epoch
 * can be repeated without the earlier ones.
 *
 * <p>An epoch of fewer visits than there are draws them one by one, uniformly from all.
 */
final class BlockShuffle {
  private static final int GROUP_TILES = 4;
  private static final int BLOCK_BYTES = 8192;
  private static final int MOST_BLOCK_ROWS = 64;

  private final BlockIterator blocks;
  private final boolean shuffle;
  private final long seed;
  private final long perEpoch;
  private final int blockRows;
  private final int groupRows;

  private final SpreadRepeats spread;

  /**
   * Places of the visits of the group: of the first, the second, ...; those that are spread at the
   * end.
   */
  private final int[] places;

  /** The spread visits of the group: their places in it, then the rows; and how many there are. */
  private final int[] spreadPlaces;

  private final int[] spreadIndices;
  private int spreadCount;

  /** Visits of the group that are not spread. */
  private int inBlocks;

  /** Visits of the epoch up to the end of the group. */
  private long arranged;

  /** Spread visits that are handed out by one call. */
  private final long[] rows = new long[BlockIterator.MOST_AT_ONCE];

  private final int[] indices = new int[BlockIterator.MOST_AT_ONCE];
  private final RowMultiplicity all;

  private SplittableRandom random = new SplittableRandom(0); // of the epoch, once it has begun

  /**
   * @param features of the source, on which the size of groups depends
   * @param perEpoch visits after which an epoch ends
   */
  BlockShuffle(
      long sourceRows,
      int features,
      RowMultiplicity multiplicity,
      Shuffling shuffling,
      long perEpoch) {
    this.perEpoch = perEpoch;
    shuffle = shuffling.shuffle();
    seed = shuffling.seed();
    int fitting = Integer.highestOneBit(BLOCK_BYTES / Double.BYTES / features + 1);
    blockRows = Math.max(1, Math.min(MOST_BLOCK_ROWS, fitting));
    groupRows = (int) Math.min((long) GROUP_TILES * TileSize.rows(features), perEpoch);
    boolean oneByOne = perEpoch < multiplicity.total();
    this.blocks = new BlockIterator(sourceRows, multiplicity, oneByOne ? 0 : blockRows, perEpoch);
    places = new int[groupRows];
    all = multiplicity;
    // A visit by itself is drawn from all, in any place: none is spread.
    spread =
        new SpreadRepeats(oneByOne ? RowMultiplicity.once(sourceRows) : multiplicity, perEpoch);
    spreadPlaces = new int[spread.isEmpty() ? 0 : groupRows];
    spreadIndices = new int[spreadPlaces.length];
  }

  /** The most rows of a block. */
  int blockRows() {
    return blockRows;
  }

  /** Visits of a group; the last one may have fewer. */
  int groupRows() {
    return groupRows;
  }

  /** Visits of an epoch. */
  long perEpoch() {
    return perEpoch;
  }

  /** Begins an epoch; the one before may be unfinished. */
  void start(long epoch) {
    random = new SplittableRandom(new SplittableRandom(seed).nextLong() + epoch);
    arranged = 0;
    if (!spread.isEmpty()) {
      spread.start(random.split(), shuffle);
    }
    blocks.start(random, shuffle);
  }

  /**
   * Begins a group: assigns places to its visits, {@code count} of them from {@code first} on.
   *
   * @param count at most {@link #groupRows}
   */
  void arrange(int count, int first) {
    spreadCount = spread.next(arranged, count, spreadPlaces, spreadIndices);
    inBlocks = count - spreadCount;
    int place = first;
    int taken = 0;
    for (int i = 0; i < inBlocks; i++, place++) {
      while (taken < spreadCount && first + spreadPlaces[taken] == place) {
        places[inBlocks + taken++] = place++;
      }
      places[i] = place;
    }
    for (; taken < spreadCount; taken++) {
      places[inBlocks + taken] = first + spreadPlaces[taken];
    }
    if (shuffle) {
      FisherYates.shuffle(places, inBlocks, inBlocks, random);
    }
    arranged += count;
  }

  /**
   * Reads visits of the group, in an order that is fast to read.
   *
   * @param from the first of them, counted from the group's first: all before have been read
   * @param targets overwritten, each target at the place of its visit
   * @param weights overwritten in the same order
   */
  void next(int from, int count, RowPlacement placement, double[] targets, double[] weights) {
    int before = Math.max(0, Math.min(count, inBlocks - from));
    if (before > 0) {
      blocks.next(before, placement, targets, weights, places, from);
    }
    for (int done = before; done < count; ) {
      int some = Math.min(count - done, BlockIterator.MOST_AT_ONCE);
      nextSpread(from + done, some, placement, targets, weights);
      done += some;
    }
  }

  private void nextSpread(
      int from, int count, RowPlacement placement, double[] targets, double[] weights) {
    for (int i = 0; i < count; i++) {
      indices[i] = spreadIndices[from + i - inBlocks];
      rows[i] = all.spreadRow(indices[i]);
      weights[places[from + i]] = all.weight(rows[i]) / all.spreadCount(indices[i]);
    }
    placement.copySpread(rows, indices, places, from, count, targets);
  }
}
