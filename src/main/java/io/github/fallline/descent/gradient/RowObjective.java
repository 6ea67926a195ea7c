package io.github.fallline.descent.gradient;

import io.github.fallline.data.RowStream;
import io.github.fallline.data.Tile;
import io.github.fallline.descent.scaling.FeatureScaling;
import io.github.fallline.objective.Objective;
import io.github.fallline.objective.Penalty;
import io.github.fallline.parallel.TileExecutor;
import io.github.fallline.parallel.TileReducer;
import io.github.fallline.parallel.TileReduction;
import io.github.fallline.parallel.TileSize;
import java.util.Arrays;

/**
 * The objective and its gradient by a pass over all rows: threads process tiles, whose sums are
 * added in order, so that the result has the same bits for any number of threads.
 */
public final class RowObjective implements PassObjective {
  private final RowStream source;
  private final Objective objective;
  private final FeatureScaling scaling;
  private final TileExecutor executor;
  private final int tileRows;
  private final double[] currentPoint;
  private final TileReducer<double[]> reducer;
  private final double[] lastPoint;
  private final double[] lastGradient;
  private final DualityGap dual;
  private double lastLoss;
  private double lastGap;

  public RowObjective(
      RowStream source, Objective objective, FeatureScaling scaling, TileExecutor executor) {
    this(source, objective, scaling, executor, null);
  }

  /**
   * @param dual bounds the gap; null if only the least loss of a row does
   */
  public RowObjective(
      RowStream source,
      Objective objective,
      FeatureScaling scaling,
      TileExecutor executor,
      DualityGap dual) {
    this.dual = dual;
    this.source = source;
    this.objective = objective;
    this.scaling = scaling;
    this.executor = executor;
    tileRows = TileSize.rows(scaling.features());
    reducer =
        new TileReducer<>(
            source,
            tileRows,
            executor,
            TileReduction.ofSums(scaling.features() + 2, GradientTask::new));
    currentPoint = new double[scaling.size()];
    lastPoint = new double[scaling.size()];
    Arrays.fill(lastPoint, Double.NaN);
    lastGradient = new double[scaling.size()];
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
  public Evaluation at(double[] point) {
    pass(point);
    double norm = objective.penalty().subgradientNorm(point, scaling.features(), lastGradient);
    return new Evaluation(lastLoss, norm, lastGap);
  }

  @Override
  public void gradient(double[] point, double[] gradient) {
    pass(point);
    System.arraycopy(lastGradient, 0, gradient, 0, gradient.length);
  }

  /** Computes loss and gradient at a point, unless it is the last one. */
  private void pass(double[] point) {
    if (Arrays.equals(point, lastPoint)) {
      return;
    }
    System.arraycopy(point, 0, currentPoint, 0, point.length);
    double[] total = reducer.run();
    int features = scaling.features();
    double factor = 1.0 / source.rows();
    scaling.toGradient(total, total[features], factor, lastGradient);
    Penalty penalty = objective.penalty();
    lastLoss = total[features + 1] * factor + penalty.value(point, features);
    // Penalties are not negative, so the objective is never below the least loss of a row.
    lastGap = lastLoss - objective.loss().leastValue();
    if (dual != null) {
      lastGap =
          Math.min(lastGap, dual.ofGradient(point, total[features + 1] * factor, lastGradient));
    }
    penalty.addGradient(point, features, lastGradient);
    System.arraycopy(point, 0, lastPoint, 0, point.length);
  }

  @Override
  public void close() {
    reducer.close();
  }
}
