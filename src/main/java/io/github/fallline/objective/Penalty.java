package io.github.fallline.objective;

import io.github.fallline.argument.Setting;
import java.io.Serializable;

/**
 * The penalty on the weights; the intercept is not penalized. The weights are those of the
 * standardized features where training standardizes, else those of the features as they are.
 *
 * <p>A smooth part, which has a gradient, and a part with kinks at 0, which has none there: a step
 * down the gradient is followed by {@link #proximalStep}, which together make a proximal step.
 */
public sealed interface Penalty extends Serializable {
  /** No penalty. */
  Penalty NONE = new L2(0);

  /** {@code strength} times the sum of the squared weights (no half, not divided by rows). */
  static Penalty l2(double strength) {
    return new L2(strength);
  }

  /** {@code strength} times the sum of the absolute weights; it sets some of them to exactly 0. */
  static Penalty l1(double strength) {
    return elasticNet(strength, 0);
  }

  /** {@code l1} times the sum of the absolute weights plus {@code l2} times that of the squares. */
  static Penalty elasticNet(double l1, double l2) {
    return l1 == 0 ? new L2(l2) : new ElasticNet(l1, l2);
  }

  /** The factor of the squared weights. */
  double l2();

  /** The factor of the absolute weights; 0 for a penalty that is smooth. */
  double l1();

  /** The penalty of the first {@code count} weights. */
  double value(double[] weights, int count);

  /**
   * Adds the gradient of the penalty's smooth part to the first {@code count} elements of {@code
   * gradient}.
   */
  void addGradient(double[] weights, int count, double[] gradient);

  /**
   * Moves the first {@code count} weights as the part with kinks asks for after a step: each by
   * {@code rate} times its strength towards 0, and no further than 0.
   *
   * @param rate the learning rate of the step
   */
  void proximalStep(double[] weights, int count, double rate);

  /**
   * The length of the objective's shortest subgradient, which is 0 at the optimum.
   *
   * @param weights the first {@code count} of them are penalized
   * @param gradient of the objective's smooth part, as long as {@code weights}
   */
  double subgradientNorm(double[] weights, int count, double[] gradient);

  private static void require(Setting name, double strength) {
    if (!(strength >= 0) || Double.isInfinite(strength)) {
      throw new IllegalArgumentException(name + ": expected a number >= 0, got " + strength);
    }
  }

  /** The L2 penalty: value R sum(w^2), gradient 2 R w. */
  record L2(double strength) implements Penalty {
    public L2 {
      require(Setting.L2, strength);
    }

    @Override
    public double l2() {
      return strength;
    }

    @Override
    public double l1() {
      return 0;
    }

    @Override
    public double value(double[] weights, int count) {
      if (strength == 0) {
        return 0; // 0 times an overflowed weight is NaN
      }
      double sum = 0;
      for (int j = 0; j < count; j++) {
        sum += weights[j] * weights[j];
      }
      return strength * sum;
    }

    @Override
    public void addGradient(double[] weights, int count, double[] gradient) {
      for (int j = 0; j < count && strength != 0; j++) {
        gradient[j] += 2 * strength * weights[j];
      }
    }

    @Override
    public void proximalStep(double[] weights, int count, double rate) {
      // A smooth penalty has done its part through the gradient.
    }

    @Override
    public double subgradientNorm(double[] weights, int count, double[] gradient) {
      double norm = 0;
      for (double slope : gradient) {
        norm += slope * slope;
      }
      return Math.sqrt(norm);
    }
  }

  /**
   * The elastic net: value l1 sum|w| + l2 sum(w^2).
   *
   * @param l1 the factor of the absolute weights
   * @param l2 the factor of the squared weights
   */
  record ElasticNet(double l1, double l2) implements Penalty {
    public ElasticNet {
      require(Setting.L1, l1);
      require(Setting.L2, l2);
    }

    @Override
    public double l2() {
      return l2;
    }

    @Override
    public double l1() {
      return l1;
    }

    @Override
    public double value(double[] weights, int count) {
      double sum = 0;
      for (int j = 0; j < count; j++) {
        sum += Math.abs(weights[j]);
      }
      return l1 * sum + new L2(l2).value(weights, count);
    }

    @Override
    public void addGradient(double[] weights, int count, double[] gradient) {
      new L2(l2).addGradient(weights, count, gradient);
    }

    @Override
    public void proximalStep(double[] weights, int count, double rate) {
      double most = rate * l1;
      for (int j = 0; j < count; j++) {
        double size = Math.abs(weights[j]) - most;
        // Written so that a weight that is not a number stays one.
        weights[j] = size <= 0 ? 0 : Math.copySign(size, weights[j]);
      }
    }

    @Override
    public double subgradientNorm(double[] weights, int count, double[] gradient) {
      double norm = 0;
      for (int j = 0; j < gradient.length; j++) {
        double slope = j < count ? shortest(weights[j], gradient[j]) : gradient[j];
        norm += slope * slope;
      }
      return Math.sqrt(norm);
    }

    private double shortest(double weight, double slope) {
      return weight == 0 ? Math.max(0, Math.abs(slope) - l1) : slope + Math.copySign(l1, weight);
    }
  }
}
