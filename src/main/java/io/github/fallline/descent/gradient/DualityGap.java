package io.github.fallline.descent.gradient;

import io.github.fallline.descent.scaling.FeatureScaling;
import io.github.fallline.objective.Penalty;
import io.github.fallline.stats.ColumnStatistics;

/**
 * The duality gap of squared errors with a penalty R1 |w| + R2 w^2: an upper bound on how far the
 * objective at a point is above its minimum, from the residuals r at the point and their mean
 * products with the columns, c = X'r/n.
 *
 * <p>Three bounds, of which the least counts. Any share s of the residuals bounds the minimum from
 * below by 2 s r.y/n - s^2 r.r/n less the conjugate of the penalty at 2 s c; the share is 1, which
 * the squares of a penalty allow, or so small that no 2 s |c_j| is above R1. And where R2 is not 0,
 * the objective is above its minimum by at most the square of any of its subgradients over 4 R2.
 *
 * <p>Each holds for the computed numbers, with bounds on the rounding errors of the products: from
 * moments the rounding of the sums of products, times the predictions that cancel in the residuals;
 * from rows the rounding of residuals and of their sums.
 */
public final class DualityGap implements GapBound {
  /** Rows whose products are summed at a time. */
  private static final int BLOCK_ROWS = 4096;

  /** Rounding errors of a sum, beside those that grow with the root of the rows. */
  private static final double ROUNDINGS = 8;

  private final Penalty penalty;
  private final int features;
  private final double[] centres;
  private final double[] norms;
  private final double[] storedNorms;
  private final double targetNorm;
  private final double storedTargetNorm;
  private final double rounding;
  private final double sumRounding;
  private final double[] slack;
  private final double[] products;

  /**
   * Creates the bound for columns in coordinates without whitening.
   *
   * @param columns of the features as stored, then the target
   * @param rounding of a number in the arithmetic of the rows, relative
   */
  public DualityGap(
      ColumnStatistics columns, FeatureScaling scaling, Penalty penalty, double rounding) {
    this.penalty = penalty;
    this.rounding = rounding;
    features = scaling.features();
    centres = new double[features];
    norms = new double[features];
    storedNorms = new double[features];
    slack = new double[features];
    products = new double[features];
    for (int j = 0; j < features; j++) {
      double scale = scaling.scale(j);
      double centre = (columns.mean(j) - scaling.shift(j)) / scale;
      double deviation = Math.sqrt(columns.variance(j)) / scale;
      boolean centred = scaling.hasIntercept();
      centres[j] = centred ? centre : 0;
      norms[j] = centred ? deviation : Math.hypot(deviation, centre);
      storedNorms[j] = Math.hypot(norms[j], Math.sqrt(columns.meanSquare(j)) / scale);
    }
    storedTargetNorm = Math.sqrt(columns.meanSquare(features));
    targetNorm = scaling.hasIntercept() ? Math.sqrt(columns.variance(features)) : storedTargetNorm;
    sumRounding = rounding * (ROUNDINGS + Math.sqrt((double) Math.min(columns.rows(), BLOCK_ROWS)));
  }

  /** Columns. */
  public int features() {
    return features;
  }

  /** The mean of a column in the coordinates if there is an intercept to absorb it, else 0. */
  public double centre(int feature) {
    return centres[feature];
  }

  /**
   * Computes the gap from moments.
   *
   * @param centred the mean squared deviation of the residuals from their mean
   * @param mean their mean; 0 without an intercept
   * @param products c, of the residuals and the columns, both counted from their means: [features]
   */
  public double ofMoments(double[] point, double centred, double mean, double[] products) {
    double length = length(norms, point);
    for (int j = 0; j < features; j++) {
      slack[j] = sumRounding * norms[j] * (targetNorm + length);
    }
    double square = centred + sumRounding * (targetNorm + length) * (targetNorm + length);
    return mean * mean + gap(point, square, products, 0, 0);
  }

  @Override
  public double ofGradient(double[] point, double square, double[] gradient) {
    double mean = features < gradient.length ? -gradient[features] / 2 : 0;
    for (int j = 0; j < features; j++) {
      products[j] = -gradient[j] / 2 - mean * centres[j];
    }
    return ofRows(point, Math.max(0, square - mean * mean), mean, products);
  }

