package io.github.fallline.descent;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Arrays;

/** Least squares in exact arithmetic on the doubles as they are: an oracle for small data. */
final class ExactLeastSquares {
  private static final MathContext DIGITS = new MathContext(40);

  private ExactLeastSquares() {}

  /**
   * The mean squared error of a linear function less the least there is, both exact, in variances
   * of the targets (in their mean squares where they are constant); rounded once.
   *
   * @param features [n][d]
   * @param targets [n]
   * @param intercept ignored unless {@code hasIntercept}
   */
  static double gap(
      double[][] features,
      double[] targets,
      double[] weights,
      double intercept,
      boolean hasIntercept) {
    int n = features.length;
    int d = weights.length;
    int size = d + (hasIntercept ? 1 : 0);
    BigInteger[][] x = new BigInteger[size][];
    double[][] columns = new double[size][n];
    for (int j = 0; j < size; j++) {
      for (int i = 0; i < n; i++) {
        columns[j][i] = j == d ? 1 : features[i][j];
      }
    }
    // Each column, and the residuals, times a power of two of their own are whole numbers.
    int residualUnit = unit(targets);
    int[] units = new int[size];
    for (int j = 0; j < size; j++) {
      units[j] = unit(columns[j]);
      x[j] = whole(columns[j], units[j]);
      residualUnit = Math.min(residualUnit, units[j] + unit(j == d ? intercept : weights[j]));
    }
    BigInteger[] residuals = whole(targets, residualUnit);
    BigInteger[] y = residuals.clone();
    for (int j = 0; j < size; j++) {
      BigInteger weight = whole(j == d ? intercept : weights[j], residualUnit - units[j]);
      for (int i = 0; i < n; i++) {
        residuals[i] = residuals[i].subtract(weight.multiply(x[j][i]));
      }
    }
    BigInteger[][] bordered = new BigInteger[size + 1][size + 1];
    for (int j = 0; j < size; j++) {
      bordered[j][size] = dot(x[j], residuals);
      bordered[size][j] = bordered[j][size];
      for (int k = 0; k < size; k++) {
        bordered[j][k] = dot(x[j], x[k]);
      }
    }
    bordered[size][size] = BigInteger.ZERO;
    BigInteger count = BigInteger.valueOf(n);
    BigInteger sum = BigInteger.ZERO;
    for (BigInteger target : y) {
      sum = sum.add(target);
    }
    BigInteger squares = dot(y, y).multiply(count);
    BigInteger centred = squares.subtract(sum.multiply(sum));
    // Training, too, takes targets for constant whose deviation is the rounding of their mean.
    boolean constant = centred.shiftLeft(98).compareTo(squares) <= 0;
    BigInteger total = constant ? squares : centred;
    BigDecimal explained = complement(bordered, size).multiply(new BigDecimal(count));
    return total.signum() == 0
        ? explained.doubleValue()
        : explained.divide(new BigDecimal(total), MathContext.DECIMAL64).doubleValue();
  }

  /**
   * The gap of the exact optimum with every coefficient and the intercept rounded to doubles: what
   * a model of doubles cannot be expected to go below.
   */
  static double gapOfRoundedOptimum(double[][] features, double[] targets) {
    int n = features.length;
    int d = features[0].length;
    BigInteger[][] x = new BigInteger[d + 1][];
    int[] units = new int[d + 1];
    for (int j = 0; j <= d; j++) {
      double[] column = new double[n];
      for (int i = 0; i < n; i++) {
        column[i] = j == d ? 1 : features[i][j];
      }
      units[j] = unit(column);
      x[j] = whole(column, units[j]);
    }
    int unit = unit(targets);
    BigInteger[] y = whole(targets, unit);
    BigInteger[][] equations = new BigInteger[d + 1][d + 2];
    for (int j = 0; j <= d; j++) {
      for (int k = 0; k <= d; k++) {
        equations[j][k] = dot(x[j], x[k]);
      }
      equations[j][d + 1] = dot(x[j], y);
    }
    BigDecimal[] solution = solve(equations);
    double[] weights = new double[d + 1];
    for (int j = 0; j <= d; j++) {
      weights[j] = times2(solution[j], unit - units[j]).doubleValue();
    }
    return gap(features, targets, Arrays.copyOf(weights, d), weights[d], true);
  }

