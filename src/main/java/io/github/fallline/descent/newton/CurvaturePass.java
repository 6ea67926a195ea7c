package io.github.fallline.descent.newton;

import io.github.fallline.data.Tile;
import io.github.fallline.objective.Loss;
import io.github.fallline.parallel.TileExecutor;
import java.util.Arrays;

/**
 * The passes of {@link NewtonSolver} over the rows: loss, gradient and curvature at a point, and
 * the loss along a step. Threads do not change a bit.
 */
public final class CurvaturePass {
  /** Shares of a step that are tried. */
  private static final double[] SHARES = {1, 4, 2, 0.5, 0.25, 0.1, 0.03, 1e-2, 1e-3, 1e-4, 1e-6};

  /** How far the logarithms that are predicted may be from those at the optimum. */
  private static final double FARTHEST = 700;

  /** The step of a logarithm, downhill, from which a whole step proves nothing. */
  private static final double TOO_FAR = 1.001;

  private final DesignMatrix design;
  private final Loss loss;
  private final boolean poisson;
  private final DesignMatrixPass pass;
  private final int size;
  private final TileExecutor executor;

  public CurvaturePass(DesignMatrix design, Loss loss, TileExecutor executor) {
    this.design = design;
    this.loss = loss;
    pass = new DesignMatrixPass(design, executor);
    poisson = loss.equals(Loss.POISSON);
    size = design.size();
    this.executor = executor;
  }

  /** Compares models with points. */
  ModelPass modelPass() {
    return new ModelPass(design, loss, ReferenceModel.constant(0), executor);
  }

  /** What a pass finds at a point. */
  static final class CurvatureEvaluation {
    private final double[] curvature;
    private final double[] gradient;
    private final double loss;

    CurvatureEvaluation(double[] curvature, double[] gradient, double loss) {
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
    private final double squaredDisplacement;

    Line(double[] changes, double excess, double squaredDisplacement) {
      this.changes = changes;
      this.excess = excess;
      this.squaredDisplacement = squaredDisplacement;
    }

    double[] changes() {
      return changes;
    }

    double excess() {
      return excess;
    }

    double squaredDisplacement() {
      return squaredDisplacement;
    }
  }

  /** The shares of a step that {@link #line} tries, the whole step first; not a copy. */
  static double[] shares() {
    return SHARES;
  }

  /** What a thread works with. */
  private final class Memory {
    private DesignMatrix.Columns columns;
    private final double[] predictions = new double[design.tileRows()];
    private final double[] changes = new double[design.tileRows()];
    private final double[] losses = new double[design.tileRows()];
    private final double[] slopes = new double[design.tileRows()];
    private final double[] others = new double[design.tileRows()];
    private final double[] sums = new double[size];
    private final Several several = poisson ? null : new Several(design.tileRows());
  }

  /**
   * Several predictions for each row of a tile, all evaluated in one call: a loss that is a graph
   * costs more by the call than by the row.
   */
  private final class Several {
    private static final int MOST = 1 + SHARES.length;

    private final double[] predictions;
    private final double[] targets;
    private final double[] losses;
    private final double[] slopes;

    Several(int rows) {
      predictions = new double[MOST * rows];
      targets = new double[MOST * rows];
      losses = new double[MOST * rows];
      slopes = new double[MOST * rows];
    }

    /** The predictions of a tile, each less a share of its change, as one of several. */
    void set(int place, double[] from, double share, double[] change, Tile tile) {
      int rows = tile.rows();
      for (int i = 0; i < rows; i++) {
        predictions[place * rows + i] = from[i] - share * change[i];
      }
      System.arraycopy(tile.targets(), 0, targets, place * rows, rows);
    }

    void evaluate(int count, int rows) {
      loss.evaluate(predictions, targets, count * rows, losses, slopes);
    }
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
   * @param width over which slopes are compared for the curvature where the loss does not give it
   */
  CurvatureEvaluation evaluate(double[] point, double width) {
    int square = size * size;
    double[] total =
        pass(
            square + size + 1,
            (memory, tile, part) -> evaluateAt(memory, tile, part, point, width));
    return new CurvatureEvaluation(
        Arrays.copyOf(total, square),
        Arrays.copyOfRange(total, square, square + size),
        total[square + size]);
  }

