package io.github.fallline.descent.newton;

import io.github.fallline.data.Tile;
import io.github.fallline.descent.steps.StateArchive;
import java.util.Arrays;

/**
 * The passes of {@link InteriorPointSolver} over the rows, and the slopes that it keeps of them.
 */
final class RowSlopes {
  private final DesignMatrix design;
  private final BoxLoss loss;
  private final ReferenceModel reference;
  private final PenaltyRows penalty;
  private final double deviation;
  private final int size;
  private final RowStates states;
  private boolean begun;

  /**
   * Slopes of 0.
   *
   * @param reference whose predictions are subtracted from the targets
   * @param penalty more rows
   * @param deviation by which the barrier begins
   */
  RowSlopes(
      DesignMatrix design,
      BoxLoss loss,
      ReferenceModel reference,
      PenaltyRows penalty,
      double deviation) {
    this.design = design;
    this.loss = loss;
    this.reference = reference;
    this.penalty = penalty;
    this.deviation = deviation;
    size = design.size();
    states = new RowStates(design.rows());
  }

  /** What is done with a row whose step is known. */
  interface RowVisitor {
    void visit(BoxedRow row, long number);
  }

  /** The rows of a tile. */
  private final class BoxedTile extends TileColumns {
    private final BoxedRow row = new BoxedRow(loss);
    private final double[] predictions = newNumbers();
    private final double[] targets = newNumbers();
    private final double[] residuals = newNumbers();
    private final double[] changes = newNumbers();
    private final double[] affine = newNumbers();
    private final double[] first = newNumbers();
    private final double[] second = newNumbers();
    private final double[] third = newNumbers();

    BoxedTile() {
      super(design);
    }

    private long number(Tile tile, int i) {
      return tile.index() * design.tileRows() + i;
    }

    /** Reads the state of a row; false where it weighs nothing. */
    private boolean read(Tile tile, int i) {
      if (tile.weight(i) == 0) {
        return false;
      }
      states.read(number(tile, i), row, residuals[i]);
      return true;
    }

    private void predict(Tile tile, double[] point) {
      multiply(point, predictions);
      for (int i = 0; i < tile.rows(); i++) {
        targets[i] = reference.residual(tile.targets()[i], stored(), i * design.features());
        residuals[i] = predictions[i] - targets[i];
      }
    }

    private void begin(Tile tile) {
      for (int i = 0; i < tile.rows(); i++) {
        states.begin(number(tile, i), row, residuals[i], deviation);
      }
    }

    private void evaluate(Tile tile, double[] part, double[] point, boolean begins) {
      predict(tile, point);
      if (begins) {
        begin(tile);
      }
      double[] curvatures = first;
      double[] ahead = second;
      double[] slopes = third;
      double lossSum = 0;
      double excessSum = 0;
      double complementaritySum = 0;
      double weightSum = 0;
      double riseSum = 0;
      for (int i = 0; i < tile.rows(); i++) {
        curvatures[i] = 0;
        ahead[i] = 0;
        slopes[i] = 0;
        if (!read(tile, i)) {
          continue;
        }
        double weight = tile.weight(i);
        double residual = residuals[i];
        double own = loss.slope(residual);
        double before = loss.slope(-targets[i]);
        lossSum += weight * loss.loss(residual, own);
        excessSum += weight * loss.excess(residual, own, row.slope());
        complementaritySum += weight * row.complementarity();
        weightSum += weight;
        riseSum += weight * (before * predictions[i] + loss.excess(residual, own, before));
        curvatures[i] = weight / row.stiffness();
        ahead[i] = weight * row.ahead();
        slopes[i] = weight * row.slope();
      }
      products(curvatures, part);
      addUp(ahead, part, size * size);
      addUp(slopes, part, size * size + size);
      int numbers = InteriorEvaluation.numbers(size);
      part[numbers + InteriorEvaluation.LOSS] = lossSum;
      part[numbers + InteriorEvaluation.EXCESS] = excessSum;
      part[numbers + InteriorEvaluation.COMPLEMENTARITY] = complementaritySum;
      part[numbers + InteriorEvaluation.WEIGHT] = weightSum;
      part[numbers + InteriorEvaluation.RISE] = riseSum;
    }

    private void predictStep(Tile tile, double[] part, double[] point, double[] step) {
      predict(tile, point);
      multiply(step, affine);
      PredictorStep.clear(part, size);
      double[] corrections = first;
      double[] centrings = second;
      for (int i = 0; i < tile.rows(); i++) {
        corrections[i] = 0;
        centrings[i] = 0;
        if (read(tile, i)) {
          double weight = tile.weight(i);
          row.stepAffine(affine[i]);
          corrections[i] = weight * row.correction();
          centrings[i] = weight * row.centring();
          PredictorStep.add(row, weight, part, size);
        }
      }
      addUp(corrections, part, 0);
      addUp(centrings, part, size);
    }

    private void visit(Tile tile, double[] point, InteriorStep step, RowVisitor visitor) {
      predict(tile, point);
      multiply(step.affine(), affine);
      multiply(step.direction(), changes);
      for (int i = 0; i < tile.rows(); i++) {
        if (read(tile, i)) {
          step.of(row, affine[i], changes[i]);
          visitor.visit(row, number(tile, i));
        }
      }
    }
  }

  /** Loss, curvature, gradient and certificate at a point. */
  InteriorEvaluation evaluate(double[] point) {
    boolean begins = !begun;
    begun = true;
    if (begins) {
      penalty.begin(point);
    }
    double[] means =
        design.means(
            InteriorEvaluation.length(size),
            0,
            BoxedTile::new,
            (rows, tile, part) -> rows.evaluate(tile, part, point, begins));
    penalty.addEvaluation(point, means);
    return new InteriorEvaluation(means, size);
  }

  /** Predicts how far the affine step leads. */
  PredictorStep predict(double[] point, double[] affine) {
    double[] means =
        design.means(
            PredictorStep.sums(size),
            2,
            BoxedTile::new,
            (rows, tile, part) -> rows.predictStep(tile, part, point, affine));
    penalty.addPrediction(point, affine, means);
    return new PredictorStep(means, size, loss.isCurved());
  }

  /**
   * Finds how much of a step may be taken, and sets its shares.
   *
   * @param most the share of the way to the edge of the box that a step may go
   */
  void limit(double[] point, InteriorStep step, double most) {
    double[] limits =
        design.means(
            0,
            2,
            BoxedTile::new,
            (rows, tile, part) -> {
              Arrays.fill(part, Double.POSITIVE_INFINITY);
              rows.visit(tile, point, step, (row, number) -> row.limit(part, 0));
            });
    penalty.limit(point, step, limits);
    double ofSlopes = Math.min(1, most * limits[0]);
    double ofPoint = Math.min(1, most * limits[1]);
    double both = Math.min(ofSlopes, ofPoint);
    step.share(loss.isCurved() ? both : ofSlopes, loss.isCurved() ? both : ofPoint);
  }

  /** Takes the slopes' share of a step; the point is the caller's to move. */
  void move(double[] point, InteriorStep step) {
    RowVisitor visitor = (row, number) -> states.move(number, row, step);
    design.means(
        0, 0, BoxedTile::new, (rows, tile, part) -> rows.visit(tile, point, step, visitor));
    penalty.move(point, step);
  }

  /** Saves or loads the slopes. */
  void serialize(StateArchive archive) {
    begun |= archive.isLoading();
    archive.arrays("slopes", states.arrays());
    penalty.serialize(archive);
  }
}