  private static BigDecimal times2(BigDecimal number, int power) {
    BigDecimal two = new BigDecimal(BigInteger.ONE.shiftLeft(Math.abs(power)));
    return power < 0 ? number.divide(two, DIGITS) : number.multiply(two);
  }

  /** A solution, 0 at columns that depend on others, by fraction-free elimination of all rows. */
  private static BigDecimal[] solve(BigInteger[][] equations) {
    int size = equations.length;
    BigInteger before = BigInteger.ONE;
    boolean[] done = new boolean[size];
    for (int pivot = 0; pivot < size; pivot++) {
      BigInteger by = equations[pivot][pivot];
      if (by.signum() == 0) {
        continue;
      }
      done[pivot] = true;
      for (int i = 0; i < size; i++) {
        BigInteger factor = equations[i][pivot];
        for (int j = 0; i != pivot && j <= size; j++) {
          equations[i][j] =
              by.multiply(equations[i][j])
                  .subtract(factor.multiply(equations[pivot][j]))
                  .divide(before);
        }
      }
      before = by;
    }
    BigDecimal[] solution = new BigDecimal[size];
    for (int j = 0; j < size; j++) {
      solution[j] =
          done[j]
              ? new BigDecimal(equations[j][size]).divide(new BigDecimal(before), DIGITS)
              : BigDecimal.ZERO;
    }
    return solution;
  }

  private static BigInteger dot(BigInteger[] left, BigInteger[] right) {
    BigInteger sum = BigInteger.ZERO;
    for (int i = 0; i < left.length; i++) {
      sum = sum.add(left[i].multiply(right[i]));
    }
    return sum;
  }

  /** The exponent of the power of two of which all numbers are multiples. */
  private static int unit(double... numbers) {
    int unit = 1100;
    for (double number : numbers) {
      if (number != 0) {
        long bits = (Double.doubleToLongBits(number) & 0xfffffffffffffL) | 0x10000000000000L;
        unit = Math.min(unit, Math.getExponent(number) - 52 + Long.numberOfTrailingZeros(bits));
      }
    }
    return unit;
  }

  private static BigInteger[] whole(double[] numbers, int unit) {
    BigInteger[] whole = new BigInteger[numbers.length];
    for (int i = 0; i < whole.length; i++) {
      whole[i] = whole(numbers[i], unit);
    }
    return whole;
  }

  private static BigInteger whole(double number, int unit) {
    if (number == 0) {
      return BigInteger.ZERO;
    }
    int exponent = Math.getExponent(number) - 52;
    BigInteger whole = BigInteger.valueOf((long) Math.scalb(number, -exponent));
    return exponent >= unit ? whole.shiftLeft(exponent - unit) : whole.shiftRight(unit - exponent);
  }

  /** With the matrix [A r; r' 0]: r'A^+ r, by fraction-free elimination (Bareiss 1968). */
  private static BigDecimal complement(BigInteger[][] bordered, int size) {
    BigInteger[][] whole = bordered;
    BigInteger before = BigInteger.ONE;
    boolean[] done = new boolean[size];
    while (true) {
      int pivot = -1;
      for (int j = 0; j < size; j++) {
        pivot = pivot < 0 && !done[j] && whole[j][j].signum() > 0 ? j : pivot;
      }
      if (pivot < 0) {
        return new BigDecimal(whole[size][size].negate()).divide(new BigDecimal(before), DIGITS);
      }
      done[pivot] = true;
      BigInteger by = whole[pivot][pivot];
      BigInteger[][] next = new BigInteger[size + 1][size + 1];
      for (int i = 0; i <= size; i++) {
        for (int j = 0; j <= size; j++) {
          boolean passed = (i < size && done[i]) || (j < size && done[j]);
          next[i][j] =
              passed
                  ? whole[i][j]
                  : by.multiply(whole[i][j])
                      .subtract(whole[i][pivot].multiply(whole[pivot][j]))
                      .divide(before);
        }
      }
      whole = next;
      before = by;
    }
  }
}
