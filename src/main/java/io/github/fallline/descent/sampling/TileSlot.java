package io.github.fallline.descent.sampling;

import io.github.fallline.data.Tile;

/**
 * A tile of a stream and the order of its rows.
 *
 * @param tile closed by its owner
 */
public record TileSlot(Tile tile, RowOrder order) implements TilePrefetcher.Slot {
  @Override
  public void prepare() {
    order.prefetch();
  }
}
