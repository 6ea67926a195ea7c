package io.github.fallline.descent.sampling;

/** Places the rows of visits, each at its place in the order. */
interface RowPlacement extends AutoCloseable {
  /**
   * Opens a block of rows.
   *
   * @param first the first row of the source in it
   * @param count rows from there on
   * @param targets overwritten: their targets, from element 0 on
   */
  void block(long first, int count, double[] targets);

  /**
   * Copies rows of the last block.
   *
   * @param first the first row of the source in the block
   * @param chosen which rows of the block: the first {@code count} elements, {@link
   *     BlockIterator#MOST_AT_ONCE} at most
   * @param places where each of them goes: the {@code count} elements from {@code from} on
   */
  void copy(long first, int[] chosen, int[] places, int from, int count);

  /**
   * Copies rows whose visits are spread.
   *
   * @param rows of the source
   * @param indices of the same rows among those that are spread: the first {@code count} elements,
   *     {@link BlockIterator#MOST_AT_ONCE} at most
   * @param places where each of them goes: the {@code count} elements from {@code from} on
   * @param targets overwritten with their targets, each at its place
   */
  void copySpread(long[] rows, int[] indices, int[] places, int from, int count, double[] targets);

  @Override
  void close();
}
