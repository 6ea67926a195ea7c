package io.github.fallline.descent.sampling;

import io.github.fallline.blas.Blas;
import io.github.fallline.data.RowSource;
import io.github.fallline.data.RowStream;
import io.github.fallline.data.Tile;
import io.github.fallline.parallel.TileSize;
import org.jspecify.annotations.Nullable;

/** A tile stream of every row once, in order. */
public final class SequentialTiles implements TileStream {
  private final RowSource source;
  private final int tileRows;
  private final boolean fetch;
  private RowStream.@Nullable Pass pass;

  /**
   * @param fetch whether to prefetch rows into the cache, which pays if another thread works
   *     meanwhile
   */
  public SequentialTiles(RowSource source, boolean fetch) {
    this.source = source;
    this.fetch = fetch;
    tileRows = TileSize.rows(source.featureNames().size());
  }

  @Override
  public int tileRows() {
    return tileRows;
  }

  @Override
  public Tile newTile() {
    return source.newTile(tileRows);
  }

  @Override
  public void start(long epoch) {
    close();
    pass = source.pass(tileRows);
  }

  @Override
  public boolean next(Tile tile) {
    if (pass == null || !pass.next(tile)) {
      return false;
    }
    if (fetch) {
      Blas.prefetch(tile.features());
    }
    return true;
  }

  @Override
  public void close() {
    if (pass != null) {
      pass.close();
    }
  }
}
