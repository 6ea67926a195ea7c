package io.github.fallline.descent.sampling;

import io.github.fallline.data.Tile;

/** Where the rows of a tile lie in the memory of its features. */
public interface RowOrder {
  /** The row of the memory at a place of the tile. */
  long row(int place);

  /** Prefetches the rows into the cache of the calling thread's processor, if that pays. */
  void prefetch();

  /** The order of rows that follow each other. */
  static RowOrder contiguous(Tile tile) {
    return new Contiguous(tile);
  }

  /** Rows that follow each other from the tile's first row on; streams prefetch them. */
  record Contiguous(Tile tile) implements RowOrder {
    @Override
    public long row(int place) {
      return tile.firstRow() + place;
    }

    @Override
    public void prefetch() {
      // The stream that fills the tile has read them.
    }
  }
}
