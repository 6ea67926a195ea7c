package io.github.fallline.synthetic;

import java.util.SplittableRandom;

/**
 * Normally distributed random numbers of mean 0 and variance 1, by the polar method of Marsaglia.
 *
 * <p>Uses nothing but uniform numbers, StrictMath and the square root, which are the same
 * everywhere; the JDK leaves open how its own {@code nextGaussian} works.
 */
final class GaussianSource {
  private final SplittableRandom random;
  private double spare = Double.NaN;

  /** Draws from {@code random}, which must not be used elsewhere meanwhile. */
  GaussianSource(SplittableRandom random) {
    this.random = random;
  }

  /** The next number. */
  double next() {
    if (!Double.isNaN(spare)) {
      double second = spare;
      spare = Double.NaN;
      return second;
    }
    double u;
    double v;
    double square;
    do {
      u = 2 * random.nextDouble() - 1;
      v = 2 * random.nextDouble() - 1;
      square = u * u + v * v;
    } while (square >= 1 || square == 0);
    double factor = Math.sqrt(-2 * StrictMath.log(square) / square);
    spare = v * factor;
    return u * factor;
  }
}
