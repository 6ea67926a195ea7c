package io.github.fallline.descent.gradient;

import io.github.fallline.descent.scaling.FeatureScaling;
import io.github.fallline.objective.Penalty;
import io.github.fallline.stats.ColumnStatistics;
import io.github.fallline.stats.Moments;
import java.util.Optional;

/**
 * The objective of squared errors and its gradient from the moments of the rows, in the coordinates
 * of the descent: size^2 operations each. For steps that depend on the axes, which {@link
 * QuadraticObjective} would rotate to the principal axes.
 *
 * <p>All sums are of columns less their means, if there is an intercept to absorb the means: sums
 * of columns far from 0 would cancel. The gap is the {@link DualityGap}.
 */
public final class MomentObjective implements ObjectiveFunction.WithGradient {
  private final NormalEquations equations;
  private final Penalty penalty;
  private final int features;
  private final int size;
  private final double[] centres;
  private final double[] products;
  private final double[] slope;
  private final DualityGap dual;

  /** What else bounds the gap. */
  private Optional<Curvature> curvature = Optional.empty();

  /** The mean residual at the last point; 0 without an intercept. */
  private double mean;

  /**
   * @param target which of the targets, counted from 0
   */
  public MomentObjective(Moments moments, int target, FeatureScaling scaling, Penalty penalty) {
    this.penalty = penalty;
    features = scaling.features();
    size = scaling.size();
    ColumnStatistics columns = moments.columnStatistics(target);
    equations = NormalEquations.of(moments, target, scaling.centred(columns));
    dual = new DualityGap(columns, scaling, penalty, Math.ulp(0.5));
    centres = new double[features];
    for (int j = 0; j < features; j++) {
      centres[j] = dual.centre(j);
    }
    products = new double[features];
    slope = new double[size];
  }

  /**
   * The curvature of the objective's smooth part.
   *
   * @param quadratic the squared errors and the squares of the penalty
   * @param factors the scales of the features here over those there, [features]
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Curvature(QuadraticObjective quadratic, double[] factors) {}

  /**
   * Uses the curvature of the objective's smooth part to bound the gap as well.
   *
   * @param smooth that part
   * @param scaleFactors the scales of the features here over those there, [features]
   */
  public MomentObjective withCurvature(QuadraticObjective smooth, double[] scaleFactors) {
    curvature = Optional.of(new Curvature(smooth, scaleFactors));
    return this;
  }

  /**
   * Computes the mean products of residuals and columns, c = crossProducts - gram t, and the mean
   * residual.
   *
   * @return the mean squared deviation of the residuals from their mean
   */
  private double residuals(double[] point) {
    double[] gram = equations.gram();
    double[] crossProducts = equations.crossProducts();
    double square = equations.targetSquare();
    double constant = features < size ? point[features] - equations.interceptOffset() : 0;
    for (int j = 0; j < features; j++) {
      double sum = crossProducts[j];
      for (int k = 0; k < features; k++) {
        sum -= gram[j * size + k] * point[k];
      }
      products[j] = sum;
      square -= (crossProducts[j] + sum) * point[j];
      constant += centres[j] * point[j];
    }
    mean = 0 - constant;
    return Math.max(0, square);
  }

  @Override
  public void gradient(double[] point, double[] gradient) {
    residuals(point);
    slopes(point, gradient);
  }

  private void slopes(double[] point, double[] gradient) {
    for (int j = 0; j < features; j++) {
      gradient[j] = -2 * (products[j] + mean * centres[j]);
    }
    if (features < size) {
      gradient[features] = -2 * mean;
    }
    penalty.addGradient(point, features, gradient);
  }

  @Override
  public Evaluation at(double[] point) {
    double square = residuals(point);
    slopes(point, slope);
    double loss = square + mean * mean + penalty.value(point, features);
    double gap = dual.ofMoments(point, square, mean, products);
    if (curvature.isPresent()) {
      gap = Math.min(gap, dual.ofCurvature(point, mean, products, curvature.get(), loss));
    }
    return new Evaluation(loss, penalty.subgradientNorm(point, features, slope), gap);
  }

  /** The number of parameters. */
  public int size() {
    return size;
  }

  /** The mean products of the features' deviations, [features, features]; a copy. */
  public double[] gram() {
    double[] gram = new double[features * features];
    for (int j = 0; j < features; j++) {
      System.arraycopy(equations.gram(), j * size, gram, j * features, features);
    }
    return gram;
  }
}
