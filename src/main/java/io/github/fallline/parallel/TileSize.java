package io.github.fallline.parallel;

/** Chooses the number of rows of a tile. Results depend on it, so it depends on the width alone. */
public final class TileSize {
  /** The most bytes of a tile: small enough for one core's second-level cache. */
  private static final int BYTES = 256 * 1024;

  /** The most bytes of a tile for moments where its blocks do not need more. */
  private static final int MOMENT_BYTES = 2 * 1024 * 1024;

  private static final int LEAST = 16;
  private static final int MOST = 4096;

  private TileSize() {}

  /** Rows of a tile of {@code features} columns: a power of two from 16 to 4096. */
  public static int rows(int features) {
    int fitting = BYTES / Double.BYTES / Math.max(1, features);
    return Math.max(LEAST, Math.min(MOST, Integer.highestOneBit(Math.max(1, fitting))));
  }

  /**
   * Rows of a block whose products of pairs of columns are computed at once: at least as many as
   * columns, up to 4096, since otherwise adding the matrices would cost more than computing them.
   */
  public static int rowsForMoments(int features) {
    int wide = Integer.highestOneBit(Math.max(1, 2 * features - 1));
    return Math.max(rows(features), Math.min(MOST, wide));
  }

  /**
   * Rows of a tile for the moments of all pairs of columns, some blocks of {@link #rowsForMoments}:
   * tiles are merged by loops, so fewer tiles make a cold start faster.
   */
  public static int tileRowsForMoments(int features) {
    int fitting = MOMENT_BYTES / Double.BYTES / Math.max(1, features);
    int wanted = Math.min(MOST, Integer.highestOneBit(Math.max(1, fitting)));
    return Math.max(rowsForMoments(features), wanted);
  }
}
