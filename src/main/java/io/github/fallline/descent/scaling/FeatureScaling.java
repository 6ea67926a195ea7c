package io.github.fallline.descent.scaling;

import io.github.fallline.stats.ColumnStatistics;
import java.util.Arrays;
import java.util.Optional;

/**
 * The affine scaling of features, which defines the coordinates of descent: feature j becomes (x_j
 * - shift_j) / scale_j, and the intercept, if there is one, is the last parameter. Features may
 * also be whitened.
 *
 * <p>No row is rewritten: parameters are mapped to weights on the features as stored, and gradients
 * back. If features are stored less an offset, shifts and intercepts here are those of the features
 * as stored.
 */
public final class FeatureScaling {
  private final double[] shift;
  private final double[] scale;
  private final boolean raw;
  private final boolean intercept;
  private final Optional<WhiteningTransform> whitening;

  private FeatureScaling(
      double[] shift,
      double[] scale,
      boolean raw,
      boolean intercept,
      Optional<WhiteningTransform> whitening) {
    this.shift = shift;
    this.scale = scale;
    this.raw = raw;
    this.intercept = intercept;
    this.whitening = whitening;
  }

  /** The features as they are stored. */
  public static FeatureScaling raw(int features, boolean intercept) {
    return raw(new double[features], intercept);
  }

  /** The original features, which may be stored less these offsets. */
  public static FeatureScaling raw(double[] offsets, boolean intercept) {
    double[] ones = new double[offsets.length];
    Arrays.fill(ones, 1);
    double[] shift = new double[offsets.length];
    boolean stored = true;
    for (int j = 0; j < shift.length; j++) {
      stored &= offsets[j] == 0;
      shift[j] = 0 - offsets[j]; // never -0, which would change the sign of a sum of nothing
    }
    return new FeatureScaling(shift, ones, stored, intercept, Optional.empty());
  }

  /**
   * Features of mean 0 and mean square 1; without an intercept, which a shift requires, only of
   * mean square 1. A constant column is shifted and not scaled.
   */
  public static FeatureScaling standardized(ColumnStatistics columns, boolean intercept) {
    return standardized(columns, new double[columns.columns() - 1], intercept);
  }

  /**
   * The same for features that are stored less an offset.
   *
   * @param columns of the features as stored
   */
  public static FeatureScaling standardized(
      ColumnStatistics columns, double[] offsets, boolean intercept) {
    int features = columns.columns() - 1;
    double[] shift = new double[features];
    double[] scale = new double[features];
    for (int j = 0; j < features; j++) {
      shift[j] = intercept ? columns.mean(j) : 0 - offsets[j];
      scale[j] = columns.unit(j, offsets[j], intercept);
    }
    return new FeatureScaling(shift, scale, false, intercept, Optional.empty());
  }

  /** Features (x_j - shift_j) / scale_j; the arrays are not copied. */
  public static FeatureScaling scaled(double[] shift, double[] scale, boolean intercept) {
    return new FeatureScaling(shift, scale, false, intercept, Optional.empty());
  }

  /**
   * These features less their means, on the same scales; unchanged without an intercept, which has
   * to absorb the means.
   *
   * @param columns of the features as stored
   */
  public FeatureScaling centred(ColumnStatistics columns) {
    if (!intercept) {
      return this;
    }
    double[] means = new double[shift.length];
    for (int j = 0; j < means.length; j++) {
      means[j] = columns.mean(j);
    }
    return new FeatureScaling(means, scale, false, true, Optional.empty());
  }

  /** These features, whitened. */
  public FeatureScaling whitened(WhiteningTransform map) {
    return new FeatureScaling(shift, scale, raw, intercept, Optional.of(map));
  }

  public boolean isWhitened() {
    return whitening.isPresent();
  }

  /** The whitening transform, if features are whitened. */
  Optional<WhiteningTransform> whitening() {
    return whitening;
  }

  /**
   * The mean squared length of a row in these coordinates before any whitening, the intercept as 1.
   *
   * @param columns of the features as stored
   */
  public double meanSquaredLength(ColumnStatistics columns) {
    double sum = intercept ? 1 : 0;
    for (int j = 0; j < shift.length; j++) {
      double centre = (columns.mean(j) - shift[j]) / scale[j];
      sum += columns.variance(j) / (scale[j] * scale[j]) + centre * centre;
    }
    return sum;
  }

  public int features() {
    return shift.length;
  }

  /** The number of parameters: one a feature, and the intercept. */
  public int size() {
    return shift.length + (intercept ? 1 : 0);
  }

  public boolean hasIntercept() {
    return intercept;
  }

  public double shift(int feature) {
    return shift[feature];
  }

  public double scale(int feature) {
    return scale[feature];
  }

  /**
   * Converts parameters to weights on the features as stored.
   *
   * @param parameters [size]
   * @param weights overwritten: [features]
   * @return the intercept
   */
  public double toWeights(double[] parameters, double[] weights) {
    double constant = intercept ? parameters[shift.length] : 0;
    System.arraycopy(parameters, 0, weights, 0, shift.length);
    if (raw) {
      return constant; // a division and a product a feature take a fifth of a small batch's time
    }
    if (whitening.isPresent()) {
      whitening.get().toStandard(weights);
    }
    for (int j = 0; j < shift.length; j++) {
      weights[j] /= scale[j];
      constant -= weights[j] * shift[j];
    }
    return constant;
  }

  /** Whether these are the features as they are stored. */
  public boolean isRaw() {
    return raw;
  }

  /** The inverse of {@link #toWeights}. */
  public double[] toParameters(double[] weights, double constant) {
    double[] parameters = new double[size()];
    double sum = constant;
    for (int j = 0; j < shift.length; j++) {
      parameters[j] = weights[j] * scale[j];
      sum += weights[j] * shift[j];
    }
    if (whitening.isPresent()) {
      whitening.get().fromStandard(parameters);
    }
    if (intercept) {
      parameters[shift.length] = sum;
    }
    return parameters;
  }

  /**
   * Converts sums over rows to the gradient in these coordinates.
   *
   * @param featureSums sum over rows of slope times feature: [features]
   * @param slopeSum sum over rows of slope
   * @param factor multiplies both; 1 / rows for a mean
   * @param gradient overwritten: [size]
   */
  public void toGradient(double[] featureSums, double slopeSum, double factor, double[] gradient) {
    for (int j = 0; j < shift.length; j++) {
      gradient[j] =
          raw
              ? factor * featureSums[j]
              : factor * (featureSums[j] - shift[j] * slopeSum) / scale[j];
    }
    if (whitening.isPresent()) {
      whitening.get().gradient(gradient);
    }
    if (intercept) {
      gradient[shift.length] = factor * slopeSum;
    }
  }
}
