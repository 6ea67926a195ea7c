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
}
