package io.github.fallline.descent.gradient;

import io.github.fallline.descent.scaling.FeatureScaling;
import io.github.fallline.objective.Objective;
import io.github.fallline.objective.Penalty;
import java.util.Arrays;

/**
 * The objective and its gradient by passes over the rows, local or distributed. Repeated calls at
 * one point make one pass.
 */
public abstract class PassObjective implements ObjectiveFunction.WithGradient, AutoCloseable {
  protected final Objective objective;
  protected final FeatureScaling scaling;
  private final GapBound bound;
  private final double[] lastPoint;
  private final double[] lastGradient;
  private double lastLoss;
  private double lastGap;

  /**
   * @param bound of the gap, beside the least loss of a row
   */
  protected PassObjective(Objective objective, FeatureScaling scaling, GapBound bound) {
    this.objective = objective;
    this.scaling = scaling;
    this.bound = bound;
    lastPoint = new double[scaling.size()];
    Arrays.fill(lastPoint, Double.NaN);
    lastGradient = new double[scaling.size()];
  }

  /**
   * Returns the mean squared error of the same rows as an independent objective; the caller closes
   * it.
   */
  public abstract PassObjective leastSquaresPart();

  /** Makes a pass at a point and passes the sums to {@link #finish}. */
  protected abstract void pass(double[] point);

  @Override
  public final Evaluation at(double[] point) {
    reach(point);
    double norm = objective.penalty().subgradientNorm(point, scaling.features(), lastGradient);
    return new Evaluation(lastLoss, norm, lastGap);
  }

  @Override
  public final void gradient(double[] point, double[] gradient) {
    reach(point);
    System.arraycopy(lastGradient, 0, gradient, 0, gradient.length);
  }

  private void reach(double[] point) {
    if (!Arrays.equals(point, lastPoint)) {
      pass(point);
    }
  }

  /**
   * Computes loss and gradient of a pass.
   *
   * @param sums over the rows: slope times feature [features], slope, loss
   * @param rows the sum of their weights
   */
  protected final void finish(double[] point, double[] sums, double rows) {
    int features = scaling.features();
    double factor = 1 / rows;
    double meanLoss = sums[features + 1] * factor;
    scaling.toGradient(sums, sums[features], factor, lastGradient);
    Penalty penalty = objective.penalty();
    lastLoss = meanLoss + penalty.value(point, features);
    // Penalties are not negative, so the objective is never below the least loss of a row.
    double aboveLeast = lastLoss - objective.loss().leastValue();
    lastGap = Math.min(aboveLeast, bound.ofGradient(point, meanLoss, lastGradient));
    penalty.addGradient(point, features, lastGradient);
    System.arraycopy(point, 0, lastPoint, 0, point.length);
  }

  @Override
  public abstract void close();
}
