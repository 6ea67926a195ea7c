package io.github.fallline.optim;

import java.util.LinkedHashMap;
import java.util.Map;

/** Checks of the numbers that set an update rule. */
final class Hyperparameters {
  private Hyperparameters() {}

  /** Two settings in this order. */
  static Map<String, Object> inOrder(String first, Object value, String second, Object other) {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put(first, value);
    settings.put(second, other);
    return settings;
  }

  static void requireEpsilon(double epsilon) {
    if (!(epsilon > 0) || Double.isInfinite(epsilon)) {
      throw new IllegalArgumentException("epsilon: expected a number above 0, got " + epsilon);
    }
  }

  /** Requires a number from 0 to below 1, such as a decay or a momentum. */
  static void requireShare(String name, double share) {
    if (!(share >= 0 && share < 1)) {
      throw new IllegalArgumentException(name + ": expected from 0 to below 1, got " + share);
    }
  }
}
