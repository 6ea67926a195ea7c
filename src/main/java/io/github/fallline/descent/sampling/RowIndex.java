package io.github.fallline.descent.sampling;

import io.github.fallline.blas.Blas;
import io.github.fallline.blas.RowView;
import io.github.fallline.data.Dataset;
import io.github.fallline.data.RowsInPlace;

/**
 * An index of rows in memory in the order of visits; the rows are not copied. One thread uses it at
 * a time.
 */
public final class RowIndex implements RowPlacement, RowOrder {
  private final RowsInPlace data;
  private final RowView features;
  private final RowView labels;

  /** The row of the data at each place of the order. */
  private final int[] rows;

  /** First row and number of rows of each block that was opened, in turn. */
  private final int[] blocks;

  private final double[] target = new double[1];
  private int blockCount;

  /**
   * @param data rows in memory, as many as an int can count; borrowed
   * @param places the most rows of the order
   */
  RowIndex(Dataset data, int places) {
    this.data = data.inPlace();
    features = this.data.features();
    labels = this.data.targets();
    rows = new int[places];
    blocks = new int[2 * places];
  }

  /** The features of all the data, [n, d]; the user moves the view from row to row. */
  RowView features() {
    return features;
  }

  @Override
  public long row(int place) {
    return rows[place];
  }

  /** Clears the order. */
  void clear() {
    blockCount = 0;
  }

  @Override
  public void block(long first, int count, double[] targets) {
    labels.readRows(first, count, targets, 0);
    blocks[2 * blockCount] = (int) first;
    blocks[2 * blockCount + 1] = count;
    blockCount++;
  }

  @Override
  public void copy(long first, int[] chosen, int[] places, int from, int count) {
    for (int i = 0; i < count; i++) {
      rows[places[from + i]] = (int) first + chosen[i];
    }
  }

  @Override
  public void copySpread(
      long[] rows, int[] indices, int[] places, int from, int count, double[] targets) {
    for (int i = 0; i < count; i++) {
      int place = places[from + i];
      block(rows[i], 1, target);
      this.rows[place] = (int) rows[i];
      targets[place] = target[0];
    }
  }

  /** Prefetches the rows block by block: rows in random order are slow to read from memory. */
  @Override
  public void prefetch() {
    for (int i = 0; i < blockCount; i++) {
      Blas.prefetch(features.moveTo(blocks[2 * i], blocks[2 * i + 1]));
    }
  }

  @Override
  public void close() {
    data.close();
  }
}