  private void evaluateAt(Memory memory, Tile tile, double[] part, double[] point, double width) {
    int rows = tile.rows();
    memory.columns.multiply(point, memory.predictions);
    double[] curvatures = memory.others;
    if (poisson) {
      loss.evaluate(memory.predictions, tile.targets(), rows, memory.losses, memory.slopes);
      for (int i = 0; i < rows; i++) {
        curvatures[i] = memory.slopes[i] + tile.targets()[i];
      }
    } else {
      compare(memory, tile, width, curvatures);
    }
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

  /** Losses, slopes, and second derivatives by slopes compared over a width on both sides. */
  private static void compare(Memory memory, Tile tile, double width, double[] curvatures) {
    int rows = tile.rows();
    Several several = memory.several;
    Arrays.fill(memory.changes, 0, rows, width);
    several.set(0, memory.predictions, 0, memory.changes, tile);
    several.set(1, memory.predictions, -1, memory.changes, tile);
    several.set(2, memory.predictions, 1, memory.changes, tile);
    several.evaluate(3, rows);
    System.arraycopy(several.losses, 0, memory.losses, 0, rows);
    System.arraycopy(several.slopes, 0, memory.slopes, 0, rows);
    for (int i = 0; i < rows; i++) {
      double upper = several.slopes[rows + i];
      double lower = several.slopes[2 * rows + i];
      double curvature = (upper - lower) / (2 * width);
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
    Arrays.fill(part, 0);
    for (int i = 0; i < rows; i++) {
      double change = memory.changes[i];
      part[SHARES.length + 1] += tile.weight(i) * change * change;
    }
    if (poisson) {
      poissonLine(memory, tile, part);
    } else {
      otherLine(memory, tile, part);
    }
  }

  private void poissonLine(Memory memory, Tile tile, double[] part) {
    int rows = tile.rows();
    loss.evaluate(memory.predictions, tile.targets(), rows, memory.others, memory.slopes);
    for (int i = 0; i < rows; i++) {
      double weight = tile.weight(i);
      if (weight > 0) {
        part[SHARES.length] +=
            weight * poissonExcess(Math.exp(memory.predictions[i]), memory.changes[i]);
      }
    }
    for (int k = 0; k < SHARES.length; k++) {
      part[k] = poisson(memory, tile, SHARES[k]);
    }
  }

  private static void otherLine(Memory memory, Tile tile, double[] part) {
    int rows = tile.rows();
    Several several = memory.several;
    several.set(0, memory.predictions, 0, memory.changes, tile);
    for (int k = 0; k < SHARES.length; k++) {
      several.set(1 + k, memory.predictions, SHARES[k], memory.changes, tile);
    }
    several.evaluate(1 + SHARES.length, rows);
    for (int k = 0; k < SHARES.length; k++) {
      int place = (1 + k) * rows;
      for (int i = 0; i < rows; i++) {
        double weight = tile.weight(i);
        double change = several.losses[place + i] - several.losses[i];
        part[k] += weight == 0 ? 0 : weight * change;
      }
    }
  }

  /**
   * The change of Poisson losses: slope times change, which is exact, and the rest without
   * cancelling.
   */
  private static double poisson(Memory memory, Tile tile, double share) {
    double sum = 0;
    for (int i = 0; i < tile.rows(); i++) {
      double weight = tile.weight(i);
      if (weight > 0) {
        double change = -share * memory.changes[i];
        double mean = Math.exp(memory.predictions[i]);
        sum += weight * (mean * (Math.expm1(change) - change) + memory.slopes[i] * change);
      }
    }
    return sum;
  }

  /**
   * By how much the mean less {@code change} times itself falls short of being the mean (Fenchel
   * and Young).
   */
  private static double poissonExcess(double mean, double change) {
    if (change > TOO_FAR) {
      return Double.POSITIVE_INFINITY;
    }
    if (change
        > 1) { // there is no mean below 0: it is 0, and the rest counts as far as it may reach
      return mean * (1 + FARTHEST * (change - 1));
    }
    if (Math.abs(change) < 1e-4) {
      return mean * change * change * (0.5 + change / 6);
    }
    return mean * (change + (change == 1 ? 0 : (1 - change) * Math.log1p(-change)));
  }
}
