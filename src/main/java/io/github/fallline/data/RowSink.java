package io.github.fallline.data;

/** Receives parsed rows. */
public interface RowSink {
  /**
   * Reserves a place for the rows of a block and adds its counts. Called for one block at a time,
   * in the order of the text; while it waits, parsing comes to a halt.
   *
   * @return the place
   */
  long reserve(RowBlock block);

  /**
   * Waits until there is room for more rows. A thread that waits for rows of this text must not
   * call it.
   */
  default void awaitRoom() {}

  /**
   * Writes the rows of a block to their place. Called by several threads at a time. It may keep
   * them by {@linkplain RowBlock#exchangeRows exchanging} them: they are not read afterwards.
   */
  void write(long place, RowBlock block);

  /**
   * Called once, by the last thread that parses, when the fast path has ended, or after a failure.
   */
  default void endParsed() {}
}
