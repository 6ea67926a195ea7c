package io.github.fallline.descent.gradient;

import io.github.fallline.data.RowStream;
import io.github.fallline.data.Tile;
import io.github.fallline.descent.scaling.FeatureScaling;
import io.github.fallline.objective.Objective;
import io.github.fallline.objective.Penalty;
import io.github.fallline.parallel.Closer;
import io.github.fallline.parallel.OrderedReducer;
import io.github.fallline.parallel.TileExecutor;
import io.github.fallline.parallel.TileSize;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

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
  private final Queue<Memory> idle = new ConcurrentLinkedQueue<>();
  private final double[] total;
  private final OrderedReducer<double[]> reducer;
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
    total = new double[scaling.features() + 2];
    reducer = OrderedReducer.ofSums(total);
    lastPoint = new double[scaling.size()];
    Arrays.fill(lastPoint, Double.NaN);
    lastGradient = new double[scaling.size()];
  }

  /** The memory of a thread, created once and lent for a pass. */
  private final class Memory {
    private final Tile tile;
    private final GradientAccumulator gradient;

    Memory() {
      try (Closer closer = new Closer()) {
        tile = closer.register(source.newTile(tileRows), Tile::close);
        gradient = new GradientAccumulator(objective.loss(), scaling, tileRows, source.precision());
        closer.release();
      }
    }
  }

  /**
   * The task of a thread in a pass: computes the sums of each tile and adds them to the reducer.
   */
  private final class Work implements TileExecutor.TileTask {
    private final Memory memory;

    Work(double[] point) {
      Memory lent = idle.poll();
      memory = lent == null ? new Memory() : lent;
      memory.gradient.start(point);
    }

    @Override
    public Tile tile() {
      return memory.tile;
    }

    @Override
    public void work() {
      memory.gradient.clear();
      memory.gradient.add(memory.tile, 0, memory.tile.rows());
      double[] part = reducer.part();
      memory.gradient.sums(part);
      reducer.add(memory.tile.index(), part);
    }

    @Override
    public void close() {
      idle.add(memory);
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
    Arrays.fill(total, 0);
    reducer.restart();
    executor.run(source.pass(tileRows), () -> new Work(point));
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
    for (Memory memory : idle) {
      memory.tile.close();
      memory.gradient.close();
    }
    idle.clear();
  }
}
