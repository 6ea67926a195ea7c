package io.github.fallline.data;

import io.github.fallline.blas.RowView;

/**
 * Rows of features with their targets that can be had again, and from anywhere: the one way data
 * reaches a trainer.
 *
 * <p>Wherever the rows lie, a pass hands out the same tiles with the same numbers and a reader the
 * same rows, so the same seed gives the same model, bit for bit.
 */
public interface RowSource extends RowStream {
  /** A reader of rows from anywhere, for one thread; closed by the caller. */
  Reader reader();

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
