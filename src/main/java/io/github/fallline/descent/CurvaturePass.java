package io.github.fallline.descent;

import io.github.fallline.data.Tile;
import io.github.fallline.objective.Loss;
import java.util.Arrays;

/**
 * The passes of {@link NewtonSteps} over the rows: loss, gradient and curvature at a point, and the
 * loss along a step. Threads do not change a bit.
 */
final class CurvaturePass {
  /** Shares of a step that are tried. */
  private static final double[] SHARES = {1, 4, 2, 0.5, 0.25, 0.1, 0.03, 1e-2, 1e-3, 1e-4, 1e-6};

  /** How far the logarithms that are predicted may be from those at the optimum. */
  private static final double FARTHEST = 100;

  private final Design design;
  private final Loss loss;
  private final boolean poisson;
  private final DesignPass pass;
  private final int size;

  CurvaturePass(Design design, Loss loss, Workers workers) {
    this.design = design;
    this.loss = loss;
    pass = new DesignPass(design, workers);
    poisson = loss.equals(Loss.POISSON);
    size = design.size();
  }

  /** What a pass finds at a point. */
  static final class Look {
    private final double[] curvature;
    private final double[] gradient;
    private final double loss;

    Look(double[] curvature, double[] gradient, double loss) {
      this.curvature = curvature;
      this.gradient = gradient;
      this.loss = loss;
    }

    double[] curvature() {
      return curvature;
    }

    double[] gradient() {
      return gradient;
    }

    double loss() {
      return loss;
    }
  }

  /**
   * What a pass finds along a step: the changes of the mean loss, one for each of {@link #shares};
   * the excess by which the slopes at the end of the step, as the curvature has them, fall short of
   * being those at the point, NaN where it is not known; the mean squared change of predictions.
   */
  static final class Line {
    private final double[] changes;
    private final double excess;
    private final double squaredWay;

    Line(double[] changes, double excess, double squaredWay) {
      this.changes = changes;
      this.excess = excess;
      this.squaredWay = squaredWay;
    }

    double[] changes() {
      return changes;
    }

    double excess() {
      return excess;
    }

    double squaredWay() {
      return squaredWay;
    }
  }

  /** The shares of a step that {@link #line} tries, the whole step first; not a copy. */
  static double[] shares() {
    return SHARES;
  }

  /** What a thread works with. */
  private final class Memory {
    private Design.Columns columns;
    private final double[] predictions = new double[design.tileRows()];
    private final double[] changes = new double[design.tileRows()];
    private final double[] moved = new double[design.tileRows()];
    private final double[] losses = new double[design.tileRows()];
    private final double[] slopes = new double[design.tileRows()];
    private final double[] others = new double[design.tileRows()];
    private final double[] sums = new double[size];
  }

  /** What is done with a tile, given what a thread works with. */
  private interface Visit {
    void tile(Memory memory, Tile tile, double[] part);
  }

  private double[] pass(int numbers, Visit visit) {
    double[] total =
        pass.run(
            numbers,
            0,
            () -> {
              Memory memory = new Memory();
              return (columns, tile, part) -> {
                memory.columns = columns;
                visit.tile(memory, tile, part);
              };
            });
    for (int j = 0; j < numbers; j++) {
      total[j] /= design.source().rows();
    }
    return total;
  }

  /**
   * Loss, gradient and curvature at a point.
   *
   * @param width over which slopes are compared for the curvature where the loss does not tell it
   */
  Look look(double[] point, double width) {
    int square = size * size;
    double[] total =
        pass(square + size + 1, (memory, tile, part) -> lookAt(memory, tile, part, point, width));
    return new Look(
        Arrays.copyOf(total, square),
        Arrays.copyOfRange(total, square, square + size),
        total[square + size]);
  }

  private void lookAt(Memory memory, Tile tile, double[] part, double[] point, double width) {
    int rows = tile.rows();
    memory.columns.multiply(point, memory.predictions);
    loss.evaluate(memory.predictions, tile.targets(), rows, memory.losses, memory.slopes);
    double[] curvatures = memory.others;
    curvatures(memory, tile, width, curvatures);
    double sum = 0;
    for (int i = 0; i < rows; i++) {
      double weight = tile.weight(i);
      sum += weight * memory.losses[i];
      memory.slopes[i] *= weight;
      curvatures[i] = Math.sqrt(weight * curvatures[i]);
    }
    int square = size * size;
    memory.columns.products(curvatures, part);
    memory.columns.addUp(memory.slopes, memory.sums, part, square);
    part[square + size] = sum;
  }

