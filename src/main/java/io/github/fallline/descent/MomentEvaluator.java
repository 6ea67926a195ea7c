package io.github.fallline.descent;

import io.github.fallline.objective.Penalty;

/**
 * The objective of squared errors and its gradient from the moments of the rows, in the coordinates
 * of the descent: size^2 operations each. For steps that depend on the axes they are taken along,
 * which the principal axes of {@link Quadratic} would change.
 *
 * <p>The gap is the duality gap. With residuals r, mean products c = X'r/n and the penalty R1 |w| +
 * R2 w^2, any share s of the residuals bounds the least objective from below by 2 s r.y/n - s^2
 * r.r/n less the conjugate of the penalty at 2 s c. The share is 1, which the squares of a penalty
 * allow, or so small that no 2 s |c_j| is above R1; the better of the two counts.
 */
final class MomentEvaluator implements Evaluator.WithGradient {
  private final NormalEquations equations;
  private final Penalty penalty;
  private final int features;
  private final int size;
  private final double[] products;
  private final double[] slope;

  /**
   * The objective with a penalty.
   *
   * @param target which of the targets, counted from 0
   */
  MomentEvaluator(Moments moments, int target, Coordinates coordinates, Penalty penalty) {
    this.penalty = penalty;
    equations = NormalEquations.of(moments, target, coordinates);
    features = coordinates.features();
    size = equations.size();
    products = new double[size];
    slope = new double[size];
  }

  /**
   * Computes the mean products of residuals and columns, c = tilt - bend t.
   *
   * @return the mean squared residual
   */
  private double residuals(double[] point) {
    double[] bend = equations.bend();
    double[] tilt = equations.tilt();
    double offset = features < size ? equations.interceptOffset() : 0;
    double square = equations.atZero();
    for (int j = 0; j < size; j++) {
      double sum = tilt[j];
      for (int k = 0; k < features; k++) {
        sum -= bend[j * size + k] * point[k];
      }
      if (features < size) {
        sum -= bend[j * size + features] * (point[features] - offset);
      }
      products[j] = sum;
      square -= (tilt[j] + sum) * (j < features ? point[j] : point[j] - offset);
    }
    return Math.max(0, square);
  }

  @Override
  public void gradient(double[] point, double[] gradient) {
    residuals(point);
    slopes(point, gradient);
  }

  private void slopes(double[] point, double[] gradient) {
    for (int j = 0; j < size; j++) {
      gradient[j] = -2 * products[j];
    }
    penalty.addGradient(point, features, gradient);
  }

  @Override
  public Evaluation at(double[] point) {
    double square = residuals(point);
    slopes(point, slope);
    double loss = square + penalty.value(point, features);
    return new Evaluation(loss, penalty.slopeNorm(point, features, slope), gap(point, square));
  }

  private double gap(double[] point, double square) {
    double mean = features < size ? products[features] : 0;
    double centred = Math.max(0, square - mean * mean);
    double steepest = 0;
    for (int j = 0; j < features; j++) {
      steepest = Math.max(steepest, 2 * Math.abs(centredProduct(j, mean)));
    }
    double absolute = penalty.absoluteStrength();
    double share = steepest <= absolute ? 1 : absolute / steepest;
    double scaled = (1 - share) * (1 - share) * centred;
    double whole = 0;
    for (int j = 0; j < features; j++) {
      double product = 2 * centredProduct(j, mean);
      double cost = absolute * Math.abs(point[j]) + penalty.squaredStrength() * point[j] * point[j];
      scaled += Math.max(0, cost - share * product * point[j]);
      whole += Math.max(0, cost - product * point[j] + conjugate(Math.abs(product) - absolute));
    }
    return mean * mean + Math.min(scaled, whole);
  }

  /** What the squares of the penalty add for a slope that is steeper than its absolutes allow. */
  private double conjugate(double excess) {
    return excess <= 0 ? 0 : excess * excess / (4 * penalty.squaredStrength());
  }

  /** The mean product of a column with the residuals counted from their mean. */
  private double centredProduct(int j, double mean) {
    return mean == 0 ? products[j] : products[j] - mean * equations.bend()[j * size + features];
  }
}
