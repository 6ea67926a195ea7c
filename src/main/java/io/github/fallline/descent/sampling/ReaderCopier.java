package io.github.fallline.descent.sampling;

import io.github.fallline.blas.RowView;
import io.github.fallline.blas.Workspace;
import io.github.fallline.data.RowSource;
import io.github.fallline.parallel.Closer;

/**
 * Reads rows block by block and copies them to their places. Rows that are spread are read once and
 * kept.
 */
final class ReaderCopier implements RowPlacement {
  private final Workspace workspace = new Workspace();
  private final RowSource.Reader reader;
  private final RowView block;
  private final RowView copies;
  private final RowView kept;
  private final double[] keptTargets;

  /**
   * @param multiplicity which rows are spread
   * @param blockRows the most rows of a block
   * @param copies overwritten, [places, features]
   */
  ReaderCopier(RowSource source, RowMultiplicity multiplicity, int blockRows, RowView copies) {
    this.copies = copies;
    block = workspace.view(blockRows, copies.columns(), source.precision());
    int spreadRows = multiplicity.spreadRows();
    kept = workspace.view(Math.max(1, spreadRows), copies.columns(), source.precision());
    keptTargets = new double[spreadRows];
    try (Closer closer = new Closer()) {
      closer.register(workspace, Workspace::close);
      reader = closer.register(source.reader(), RowSource.Reader::close);
      readSpreadRows(multiplicity, spreadRows);
      closer.release();
    }
  }

  private void readSpreadRows(RowMultiplicity multiplicity, int spreadRows) {
    for (int i = 0; i < spreadRows; i++) {
      reader.read(multiplicity.spreadRow(i), 1, kept, keptTargets, i);
    }
  }

  @Override
  public void block(long first, int count, double[] targets) {
    reader.read(first, count, block, targets, 0);
  }

  @Override
  public void copy(long first, int[] chosen, int[] places, int from, int count) {
    copies.copyRows(block, chosen, places, from, count);
  }

  @Override
  public void copySpread(
      long[] rows, int[] indices, int[] places, int from, int count, double[] targets) {
    for (int i = 0; i < count; i++) {
      targets[places[from + i]] = keptTargets[indices[i]];
    }
    copies.copyRows(kept, indices, places, from, count);
  }

  @Override
  public void close() {
    reader.close();
    workspace.close();
  }
}
