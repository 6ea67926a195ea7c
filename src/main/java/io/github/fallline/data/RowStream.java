package io.github.fallline.data;

import java.util.Optional;

/**
 * Rows of features with their targets for one pass, tile by tile. Before its end {@link #rows()},
 * {@link #skippedRows()} and {@link #fingerprint()} may not be known. A {@link RowSource} has any
 * number of passes.
 */
public interface RowStream extends RowMetadata, AutoCloseable {
  /**
   * The same rows for one more pass, where they come from something that can be read again from its
   * beginning; empty where they cannot, and for a {@link RowSource}, which does not need it.
   *
   * @return closed by the caller
   */
  default Optional<RowStream> again() {
    return Optional.empty();
  }

  /**
   * A tile for one thread, to be filled by passes over these rows and closed by the caller.
   *
   * @param capacity rows it holds at most
   */
  Tile newTile(int capacity);

  /**
   * Starts a pass over all rows in their order.
   *
   * @param tileRows rows of every tile but the last
   */
  Pass pass(int tileRows);

  /**
   * Starts a pass for the features alone: where the rows have no targets, those of its tiles mean
   * nothing.
   */
  default Pass features(int tileRows) {
    return pass(tileRows);
  }

  /** Gives back what the rows hold. */
  @Override
  default void close() {
    // Most hold nothing.
  }

  /**
   * One pass over the rows, tile by tile. Any number of threads may take tiles from it; the
   * consumer that started it closes it when no thread does any more.
   */
  interface Pass extends AutoCloseable {
    /**
     * Says how many threads will take tiles, before they do; unless it is called, one is expected.
     * It changes the time and nothing else.
     */
    default void expectConsumers(int threads) {
      // Of interest where rows are made meanwhile.
    }

    /** Tiles at most; where that is not known, {@link Long#MAX_VALUE}. */
    long tiles();

    /**
     * Fills a tile of these rows with the next ones that have not been taken yet; tiles are handed
     * out in order.
     *
     * @return false when there is none left
     */
    boolean next(Tile tile);

    @Override
    void close();
  }
}
