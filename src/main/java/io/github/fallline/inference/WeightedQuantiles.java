package io.github.fallline.inference;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Quantiles of numbers with weights, by R's default definition (type 7) on each number repeated as
 * often as its weight says.
 *
 * <p>Exact up to {@link #MOST_EXACT} numbers. Of more, a histogram remains with 2048 bins for each
 * power of two: a quantile is then within a share of 2^-12 (0.025 %) of a number that has this
 * rank; the least and the greatest remain exact. Memory is bounded. The result does not depend on
 * the order of the numbers beyond the rounding of sums of weights.
 */
final class WeightedQuantiles {
  /** Numbers that are kept. */
  static final int MOST_EXACT = 1 << 20;

  private static final int FRACTION_BITS = 11;
  private static final int SHIFT = 52 - FRACTION_BITS;

  /** Powers of two below and above the unit that have bins. */
  private static final int LEAST_POWER = -40;

  private static final int MOST_POWER = 40;
  private static final int BINS = (MOST_POWER - LEAST_POWER) << FRACTION_BITS;
  private static final double COUNT_ROUNDING = 1e-9;

  private final double unit;
  private final int mostExact;
  private double[] values = new double[1024];

  /** Null while all are 1, and where there are bins. */
  private double @Nullable [] weights;

  private int kept;
  private boolean sorted;
  private double total;
  private double least = Double.POSITIVE_INFINITY;
  private double greatest = Double.NEGATIVE_INFINITY;

  /**
   * Weights of bins: negative numbers in descending size, those near 0, positive ones; null while
   * the numbers are kept.
   */
  private double @Nullable [] bins;

  /**
   * @param unit of the order of the numbers, above 0
   */
  WeightedQuantiles(double unit) {
    this(unit, MOST_EXACT);
  }

  WeightedQuantiles(double unit, int mostExact) {
    this.unit = unit;
    this.mostExact = mostExact;
  }

  /** Adds a number; a weight of 0 adds none. */
  void add(double value, double weight) {
    if (weight == 0 || Double.isNaN(value)) {
      return;
    }
    total += weight;
    least = Math.min(least, value);
    greatest = Math.max(greatest, value);
    sorted = false;
    if (bins == null && kept == mostExact) {
      spill();
    }
    if (bins != null) {
      bins[bin(value)] += weight;
    } else {
      keep(value, weight);
    }
  }

  private void keep(double value, double weight) {
    if (kept == values.length) {
      values = Arrays.copyOf(values, 2 * kept);
      weights = weights == null ? null : Arrays.copyOf(weights, 2 * kept);
    }
    if (weight != 1 && weights == null) {
      weights = new double[values.length];
      Arrays.fill(weights, 1);
    }
    values[kept] = value;
    if (weights != null) {
      weights[kept] = weight;
    }
    kept++;
  }

  private void spill() {
    bins = new double[2 * BINS + 1];
    for (int i = 0; i < kept; i++) {
      bins[bin(values[i])] += weights == null ? 1 : weights[i];
    }
    values = new double[0];
    weights = null;
  }

  private int bin(double value) {
    double size = Math.abs(value) / unit;
    int power = Math.getExponent(size);
    if (power < LEAST_POWER) {
      return BINS;
    }
    int place = BINS - 1;
    if (power < MOST_POWER) {
      int fraction =
          (int) (Double.doubleToRawLongBits(size) >>> SHIFT) & ((1 << FRACTION_BITS) - 1);
      place = ((power - LEAST_POWER) << FRACTION_BITS) + fraction;
    }
    return value < 0 ? BINS - 1 - place : BINS + 1 + place;
  }

  /** The middle of a bin. */
  private double middle(int bin) {
    if (bin == BINS) {
      return 0;
    }
    int place = bin < BINS ? BINS - 1 - bin : bin - BINS - 1;
    int power = (place >> FRACTION_BITS) + LEAST_POWER;
    double fraction = (place & ((1 << FRACTION_BITS) - 1)) + 0.5;
    double size = Math.scalb(1 + fraction / (1 << FRACTION_BITS), power) * unit;
    return bin < BINS ? -size : size;
  }

  /** Whether quantiles are exact. */
  boolean isExact() {
    return bins == null;
  }

  /** The sum of the weights. */
  double total() {
    return total;
  }

  /**
   * A quantile; NaN without numbers.
   *
   * @param probability from 0 to 1
   */
  double quantile(double probability) {
    if (total == 0) {
      return Double.NaN;
    }
    double place = Math.max(0, total - 1) * probability;
    double low = Math.floor(place * (1 + 4 * Math.ulp(1.0)));
    double share = Math.max(0, place - low);
    double lower = ranked(low);
    return share == 0 ? lower : lower + share * (ranked(low + 1) - lower);
  }

  /** The number at a place of the repeated ones in ascending order, from 0. */
  double ranked(double place) {
    if (place >= total - 1) {
      return greatest;
    }
    if (place <= 0) {
      return least;
    }
    sort();
    double[] sizes = bins == null ? weights : bins;
    if (sizes == null) {
      return values[(int) place];
    }
    double beyond = place + COUNT_ROUNDING * Math.max(1, total);
    double sum = 0;
    int size = bins == null ? kept : bins.length;
    for (int i = 0; i < size; i++) {
      sum += sizes[i];
      if (sum > beyond) {
        double found = bins == null ? values[i] : middle(i);
        return Math.max(least, Math.min(greatest, found));
      }
    }
    return greatest;
  }

  private void sort() {
    if (sorted || bins != null) {
      return;
    }
    if (weights == null) {
      Arrays.sort(values, 0, kept);
    } else {
      sortPairs(weights);
    }
    sorted = true;
  }

  /** Sorts numbers with their weights. */
  private void sortPairs(double[] weightsBefore) {
    Integer[] order = new Integer[kept];
    Arrays.setAll(order, i -> i);
    double[] keys = values;
    Arrays.sort(order, (left, right) -> Double.compare(keys[left], keys[right]));
    double[] sortedValues = new double[values.length];
    double[] sortedWeights = new double[values.length];
    for (int i = 0; i < kept; i++) {
      sortedValues[i] = values[order[i]];
      sortedWeights[i] = weightsBefore[order[i]];
    }
    values = sortedValues;
    weights = sortedWeights;
  }
}
