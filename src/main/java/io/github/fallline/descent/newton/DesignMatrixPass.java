package io.github.fallline.descent.newton;

import io.github.fallline.data.Tile;
import io.github.fallline.parallel.OrderedReducer;
import io.github.fallline.parallel.TileExecutor;
import java.util.Arrays;

/**
 * One pass over the rows as the columns of a {@link DesignMatrix}: tiles over threads, their parts
 * merged in the order of the tiles, so that the result has the same bits for any number of threads.
 */
final class DesignMatrixPass {
  private final DesignMatrix design;
  private final TileExecutor executor;

  DesignMatrixPass(DesignMatrix design, TileExecutor executor) {
    this.design = design;
    this.executor = executor;
  }

  /** What a thread does with its tiles. */
  interface Visitor {
    /**
     * Visits the tile whose columns are loaded.
     *
     * @param part overwritten
     */
    void visit(DesignMatrix.Columns columns, Tile tile, double[] part);
  }

  /** Makes a visitor for a thread. */
  interface Visitors {
    Visitor start();
  }

  /**
   * Makes a pass.
   *
   * @param sums numbers of a part that are added
   * @param least numbers behind them of which the least counts
   */
  double[] run(int sums, int least, Visitors visitors) {
    int numbers = sums + least;
    double[] total = new double[numbers];
    Arrays.fill(total, sums, numbers, Double.POSITIVE_INFINITY);
    OrderedReducer<double[]> merge =
        new OrderedReducer<>(
            total,
            () -> new double[numbers],
            (sum, part) -> {
              for (int j = 0; j < sums; j++) {
                sum[j] += part[j];
              }
              for (int j = sums; j < numbers; j++) {
                sum[j] = Math.min(sum[j], part[j]);
              }
            });
    executor.run(design.source().pass(design.tileRows()), () -> new Work(visitors.start(), merge));
    return total;
  }

  /** What a thread does. */
  private final class Work implements TileExecutor.TileTask {
    private final DesignMatrix.Columns columns = design.new Columns();
    private final Visitor visitor;
    private final OrderedReducer<double[]> merge;

    Work(Visitor visitor, OrderedReducer<double[]> merge) {
      this.visitor = visitor;
      this.merge = merge;
    }

    @Override
    public Tile tile() {
      return columns.tile();
    }

    @Override
    public void work() {
      columns.load();
      double[] part = merge.part();
      visitor.visit(columns, columns.tile(), part);
      merge.add(columns.tile().index(), part);
    }

    @Override
    public void close() {
      columns.close();
    }
  }
}
