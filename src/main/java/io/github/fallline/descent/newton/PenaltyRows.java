package io.github.fallline.descent.newton;

import io.github.fallline.blas.Vectors;
import io.github.fallline.descent.steps.StateArchive;
import java.util.stream.IntStream;

/**
 * An absolute penalty as rows of the interior point method: one a column, its prediction the weight
 * on a standardized feature, its target 0. Each weighs as much as all rows of the data.
 */
final class PenaltyRows {
  private final DesignMatrix design;
  private final double[] strengths;
  private final int[] columns;
  private final double[] origin;
  private final double deviation;
  private final int size;
  private final RowStates states;

  /**
   * Rows with slopes of 0.
   *
   * @param reference whose weights points are changes of
   * @param deviation by which the barrier begins
   */
  PenaltyRows(DesignMatrix design, Ridge ridge, ReferenceModel reference, double deviation) {
    this.design = design;
    this.deviation = deviation;
    size = design.size();
    strengths = ridge.absolute();
    origin = ridge.isFree() ? new double[size] : design.standardized(reference::weight);
    states = new RowStates(size);
    columns = IntStream.range(0, size).filter(j -> strengths[j] > 0).toArray();
  }

  /** A point with the reference in its columns, where these are standardized features; [size]. */
  double[] place(double[] point) {
    return sum(origin, point);
  }

  /** The weights that a point stands for, with those of the reference; [size]. */
  double[] weights(double[] point) {
    return sum(origin, changes(point));
  }

  private static double[] sum(double[] left, double[] right) {
    double[] sum = left.clone();
    Vectors.add(sum, right);
    return sum;
  }

  /** The change of weights that a change of the point stands for; 0 where none costs anything. */
  private double[] changes(double[] point) {
    double[] changes = new double[size];
    for (int j = 0; j < design.features() && columns.length > 0; j++) {
      for (int k = 0; k < design.features(); k++) {
        double weight = design.basis().weight(k, j);
        changes[j] += weight == 0 ? 0 : weight * point[k];
      }
    }
    return changes;
  }

  /** Adds a multiple of the derivative of a weight by the point. */
  private void addDerivative(int feature, double factor, double[] sums, int place) {
    for (int k = 0; k < design.features(); k++) {
      double weight = design.basis().weight(k, feature);
      sums[place + k] += weight == 0 ? 0 : weight * factor;
    }
  }

  /** Adds a multiple of the product of that derivative with itself, the upper triangle. */
  private void addCurvature(int feature, double factor, double[] curvature) {
    for (int i = 0; i < design.features(); i++) {
      double weight = design.basis().weight(i, feature);
      for (int k = i; k < design.features() && weight != 0; k++) {
        curvature[i * size + k] += weight * design.basis().weight(k, feature) * factor;
      }
    }
  }

  private BoxLoss loss(int column) {
    return new BoxLoss(-strengths[column], strengths[column], 0);
  }

  private BoxedRow read(int column, double weight) {
    BoxedRow row = new BoxedRow(loss(column));
    states.read(column, row, weight);
    return row;
  }

  /** Gives the rows slopes of 0. */
  void begin(double[] point) {
    double[] weights = weights(point);
    for (int j : columns) {
      states.begin(j, new BoxedRow(loss(j)), weights[j], deviation);
    }
  }

  /** Adds the rows to what {@link InteriorEvaluation} has of those of the data. */
  void addEvaluation(double[] point, double[] means) {
    int numbers = InteriorEvaluation.numbers(size);
    double[] weights = weights(point);
    for (int j : columns) {
      BoxLoss loss = loss(j);
      BoxedRow row = read(j, weights[j]);
      double slope = loss.slope(weights[j]);
      addCurvature(j, 1 / row.stiffness(), means);
      addDerivative(j, row.ahead(), means, size * size);
      addDerivative(j, row.slope(), means, size * size + size);
      means[numbers + InteriorEvaluation.LOSS] += loss.loss(weights[j], slope);
      means[numbers + InteriorEvaluation.RISE] += loss.loss(weights[j], slope);
      means[numbers + InteriorEvaluation.EXCESS] += loss.excess(weights[j], slope, row.slope());
      means[numbers + InteriorEvaluation.COMPLEMENTARITY] += row.complementarity() / design.rows();
    }
    means[numbers + InteriorEvaluation.WEIGHT] += (double) columns.length / design.rows();
  }

  /** Adds the rows to what {@link PredictorStep} has of those of the data. */
  void addPrediction(double[] point, double[] affine, double[] means) {
    double[] weights = weights(point);
    double[] changes = changes(affine);
    for (int j : columns) {
      BoxedRow row = read(j, weights[j]);
      row.stepAffine(changes[j]);
      addDerivative(j, row.correction(), means, 0);
      addDerivative(j, row.centring(), means, size);
      PredictorStep.add(row, 1.0 / design.rows(), means, size);
    }
  }

  /** Lowers the limits of a step to those of the rows. */
  void limit(double[] point, InteriorStep step, double[] limits) {
    visit(point, step, (row, column) -> row.limit(limits, 0));
  }

  /** Takes a step. */
  void move(double[] point, InteriorStep step) {
    visit(point, step, (row, column) -> states.move(column, row, step));
  }

  private void visit(double[] point, InteriorStep step, RowSlopes.RowVisitor visitor) {
    double[] weights = weights(point);
    double[] affine = changes(step.affine());
    double[] changes = changes(step.direction());
    for (int j : columns) {
      BoxedRow row = read(j, weights[j]);
      step.of(row, affine[j], changes[j]);
      visitor.visit(row, j);
    }
  }

  void serialize(StateArchive archive) {
    for (double[] numbers : states.arrays()) {
      archive.array("slopes of the penalty", numbers);
    }
  }
}
