package io.github.fallline.descent;

import io.github.fallline.data.RowOrder;
import io.github.fallline.data.RowSource;
import io.github.fallline.data.Tile;
import io.github.fallline.objective.Objective;
import io.github.fallline.objective.Penalty;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * The objective and its gradient by a pass over all rows: tiles over threads, their sums added in
 * the order of the tiles, so that the result has the same bits for any number of threads.
 */
final class RowEvaluator implements Evaluator.WithGradient, AutoCloseable {
  private final RowSource source;
  private final Objective objective;
  private final Coordinates coordinates;
  private final Workers workers;
  private final int tileRows;
  private final RowOrder order;
  private final BlockingQueue<Worker> idle;
  private final double[] total;
  private final OrderedMerge<double[]> merge;
  private final double[] lastPoint;
  private final double[] lastGradient;
  private double lastLoss;

  RowEvaluator(RowSource source, Objective objective, Coordinates coordinates, Workers workers) {
    this.source = source;
    this.objective = objective;
    this.coordinates = coordinates;
    this.workers = workers;
    tileRows = TileSize.rows(coordinates.features());
    order = RowOrder.sequential(source.rows());
    idle = new ArrayBlockingQueue<>(workers.count());
    for (int i = 0; i < workers.count(); i++) {
      idle.add(new Worker());
    }
    int sums = coordinates.features() + 2;
    total = new double[sums];
    merge = new OrderedMerge<>(total, () -> new double[sums], RowEvaluator::add);
    lastPoint = new double[coordinates.size()];
    Arrays.fill(lastPoint, Double.NaN);
    lastGradient = new double[coordinates.size()];
  }

  private static void add(double[] sum, double[] part) {
    for (int j = 0; j < sum.length; j++) {
      sum[j] += part[j];
    }
  }

  private final class Worker {
    private final Tile tile = source.newTile(tileRows);
    private final RowGradient gradient = new RowGradient(objective.loss(), coordinates, tileRows);
  }

  @Override
  public Evaluation at(double[] point) {
    pass(point);
    double norm = 0;
    for (double slope : lastGradient) {
      norm += slope * slope;
    }
    // Losses are not negative, so the least possible is at least zero.
    return new Evaluation(lastLoss, Math.sqrt(norm), lastLoss);
  }

  @Override
  public void gradient(double[] point, double[] gradient) {
    pass(point);
    System.arraycopy(lastGradient, 0, gradient, 0, gradient.length);
  }

  /** Computes loss and gradient at a point, unless it is the last one asked for. */
  private void pass(double[] point) {
    if (Arrays.equals(point, lastPoint)) {
      return;
    }
    Arrays.fill(total, 0);
    merge.restart();
    RowSource.Pass pass = source.pass(order, tileRows);
    workers.run(
        TileSize.count(source.rows(), tileRows),
        () -> {
          Worker worker = idle.remove();
          try {
            worker.gradient.start(point);
            while (pass.next(worker.tile)) {
              worker.gradient.clear();
              worker.gradient.add(worker.tile, 0, worker.tile.rows());
              double[] part = merge.part();
              worker.gradient.sums(part);
              merge.add(worker.tile.index(), part);
            }
          } finally {
            idle.add(worker);
          }
        });
    int features = coordinates.features();
    double factor = 1.0 / source.rows();
    coordinates.toGradient(total, total[features], factor, lastGradient);
    Penalty penalty = objective.penalty();
    penalty.addGradient(point, features, lastGradient);
    lastLoss = total[features + 1] * factor + penalty.value(point, features);
    System.arraycopy(point, 0, lastPoint, 0, point.length);
  }

  @Override
  public void close() {
    for (Worker worker : idle) {
      worker.tile.close();
      worker.gradient.close();
    }
  }
}
