package io.github.fallline.descent.proximal;

import io.github.fallline.blas.Blas;
import io.github.fallline.blas.RowView;
import io.github.fallline.blas.Workspace;
import io.github.fallline.data.RowSource;
import io.github.fallline.data.Tile;
import io.github.fallline.descent.gradient.DualityGap;
import io.github.fallline.descent.scaling.FeatureScaling;
import io.github.fallline.parallel.TileExecutor;
import io.github.fallline.parallel.TileReducer;
import io.github.fallline.parallel.TileReduction;
import io.github.fallline.parallel.TileSize;

/**
 * The mean products of the pairs of some columns, by a pass over the rows: of data too wide for the
 * moments of all pairs. The columns are seen in the coordinates of the descent and counted from
 * their means where there is an intercept; tiles are merged in order, so that threads do not change
 * a bit.
 */
public final class WorkingSetGram {
  /** What a tile may occupy; fewer rows at a time cost more merging of matrices. */
  private static final int TILE_BYTES = 8 * 1024 * 1024;

  private final RowSource source;
  private final FeatureScaling scaling;
  private final DualityGap dual;
  private final TileExecutor executor;

  /**
   * Products of the columns of a source.
   *
   * @param dual knows the means of the columns
   */
  public WorkingSetGram(
      RowSource source, FeatureScaling scaling, DualityGap dual, TileExecutor executor) {
    this.source = source;
    this.scaling = scaling;
    this.dual = dual;
    this.executor = executor;
  }

  /**
   * Passes over the rows.
   *
   * @param columns in ascending order
   * @return [columns, columns]
   */
  double[] of(int[] columns) {
    int count = columns.length;
    int features = scaling.features();
    int fitting = Integer.highestOneBit(Math.max(1, TILE_BYTES / Double.BYTES / features));
    int enough = 2 * Integer.highestOneBit(count);
    int tileRows = Math.max(TileSize.rows(features), Math.min(fitting, enough));
    double[] total =
        TileReducer.reduce(
            source,
            tileRows,
            executor,
            TileReduction.ofSums(count * count, () -> new ProductTask(columns, tileRows)));
    for (int i = 0; i < total.length; i++) {
      total[i] /= source.rows();
    }
    return total;
  }

  /** Computes the products of the pairs of columns of a tile. */
  private final class ProductTask implements TileReduction.Task<double[]> {
    private final Workspace workspace = new Workspace();
    private final int[] columns;
    private final RowView selected;
    private final RowView gram;
    private final double[] all;
    private final double[] some;

    ProductTask(int[] columns, int tileRows) {
      this.columns = columns;
      selected = workspace.view(tileRows, columns.length); // a workspace that fails closes itself
      gram = workspace.view(columns.length, columns.length);
      all = new double[tileRows * scaling.features()];
      some = new double[tileRows * columns.length];
    }

    @Override
    public void compute(Tile tile, double[] part) {
      int rows = tile.rows();
      tile.features().read(all);
      int place = 0;
      for (int i = 0; i < rows; i++) {
        double root = Math.sqrt(tile.weight(i));
        int row = i * scaling.features();
        for (int j : columns) {
          double value = (all[row + j] - scaling.shift(j)) / scaling.scale(j);
          some[place++] = root * (value - dual.centre(j));
        }
      }
      selected.moveTo(0, rows).write(some);
      Blas.gram(selected, gram);
      gram.read(part);
      mirror(part);
    }

    /** BLAS computes the upper triangle. */
    private void mirror(double[] part) {
      int count = columns.length;
      for (int i = 0; i < count; i++) {
        for (int k = 0; k < i; k++) {
          part[i * count + k] = part[k * count + i];
        }
      }
    }

    @Override
    public void close() {
      workspace.close();
    }
  }
}
