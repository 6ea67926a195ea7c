package io.github.fallline.function;

import io.github.fallline.argument.Argument;

/**
 * Random perturbations, from a seed, that move a descent past stationary points that are not
 * minima.
 */
public sealed interface Perturbation {
  /** No perturbation: a descent that reaches a saddle stays there. */
  Perturbation NONE = new None();

  /**
   * Moves from every stationary point that is not a minimum to a random point at the given
   * distance. The state of the update rule is kept.
   *
   * @param distance above 0, in units of the point
   */
  static Perturbation jump(double distance, long seed) {
    return new Jump(distance, seed);
  }

  /**
   * Gaussian numbers added to every gradient, as drawing rows at random does in training. The
   * descent takes all its steps: at a minimum the verdict is oscillating.
   *
   * @param deviation of each element, above 0, in units of the gradient
   */
  static Perturbation noise(double deviation, long seed) {
    return new Noise(deviation, seed);
  }

  /** Of the random numbers. */
  default long seed() {
    return 0;
  }

  /** How far a jump goes; 0 for none. */
  default double jumpDistance() {
    return 0;
  }

  /** The standard deviation of the noise; 0 for none. */
  default double noiseDeviation() {
    return 0;
  }

  /** See {@link #NONE}. */
  record None() implements Perturbation {}

  /** See {@link #jump}. */
  record Jump(double jumpDistance, long seed) implements Perturbation {
    public Jump {
      require("push", jumpDistance);
    }
  }

  /** See {@link #noise}. */
  record Noise(double noiseDeviation, long seed) implements Perturbation {
    public Noise {
      require("noise", noiseDeviation);
    }
  }

  private static void require(String name, double size) {
    Argument.require(size > 0 && !Double.isInfinite(size), name, "a number above 0", size);
  }
}
