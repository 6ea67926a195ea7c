package io.github.fallline.optim;

import io.github.fallline.argument.Argument;
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
    Argument.require(
        epsilon > 0 && !Double.isInfinite(epsilon), "epsilon", "a number above 0", epsilon);
  }

  /** Requires a number from 0 to below 1, such as a decay or a momentum. */
  static void requireShare(String name, double share) {
    Argument.require(share >= 0 && share < 1, name, "from 0 to below 1", share);
  }
}
