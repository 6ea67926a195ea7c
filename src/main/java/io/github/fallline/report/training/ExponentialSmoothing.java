package io.github.fallline.report.training;

import java.util.Arrays;

/**
 * The exponentially weighted mean of a sequence: {@code s[t] = w s[t-1] + (1 - w) v[t]}.
 *
 * <p>It begins where the sequence rises for the first time. What falls until there needs no
 * smoothing, and a mean over the steep beginning of a descent would trail far behind it.
 *
 * @param weight what the past counts for: 0 leaves values as they are, up to below 1
 */
record ExponentialSmoothing(double weight) {
  /** The number of distinguishable means in a curve, independent of its length. */
  private static final double STRETCHES = 25;

  ExponentialSmoothing {
    if (!(weight >= 0 && weight < 1)) {
      throw new IllegalArgumentException("weight: expected 0 to below 1, got " + weight);
    }
  }

  /** One that suits a curve by its length; none where it never rises. */
  static ExponentialSmoothing suiting(double[] values) {
    int left = values.length - beginning(values);
    return new ExponentialSmoothing(left == 0 ? 0 : Math.max(0, 1 - STRETCHES / left));
  }

  /** The place before the first rise; the length where there is none. */
  private static int beginning(double[] values) {
    for (int i = 1; i < values.length; i++) {
      if (values[i] > values[i - 1]) {
        return i - 1;
      }
    }
    return values.length;
  }

  /** Whether values stay as they are. */
  boolean isNone() {
    return weight == 0;
  }

  /** The means, one a value. */
  double[] of(double[] values) {
    double[] means = Arrays.copyOf(values, values.length);
    for (int i = beginning(values) + 1; i < values.length; i++) {
      means[i] = weight * means[i - 1] + (1 - weight) * values[i];
    }
    return means;
  }
}
