package io.github.fallline.descent.gradient;

import io.github.fallline.data.RowSource;
import io.github.fallline.data.Tile;
import io.github.fallline.descent.scaling.FeatureScaling;
import io.github.fallline.objective.Loss;
import io.github.fallline.objective.Penalty;
import io.github.fallline.parallel.Closer;
import io.github.fallline.parallel.OrderedReducer;
import io.github.fallline.parallel.TileExecutor;
import io.github.fallline.parallel.TileSize;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The curvature of squared errors with an L2 penalty, by one pass over all rows an evaluation:
 * gradient and Hessian-vector product of a tile while it is in cache. The result has the same bits
 * for any number of threads.
 */
public final class RowCurvature implements CurvatureOracle, AutoCloseable {
  private final RowSource source;
  private final Penalty penalty;
  private final FeatureScaling scaling;
  private final TileExecutor executor;
  private final int tileRows;
  private final int sums;
  private final Queue<Memory> idle = new ConcurrentLinkedQueue<>();

  public RowCurvature(
      RowSource source, Penalty.L2 penalty, FeatureScaling scaling, TileExecutor executor) {
    this.source = source;
    this.penalty = penalty;
    this.scaling = scaling;
    this.executor = executor;
    tileRows = TileSize.rows(scaling.features());
    sums = scaling.features() + 2;
  }

  /** What memory of a thread, created once and lent for a pass. */
  private final class Memory {
    private final Tile tile;
    private final GradientAccumulator gradient;
    private final GradientAccumulator directionGradient;
    private final double[] one = new double[sums];

    Memory() {
      try (Closer closer = new Closer()) {
        tile = closer.register(source.newTile(tileRows), Tile::close);
        gradient =
            closer.register(
                new GradientAccumulator(Loss.SQUARED, scaling, tileRows, source.precision()),
                GradientAccumulator::close);
        directionGradient =
            GradientAccumulator.withoutTargets(Loss.SQUARED, scaling, tileRows, source.precision());
        closer.release();
      }
    }

    /**
     * Writes the sums of the tile: those of the gradient, then those of the Hessian-vector product.
     */
    void sum(double[] part) {
      sum(gradient, part, 0);
      sum(directionGradient, part, sums);
    }

    private void sum(GradientAccumulator rows, double[] part, int place) {
      rows.clear();
      rows.add(tile, 0, tile.rows());
      rows.sums(one);
      System.arraycopy(one, 0, part, place, sums);
    }
  }

  /**
   * The task of a thread in a pass: computes the sums of each tile and adds them to the reducer.
   */
  private final class Work implements TileExecutor.TileTask {
    private final OrderedReducer<double[]> reducer;
    private final Memory memory;

    Work(double[] point, double[] direction, OrderedReducer<double[]> reducer) {
      this.reducer = reducer;
      Memory lent = idle.poll();
      memory = lent == null ? new Memory() : lent;
      memory.gradient.start(point);
      memory.directionGradient.start(direction);
    }

    @Override
    public Tile tile() {
      return memory.tile;
    }

    @Override
    public void work() {
      double[] part = reducer.part();
      memory.sum(part);
      reducer.add(memory.tile.index(), part);
    }

    @Override
    public void close() {
      idle.add(memory);
    }
  }

  @Override
  public double evaluateAlong(
      double[] point, double[] direction, double[] gradient, double[] hessianDirection) {
    double[] total = new double[2 * sums];
    OrderedReducer<double[]> reducer = OrderedReducer.ofSums(total);
    executor.run(source.pass(tileRows), () -> new Work(point, direction, reducer));
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
    for (Memory memory : idle) {
      memory.tile.close();
      memory.gradient.close();
      memory.directionGradient.close();
    }
    idle.clear();
  }
}
