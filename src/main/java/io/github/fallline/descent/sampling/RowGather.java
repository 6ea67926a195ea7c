package io.github.fallline.descent.sampling;

import io.github.fallline.blas.Precision;
import io.github.fallline.data.Tile;
import java.util.Arrays;

/** Gathers scattered rows into a contiguous tile. */
final class RowGather implements RowBatches {
  private final Tile tile;
  private final int[] rows;
  private final int[] places;

  /**
   * @param capacity rows it holds at most
   */
  RowGather(int features, int capacity, Precision precision) {
    tile = new Tile(features, capacity, precision);
    rows = new int[capacity];
    places = new int[capacity];
    Arrays.setAll(places, i -> i);
  }

  /** Gathers the rows up to a multiple of its capacity, as where groups are copied. */
  @Override
  public int pass(TileSlot slot, int from, int count, Consumer consumer) {
    int some = Math.min(count, rows.length - from % rows.length);
    Tile group = slot.tile();
    for (int i = 0; i < some; i++) {
      rows[i] = (int) slot.order().row(from + i);
    }
    tile.features().copyRows(group.features(), rows, places, 0, some);
    System.arraycopy(group.targets(), from, tile.targets(), 0, some);
    System.arraycopy(group.weights(), from, tile.weights(), 0, some);
    tile.set(group.index(), 0, some, group.isWeighted());
    consumer.add(tile, 0, some);
    return some;
  }

  @Override
  public void close() {
    tile.close();
  }
}
