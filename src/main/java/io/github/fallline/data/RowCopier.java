package io.github.fallline.data;

/** Copies rows from where they are stored. */
public interface RowCopier {
  /**
   * Copies consecutive rows.
   *
   * @param first the first of them
   * @param count rows from there on
   * @param target overwritten from its front on, row by row
   */
  void read(long first, int count, double[] target);

  /** Processes a copy of some rows. */
  interface BlockWork {
    /** Processes rows at the front of an array, which is filled again afterwards. */
    void apply(double[] block, long first, int count);
  }

  /** Rows of a block. */
  static int blockRows(int columns) {
    return Math.max(1, (1 << 15) / columns);
  }

  /** Copies all rows block by block, at most {@link #blockRows} each. */
  default void eachBlock(long height, int columns, BlockWork work) {
    int blockRows = blockRows(columns);
    double[] block = new double[blockRows * columns];
    for (long first = 0; first < height; first += blockRows) {
      int count = (int) Math.min(blockRows, height - first);
      read(first, count, block);
      work.apply(block, first, count);
    }
  }
}
