package io.github.fallline.descent.newton;

import io.github.fallline.data.Tile;
import io.github.fallline.descent.steps.StateArchive;
import io.github.fallline.parallel.TileExecutor;
import java.util.Arrays;

/**
 * The passes of {@link InteriorPointSolver} over the rows, and the slopes that it keeps of them. An
 * absolute penalty is one row more a column: its prediction the weight, its target 0.
 */
final class RowSlopes implements AutoCloseable {
  private static final int STATE = 3;

  /** Numbers of rows whose state lies in one array. */
  private static final int CHUNK_BITS = 20;

  private final DesignMatrix design;
  private final BoxLoss loss;
  private final double[] absolute;
  private final ReferenceModel reference;
  private final double[] origin;
  private final double deviation;
  private final DesignMatrixPass pass;
  private final int size;
  private final double[][] state;
  private final double[] penaltyState;
  private boolean begun;

  /**
   * Slopes of 0.
   *
   * @param ridge the penalty of the columns
   * @param reference whose predictions are subtracted from the targets
   * @param origin [size], its weights in the columns of the design, where they cost anything
   */
  RowSlopes(
      DesignMatrix design,
      BoxLoss loss,
      Ridge ridge,
      ReferenceModel reference,
      double[] origin,
      double deviation,
      TileExecutor executor) {
    this.design = design;
    this.loss = loss;
    this.reference = reference;
    this.origin = origin;
    this.deviation = deviation;
    pass = new DesignMatrixPass(design, executor);
    size = design.size();
    absolute = ridge.absolute();
    penaltyState = new double[STATE * size];
    long rows = design.source().rows();
    int chunks = (int) ((rows + (1L << CHUNK_BITS) - 1) >> CHUNK_BITS);
    state = new double[chunks][];
    for (int c = 0; c < chunks; c++) {
      long left = rows - ((long) c << CHUNK_BITS);
      state[c] = new double[STATE * (int) Math.min(left, 1 << CHUNK_BITS)];
    }
  }

  /** What a thread works with. */
  private final class Memory {
    private DesignMatrix.Columns columns;
    private final BoxedRow row = new BoxedRow(loss);
    private final double[] predictions = new double[design.tileRows()];
    private final double[] targets = new double[design.tileRows()];
    private final double[] residuals = new double[design.tileRows()];
    private final double[] changes = new double[design.tileRows()];
    private final double[] others = new double[design.tileRows()];
    private final double[] sums = new double[size];

    /** Reads the state of a row; false where it weighs nothing. */
    private boolean read(Tile tile, int i) {
      if (tile.weight(i) == 0) {
        return false;
      }
      long number = tile.index() * design.tileRows() + i;
      row.read(residuals[i], chunk(number), at(number));
      return true;
    }

    private void residuals(Tile tile, double[] point) {
      columns.multiply(point, predictions);
      for (int i = 0; i < tile.rows(); i++) {
        targets[i] =
            reference.residual(tile.targets()[i], columns.numbersRead(), i * columns.features());
        residuals[i] = predictions[i] - targets[i];
      }
    }
  }

  /** What is done with a tile, given what a thread works with. */
  private interface Visit {
    void tile(Memory memory, Tile tile, double[] part);
  }

  private double[] pass(int sums, int least, Visit visit) {
    return pass.run(
        sums,
        least,
        () -> {
          Memory memory = new Memory();
          return (columns, tile, part) -> {
            memory.columns = columns;
            visit.tile(memory, tile, part);
          };
        });
  }

  private double[] chunk(long number) {
    return state[(int) (number >> CHUNK_BITS)];
  }

  private static int at(long number) {
    return STATE * (int) (number & ((1L << CHUNK_BITS) - 1));
  }

  /** Loss, curvature, gradient and certificate at a point. */
  InteriorEvaluation evaluate(double[] point) {
    int square = size * size;
    int gradient = square;
    int slopes = gradient + size;
    int rest = slopes + size;
    boolean begins = !begun;
    begun = true;
    double[] total =
        pass(
            rest + 5,
            rest + 5,
            (memory, tile, part) -> evaluateAt(memory, tile, part, point, begins));
    double rows = design.source().rows();
    for (int j = 0; j < total.length; j++) {
      total[j] /= rows;
    }
    double weight = total[rest + 3];
    addPenalty(total, point, begins, rows);
    return new InteriorEvaluation(
        Arrays.copyOf(total, square),
        Arrays.copyOfRange(total, gradient, slopes),
        Arrays.copyOfRange(total, slopes, rest),
        total[rest],
        total[rest + 4],
        total[rest + 1],
        total[rest + 2] / (2 * (weight + penaltyRows() / rows)));
  }

  private int penaltyRows() {
    int count = 0;
    for (double strength : absolute) {
      count += strength > 0 ? 1 : 0;
    }
    return count;
  }

