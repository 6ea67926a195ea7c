package io.github.fallline.descent;

import io.github.fallline.data.Dataset;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;

/** Generated data on which steps on some of the rows are in danger: a few rows decide on much. */
enum LeverageSets {
  /** Two columns nearly alike but in the first row. */
  ONE_LONG_ROW_15(2),
  ONE_LONG_ROW_300(2),
  ONE_LONG_ROW_10000(2),
  /** The same with a target that does not fit the rest. */
  ONE_WRONG_LONG_ROW(2),
  /** One row in 1000 is 30 times longer. */
  LONG_ROWS(6),
  LONG_ROWS_ADJACENT(6),
  LONG_ROWS_ALIKE_ADJACENT(6),
  CAUCHY(3),
  LOGNORMAL_2(5),
  LOGNORMAL_3(5),
  STUDENT_2(8),
  STUDENT_2_WIDE(60),
  CORRELATED_99(4),
  CORRELATED_9999(4),
  /** Indicators of levels that 1 in 2 down to 1 in 1024 rows have. */
  RARE_LEVELS(10),
  RARE_LEVELS_SORTED(10),
  /** A column that is 0 but in a few neighbouring rows. */
  SPIKES(3),
  OFFSETS(4),
  SORTED(3),
  DUPLICATES(4);

  private final int features;

  LeverageSets(int features) {
    this.features = features;
  }

  /** Rows of this kind, with a noisy linear target. */
  @SuppressWarnings("EnumOrdinal") // part of a seed
  Dataset rows(int count, long seed) {
    Random random = new Random(31 * seed + ordinal());
    double[][] x = new double[count][features];
    for (double[] row : x) {
      double common = random.nextGaussian();
      for (int j = 0; j < features; j++) {
        row[j] = entry(common, random);
      }
    }
    reshape(x, random);
    double[] weights = random.doubles(features, -2, 2).toArray();
    double[] scales = scales(x);
    double[] y = new double[count];
    for (int i = 0; i < count; i++) {
      y[i] = 3 + random.nextGaussian();
      for (int j = 0; j < features; j++) {
        y[i] += weights[j] * (x[i][j] - (this == OFFSETS ? 1e6 : 0)) / scales[j];
      }
    }
    if (this == ONE_WRONG_LONG_ROW) {
      y[0] += 100;
    }
    if (this == SORTED) {
      sortByTarget(x, y);
    }
    return Tables.of(x, y);
  }

  private double entry(double common, Random random) {
    double z = random.nextGaussian();
    return switch (this) {
      case ONE_LONG_ROW_15, ONE_LONG_ROW_300, ONE_LONG_ROW_10000, ONE_WRONG_LONG_ROW ->
          common + 0.05 * z;
      case CAUCHY -> Math.tan(Math.PI * (random.nextDouble() - 0.5));
      case LOGNORMAL_2 -> Math.exp(2 * z);
      case LOGNORMAL_3 -> Math.exp(3 * z);
      case STUDENT_2, STUDENT_2_WIDE ->
          z / Math.sqrt(-Math.log(1 - random.nextDouble())); // chi-square of 2 by its inverse
      case CORRELATED_99 -> Math.sqrt(0.99) * common + Math.sqrt(0.01) * z;
      case CORRELATED_9999 -> Math.sqrt(0.9999) * common + Math.sqrt(0.0001) * z;
      case OFFSETS -> 1e6 + z;
      default -> z;
    };
  }

  private void reshape(double[][] x, Random random) {
    int few = Math.max(1, x.length / 1000);
    switch (this) {
      case ONE_LONG_ROW_15, ONE_WRONG_LONG_ROW -> x[0][1] += 15;
      case ONE_LONG_ROW_300 -> x[0][1] += 300;
      case ONE_LONG_ROW_10000 -> x[0][1] += 10_000;
      case LONG_ROWS -> stretch(x, random.ints(few, 0, x.length).toArray());
      case LONG_ROWS_ADJACENT -> stretch(x, range(x.length / 3, few));
      case LONG_ROWS_ALIKE_ADJACENT -> {
        for (int i : range(x.length / 2, few)) {
          x[i] = x[x.length / 2].clone();
        }
        stretch(x, range(x.length / 2, few));
      }
      case RARE_LEVELS, RARE_LEVELS_SORTED -> {
        for (double[] row : x) {
          int level = Math.min(features, Integer.numberOfTrailingZeros(random.nextInt() | 1 << 30));
          Arrays.fill(row, 0);
          if (level > 0) {
            row[level - 1] = 1;
          }
        }
        if (this == RARE_LEVELS_SORTED) {
          Arrays.sort(x, Arrays::compare);
        }
      }
      case SPIKES -> {
        for (double[] row : x) {
          row[1] = 0;
        }
        for (int i : range(x.length / 4, few)) {
          x[i][1] = 1 + random.nextDouble();
        }
      }
      case DUPLICATES -> {
        for (int i = 7; i < x.length; i++) {
          x[i] = x[i % 7].clone();
        }
      }
      default -> {
        // Rows stay as they were drawn.
      }
    }
  }

  private static int[] range(int first, int count) {
    int[] range = new int[count];
    Arrays.setAll(range, i -> first + i);
    return range;
  }

  private static void stretch(double[][] x, int... rows) {
    for (int i : rows) {
      for (int j = 0; j < x[i].length; j++) {
        x[i][j] *= 30;
      }
    }
  }

  /** Deviations of the columns, so that each has its part in the target. */
  private static double[] scales(double[][] x) {
    double[] scales = new double[x[0].length];
    for (int j = 0; j < scales.length; j++) {
      double mean = 0;
      for (double[] row : x) {
        mean += row[j] / x.length;
      }
      double variance = 0;
      for (double[] row : x) {
        variance += (row[j] - mean) * (row[j] - mean) / x.length;
      }
      scales[j] = variance > 0 ? Math.sqrt(variance) : 1;
    }
    return scales;
  }

  private static void sortByTarget(double[][] x, double[] y) {
    Integer[] order = new Integer[y.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble(i -> y[i]));
    double[][] rows = x.clone();
    double[] targets = y.clone();
    for (int i = 0; i < order.length; i++) {
      x[i] = rows[order[i]];
      y[i] = targets[order[i]];
    }
  }
}
