package io.github.fallline.leastsquares;

import java.util.Arrays;

/**
 * Directions in the space of the weights along which the predictions hardly change: combinations of
 * columns that are nearly, or exactly, constant. Second moments do not determine how nearly; the
 * values of a combination on the rows can, when they are computed with twice the digits of a
 * double.
 *
 * <p>A direction is u = c + sum_j m_j (x_j - centre_j), its multiples m and its constant c held as
 * pairs of doubles (high and low parts).
 */
public final class NearDependences {
  private final int count;
  private final int features;
  private final double[] high;
  private final double[] low;
  private final double[] constantHigh;
  private final double[] constantLow;

  /**
   * Directions whose multiples are all 0.
   *
   * @param count directions
   * @param features columns
   */
  public NearDependences(int count, int features) {
    this.count = count;
    this.features = features;
    high = new double[count * features];
    low = new double[count * features];
    constantHigh = new double[count];
    constantLow = new double[count];
  }

  public int count() {
    return count;
  }

  public void setMultiple(int direction, int feature, double value) {
    high[direction * features + feature] = value;
  }

  public double multiple(int direction, int feature) {
    return high[direction * features + feature];
  }

  public void setConstant(int direction, double value) {
    constantHigh[direction] = value;
  }

  public double constant(int direction) {
    return constantHigh[direction];
  }

  /** Adds to a multiple. */
  public void addToMultiple(int direction, int feature, double change) {
    int place = direction * features + feature;
    double sum = high[place] + change;
    double lost = lostIn(high[place], change, sum) + low[place];
    high[place] = sum + lost;
    low[place] = lost - (high[place] - sum);
  }

  /** Adds to a constant. */
  public void addToConstant(int direction, double change) {
    double sum = constantHigh[direction] + change;
    double lost = lostIn(constantHigh[direction], change, sum) + constantLow[direction];
    constantHigh[direction] = sum + lost;
    constantLow[direction] = lost - (constantHigh[direction] - sum);
  }

  /** Adds a multiple of one direction to another. */
  public void addDirection(int to, int from, double factor) {
    for (int j = 0; j < features; j++) {
      int place = from * features + j;
      double product = factor * high[place];
      double rest = Math.fma(factor, high[place], -product) + factor * low[place];
      addToMultiple(to, j, product);
      addToMultiple(to, j, rest);
    }
    double product = factor * constantHigh[from];
    double rest = Math.fma(factor, constantHigh[from], -product) + factor * constantLow[from];
    addToConstant(to, product);
    addToConstant(to, rest);
  }

  /** Swaps two directions. */
  public void swap(int left, int right) {
    for (int j = 0; j < features; j++) {
      swap(high, left * features + j, right * features + j);
      swap(low, left * features + j, right * features + j);
    }
    swap(constantHigh, left, right);
    swap(constantLow, left, right);
  }

  private static void swap(double[] numbers, int left, int right) {
    double number = numbers[left];
    numbers[left] = numbers[right];
    numbers[right] = number;
  }

  /**
   * The value of each direction at a row, rounded once.
   *
   * @param numbers the features of the row, from {@code place} on
   * @param centres [features]
   * @param values overwritten: [count]
   */
  public void values(double[] numbers, int place, double[] centres, double[] values) {
    for (int q = 0; q < count; q++) {
      values[q] = value(q, numbers, place, centres);
    }
  }

  private double value(int direction, double[] numbers, int place, double[] centres) {
    double sum = constantHigh[direction];
    double lost = constantLow[direction];
    int from = direction * features;
    for (int j = 0; j < features; j++) {
      double number = numbers[place + j];
      double deviation = number - centres[j];
      double deviationLost = lostIn(number, -centres[j], deviation);
      double multiple = high[from + j];
      double product = multiple * deviation;
      lost +=
          Math.fma(multiple, deviation, -product)
              + multiple * deviationLost
              + low[from + j] * deviation;
      double next = sum + product;
      lost += lostIn(sum, product, next);
      sum = next;
    }
    return sum + lost;
  }

  /** What rounding took from {@code rounded = left + right} (Knuth). */
  static double lostIn(double left, double right, double rounded) {
    double part = rounded - left;
    return (left - (rounded - part)) + (right - part);
  }

  /** The columns that make up a direction: those with at least a hundredth of its largest part. */
  public int[] columns(int direction, double[] scales) {
    double most = 0;
    for (int j = 0; j < features; j++) {
      most = Math.max(most, Math.abs(multiple(direction, j)) * scales[j]);
    }
    int[] found = new int[features];
    int columns = 0;
    for (int j = 0; j < features; j++) {
      if (Math.abs(multiple(direction, j)) * scales[j] >= most / 100) {
        found[columns++] = j;
      }
    }
    return Arrays.copyOf(found, columns);
  }
}
