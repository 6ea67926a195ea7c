package io.github.fallline.data;

import io.github.fallline.blas.RowView;
import java.util.BitSet;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * The training or the validation rows of a source, as a {@link Split} chooses them. Rows keep their
 * order. Only the rows of a tile are copied.
 *
 * <p>Means that replace missing values are taken when rows are read: use {@link
 * io.github.fallline.csv.ReadingOptions#withSplit} to leave held-out rows out of them.
 */
public final class ValidationSplit extends ForwardingRowSource {
  private static final int BLOCK_ROWS = Split.BLOCK_ROWS;

  private final Split split;
  private final boolean held;

  private ValidationSplit(RowSource source, Split split, boolean held) {
    super(source);
    this.split = split;
    this.held = held;
    if (rows() < 1) {
      throw new InvalidDataException(
          "a fraction of %s of %d rows leaves none to %s"
              .formatted(split.fraction(), source.rows(), held ? "validate on" : "train on"));
    }
  }

  /**
   * The rows to validate on.
   *
   * @param source stays the caller's to close
   * @throws InvalidDataException if there are none
   */
  public static RowSource validation(RowSource source, Split split) {
    return part(source, split, true);
  }

  /**
   * The rows to train on: all but those of {@link #validation}.
   *
   * @param source stays the caller's to close
   * @throws InvalidDataException if there are none
   */
  public static RowSource training(RowSource source, Split split) {
    return part(source, split, false);
  }

  /**
   * The row of the whole data that a row of a part is; of rows that are no part, the row itself.
   *
   * @param rows a part, with or without weights, or other rows
   * @param row from 0
   */
  public static long sourceRow(RowMetadata rows, long row) {
    if (rows instanceof WeightedRows weighted) {
      return sourceRow(weighted.unweighted(), row);
    }
    if (!(rows instanceof ValidationSplit part)) {
      return row;
    }
    try (PartReader reader = part.new PartReader()) {
      return reader.sourceRow(row);
    }
  }

  private static RowSource part(RowSource source, Split split, boolean held) {
    return source instanceof WeightedRows weighted
        ? weighted.part(new ValidationSplit(weighted.unweighted(), split, held))
        : new ValidationSplit(source, split, held);
  }

  /**
   * Selects, from numbers for each row of the source, those of the rows of this part, in their
   * order.
   */
  double[] select(double[] numbers) {
    double[] selected = new double[Math.toIntExact(rows())];
    try (PartReader reader = new PartReader()) {
      for (int row = 0; row < selected.length; row++) {
        selected[row] = numbers[Math.toIntExact(reader.sourceRow(row))];
      }
    }
    return selected;
  }

  /** Selects, from numbers for each row of the source, those of this part, in their order. */
  int[] select(int[] numbers) {
    int[] selected = new int[Math.toIntExact(rows())];
    try (PartReader reader = new PartReader()) {
      for (int row = 0; row < selected.length; row++) {
        selected[row] = numbers[Math.toIntExact(reader.sourceRow(row))];
      }
    }
    return selected;
  }

  /** Rows of the whole data. */
  long sourceRows() {
    return source().rows();
  }

  @Override
  public long rows() {
    return before(source().rows());
  }

  /**
   * The number of rows of this part among the first rows of the source, at the border of a block or
   * the end.
   */
  private long before(long sourceRows) {
    long chosen = split.heldOut(sourceRows);
    return held ? chosen : sourceRows - chosen;
  }

  @Override
  public String fingerprint() {
    return Fingerprint.of(this);
  }

  @Override
  public Tile newTile(int capacity) {
    double[] offsets = new double[featureNames().size()];
    for (int j = 0; j < offsets.length; j++) {
      offsets[j] = source().offset(j);
    }
    return new Tile(capacity, precision(), offsets);
  }

  @Override
  public Pass pass(int tileRows) {
    return new PartPass(tileRows);
  }

  @Override
  public Reader reader() {
    return new PartReader();
  }

  /** Reads the rows of the part, tile by tile; each thread borrows a reader. */
  private final class PartPass extends IndexedPass {
    private final Deque<PartReader> idle = new ConcurrentLinkedDeque<>();

    PartPass(int tileRows) {
      super(rows(), tileRows);
      idle.push(new PartReader()); // refuses a source that was closed
    }

    @Override
    protected void fill(Tile tile, long index, long first, int count) {
      PartReader lent = idle.poll();
      PartReader reader = lent == null ? new PartReader() : lent;
      try {
        reader.read(first, count, tile.features(), tile.targets(), 0);
      } finally {
        idle.push(reader);
      }
      tile.set(index, 0, count, false);
    }

    @Override
    public void close() {
      super.close();
      idle.forEach(PartReader::close);
    }
  }

  /** Reads rows of the part at random, by runs of consecutive rows of the source. */
  private final class PartReader implements Reader {
    private final Reader reader = source().reader();
    private final int[] order = new int[BLOCK_ROWS];

    /**
     * The rows of the block that belong to the part, ascending, then a sentinel that follows none
     * of them.
     */
    private final int[] members = new int[BLOCK_ROWS + 1];

    private long block = -1;

    @Override
    public void read(long first, int count, RowView features, double[] targets, int at) {
      int done = 0;
      while (done < count) {
        choose(blockOf(first + done));
        long start = block * BLOCK_ROWS;
        int member = (int) (first + done - before(start));
        int run = 1;
        while (run < count - done && members[member + run] == members[member] + run) {
          run++;
        }
        reader.read(start + members[member], run, features, targets, at + done);
        done += run;
      }
      features.moveTo(at, count);
    }

    /** The row of the source that a row of the part is. */
    long sourceRow(long row) {
      choose(blockOf(row));
      long start = block * BLOCK_ROWS;
      return start + members[(int) (row - before(start))];
    }

    /** The block of the source that a row of the part lies in. */
    private long blockOf(long row) {
      long low = 0;
      long high = source().rows() / BLOCK_ROWS;
      while (low < high) { // the last block before which there are no more rows than these
        long middle = (low + high + 1) >>> 1;
        if (before(middle * BLOCK_ROWS) <= row) {
          low = middle;
        } else {
          high = middle - 1;
        }
      }
      return low;
    }

    /** Lists the rows of a block that belong to the part. */
    private void choose(long wanted) {
      if (wanted == block) {
        return;
      }
      int size = Split.blockRows(wanted, source().rows());
      BitSet part = split.heldOut(wanted, source().rows(), order);
      if (!held) {
        part.flip(0, size);
      }
      int count = 0;
      for (int i = part.nextSetBit(0); i >= 0; i = part.nextSetBit(i + 1)) {
        members[count++] = i;
      }
      members[count] = -1;
      block = wanted;
    }

    @Override
    public void close() {
      reader.close();
    }
  }
}
