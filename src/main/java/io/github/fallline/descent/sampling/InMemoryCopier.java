package io.github.fallline.descent.sampling;

import io.github.fallline.blas.RowView;
import io.github.fallline.data.Dataset;
import io.github.fallline.data.RowsInPlace;

/** Copies rows in memory straight to their places in other memory. */
final class InMemoryCopier implements RowPlacement {
  private final RowsInPlace data;
  private final RowView features;
  private final RowView labels;
  private final RowView copies;
  private final int[] rows = new int[BlockIterator.MOST_AT_ONCE];
  private final double[] target = new double[1];

  /**
   * @param data as many rows as an int can count; borrowed
   * @param copies overwritten, [places, features]
   */
  InMemoryCopier(Dataset data, RowView copies) {
    this.copies = copies;
    this.data = data.inPlace();
    features = this.data.features();
    labels = this.data.targets();
  }

  @Override
  public void block(long first, int count, double[] targets) {
    labels.readRows(first, count, targets, 0);
  }

  @Override
  public void copy(long first, int[] chosen, int[] places, int from, int count) {
    for (int i = 0; i < count; i++) {
      rows[i] = (int) first + chosen[i];
    }
    copies.copyRows(features, rows, places, from, count);
  }

  @Override
  public void copySpread(
      long[] rows, int[] indices, int[] places, int from, int count, double[] targets) {
    for (int i = 0; i < count; i++) {
      labels.readRows(rows[i], 1, target, 0);
      targets[places[from + i]] = target[0];
      this.rows[i] = (int) rows[i];
    }
    copies.copyRows(features, this.rows, places, from, count);
  }

  @Override
  public void close() {
    data.close();
  }
}