  /** The second derivatives; of losses that do not tell them, slopes compared. */
  private void curvatures(Memory memory, Tile tile, double width, double[] curvatures) {
    int rows = tile.rows();
    if (poisson) {
      for (int i = 0; i < rows; i++) {
        curvatures[i] = memory.slopes[i] + tile.targets()[i];
      }
      return;
    }
    for (int i = 0; i < rows; i++) {
      memory.moved[i] = memory.predictions[i] + width;
    }
    loss.evaluate(memory.moved, tile.targets(), rows, memory.changes, curvatures);
    for (int i = 0; i < rows; i++) {
      memory.moved[i] = memory.predictions[i] - width;
    }
    double[] lower = memory.moved;
    loss.evaluate(memory.moved, tile.targets(), rows, memory.changes, lower);
    for (int i = 0; i < rows; i++) {
      double curvature = (curvatures[i] - lower[i]) / (2 * width);
      curvatures[i] = curvature > 0 && curvature < Double.MAX_VALUE ? curvature : 0;
    }
  }

  /** The loss along a step from a point: to the point less the step, less shares of it. */
  Line line(double[] point, double[] step) {
    int tried = SHARES.length;
    double[] total =
        pass(tried + 2, (memory, tile, part) -> lineAt(memory, tile, part, point, step));
    return new Line(
        Arrays.copyOf(total, tried), poisson ? total[tried] : Double.NaN, total[tried + 1]);
  }

  private void lineAt(Memory memory, Tile tile, double[] part, double[] point, double[] step) {
    int rows = tile.rows();
    memory.columns.multiply(point, memory.predictions);
    memory.columns.multiply(step, memory.changes);
    double[] before = memory.others;
    loss.evaluate(memory.predictions, tile.targets(), rows, before, memory.slopes);
    Arrays.fill(part, 0);
    int tried = SHARES.length;
    for (int i = 0; i < rows; i++) {
      double weight = tile.weight(i);
      double way = memory.changes[i];
      part[tried + 1] += weight * way * way;
      if (poisson && weight > 0) {
        part[tried] += weight * poissonExcess(Math.exp(memory.predictions[i]), way);
      }
    }
    for (int k = 0; k < tried; k++) {
      part[k] = poisson ? poisson(memory, tile, SHARES[k]) : 0;
      if (!poisson) {
        for (int i = 0; i < rows; i++) {
          memory.moved[i] = memory.predictions[i] - SHARES[k] * memory.changes[i];
        }
        loss.evaluate(memory.moved, tile.targets(), rows, memory.losses, memory.moved);
        for (int i = 0; i < rows; i++) {
          double weight = tile.weight(i);
          part[k] += weight == 0 ? 0 : weight * (memory.losses[i] - before[i]);
        }
      }
    }
  }

  /**
   * The change of Poisson losses: slope times way, which is exact, and the rest without cancelling.
   */
  private static double poisson(Memory memory, Tile tile, double share) {
    double sum = 0;
    for (int i = 0; i < tile.rows(); i++) {
      double weight = tile.weight(i);
      if (weight > 0) {
        double way = -share * memory.changes[i];
        double mean = Math.exp(memory.predictions[i]);
        sum += weight * (mean * (Math.expm1(way) - way) + memory.slopes[i] * way);
      }
    }
    return sum;
  }

  /**
   * By how much the mean less {@code way} times itself falls short of being the mean (Fenchel and
   * Young).
   */
  private static double poissonExcess(double mean, double way) {
    if (way > 1) { // there is no mean below 0: it is 0, and the rest counts as far as it may reach
      return mean * (1 + FARTHEST * (way - 1));
    }
    if (Math.abs(way) < 1e-4) {
      return mean * way * way * (0.5 + way / 6);
    }
    return mean * (way + (way == 1 ? 0 : (1 - way) * Math.log1p(-way)));
  }
}
