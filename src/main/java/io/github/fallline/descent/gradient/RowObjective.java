package io.github.fallline.descent.gradient;

import io.github.fallline.data.RowStream;
import io.github.fallline.data.Tile;
import io.github.fallline.descent.scaling.FeatureScaling;
import io.github.fallline.objective.Objective;
import io.github.fallline.parallel.TileExecutor;
import io.github.fallline.parallel.TileReducer;
import io.github.fallline.parallel.TileReduction;
import io.github.fallline.parallel.TileSize;

/**
 * The objective and its gradient by a pass over all rows: threads process tiles, whose sums are
 * added in order, so that the result has the same bits for any number of threads.
 */
public final class RowObjective extends PassObjective {
  private final RowStream source;
  private final TileExecutor executor;
  private final int tileRows;
  private final double[] currentPoint;
  private final TileReducer<double[]> reducer;

  public RowObjective(
      RowStream source, Objective objective, FeatureScaling scaling, TileExecutor executor) {
    this(source, objective, scaling, executor, GapBound.NONE);
  }

  /**
   * @param bound of the gap, beside the least loss of a row
   */
  public RowObjective(
      RowStream source,
      Objective objective,
      FeatureScaling scaling,
      TileExecutor executor,
      GapBound bound) {
    super(objective, scaling, bound);
    this.source = source;
    this.executor = executor;
    tileRows = TileSize.rows(scaling.features());
    reducer =
        new TileReducer<>(
            source,
            tileRows,
            executor,
            TileReduction.ofSums(scaling.features() + 2, GradientTask::new));
    currentPoint = new double[scaling.size()];
  }

  /** Computes the sums of a tile at the current point. */
  private final class GradientTask implements TileReduction.Task<double[]> {
    private final GradientAccumulator gradient =
        new GradientAccumulator(objective.loss(), scaling, tileRows, source.precision());

    @Override
    public void start() {
      gradient.start(currentPoint);
    }

    @Override
    public void compute(Tile tile, double[] part) {
      gradient.clear();
      gradient.add(tile, 0, tile.rows());
      gradient.sums(part);
    }

    @Override
    public void close() {
      gradient.close();
    }
  }

  @Override
  public RowObjective leastSquaresPart() {
    return new RowObjective(source, Objective.LEAST_SQUARES, scaling, executor);
  }

  @Override
  protected void pass(double[] point) {
    System.arraycopy(point, 0, currentPoint, 0, point.length);
    finish(point, reducer.run(), (double) source.rows());
  }

  @Override
  public void close() {
    reducer.close();
  }
}
