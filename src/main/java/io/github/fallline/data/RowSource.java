package io.github.fallline.data;

import io.github.fallline.blas.RowView;
import java.util.Optional;

/**
 * Rows of features with their targets: the input of every trainer.
 *
 * <p>However the rows are stored, a pass returns the same tiles with the same numbers and a reader
 * the same rows, so the same seed gives the same model, bit for bit.
 */
public interface RowSource extends RowMetadata, AutoCloseable {
  /**
   * Whether rows can be read again and at random; otherwise there is one pass, before whose end
   * {@link #rows()}, {@link #skippedRows()} and {@link #fingerprint()} are not known, and no {@link
   * #reader()}.
   */
  default boolean isRepeatable() {
    return true;
  }

  /**
   * Returns the same rows for one more pass, if their input can be read again from its beginning;
   * empty if it cannot, or if {@link #isRepeatable()}.
   *
   * @return closed by the caller
   */
  default Optional<RowSource> again() {
    return Optional.empty();
  }

  /**
   * The offset to add to a column of tiles and readers to get the feature: floats may be stored
   * less an offset.
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
   * Starts a pass for the features alone: where the rows have no targets, those of its tiles are
   * undefined.
   */
  default Pass features(int tileRows) {
    return pass(tileRows);
  }

  /** Returns a random-access reader for one thread; closed by the caller. */
  Reader reader();

  /** Releases the resources of the source. */
  @Override
  default void close() {
    // Most hold nothing.
  }

  /**
   * One pass over the rows, tile by tile. Any number of threads may take tiles from it; the thread
   * that started it closes it when none does any more.
   */
  interface Pass extends AutoCloseable {
    /**
     * Sets the number of threads that will take tiles, before they do; the default is one. It
     * affects only the time.
     */
    default void expectConsumers(int threads) {
      // Matters only to sources that parse rows during the pass.
    }

    /** The most tiles; {@link Long#MAX_VALUE} if unknown. */
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

  /** Reads rows at random. */
  interface Reader extends AutoCloseable {
    /**
     * Copies consecutive rows.
     *
     * @param first the first of them
     * @param count rows from there on
     * @param features overwritten, of the source's precision; the view is moved there
     * @param targets where their targets go
     * @param at the row of {@code features} and the element of {@code targets} to begin at
     */
    void read(long first, int count, RowView features, double[] targets, int at);

    @Override
    void close();
  }
}
