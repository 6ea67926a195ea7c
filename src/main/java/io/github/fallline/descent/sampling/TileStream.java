package io.github.fallline.descent.sampling;

import io.github.fallline.data.Tile;

/** The visits of successive epochs, tile by tile. One thread uses it at a time. */
public interface TileStream extends AutoCloseable {
  /** Rows of the largest tile. */
  int tileRows();

  /** Allocates a tile for this stream, which the caller closes. */
  Tile newTile();

  /** The order of the rows of a tile of this stream. */
  default RowOrder rows(Tile tile) {
    return RowOrder.contiguous(tile);
  }

  /** Rows of its tiles as contiguous rows; closed by the caller. */
  default RowBatches newBatches() {
    return new RowBatches.InPlace();
  }

  /** Begins an epoch, counted from 0; the one before may be unfinished. */
  void start(long epoch);

  /**
   * Fills a tile with the next visits of the epoch.
   *
   * @return false when there is none left
   */
  boolean next(Tile tile);

  @Override
  void close();
}
