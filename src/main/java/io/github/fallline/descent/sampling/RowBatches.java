package io.github.fallline.descent.sampling;

import io.github.fallline.data.Tile;

/** Rows of a tile, part by part, as contiguous rows. */
public interface RowBatches extends AutoCloseable {
  /** Adds contiguous rows to what is computed of a batch. */
  interface Consumer {
    /**
     * Adds rows.
     *
     * @param from the first of them, counted from the tile's first
     */
    void add(Tile tile, int from, int count);
  }

  /**
   * Passes on rows from a place on.
   *
   * @param count the most rows
   * @return how many it passed on, at least 1
   */
  int pass(TileSlot slot, int from, int count, Consumer consumer);

  @Override
  void close();

  /** Rows that are contiguous in their tile. */
  final class InPlace implements RowBatches {
    @Override
    public int pass(TileSlot slot, int from, int count, Consumer consumer) {
      consumer.add(slot.tile(), from, count);
      return count;
    }

    @Override
    public void close() {
      // Holds nothing.
    }
  }
}
