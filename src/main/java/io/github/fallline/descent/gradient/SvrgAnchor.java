package io.github.fallline.descent.gradient;

import io.github.fallline.blas.Precision;
import io.github.fallline.blas.Vectors;
import io.github.fallline.data.Tile;
import io.github.fallline.descent.scaling.FeatureScaling;
import io.github.fallline.objective.Objective;
import java.util.Arrays;

/**
 * The anchor of SVRG (Johnson and Zhang, 2013), a point that is kept for an epoch: the mean
 * gradient of all rows there, and the gradient of each batch there. A batch's gradient less the one
 * at the anchor plus the mean has the expectation of the batch's gradient and, near the anchor,
 * none of its noise.
 */
public final class SvrgAnchor implements VarianceReduction {
  private final Objective objective;
  private final ObjectiveFunction.WithGradient full;
  private final GradientAccumulator rows;
  private final int features;
  private final double[] mean;
  private final double[] batch;

  /**
   * @param full the objective over all rows; the caller closes it
   */
  public SvrgAnchor(
      Objective objective,
      FeatureScaling scaling,
      ObjectiveFunction.WithGradient full,
      int tileRows,
      Precision precision) {
    this.objective = objective;
    this.full = full;
    features = scaling.features();
    rows = new GradientAccumulator(objective.loss(), scaling, tileRows, precision);
    mean = new double[scaling.size()];
    batch = new double[scaling.size()];
  }

  /** Moves to a point: one pass over all rows. */
  @Override
  public void moveTo(double[] point) {
    full.gradient(point, mean);
    Arrays.fill(batch, 0);
    objective.penalty().addGradient(point, features, batch);
    Vectors.addScaled(mean, -1, batch);
    rows.start(point);
  }

  @Override
  public void add(Tile tile, int from, int count) {
    rows.add(tile, from, count);
  }

  @Override
  public void correct(double factor, double[] gradient) {
    rows.gradient(factor, batch);
    for (int j = 0; j < gradient.length; j++) {
      gradient[j] += mean[j] - batch[j];
    }
    rows.clear();
  }

  @Override
  public void close() {
    rows.close();
  }
}
