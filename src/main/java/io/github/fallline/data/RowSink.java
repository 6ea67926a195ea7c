package io.github.fallline.data;

/** Where parsed rows go. */
public interface RowSink {
  /**
   * Sets a place aside for the rows of a block and takes over its counts. Called for one block at a
   * time, in the order of the text; while it waits, parsing comes to a halt.
   *
   * @return the place
   */
  long reserve(RowBlock block);

  /** Waits until there is room for more rows; who waits for rows of this text does not call it. */
  default void awaitRoom() {}

  /**
   * Puts the rows of a block in their place. Called by several threads at a time. It may keep them
   * by {@linkplain RowBlock#exchangeRows exchanging} them: they are not read afterwards.
   */
  void write(long place, RowBlock block);

  /**
   * Called once, by the last thread that parses, when nothing is left of which it is certain, or
   * after a failure.
   */
  default void endParsed() {}
}
