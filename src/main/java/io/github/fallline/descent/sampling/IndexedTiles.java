package io.github.fallline.descent.sampling;

import io.github.fallline.data.Dataset;
import io.github.fallline.data.RowSource;
import io.github.fallline.data.Shuffling;
import io.github.fallline.data.Tile;
import io.github.fallline.descent.scaling.FeatureScaling;
import io.github.fallline.parallel.TileSize;
import java.util.IdentityHashMap;

/**
 * {@link BlockShuffle} to rows in memory, in the same order as {@link ShuffledTiles} but without a
 * copy: a tile is a group, with its targets and weights, and its rows are found by {@link #rows}.
 */
public final class IndexedTiles implements TileStream {
  private final Dataset data;
  private final BlockShuffle visits;
  private final boolean weighted;
  private final IdentityHashMap<Tile, RowIndex> rows = new IdentityHashMap<>();
  private long handedOut;
  private long tiles;

  /** Whether the rows of a source can be visited where they lie. */
  public static boolean supports(RowSource source, FeatureScaling coordinates, long visitsPerEpoch) {
    return source instanceof Dataset
        && coordinates.isRaw()
        && source.rows() <= Integer.MAX_VALUE
        && Math.min(visitsPerEpoch, source.rows()) >= 4L * TileSize.rows(coordinates.features());
  }

  /**
   * A feed.
   *
   * @param visitsPerEpoch visits after which an epoch ends
   */
  public IndexedTiles(
      Dataset data, RowMultiplicity visits, Shuffling shuffling, long visitsPerEpoch) {
    this.data = data;
    weighted = visits.areWeighted();
    int features = data.featureNames().size();
    this.visits = new BlockShuffle(data.rows(), features, visits, shuffling, visitsPerEpoch);
  }

  /** The rows of a tile of this feed. */
  public RowIndex rows(Tile tile) {
    return rows.get(tile);
  }

  @Override
  public int tileRows() {
    return visits.groupRows();
  }

  @Override
  public Tile newTile() {
    RowIndex scattered = new RowIndex(data, visits.groupRows());
    Tile tile = new Tile(scattered.features(), visits.groupRows());
    rows.put(tile, scattered);
    return tile;
  }

  @Override
  public void start(long epoch) {
    visits.start(epoch);
    handedOut = 0;
    tiles = 0;
  }

  @Override
  public boolean next(Tile tile) {
    int count = (int) Math.min(visits.groupRows(), visits.perEpoch() - handedOut);
    if (count == 0) {
      return false;
    }
    RowIndex scattered = rows.get(tile);
    scattered.clear();
    visits.arrange(count, 0);
    visits.next(0, count, scattered, tile.targets(), tile.weights());
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
