package io.github.fallline.data;

import io.github.fallline.blas.RowView;
import java.util.Optional;

/**
 * Rows of features with their targets: the one way data reaches a trainer.
 *
 * <p>Wherever the rows lie, a pass hands out the same tiles with the same numbers and a reader the
 * same rows, so the same seed gives the same model, bit for bit.
 */
public interface RowSource extends RowMetadata, AutoCloseable {
  /**
   * Whether rows can be had again, and from anywhere; otherwise there is one pass, before whose end
   * {@link #rows()}, {@link #skippedRows()} and {@link #fingerprint()} are not known, and no {@link
   * #reader()}.
   */
  default boolean isRepeatable() {
    return true;
  }

  /**
   * The same rows for one more pass, where they come from something that can be read again from its
   * beginning; empty where they cannot, and where {@link #isRepeatable()} makes it needless.
   *
   * @return closed by the caller
   */
  default Optional<RowSource> again() {
    return Optional.empty();
  }

  /**
   * What is to be added to a column, as tiles and readers hand it out, to get the feature: floats
   * may be stored less an origin.
   */
  default double offset(int feature) {
    return 0;
  }

  /**
   * A tile for one thread, to be filled by passes over this source and closed by the caller.
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

  /** A reader of rows from anywhere, for one thread; closed by the caller. */
  Reader reader();

  /** Gives back what the source holds. */
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
     * Fills a tile of this source with the next rows that have not been taken yet; tiles are handed
     * out in order.
     *
     * @return false when there is none left
     */
    boolean next(Tile tile);

    @Override
    void close();
  }

  /** Reads rows from anywhere. */
  interface Reader extends AutoCloseable {
    /**
     * Copies consecutive rows.
     *
     * @param first the first of them
     * @param count rows from there on
     * @param features where they go, of the source's precision: the window is moved there
     * @param targets where their targets go
     * @param at the row of {@code features} and the element of {@code targets} to begin at
     */
    void read(long first, int count, RowView features, double[] targets, int at);

    @Override
    void close();
  }
}