  private void evaluateAt(Memory memory, Tile tile, double[] part, double[] point, boolean begins) {
    memory.residuals(tile, point);
    int square = size * size;
    int rest = square + 2 * size;
    double[] roots = memory.changes;
    double[] ahead = memory.others;
    double lossSum = 0;
    double excessSum = 0;
    double barrierSum = 0;
    double weightSum = 0;
    double riseSum = 0;
    double[] slopes = new double[tile.rows()];
    for (int i = 0; i < tile.rows(); i++) {
      double weight = tile.weight(i);
      roots[i] = 0;
      ahead[i] = 0;
      if (begins) {
        long number = tile.index() * design.tileRows() + i;
        memory.row.begin(memory.residuals[i], deviation, chunk(number), at(number));
      }
      if (!memory.read(tile, i)) {
        continue;
      }
      double residual = memory.residuals[i];
      BoxedRow row = memory.row;
      double own = loss.slope(residual);
      lossSum += weight * loss.loss(residual, own);
      excessSum += weight * loss.excess(residual, own, row.slope());
      barrierSum += weight * row.complementarity();
      weightSum += weight;
      double first = -memory.targets[i];
      double before = loss.slope(first);
      riseSum += weight * (before * memory.predictions[i] + loss.excess(residual, own, before));
      roots[i] = Math.sqrt(weight / row.stiffness());
      ahead[i] = weight * row.ahead();
      slopes[i] = weight * row.slope();
    }
    memory.columns.products(roots, part);
    memory.columns.addUp(ahead, memory.sums, part, square);
    memory.columns.addUp(slopes, memory.sums, part, square + size);
    part[rest] = lossSum;
    part[rest + 1] = excessSum;
    part[rest + 2] = barrierSum;
    part[rest + 3] = weightSum;
    part[rest + 4] = riseSum;
  }

  /** Adds the rows of the absolute penalty, each of which weighs as much as all others. */
  private void addPenalty(double[] total, double[] point, boolean begins, double rows) {
    int square = size * size;
    int rest = square + 2 * size;
    double[] weights = weights(point);
    for (int j = 0; j < size; j++) {
      if (absolute[j] == 0) {
        continue;
      }
      double at = weights[j];
      BoxLoss own = absoluteLoss(j);
      BoxedRow row = new BoxedRow(own);
      if (begins) {
        row.begin(at, deviation, penaltyState, STATE * j);
      }
      row.read(at, penaltyState, STATE * j);
      double slope = own.slope(at);
      design.addCurvature(j, 1 / row.stiffness(), total);
      design.addDerivative(j, row.ahead(), total, square);
      design.addDerivative(j, row.slope(), total, square + size);
      total[rest] += own.loss(at, slope);
      total[rest + 4] += own.loss(at, slope);
      total[rest + 1] += own.excess(at, slope, row.slope());
      total[rest + 2] += row.complementarity() / rows;
    }
  }

  /** The weights that a point stands for, with those of the reference. */
  double[] weights(double[] point) {
    double[] weights = changes(point);
    for (int j = 0; j < size; j++) {
      weights[j] += origin[j];
    }
    return weights;
  }

  /** The change of weights that a change of the point stands for; 0 where none costs anything. */
  private double[] changes(double[] point) {
    return penaltyRows() == 0 ? new double[size] : design.weights(point);
  }

  private BoxLoss absoluteLoss(int column) {
    return new BoxLoss(-absolute[column], absolute[column], 0);
  }

  /** Predicts how far the affine step leads. */
  PredictorStep predict(double[] point, double[] affine) {
    int rest = 2 * size;
    double[] total =
        pass(rest + 5, 2, (memory, tile, part) -> predictAt(memory, tile, part, point, affine));
    double rows = design.source().rows();
    for (int j = 0; j < rest + 5; j++) {
      total[j] /= rows;
    }
    double[] weights = weights(point);
    double[] changes = changes(affine);
    for (int j = 0; j < size; j++) {
      if (absolute[j] > 0) {
        BoxedRow row = new BoxedRow(absoluteLoss(j));
        row.read(weights[j], penaltyState, STATE * j);
        row.stepAffine(changes[j]);
        design.addDerivative(j, row.correction(), total, 0);
        design.addDerivative(j, row.centring(), total, size);
        addTo(total, rest, row, 1 / rows);
      }
    }
    double slopes = Math.min(1, total[rest + 5]);
    double points = Math.min(1, total[rest + 6]);
    if (loss.inverseCurvature() > 0) {
      slopes = Math.min(slopes, points);
      points = slopes;
    }
    double sum =
        total[rest]
            + points * total[rest + 1]
            + slopes * total[rest + 2]
            + slopes * points * total[rest + 3];
    return new PredictorStep(total, size, Math.max(0, sum / (2 * total[rest + 4])));
  }

  private static void addTo(double[] sums, int rest, BoxedRow row, double weight) {
    sums[rest] += weight * row.complementarity();
    sums[rest + 1] += weight * row.multiplierPart();
    sums[rest + 2] += weight * row.slopePart();
    sums[rest + 3] += weight * row.jointPart();
    sums[rest + 4] += weight;
    sums[rest + 5] = Math.min(sums[rest + 5], row.slopeLimit());
    sums[rest + 6] = Math.min(sums[rest + 6], row.multiplierLimit());
  }

