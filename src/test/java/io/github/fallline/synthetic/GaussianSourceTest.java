package io.github.fallline.synthetic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GaussianSourceTest {
  private static final int COUNT = 200_000;

  /** The standard error of a mean of COUNT numbers, 5 times. */
  private static double tolerance(double deviation) {
    return 5 * deviation / Math.sqrt(COUNT);
  }

  @Test
  void momentsAreThoseOfTheNormalDistribution() {
    GaussianSource source = new GaussianSource(new SplittableRandom(1));
    double[] sums = new double[5];
    for (int i = 0; i < COUNT; i++) {
      double number = source.next();
      double power = 1;
      for (int k = 1; k <= 4; k++) {
        power *= number;
        sums[k] += power;
      }
    }
    // E z^k is 0, 1, 0, 3; the variance of z^k is E z^2k - (E z^k)^2 with E z^6 = 15, E z^8 = 105.
    assertEquals(0, sums[1] / COUNT, tolerance(1));
    assertEquals(1, sums[2] / COUNT, tolerance(Math.sqrt(2)));
    assertEquals(0, sums[3] / COUNT, tolerance(Math.sqrt(15)));
    assertEquals(3, sums[4] / COUNT, tolerance(Math.sqrt(96)));
  }

  @Test
  void neighboursAreUncorrelated() {
    GaussianSource source = new GaussianSource(new SplittableRandom(2));
    double sum = 0;
    double squares = 0;
    double last = source.next();
    for (int i = 0; i < COUNT; i++) {
      double next = source.next();
      sum += last * next;
      squares += last * last * next * next - 1;
      last = next;
    }
    assertEquals(0, sum / COUNT, tolerance(1));
    // Var(a^2 b^2) = 9 - 1; neighbouring products share a factor, which adds 2 Cov = 2 (3 - 1).
    assertEquals(0, squares / COUNT, tolerance(Math.sqrt(12)));
  }
}
