package io.github.fallline.descent;

/** Where the rows of visits go, each to a place of its own. */
interface VisitSink extends AutoCloseable {
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
   *     BlockVisits#MOST_AT_ONCE} at most
   * @param places where each of them goes: the {@code count} elements from {@code from} on
   */
  void take(long first, int[] chosen, int[] places, int from, int count);

  @Override
  void close();
}
