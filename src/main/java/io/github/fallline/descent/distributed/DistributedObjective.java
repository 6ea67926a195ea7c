package io.github.fallline.descent.distributed;

import io.github.fallline.descent.gradient.DualityGap;
import io.github.fallline.descent.gradient.Evaluation;
import io.github.fallline.descent.gradient.PassObjective;
import io.github.fallline.descent.scaling.FeatureScaling;
import io.github.fallline.objective.Objective;
import java.util.Arrays;

/** The objective and its gradient by a pass over distributed rows. */
public final class DistributedObjective implements PassObjective {
  private final DistributedRows rows;
  private final Objective objective;
  private final FeatureScaling scaling;
  private final double[] weights;
  private final double[] lastPoint;
  private final double[] lastGradient;
  private final DualityGap dual;
  private double lastLoss;
  private double lastGap;

  /**
   * @param dual bounds the gap; null if only the least loss of a row does
   */
  public DistributedObjective(
      DistributedRows rows, Objective objective, FeatureScaling scaling, DualityGap dual) {
    this.dual = dual;
    this.rows = rows;
    this.objective = objective;
    this.scaling = scaling;
    weights = new double[scaling.features()];
    lastPoint = new double[scaling.size()];
    Arrays.fill(lastPoint, Double.NaN);
    lastGradient = new double[scaling.size()];
  }

  @Override
  public PassObjective leastSquaresPart() {
    return new DistributedObjective(rows, Objective.LEAST_SQUARES, scaling, null);
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
    int features = scaling.features();
    double constant = scaling.toWeights(point, weights);
    double[] sums = rows.gradientSums(objective.loss(), weights, constant);
    double factor = 1 / sums[features + 2];
    scaling.toGradient(sums, sums[features], factor, lastGradient);
    lastLoss = sums[features + 1] * factor + objective.penalty().value(point, features);
    lastGap = lastLoss - objective.loss().leastValue();
    if (dual != null) {
      lastGap =
          Math.min(lastGap, dual.ofGradient(point, sums[features + 1] * factor, lastGradient));
    }
    objective.penalty().addGradient(point, features, lastGradient);
    System.arraycopy(point, 0, lastPoint, 0, point.length);
  }

  @Override
  public void close() {
    // Holds only arrays.
  }
}
