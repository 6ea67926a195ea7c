package io.github.fallline.descent.multitarget;

import io.github.fallline.blas.Vectors;
import io.github.fallline.descent.scaling.FeatureScaling;
import java.util.Arrays;

/** Sums over rows for the gradients and losses of k targets on d features. */
final class MultiTargetSums {
  private final int features;

  /** Slope times feature, target by target: [k, d]. */
  private final double[] products;

  /** The slopes, [k]. */
  private final double[] slopes;

  /** The losses, [k]. */
  private final double[] losses;

  private final double[] ofTarget;

  MultiTargetSums(int targets, int features) {
    this.features = features;
    products = new double[targets * features];
    slopes = new double[targets];
    losses = new double[targets];
    ofTarget = new double[features];
  }

  /** The sums of slope times feature, [k, d]; not a copy. */
  double[] products() {
    return products;
  }

  /** Adds a residual, prediction less target, of a row of this weight. */
  double addResidual(int target, double residual, double weight) {
    double slope = 2 * weight * residual;
    slopes[target] += slope;
    losses[target] += weight * residual * residual;
    return slope;
  }

  /** Clears the sums. */
  void clear() {
    Arrays.fill(products, 0);
    Arrays.fill(slopes, 0);
    Arrays.fill(losses, 0);
  }

  /** Copies other sums. */
  void set(MultiTargetSums other) {
    System.arraycopy(other.products, 0, products, 0, products.length);
    System.arraycopy(other.slopes, 0, slopes, 0, slopes.length);
    System.arraycopy(other.losses, 0, losses, 0, losses.length);
  }

  /** Adds sums over other rows. */
  void add(MultiTargetSums other) {
    Vectors.add(products, other.products);
    Vectors.add(slopes, other.slopes);
    Vectors.add(losses, other.losses);
  }

  /** The sum of the losses of a target. */
  double loss(int target) {
    return losses[target];
  }

  /** Writes {@code factor} times the sum of the rows' gradients over {@code gradient}. */
  void gradient(int target, FeatureScaling scaling, double factor, double[] gradient) {
    System.arraycopy(products, target * features, ofTarget, 0, features);
    scaling.toGradient(ofTarget, slopes[target], factor, gradient);
  }
}
