package io.github.fallline.descent;

import io.github.fallline.blas.Scratch;
import io.github.fallline.blas.Window;
import io.github.fallline.data.RowSource;

/** Rows that are read block by block and copied to their places from there. */
final class ReaderCopies implements VisitSink {
  private final Scratch scratch = new Scratch();
  private final RowSource.Reader reader;
  private final Window block;
  private final Window copies;

  /**
   * Copies of the rows of a source.
   *
   * @param blockRows rows of a block, at most
   * @param copies where they go, [places, features]
   */
  ReaderCopies(RowSource source, int blockRows, Window copies) {
    this.copies = copies;
    block = scratch.window(blockRows, copies.columns(), source.precision());
    reader = source.reader();
  }

  @Override
  public void block(long first, int count, double[] targets) {
    reader.read(first, count, block, targets, 0);
  }

  @Override
  public void take(long first, int[] chosen, int[] places, int from, int count) {
    copies.copyRows(block, chosen, places, from, count);
  }

  @Override
  public void close() {
    reader.close();
    scratch.close();
  }
}
