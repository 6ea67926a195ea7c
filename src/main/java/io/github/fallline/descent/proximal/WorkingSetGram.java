package io.github.fallline.descent.proximal;

import io.github.fallline.blas.Blas;
import io.github.fallline.blas.RowView;
import io.github.fallline.blas.Workspace;
import io.github.fallline.data.RowSource;
import io.github.fallline.data.Tile;
import io.github.fallline.descent.gradient.DualityGap;
import io.github.fallline.descent.scaling.FeatureScaling;
import io.github.fallline.parallel.Closer;
import io.github.fallline.parallel.OrderedReducer;
import io.github.fallline.parallel.TileExecutor;
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
    double[] total = new double[count * count];
    OrderedReducer<double[]> merge =
        new OrderedReducer<>(total, () -> new double[count * count], WorkingSetGram::add);
    int features = scaling.features();
    int fitting = Integer.highestOneBit(Math.max(1, TILE_BYTES / Double.BYTES / features));
    int enough = 2 * Integer.highestOneBit(count);
    int tileRows = Math.max(TileSize.rows(features), Math.min(fitting, enough));
    executor.run(source.pass(tileRows), () -> new Work(columns, tileRows, merge));
    for (int i = 0; i < total.length; i++) {
      total[i] /= source.rows();
    }
    return total;
  }

  private static void add(double[] sum, double[] part) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += part[i];
    }
  }

  /** What a thread does in a pass: the products of a tile, and handing them in. */
  private final class Work implements TileExecutor.TileTask {
    private final Workspace workspace = new Workspace();
    private final int[] columns;
    private final OrderedReducer<double[]> merge;
    private final Tile tile;
    private final RowView selected;
    private final RowView gram;
    private final double[] all;
    private final double[] some;

    Work(int[] columns, int tileRows, OrderedReducer<double[]> merge) {
      this.columns = columns;
      this.merge = merge;
      try (Closer closer = new Closer()) {
        closer.register(workspace, Workspace::close);
        tile = closer.register(source.newTile(tileRows), Tile::close);
        selected = workspace.view(tileRows, columns.length);
        gram = workspace.view(columns.length, columns.length);
        closer.release();
      }
      all = new double[tileRows * scaling.features()];
      some = new double[tileRows * columns.length];
    }

    @Override
    public Tile tile() {
      return tile;
    }

    @Override
    public void work() {
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
      double[] part = merge.part();
      gram.read(part);
      mirror(part);
      merge.add(tile.index(), part);
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
      tile.close();
      workspace.close();
    }
  }
}
