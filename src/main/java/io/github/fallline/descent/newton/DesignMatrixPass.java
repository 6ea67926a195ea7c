package io.github.fallline.descent.newton;

import io.github.fallline.data.Tile;
import io.github.fallline.parallel.TileExecutor;
import io.github.fallline.parallel.TileReducer;
import io.github.fallline.parallel.TileReduction;
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
    return TileReducer.reduce(
        design.source(),
        design.tileRows(),
        executor,
        TileReduction.of(
            () -> newPart(sums, least),
            (total, part) -> merge(total, part, sums),
            () -> new VisitorTask(visitors.start(), design.new Columns())));
  }

  private static double[] newPart(int sums, int least) {
    double[] part = new double[sums + least];
    Arrays.fill(part, sums, part.length, Double.POSITIVE_INFINITY);
    return part;
  }

  private static void merge(double[] total, double[] part, int sums) {
    for (int j = 0; j < sums; j++) {
      total[j] += part[j];
    }
    for (int j = sums; j < total.length; j++) {
      total[j] = Math.min(total[j], part[j]);
    }
  }

  private record VisitorTask(Visitor visitor, DesignMatrix.Columns columns)
      implements TileReduction.Task<double[]> {
    @Override
    public void compute(Tile tile, double[] part) {
      columns.load(tile);
      visitor.visit(columns, tile, part);
    }

    @Override
    public void close() {
      columns.close();
    }
  }
}
