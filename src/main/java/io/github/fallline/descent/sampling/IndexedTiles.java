package io.github.fallline.descent.sampling;

import io.github.fallline.data.Dataset;
import io.github.fallline.data.RowSource;
import io.github.fallline.data.Shuffling;
import io.github.fallline.data.Tile;
import io.github.fallline.descent.scaling.FeatureScaling;
import io.github.fallline.parallel.TileSize;
import java.util.IdentityHashMap;
import java.util.Objects;

/**
 * A tile stream of rows in memory in the order of {@link BlockShuffle}, as {@link ShuffledTiles}
 * but without a copy: a tile is a group, with its targets and weights, and its rows are found by
 * {@link #rows}.
 */
public final class IndexedTiles implements TileStream {
  private final Dataset data;
  private final BlockShuffle shuffle;
  private final boolean weighted;
  private final IdentityHashMap<Tile, RowIndex> rows = new IdentityHashMap<>();
  private long handedOut;
  private long tiles;

  /** Whether the rows of a source can be visited in place. */
  public static boolean supports(RowSource source, FeatureScaling scaling, long visitsPerEpoch) {
    return source instanceof Dataset
        && scaling.isRaw()
        && source.rows() <= Integer.MAX_VALUE
        && Math.min(visitsPerEpoch, source.rows()) >= 4L * TileSize.rows(scaling.features());
  }

  /**
   * @param visitsPerEpoch visits after which an epoch ends
   */
  public IndexedTiles(
      Dataset data, RowMultiplicity multiplicity, Shuffling shuffling, long visitsPerEpoch) {
    this.data = data;
    weighted = multiplicity.areWeighted();
    int features = data.featureNames().size();
    this.shuffle = new BlockShuffle(data.rows(), features, multiplicity, shuffling, visitsPerEpoch);
  }

  @Override
  public RowIndex rows(Tile tile) {
    return Objects.requireNonNull(rows.get(tile), "a tile of this stream");
  }

  @Override
  public RowBatches newBatches() {
    int features = data.featureNames().size();
    return new RowGather(features, TileSize.rows(features), data.precision());
  }

  @Override
  public int tileRows() {
    return shuffle.groupRows();
  }

  @Override
  public Tile newTile() {
    RowIndex rowIndex = new RowIndex(data, shuffle.groupRows());
    Tile tile = new Tile(rowIndex.features(), shuffle.groupRows());
    rows.put(tile, rowIndex);
    return tile;
  }

  @Override
  public void start(long epoch) {
    shuffle.start(epoch);
    handedOut = 0;
    tiles = 0;
  }

  @Override
  public boolean next(Tile tile) {
    int count = (int) Math.min(shuffle.groupRows(), shuffle.perEpoch() - handedOut);
    if (count == 0) {
      return false;
    }
    RowIndex rowIndex = rows(tile);
    rowIndex.clear();
    shuffle.arrange(count, 0);
    shuffle.next(0, count, rowIndex, tile.targets(), tile.weights());
    tile.set(tiles++, 0, count, weighted);
    handedOut += count;
    return true;
  }

  @Override
  public void close() {
    rows.values().forEach(RowIndex::close);
    rows.clear();
  }
}
