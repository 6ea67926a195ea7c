package io.github.fallline.data;

import io.github.fallline.blas.RowView;

/**
 * Rows of features with their targets that can be read again, and from any row: the form in which
 * data reaches every trainer.
 *
 * <p>However the rows are stored, a pass returns the same tiles with the same numbers and a reader
 * the same rows, so the same seed gives the same model, bit for bit.
 */
public interface RowSource extends RowStream {
  /** Opens a reader of rows at random, for one thread; the caller closes it. */
  Reader reader();

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
