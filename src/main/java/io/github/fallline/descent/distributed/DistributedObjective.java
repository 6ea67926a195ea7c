package io.github.fallline.descent.distributed;

import io.github.fallline.descent.gradient.GapBound;
import io.github.fallline.descent.gradient.PassObjective;
import io.github.fallline.descent.scaling.FeatureScaling;
import io.github.fallline.objective.Objective;

/** The objective and its gradient by a pass over distributed rows. */
public final class DistributedObjective extends PassObjective {
  private final DistributedRows rows;
  private final double[] weights;

  /**
   * @param bound of the gap, beside the least loss of a row
   */
  public DistributedObjective(
      DistributedRows rows, Objective objective, FeatureScaling scaling, GapBound bound) {
    super(objective, scaling, bound);
    this.rows = rows;
    weights = new double[scaling.features()];
  }

  @Override
  public PassObjective leastSquaresPart() {
    return new DistributedObjective(rows, Objective.LEAST_SQUARES, scaling, GapBound.NONE);
  }

  @Override
  protected void pass(double[] point) {
    double constant = scaling.toWeights(point, weights);
    double[] sums = rows.gradientSums(objective.loss(), weights, constant);
    finish(point, sums, sums[scaling.features() + 2]);
  }

  @Override
  public void close() {
    // Holds only arrays.
  }
}
