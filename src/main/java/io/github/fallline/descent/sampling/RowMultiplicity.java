package io.github.fallline.descent.sampling;

import io.github.fallline.blas.Blas;
import io.github.fallline.blas.RowView;
import io.github.fallline.data.RowSource;
import io.github.fallline.data.RowStream;
import io.github.fallline.data.Tile;
import io.github.fallline.data.WeightedRows;
import io.github.fallline.descent.scaling.FeatureScaling;
import io.github.fallline.descent.scaling.RowScaler;
import io.github.fallline.parallel.TileSize;
import java.util.Arrays;
import java.util.Optional;

/**
 * The number of visits of each row in an epoch: row i with squared length q_i (in the coordinates
 * of the descent, the intercept counted as 1) times its weight w_i, whose mean is 1, ceil(w_i q_i /
 * (2 mean w q)) times, each time with an equal part of its weight. The objective is unchanged, no
 * row is much longer than the others, and there are at most 1.5 visits a row on average.
 *
 * <p>Visits beyond the first of a row are spread over the epoch by {@link SpreadRepeats}, so that
 * no batch has more than its share of them. Copies of the spread rows are kept if rows are read
 * from a file, so these are the most visited ones, at most {@value #SPREAD_BYTES} bytes of them;
 * others are visited several times in one place.
 *
 * <p>Only rows that are visited more than once take memory. Visits are numbered in the order of the
 * rows.
 */
public final class RowMultiplicity {
  /** The most bytes of copies of spread rows. */
  private static final int SPREAD_BYTES = 1 << 25;

  private final long rows;

  /** Rows visited more than once, ascending. */
  private final long[] repeated;

  /**
   * For each repeated row, the number of visits beyond the first of all before it; at the end, of
   * all.
   */
  private final long[] extra;

  private final Optional<WeightedRows> weights;
  private final boolean weighted;

  /** The fewest visits of a spread row. */
  private final int leastSpread;

  /** The repeated rows that are spread. */
  private final int[] spread;

  private RowMultiplicity(
      long rows,
      Optional<WeightedRows> weights,
      long[] repeated,
      long[] extra,
      int mostSpreadRows) {
    this.rows = rows;
    this.weights = weights;
    weighted = weights.isPresent();
    this.repeated = repeated;
    this.extra = extra;
    leastSpread = leastSpread(mostSpreadRows);
    int[] chosen = new int[repeated.length];
    int size = 0;
    for (int k = 0; k < repeated.length; k++) {
      if (count(k) >= leastSpread) {
        chosen[size++] = k;
      }
    }
    spread = Arrays.copyOf(chosen, size);
  }

  /** The least number of visits, at least 2, that at most {@code most} rows have. */
  private int leastSpread(int most) {
    if (repeated.length <= most) {
      return 2;
    }
    int[] counts = new int[repeated.length];
    for (int k = 0; k < counts.length; k++) {
      counts[k] = count(k);
    }
    Arrays.sort(counts);
    return counts[counts.length - 1 - most] + 1;
  }

  /** Every row once. */
  public static RowMultiplicity once(long rows) {
    return new RowMultiplicity(rows, Optional.empty(), new long[0], new long[1], 0);
  }

  /** Every row of a source once, with its weight. */
  public static RowMultiplicity once(RowSource source) {
    return new RowMultiplicity(source.rows(), weightsOf(source), new long[0], new long[1], 0);
  }

  private static Optional<WeightedRows> weightsOf(RowSource source) {
    return source instanceof WeightedRows own ? Optional.of(own) : Optional.empty();
  }

  /**
   * Every row in proportion to its squared length.
   *
   * @param meanSquaredLength the mean of w q
   */
  public static RowMultiplicity of(
      RowSource source, FeatureScaling scaling, double meanSquaredLength) {
    int mostSpreadRows = SPREAD_BYTES / Double.BYTES / scaling.features();
    return of(source, scaling, meanSquaredLength, mostSpreadRows);
  }

