package io.github.fallline.objective;

/**
 * What large weights cost. The intercept costs nothing. The weights are those of the standardized
 * features where training standardizes, else those of the features as they are.
 */
public sealed interface Penalty {
  /** No penalty. */
  Penalty NONE = new L2(0);

  /** {@code strength} times the sum of the squared weights (no half, not divided by rows). */
  static Penalty l2(double strength) {
    return new L2(strength);
  }

  /** The penalty of the first {@code count} weights. */
  double value(double[] weights, int count);

  /** Adds the penalty's gradient to the first {@code count} elements of {@code gradient}. */
  void addGradient(double[] weights, int count, double[] gradient);

  /** The L2 penalty: value R sum(w^2), gradient 2 R w. */
  record L2(double strength) implements Penalty {
    /** Checks the strength. */
    public L2 {
      if (!(strength >= 0) || Double.isInfinite(strength)) {
        throw new IllegalArgumentException("l2: expected a number >= 0, got " + strength);
      }
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
  }
}
