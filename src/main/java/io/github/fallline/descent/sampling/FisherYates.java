package io.github.fallline.descent.sampling;

import java.util.SplittableRandom;

/** The Fisher-Yates shuffle. */
final class FisherYates {
  private static final long LOW = 0xffffffffL;

  private FisherYates() {}

  /**
   * Shuffles the front of an array.
   *
   * @param length elements to draw from
   * @param chosen elements drawn: the first {@code chosen} are then a uniformly random choice of
   *     all {@code length}, in uniformly random order
   */
  static void shuffle(int[] array, int length, int chosen, SplittableRandom random) {
    for (int i = 0; i < chosen; i++) {
      int other = i + below(length - i, random);
      int element = array[i];
      array[i] = array[other];
      array[other] = element;
    }
  }

  /**
   * A uniformly random number from 0 to {@code bound} - 1. By a product (Lemire, 2019) instead of a
   * division, which costs as much as copying a row.
   */
  private static int below(int bound, SplittableRandom random) {
    long product = (random.nextInt() & LOW) * bound;
    while ((product & LOW) < bound && (product & LOW) < (LOW + 1 - bound) % bound) {
      product = (random.nextInt() & LOW) * bound;
    }
    return (int) (product >>> Integer.SIZE);
  }
}
