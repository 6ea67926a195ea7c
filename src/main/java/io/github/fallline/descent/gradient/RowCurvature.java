package io.github.fallline.descent.gradient;

import io.github.fallline.data.RowSource;
import io.github.fallline.data.Tile;
import io.github.fallline.descent.scaling.FeatureScaling;
import io.github.fallline.objective.Loss;
import io.github.fallline.objective.Penalty;
import io.github.fallline.parallel.Closer;
import io.github.fallline.parallel.TileExecutor;
import io.github.fallline.parallel.TileReducer;
import io.github.fallline.parallel.TileReduction;
import io.github.fallline.parallel.TileSize;
import java.util.Arrays;

/**
 * The curvature of squared errors with an L2 penalty, by one pass over all rows an evaluation:
 * gradient and Hessian-vector product of a tile while it is in cache. The result has the same bits
 * for any number of threads.
 */
public final class RowCurvature implements CurvatureOracle {
  private final RowSource source;
  private final Penalty penalty;
  private final FeatureScaling scaling;
  private final int tileRows;
  private final int sums;
  private final double[] currentPoint;
  private final double[] currentDirection;
  private final TileReducer<double[]> reducer;

  public RowCurvature(
      RowSource source, Penalty.L2 penalty, FeatureScaling scaling, TileExecutor executor) {
    this.source = source;
    this.penalty = penalty;
    this.scaling = scaling;
    tileRows = TileSize.rows(scaling.features());
    sums = scaling.features() + 2;
    currentPoint = new double[scaling.size()];
    currentDirection = new double[scaling.size()];
    reducer =
        new TileReducer<>(
            source, tileRows, executor, TileReduction.ofSums(2 * sums, CurvatureTask::new));
  }

  /**
   * Computes the sums of a tile: those of the gradient, then those of the Hessian-vector product.
   */
  private final class CurvatureTask implements TileReduction.Task<double[]> {
    private final GradientAccumulator gradient;
    private final GradientAccumulator directionGradient;
    private final double[] one = new double[sums];

    CurvatureTask() {
      try (Closer closer = new Closer()) {
        gradient =
            closer.register(
                new GradientAccumulator(Loss.SQUARED, scaling, tileRows, source.precision()),
                GradientAccumulator::close);
        directionGradient =
            GradientAccumulator.withoutTargets(Loss.SQUARED, scaling, tileRows, source.precision());
        closer.release();
      }
    }

    @Override
    public void start() {
      gradient.start(currentPoint);
      directionGradient.start(currentDirection);
    }

    @Override
    public void compute(Tile tile, double[] part) {
      compute(gradient, tile, part, 0);
      compute(directionGradient, tile, part, sums);
    }

    private void compute(GradientAccumulator rows, Tile tile, double[] part, int place) {
      rows.clear();
      rows.add(tile, 0, tile.rows());
      rows.sums(one);
      System.arraycopy(one, 0, part, place, sums);
    }

    @Override
    public void close() {
      gradient.close();
      directionGradient.close();
    }
  }

  @Override
  public double evaluateAlong(
      double[] point, double[] direction, double[] gradient, double[] hessianDirection) {
    System.arraycopy(point, 0, currentPoint, 0, point.length);
    System.arraycopy(direction, 0, currentDirection, 0, direction.length);
    double[] total = reducer.run();
    toGradient(Arrays.copyOf(total, sums), point, gradient);
    toGradient(Arrays.copyOfRange(total, sums, 2 * sums), direction, hessianDirection);
    return total[sums - 1] / source.rows() + penalty.value(point, scaling.features());
  }

  private void toGradient(double[] rowSums, double[] point, double[] gradient) {
    int features = scaling.features();
    scaling.toGradient(rowSums, rowSums[features], 1.0 / source.rows(), gradient);
    penalty.addGradient(point, features, gradient);
  }

  @Override
  public void close() {
    reducer.close();
  }
}
