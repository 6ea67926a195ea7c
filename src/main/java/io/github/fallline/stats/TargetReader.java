package io.github.fallline.stats;

import io.github.fallline.data.RowMetadata;
import io.github.fallline.data.Tile;

/** Reads the targets of the rows of a tile: one a row, or several. Threads may share it. */
public interface TargetReader {
  /** The number of targets of a row, k. */
  int count();

  /** The name of a target, counted from 0. */
  String name(int target);

  /**
   * Copies the targets of some rows of a tile.
   *
   * @param from the first row, counted from the tile's first
   * @param count rows from there on
   * @param values overwritten from 0 on, row by row: [count, k]
   */
  void read(Tile tile, int from, int count, double[] values);

  /** Reads the one target of the rows of a source. */
  static TargetReader of(RowMetadata source) {
    return new TargetReader() {
      @Override
      public int count() {
        return 1;
      }

      @Override
      public String name(int target) {
        return source.targetName();
      }

      @Override
      public void read(Tile tile, int from, int count, double[] values) {
        System.arraycopy(tile.targets(), from, values, 0, count);
      }
    };
  }
}