  private void predictAt(Memory memory, Tile tile, double[] part, double[] point, double[] affine) {
    int rest = 2 * size;
    memory.residuals(tile, point);
    memory.columns.multiply(affine, memory.changes);
    Arrays.fill(part, rest, rest + 5, 0);
    Arrays.fill(part, rest + 5, rest + 7, Double.POSITIVE_INFINITY);
    double[] corrections = memory.changes;
    double[] centrings = memory.others;
    for (int i = 0; i < tile.rows(); i++) {
      double change = memory.changes[i];
      corrections[i] = 0;
      centrings[i] = 0;
      if (!memory.read(tile, i)) {
        continue;
      }
      BoxedRow row = memory.row;
      row.stepAffine(change);
      double weight = tile.weight(i);
      corrections[i] = weight * row.correction();
      centrings[i] = weight * row.centring();
      addTo(part, rest, row, weight);
    }
    memory.columns.addUp(corrections, memory.sums, part, 0);
    memory.columns.addUp(centrings, memory.sums, part, size);
  }

  /**
   * Finds how much of a step may be taken.
   *
   * @param plan barrier, whether to correct; overwritten: the shares for slopes and the point
   */
  void lengths(double[] point, double[] affine, double[] step, InteriorPlan plan, double most) {
    double[] total =
        pass(
            0,
            2,
            (memory, tile, part) -> {
              part[0] = Double.POSITIVE_INFINITY;
              part[1] = Double.POSITIVE_INFINITY;
              stepRows(
                  memory,
                  tile,
                  point,
                  affine,
                  step,
                  plan,
                  (row, number) -> {
                    part[0] = Math.min(part[0], row.slopeLimit());
                    part[1] = Math.min(part[1], row.multiplierLimit());
                  });
            });
    visitPenalty(
        point,
        affine,
        step,
        plan,
        (row, j) -> {
          total[0] = Math.min(total[0], row.slopeLimit());
          total[1] = Math.min(total[1], row.multiplierLimit());
        });
    double ofSlopes = Math.min(1, most * total[0]);
    double ofPoint = Math.min(1, most * total[1]);
    boolean together = loss.inverseCurvature() > 0;
    double both = Math.min(ofSlopes, ofPoint);
    plan.share(together ? both : ofSlopes, together ? both : ofPoint);
  }

  /** Takes the rows of the absolute penalty, whose numbers are those of their columns. */
  private void visitPenalty(
      double[] point, double[] affine, double[] step, InteriorPlan plan, RowVisitor visitor) {
    double[] weights = weights(point);
    double[] changes = changes(affine);
    double[] steps = changes(step);
    for (int j = 0; j < size; j++) {
      if (absolute[j] > 0) {
        BoxedRow row = new BoxedRow(absoluteLoss(j));
        row.read(weights[j], penaltyState, STATE * j);
        row.stepAffine(changes[j]);
        row.step(steps[j], plan.barrier(), plan.corrects());
        visitor.visit(row, j);
      }
    }
  }

  /** What is done with a row whose step is known. */
  private interface RowVisitor {
    void visit(BoxedRow row, long number);
  }

  private void stepRows(
      Memory memory,
      Tile tile,
      double[] point,
      double[] affine,
      double[] step,
      InteriorPlan plan,
      RowVisitor visitor) {
    memory.residuals(tile, point);
    memory.columns.multiply(affine, memory.changes);
    memory.columns.multiply(step, memory.others);
    for (int i = 0; i < tile.rows(); i++) {
      if (memory.read(tile, i)) {
        memory.row.stepAffine(memory.changes[i]);
        memory.row.step(memory.others[i], plan.barrier(), plan.corrects());
        visitor.visit(memory.row, tile.index() * design.tileRows() + i);
      }
    }
  }

  /** Takes the step; the point is the caller's to move. */
  void applyStep(double[] point, double[] affine, double[] step, InteriorPlan plan) {
    pass(
        0,
        0,
        (memory, tile, part) ->
            stepRows(
                memory,
                tile,
                point,
                affine,
                step,
                plan,
                (row, number) ->
                    row.applyStep(plan.ofSlopes(), plan.ofPoint(), chunk(number), at(number))));
    visitPenalty(
        point,
        affine,
        step,
        plan,
        (row, j) -> row.applyStep(plan.ofSlopes(), plan.ofPoint(), penaltyState, STATE * (int) j));
  }

  /** Writes down or reads back the slopes. */
  void serialize(StateArchive archive) {
    begun |= archive.isLoading();
    archive.arrays("slopes", Arrays.asList(state));
    archive.array("slopes of the penalty", penaltyState);
  }

  @Override
  public void close() {
    // Memory of passes is freed with them.
  }
}
