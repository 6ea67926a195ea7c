package io.github.fallline.descent;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Columns that are combinations of others up to the rounding of their numbers, by 80 digits. */
final class RoundedDependences {
  private static final MathContext DIGITS = new MathContext(80);

  private RoundedDependences() {}

  /**
   * The columns that are no combination of those before and a constant.
   *
   * @param x [rows][columns]
   * @param ulps units in the last place of the numbers that a combination may be away
   */
  static int[] independent(double[][] x, int ulps) {
    int d = x[0].length;
    BigDecimal[][] columns = new BigDecimal[d][];
    BigDecimal[] units = new BigDecimal[d];
    boolean[] kept = new boolean[d];
    for (int j = 0; j < d; j++) {
      columns[j] = centred(x, j);
      units[j] = ulp(x, j);
      BigDecimal[][] equations = new BigDecimal[j][j + 1];
      for (int k = 0; k < j; k++) {
        Arrays.fill(equations[k], BigDecimal.ZERO);
        for (int m = 0; m < j && kept[k]; m++) {
          equations[k][m] = kept[m] ? dot(columns[k], columns[m]) : BigDecimal.ZERO;
        }
        equations[k][j] = kept[k] ? dot(columns[k], columns[j]) : BigDecimal.ZERO;
      }
      BigDecimal[] factors = j == 0 ? new BigDecimal[0] : DualBound.solve(equations);
      BigDecimal[] left = columns[j].clone();
      BigDecimal rounding = units[j];
      for (int k = 0; k < j; k++) {
        rounding = rounding.add(units[k].multiply(factors[k].abs()), DIGITS);
        for (int i = 0; i < left.length; i++) {
          left[i] = left[i].subtract(factors[k].multiply(columns[k][i], DIGITS), DIGITS);
        }
      }
      BigDecimal meanSquare = dot(left, left).divide(BigDecimal.valueOf(left.length), DIGITS);
      kept[j] = meanSquare.compareTo(rounding.multiply(BigDecimal.valueOf(ulps)).pow(2)) > 0;
    }
    return IntStream.range(0, d).filter(j -> kept[j]).toArray();
  }

  private static BigDecimal[] centred(double[][] x, int column) {
    BigDecimal sum = BigDecimal.ZERO;
    for (double[] row : x) {
      sum = sum.add(new BigDecimal(row[column]));
    }
    BigDecimal mean = sum.divide(BigDecimal.valueOf(x.length), DIGITS);
    return Arrays.stream(x)
        .map(row -> new BigDecimal(row[column]).subtract(mean, DIGITS))
        .toArray(BigDecimal[]::new);
  }

  private static BigDecimal ulp(double[][] x, int column) {
    double largest = Arrays.stream(x).mapToDouble(row -> Math.abs(row[column])).max().orElse(0);
    return new BigDecimal(Math.ulp(largest));
  }

  private static BigDecimal dot(BigDecimal[] left, BigDecimal[] right) {
    BigDecimal sum = BigDecimal.ZERO;
    for (int i = 0; i < left.length; i++) {
      sum = sum.add(left[i].multiply(right[i], DIGITS), DIGITS);
    }
    return sum;
  }
}
