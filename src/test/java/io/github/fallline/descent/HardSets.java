package io.github.fallline.descent;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Generated data on which least squares is hard: columns alike, offsets, scales, leverage. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record HardSets(String kind, long seed, double[][] features, double[] targets) {
  static final List<String> KINDS =
      List.of(
          "plain",
          "alike",
          "sum",
          "two pairs",
          "offset",
          "offset and alike",
          "polynomial",
          "scales",
          "duplicate",
          "decimal sum",
          "one-hot",
          "leverage",
          "heavy tails",
          "few rows");

  /** The set of a seed: kinds take turns. */
  static HardSets of(long seed) {
    String kind = KINDS.get((int) (seed % KINDS.size()));
    SplittableRandom random = new SplittableRandom(seed);
    int rows = new int[] {3, 4, 5, 8, 12, 20, 40, 60, 100, 200}[random.nextInt(10)];
    int columns = 1 + random.nextInt(5);
    if (kind.equals("few rows")) {
      rows = 2 + random.nextInt(8);
      columns = rows + random.nextInt(4);
    }
    double[][] x = new double[rows][];
    double small = power(random, -16, -1);
    double other = power(random, -16, -1);
    double offset = power(random, 0, 8);
    double low = -5 + 10 * random.nextDouble();
    double[] scales = random.doubles(columns, -60, 60).map(e -> Math.pow(10, e)).toArray();
    int degree = 2 + random.nextInt(7);
    for (int i = 0; i < rows; i++) {
      double a = random.nextGaussian();
      double b = random.nextGaussian();
      double c = random.nextGaussian();
      double d = random.nextGaussian();
      int word = random.nextInt(3);
      double t = low + random.nextDouble();
      double cent = Math.round(1e4 * random.nextDouble()) / 100.0;
      double more = Math.round(1e4 * random.nextDouble()) / 100.0;
      double[] plain = new double[columns];
      for (int j = 0; j < columns; j++) {
        plain[j] = random.nextGaussian();
      }
      x[i] =
          switch (kind) {
            case "alike" -> new double[] {a, a + small * b, c};
            case "sum" -> new double[] {a, b, a + b + small * c};
            case "two pairs" -> new double[] {a, a + small * c, b, b + other * d};
            case "offset" -> Arrays.stream(plain).map(v -> v + offset).toArray();
            case "offset and alike" ->
                new double[] {a + offset, a + offset + Math.sqrt(small) * b, c};
            case "polynomial" -> powers(t, degree);
            case "scales" -> times(plain, scales);
            case "duplicate" -> new double[] {a, b, a};
            case "decimal sum" ->
                new double[] {cent, more, Math.round(100 * (cent + more)) / 100.0, a};
            case "one-hot" ->
                new double[] {word == 0 ? 1 : 0, word == 1 ? 1 : 0, word == 2 ? 1 : 0, a};
            case "leverage" -> i == 0 ? times(plain, power(random, 1, 6)) : plain;
            case "heavy tails" -> Arrays.stream(plain).map(v -> v / (a * a)).toArray();
            default -> plain;
          };
    }
    return new HardSets(kind, seed, x, targets(x, random));
  }

  private static double power(SplittableRandom random, double from, double to) {
    return Math.pow(10, random.nextDouble(from, to));
  }

  private static double[] powers(double t, int degree) {
    double[] row = new double[degree];
    for (int j = 0; j < degree; j++) {
      row[j] = Math.pow(t, j + 1);
    }
    return row;
  }

  private static double[] times(double[] row, double... factors) {
    double[] product = row.clone();
    for (int j = 0; j < row.length; j++) {
      product[j] *= factors[factors.length == 1 ? 0 : j];
    }
    return product;
  }

  private static double[] targets(double[][] x, SplittableRandom random) {
    int columns = x[0].length;
    double[] weights = new double[columns];
    double[] sizes = new double[columns];
    for (int j = 0; j < columns; j++) {
      weights[j] = random.nextGaussian();
      for (double[] row : x) {
        sizes[j] += row[j] * row[j] / x.length;
      }
    }
    double noise = new double[] {0, 1e-8, 0.01, 1, 10}[random.nextInt(5)];
    int wanted = random.nextInt(3);
    double unit = power(random, -20, 20);
    double offset = new double[] {0, 0, 1, 1e6}[random.nextInt(4)];
    double[] y = new double[x.length];
    for (int i = 0; i < y.length; i++) {
      double sum = 0;
      for (int j = 0; j < columns; j++) {
        sum += sizes[j] == 0 ? 0 : weights[j] * x[i][j] / Math.sqrt(sizes[j]);
      }
      if (wanted == 0 && columns > 1 && sizes[0] * sizes[1] > 0) {
        sum = x[i][0] / Math.sqrt(sizes[0]) - x[i][1] / Math.sqrt(sizes[1]);
        sum += 1e-3 * noise * random.nextGaussian();
      } else {
        sum =
            (wanted == 1 ? 0 : sum) + Math.max(noise, wanted == 1 ? 1 : 0) * random.nextGaussian();
      }
      y[i] = unit * (sum + offset);
    }
    return y;
  }
}
