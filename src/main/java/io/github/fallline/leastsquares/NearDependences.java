package io.github.fallline.leastsquares;

import io.github.fallline.blas.Vectors;
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

  /** [count, features + 1]: multiples, and the constant behind them. */
  private final double[] high;

  private final double[] low;

  /**
   * Directions whose multiples are all 0.
   *
   * @param count directions
   * @param features columns
   */
  public NearDependences(int count, int features) {
    this.count = count;
    this.features = features;
    high = new double[count * (features + 1)];
    low = new double[count * (features + 1)];
  }

  public int count() {
    return count;
  }

  private int place(int direction, int feature) {
    return direction * (features + 1) + feature;
  }

  /** Sets the multiple of a feature, or the constant, whose number is that of the features. */
  public void set(int direction, int feature, double value) {
    high[place(direction, feature)] = value;
  }

  /** The multiple of a feature, or the constant, whose number is that of the features. */
  public double get(int direction, int feature) {
    return high[place(direction, feature)];
  }

  /** Adds to a multiple or the constant. */
  public void add(int direction, int feature, double change) {
    int place = place(direction, feature);
    double sum = high[place] + change;
    double lost = lostIn(high[place], change, sum) + low[place];
    high[place] = sum + lost;
    low[place] = lost - (high[place] - sum);
  }

  /** Adds a product to a multiple or the constant, with the digits that its rounding takes. */
  public void addProduct(int direction, int feature, double left, double right) {
    double product = left * right;
    add(direction, feature, product);
    add(direction, feature, Math.fma(left, right, -product));
  }

  /** Adds a multiple of one direction to another. */
  public void addDirection(int to, int from, double factor) {
    for (int j = 0; j <= features; j++) {
      int place = place(from, j);
      double product = factor * high[place];
      double rest = Math.fma(factor, high[place], -product) + factor * low[place];
      add(to, j, product);
      add(to, j, rest);
    }
  }

  /** Swaps two directions. */
  public void swap(int left, int right) {
    for (int j = 0; j <= features; j++) {
      Vectors.swap(high, place(left, j), place(right, j));
      Vectors.swap(low, place(left, j), place(right, j));
    }
  }

  /**
   * The value of each direction at a row, rounded once.
   *
   * @param numbers the features of the row, from {@code place} on
   * @param centres [features]
   * @param values overwritten from {@code to} on: [count]
   */
  public void values(double[] numbers, int place, double[] centres, double[] values, int to) {
    for (int q = 0; q < count; q++) {
      values[to + q] = value(q, numbers, place, centres);
    }
  }

  private double value(int direction, double[] numbers, int place, double[] centres) {
    int from = place(direction, 0);
    double sum = high[from + features];
    double lost = low[from + features];
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
      most = Math.max(most, Math.abs(get(direction, j)) * scales[j]);
    }
    int[] found = new int[features];
    int columns = 0;
    for (int j = 0; j < features; j++) {
      if (Math.abs(get(direction, j)) * scales[j] >= most / 100) {
        found[columns++] = j;
      }
    }
    return Arrays.copyOf(found, columns);
  }
}
