package io.github.fallline.descent;

import io.github.fallline.blas.Scratch;
import io.github.fallline.blas.Window;
import io.github.fallline.data.RowSource;

/** Rows that are copied, block by block, to their places in other memory. */
final class CopiedRows implements VisitSink, AutoCloseable {
  private final Scratch scratch = new Scratch();
  private final RowSource.Reader reader;
  private final Window block;
  private final Window rows;

  /**
   * Copies of the rows of a source.
   *
   * @param blockRows rows of a block, at most
   * @param places how many there are
   */
  CopiedRows(RowSource source, int blockRows, int places) {
    int features = source.featureNames().size();
    block = scratch.window(blockRows, features, source.precision());
    rows = scratch.window(places, features, source.precision());
    reader = source.reader();
  }

  /** The copies, [places, features]; moved by the caller as well. */
  Window rows() {
    return rows;
  }

  @Override
  public void block(long first, int count, double[] targets) {
    reader.read(first, count, block, targets, 0);
  }

  @Override
  public void take(long first, int[] chosen, int[] places, int from, int count) {
    rows.copyRows(block, chosen, places, from, count);
  }

  @Override
  public void close() {
    reader.close();
    scratch.close();
  }
}
