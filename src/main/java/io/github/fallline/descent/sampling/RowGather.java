package io.github.fallline.descent.sampling;

import io.github.fallline.blas.Precision;
import io.github.fallline.data.Tile;
import java.util.Arrays;

/** Gathers scattered rows into a contiguous tile. */
public final class RowGather implements AutoCloseable {
  private final Tile tile;
  private final int[] rows;
  private final int[] places;

  /**
   * @param capacity rows it holds at most
   */
  public RowGather(int features, int capacity, Precision precision) {
    tile = new Tile(features, capacity, precision);
    rows = new int[capacity];
    places = new int[capacity];
    Arrays.setAll(places, i -> i);
  }

  /**
   * Gathers rows of a group.
   *
   * @param group their targets and weights
   * @param rowIndex the index of their features; its view is not moved
   * @param from the first of them, counted from the group's first
   * @param count rows from there on
   * @return the tile, with those rows in it; the next call overwrites it
   */
  public Tile gather(Tile group, RowIndex rowIndex, int from, int count) {
    for (int i = 0; i < count; i++) {
      rows[i] = rowIndex.row(from + i);
    }
    tile.features().copyRows(rowIndex.features(), rows, places, 0, count);
    System.arraycopy(group.targets(), from, tile.targets(), 0, count);
    System.arraycopy(group.weights(), from, tile.weights(), 0, count);
    tile.set(group.index(), 0, count, group.isWeighted());
    return tile;
  }

  @Override
  public void close() {
    tile.close();
  }
}