  /**
   * The same with another limit on spread rows.
   *
   * @param mostSpreadRows at least 0
   */
  public static RowMultiplicity of(
      RowSource source, FeatureScaling scaling, double meanSquaredLength, int mostSpreadRows) {
    int tileRows = TileSize.rows(scaling.features());
    Collection collection = new Collection();
    try (RowScaler scaler = new RowScaler(scaling, tileRows, source.precision());
        Tile tile = source.newTile(tileRows);
        RowStream.Pass pass = source.pass(tileRows);
        Tile standard = new Tile(scaling.features(), tileRows, source.precision())) {
      RowView row = standard.features();
      long first = 0;
      while (pass.next(tile)) {
        row.moveTo(0, tile.rows());
        Blas.copy(tile.features(), row);
        scaler.apply(row);
        for (int i = 0; i < tile.rows(); i++) {
          row.moveTo(i, 1);
          double length = Blas.dot(row, row) + (scaling.hasIntercept() ? 1 : 0);
          double share = tile.weight(i) * length / (2 * meanSquaredLength);
          collection.add(first + i, (int) Math.ceil(share));
        }
        first += tile.rows();
      }
    }
    return collection.visits(source, mostSpreadRows);
  }

  /** Collects the rows that are visited more than once. */
  private static final class Collection {
    private long[] repeated = new long[16];
    private long[] extra = new long[17];
    private int size;

    void add(long row, int count) {
      if (count <= 1) {
        return;
      }
      if (size == repeated.length) {
        repeated = Arrays.copyOf(repeated, 2 * size);
        extra = Arrays.copyOf(extra, 2 * size + 1);
      }
      repeated[size] = row;
      extra[size + 1] = extra[size] + count - 1;
      size++;
    }

    RowMultiplicity visits(RowSource source, int mostSpreadRows) {
      return new RowMultiplicity(
          source.rows(),
          weightsOf(source),
          Arrays.copyOf(repeated, size),
          Arrays.copyOf(extra, size + 1),
          mostSpreadRows);
    }
  }

  /** Visits of an epoch of all rows. */
  long total() {
    return rows + extra[repeated.length];
  }

  /** Whether every row is visited once. */
  boolean areOnce() {
    return repeated.length == 0;
  }

  /** Whether visits may have weights other than 1. */
  boolean areWeighted() {
    return weighted || !areOnce();
  }

  /** The weight of a row, which its visits share. */
  double weight(long row) {
    return weighted ? weights.get().weight(row) : 1;
  }

  /**
   * Writes the visits of consecutive rows: the {@code count} from {@code first} on.
   *
   * @param target overwritten from element {@code at} on
   */
  void counts(long first, int count, int[] target, int at) {
    Arrays.fill(target, at, at + count, 1);
    int k = Arrays.binarySearch(repeated, first);
    for (k = k < 0 ? -k - 1 : k; k < repeated.length && repeated[k] < first + count; k++) {
      target[at + (int) (repeated[k] - first)] = count(k);
    }
  }

  /** The visits in one place of a row with this number of visits: the others are spread. */
  int inPlace(int count) {
    return count >= leastSpread ? 1 : count;
  }

  /** Rows whose visits are spread. */
  int spreadRows() {
    return spread.length;
  }

  /**
   * One of the rows whose visits are spread.
   *
   * @param index from 0, in the order of the rows
   */
  long spreadRow(int index) {
    return repeated[spread[index]];
  }

  /** The visits of a spread row, including the first. */
  int spreadCount(int index) {
    return count(spread[index]);
  }

  private int count(int k) {
    return (int) (extra[k + 1] - extra[k] + 1);
  }

  /** The row of a visit. */
  long row(long visit) {
    int low = 0;
    int high = repeated.length;
    while (low < high) { // the first repeated row whose visits begin after this one
      int middle = (low + high) >>> 1;
      if (repeated[middle] + extra[middle] <= visit) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    if (low == 0) {
      return visit;
    }
    return Math.max(repeated[low - 1], visit - extra[low]);
  }
}
