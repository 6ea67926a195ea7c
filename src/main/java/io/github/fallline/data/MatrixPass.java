package io.github.fallline.data;

/** A pass over rows in memory, without a copy. */
final class MatrixPass extends IndexedPass {
  private final RowsInPlace matrices;

  /**
   * @param matrices closed with the pass
   */
  MatrixPass(RowsInPlace matrices, long rows, int tileRows) {
    super(rows, tileRows);
    this.matrices = matrices;
  }

  @Override
  protected void fill(Tile tile, long index, long first, int count) {
    matrices.targets().readRows(first, count, tile.targets(), 0);
    tile.set(index, first, count, false);
  }

  @Override
  public void close() {
    super.close();
    matrices.close();
  }
}
