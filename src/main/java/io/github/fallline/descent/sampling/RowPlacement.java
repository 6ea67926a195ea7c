package io.github.fallline.descent.sampling;

/** Where the rows of visits go, each to a place of its own. */
interface RowPlacement extends AutoCloseable {
  /**
   * Gets a block of rows ready to be visited.
   *
   * @param first the first row of the source in it
   * @param count rows from there on
   * @param targets overwritten: their targets, from element 0 on
   */
  void block(long first, int count, double[] targets);

  /**
   * Takes rows of the last block.
   *
   * @param first the first row of the source in the block
   * @param chosen which rows of the block: the first {@code count} elements, {@link
   *     BlockIterator#MOST_AT_ONCE} at most
   * @param places where each of them goes: the {@code count} elements from {@code from} on
   */
  void copy(long first, int[] chosen, int[] places, int from, int count);

  /**
   * Takes rows whose visits are spread.
   *
   * @param rows of the source
   * @param indices of the same rows among those that are spread: the first {@code count} elements,
   *     {@link BlockIterator#MOST_AT_ONCE} at most
   * @param places where each of them goes: the {@code count} elements from {@code from} on
   * @param targets their targets are written here, each to its place
   */
  void copySpread(long[] rows, int[] indices, int[] places, int from, int count, double[] targets);

  @Override
  void close();
}
