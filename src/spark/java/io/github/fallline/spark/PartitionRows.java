package io.github.fallline.spark;

import io.github.fallline.data.RowStream;
import io.github.fallline.data.Shuffling;
import io.github.fallline.data.Tile;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.spark.sql.catalyst.InternalRow;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one partition as they come by: one pass, in memory of a block of rows. Rows are
 * copied at once, because Spark reuses them.
 */
final class PartitionRows implements RowStream {
  /** The maximum size of a block of shuffled rows. */
  private static final int BLOCK_BYTES = 1 << 23;

  private static final int MOST_BLOCK_ROWS = 1 << 16;

  private final Iterator<InternalRow> rows;
  private final RowLayout layout;
  private final double @Nullable [] means;

  /** Null for rows in their order. */
  private final @Nullable SplittableRandom random;

  private long counted;
  private long skipped;

  /**
   * The rows in their order.
   *
   * @param means what stands for a missing value of each feature; null where none is replaced
   */
  PartitionRows(Iterator<InternalRow> rows, RowLayout layout, double @Nullable [] means) {
    this(rows, layout, means, null);
  }

  private PartitionRows(
      Iterator<InternalRow> rows,
      RowLayout layout,
      double @Nullable [] means,
      @Nullable SplittableRandom random) {
    this.rows = rows;
    this.layout = layout;
    this.means = means;
    this.random = random;
  }

  /** The same rows shuffled, block by block, by a function of seed, epoch and partition. */
  PartitionRows shuffled(Shuffling shuffling, long epoch, int partition) {
    if (!shuffling.shuffle()) {
      return this;
    }
    long mixed = new SplittableRandom(shuffling.seed() + 31 * epoch).nextLong() + partition;
    return new PartitionRows(rows, layout, means, new SplittableRandom(mixed));
  }

  @Override
  public long rows() {
    return counted;
  }

  @Override
  public long skippedRows() {
    return skipped;
  }

  @Override
  public List<String> featureNames() {
    return layout.names();
  }

  @Override
  public String targetName() {
    return layout.target();
  }

  @Override
  public String fingerprint() {
    throw new IllegalStateException("a partition has no checksum");
  }

  @Override
  public Tile newTile(int capacity) {
    return new Tile(layout.features(), capacity);
  }

  @Override
  public Pass pass(int tileRows) {
    return new Blocks(tileRows);
  }

  /** A pass, a block at a time; a block is a tile unless rows are shuffled. */
  private final class Blocks implements Pass {
    private final int tileRows;
    private final double[] numbers;
    private final double[] targets;
    private final double[] weights;
    private final int @Nullable [] order;
    private final double[] gathered;
    private int filled;
    private int taken;
    private long index;

    Blocks(int tileRows) {
      int width = layout.features();
      int fitting = Math.min(MOST_BLOCK_ROWS, BLOCK_BYTES / Double.BYTES / width);
      int tiles = random == null ? 1 : Math.max(1, fitting / tileRows);
      this.tileRows = tileRows;
      int capacity = tiles * tileRows;
      numbers = new double[Math.multiplyExact(capacity, width)];
      targets = new double[capacity];
      weights = new double[capacity];
      order = random == null ? null : new int[capacity];
      gathered = random == null ? numbers : new double[tileRows * width];
    }

    @Override
    public long tiles() {
      return Long.MAX_VALUE;
    }

    @Override
    public boolean next(Tile tile) {
      if (taken == filled && !fill()) {
        return false;
      }
      int count = Math.min(tileRows, filled - taken);
      tile.set(index++, 0, count, layout.isWeighted());
      if (order == null) {
        System.arraycopy(targets, 0, tile.targets(), 0, count);
        System.arraycopy(weights, 0, tile.weights(), 0, count);
      } else {
        gather(order, tile, count);
      }
      tile.features().write(gathered);
      taken += count;
      return true;
    }

    private void gather(int[] order, Tile tile, int count) {
      int width = layout.features();
      for (int i = 0; i < count; i++) {
        int row = order[taken + i];
        System.arraycopy(numbers, row * width, gathered, i * width, width);
        tile.targets()[i] = targets[row];
        tile.weights()[i] = weights[row];
      }
    }

    private boolean fill() {
      int width = layout.features();
      filled = 0;
      taken = 0;
      while (filled < targets.length && rows.hasNext()) {
        RowLayout.Verdict verdict =
            layout.read(rows.next(), numbers, filled * width, targets, weights, filled);
        skipped += verdict == RowLayout.Verdict.SKIPPED ? 1 : 0;
        if (verdict == RowLayout.Verdict.USED) {
          replaceMissing(filled * width);
          filled++;
        }
      }
      counted += filled;
      if (order != null && random != null) {
        shuffle(order, random);
      }
      return filled > 0;
    }

    private void replaceMissing(int at) {
      for (int j = 0; means != null && j < means.length; j++) {
        if (Double.isNaN(numbers[at + j])) {
          numbers[at + j] = means[j];
        }
      }
    }

    private void shuffle(int[] order, SplittableRandom random) {
      for (int i = 0; i < filled; i++) {
        int other = random.nextInt(i + 1);
        order[i] = order[other];
        order[other] = i;
      }
    }

    @Override
    public void close() {
      // The arrays are the garbage collector's.
    }
  }
}
