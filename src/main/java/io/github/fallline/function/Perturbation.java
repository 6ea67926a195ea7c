package io.github.fallline.function;

import io.github.fallline.argument.Argument;

/**
 * Random perturbations, from a seed, that move a descent past stationary points that are not
 * minima.
 *
 * @param jumpDistance how far a jump goes; 0 for none
 * @param noiseDeviation the standard deviation of the noise; 0 for none
 * @param seed of the random numbers
 */
public record Perturbation(double jumpDistance, double noiseDeviation, long seed) {
  /** No perturbation: a descent that reaches a saddle stays there. */
  public static final Perturbation NONE = new Perturbation(0, 0, 0);

  /** Checks the numbers. */
  public Perturbation {
    require(jumpDistance >= 0, "push", jumpDistance);
    require(noiseDeviation >= 0, "noise", noiseDeviation);
  }

  /**
   * Moves from every stationary point that is not a minimum to a random point at the given
   * distance. The state of the update rule is kept.
   *
   * @param distance above 0, in units of the point
   */
  public static Perturbation jump(double distance, long seed) {
    require(distance > 0, "push", distance);
    return new Perturbation(distance, 0, seed);
  }

  /**
   * Gaussian numbers added to every gradient, as drawing rows at random does in training. The
   * descent takes all its steps: at a minimum the verdict is oscillating.
   *
   * @param deviation of each element, above 0, in units of the gradient
   */
  public static Perturbation noise(double deviation, long seed) {
    require(deviation > 0, "noise", deviation);
    return new Perturbation(0, deviation, seed);
  }

  private static void require(boolean valid, String name, double size) {
    Argument.require(valid && !Double.isInfinite(size), name, "a number above 0", size);
  }
}