  private double ofRows(double[] point, double centred, double mean, double[] products) {
    double predicted = length(storedNorms, point);
    double ofResiduals = 4 * rounding * (storedTargetNorm + predicted);
    double size = Math.sqrt(centred + mean * mean) + ofResiduals;
    for (int j = 0; j < features; j++) {
      slack[j] = sumRounding * storedNorms[j] * size;
    }
    double fitted = Math.min(length(norms, point), targetNorm + Math.sqrt(centred));
    return mean * mean + gap(point, centred, products, ofResiduals, 2 * fitted * ofResiduals);
  }

  /**
   * Computes another bound for the point of the last {@link #ofMoments}: the square of a
   * subgradient over the curvature of the squared errors. It is the useful one if R1 is so small
   * that rounding alone makes slopes exceed it.
   *
   * @param loss the objective
   */
  double ofCurvature(
      double[] point,
      double mean,
      double[] products,
      MomentObjective.Curvature curvature,
      double loss) {
    QuadraticObjective quadratic = curvature.quadratic();
    double[] factors = curvature.factors();
    double absolute = penalty.l1();
    double[] slope = new double[quadratic.size()];
    double[] uncertain = new double[quadratic.size()];
    double reach = 0;
    double widest = 0;
    for (int j = 0; j < features; j++) {
      double weight = point[j];
      double smooth = 2 * (penalty.l2() * weight - products[j]);
      double kink =
          weight == 0
              ? -Math.copySign(Math.min(absolute, Math.abs(smooth)), smooth)
              : Math.copySign(absolute, weight);
      boolean surelyFlat = weight == 0 && Math.abs(smooth) + 2 * slack[j] <= absolute;
      slope[j] = (smooth + kink) * factors[j];
      uncertain[j] = surelyFlat ? 0 : 2 * slack[j] * factors[j];
      reach += Math.abs(weight) / factors[j];
      widest = Math.max(widest, 1 / factors[j]);
    }
    return mean * mean + quadratic.gapOfSlope(slope, uncertain, reach + widest * loss / absolute);
  }

  private static double length(double[] norms, double[] point) {
    double sum = 0;
    for (int j = 0; j < norms.length; j++) {
      sum += norms[j] * Math.abs(point[j]);
    }
    return sum;
  }

  /**
   * The gap without the intercept's part.
   *
   * @param shared rounding of all residuals: the error of a product for each unit of norm
   * @param common the effect of that rounding on all products times weights together
   */
  private double gap(
      double[] point, double square, double[] products, double shared, double common) {
    double absolute = penalty.l1();
    double squared = penalty.l2();
    double steepest = 0;
    for (int j = 0; j < features; j++) {
      double most = Math.abs(products[j]) + slack[j] + shared * norms[j];
      steepest = Math.max(steepest, 2 * most);
    }
    double share = steepest <= absolute ? 1 : absolute / steepest;
    double scaled = (1 - share) * (1 - share) * square + common;
    double whole = common;
    double curved = 0;
    for (int j = 0; j < features; j++) {
      double weight = point[j];
      double off = slack[j] + shared * norms[j];
      double product = 2 * products[j] * weight - 2 * slack[j] * Math.abs(weight);
      double cost = absolute * Math.abs(weight) + squared * weight * weight;
      scaled += Math.max(0, cost - share * product);
      double excess = 2 * (Math.abs(products[j]) + off) - absolute;
      whole += Math.max(0, cost - product + (excess <= 0 ? 0 : excess * excess / (4 * squared)));
      double slope = subgradientBound(weight, products[j], off);
      curved += slope == 0 ? 0 : slope * slope / squared;
    }
    return Math.min(curved, Math.min(scaled, whole));
  }

  /** An upper bound of half the length of the shortest subgradient along a coordinate. */
  private double subgradientBound(double weight, double product, double off) {
    double half = penalty.l1() / 2;
    if (weight == 0) {
      return Math.max(0, Math.abs(product) + off - half);
    }
    double smooth = product - penalty.l2() * weight;
    return Math.abs(smooth - Math.copySign(half, weight)) + off;
  }
}
