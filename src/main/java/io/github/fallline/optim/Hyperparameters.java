package io.github.fallline.optim;

/** Checks of the numbers that set an update rule. */
final class Hyperparameters {
  private Hyperparameters() {}

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
