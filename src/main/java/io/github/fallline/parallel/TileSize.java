package io.github.fallline.parallel;

/** How many rows a tile has. Results depend on it, so it depends on nothing but the width. */
public final class TileSize {
  /** What a tile may occupy: small enough for one core's second-level cache. */
  private static final int BYTES = 256 * 1024;

  /** What a tile for moments may occupy where its blocks do not need more. */
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
   * Rows whose products of pairs of columns are taken at once: at least as many as columns, up to
   * 4096, or adding up matrices would cost more than making them.
   */
  public static int rowsForMoments(int features) {
    int wide = Integer.highestOneBit(Math.max(1, 2 * features - 1));
    return Math.max(rows(features), Math.min(MOST, wide));
  }

  /**
   * Rows of a tile for the moments of all pairs of columns, some blocks of {@link #rowsForMoments}:
   * tiles are merged by loops, and the fewer, the sooner a cold start has merged them.
   */
  public static int tileRowsForMoments(int features) {
    int fitting = MOMENT_BYTES / Double.BYTES / Math.max(1, features);
    int wanted = Math.min(MOST, Integer.highestOneBit(Math.max(1, fitting)));
    return Math.max(rowsForMoments(features), wanted);
  }
}
