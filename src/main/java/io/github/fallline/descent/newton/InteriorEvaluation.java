package io.github.fallline.descent.newton;

import java.util.Arrays;

/**
 * What a pass finds at a point, as means over the rows: curvature, [size, size], the upper
 * triangle; the gradient at the slopes that the affine step leads to, [size]; slope times row,
 * [size]; and five numbers.
 */
final class InteriorEvaluation {
  /** The places of the numbers from {@link #numbers} on. */
  static final int LOSS = 0;

  static final int EXCESS = 1;
  static final int COMPLEMENTARITY = 2;
  static final int WEIGHT = 3;
  static final int RISE = 4;

  private final double[] means;
  private final double[] gradient;
  private final double[] slopeSums;
  private final int numbers;

  /**
   * @param means kept
   */
  InteriorEvaluation(double[] means, int size) {
    this.means = means;
    numbers = numbers(size);
    gradient = Arrays.copyOfRange(means, size * size, size * size + size);
    slopeSums = Arrays.copyOfRange(means, size * size + size, numbers);
  }

  static int numbers(int size) {
    return size * size + 2 * size;
  }

  static int length(int size) {
    return numbers(size) + 5;
  }

  /** At the front of the array; not a copy. */
  double[] curvature() {
    return means;
  }

  /** Not a copy. */
  double[] gradient() {
    return gradient;
  }

  /** Not a copy. */
  double[] slopeSums() {
    return slopeSums;
  }

  double loss() {
    return means[numbers + LOSS];
  }

  /** The rise of the loss over that of the point 0, without the digits of targets far away. */
  double rise() {
    return means[numbers + RISE];
  }

  /** By how much the slopes fall short of being those at the point. */
  double excess() {
    return means[numbers + EXCESS];
  }

  /** The mean product of multiplier and distance. */
  double barrier() {
    return means[numbers + COMPLEMENTARITY] / (2 * means[numbers + WEIGHT]);
  }
}
