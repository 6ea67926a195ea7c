package io.github.fallline.descent;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/**
 * The lasso and the elastic net of few rows and columns to 60 digits: squared errors of weighted
 * rows, R1 times the absolute and R2 times the squared weights, as a quadratic in the weights.
 *
 * <p>The minimum is that of the quadratic on a support with given signs, by Gaussian elimination,
 * and is accepted only when it meets the conditions of Karush, Kuhn and Tucker.
 */
final class LassoOracle {
  private static final MathContext DIGITS = new MathContext(60);

  private final int features;
  private final BigDecimal[][] gram;
  private final BigDecimal[] products;
  private final BigDecimal square;
  private final BigDecimal half;

  /** What the square of a weight costs, a feature. */
  private final BigDecimal[] ridge;

  /** What the size of a weight costs, a feature, relative to R1. */
  private final BigDecimal[] scales;

  LassoOracle(
      double[][] x,
      double[] y,
      double[] rowWeights,
      boolean intercept,
      boolean standardize,
      double l1,
      double l2) {
    features = x[0].length;
    BigDecimal total = BigDecimal.ZERO;
    for (double weight : rowWeights) {
      total = total.add(new BigDecimal(weight));
    }
    BigDecimal[][] columns = new BigDecimal[features + 1][x.length];
    for (int j = 0; j <= features; j++) {
      BigDecimal sum = BigDecimal.ZERO;
      for (int i = 0; i < x.length; i++) {
        columns[j][i] = new BigDecimal(j < features ? x[i][j] : y[i]);
        sum = sum.add(columns[j][i].multiply(new BigDecimal(rowWeights[i])));
      }
      BigDecimal mean = intercept ? sum.divide(total, DIGITS) : BigDecimal.ZERO;
      for (int i = 0; i < x.length; i++) {
        columns[j][i] = columns[j][i].subtract(mean);
      }
    }
    BigDecimal[][] all = new BigDecimal[features + 1][features + 1];
    for (int j = 0; j <= features; j++) {
      for (int k = 0; k <= features; k++) {
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = 0; i < x.length; i++) {
          BigDecimal weight = new BigDecimal(rowWeights[i]);
          sum = sum.add(columns[j][i].multiply(columns[k][i], DIGITS).multiply(weight, DIGITS));
        }
        all[j][k] = sum.divide(total, DIGITS);
      }
    }
    gram = all;
    products = all[features];
    square = all[features][features];
    half = new BigDecimal(l1).divide(BigDecimal.valueOf(2), DIGITS);
    scales = new BigDecimal[features];
    ridge = new BigDecimal[features];
    for (int j = 0; j < features; j++) {
      boolean constant = all[j][j].signum() == 0 || !standardize;
      scales[j] = constant ? BigDecimal.ONE : all[j][j].sqrt(DIGITS);
      ridge[j] = scales[j].multiply(scales[j], DIGITS).multiply(new BigDecimal(l2), DIGITS);
    }
  }

  /** The strength of the absolutes above which a weight on its own is 0. */
  double strengthOf(int feature) {
    return 2 * products[feature].abs().divide(scales[feature], DIGITS).doubleValue();
  }

  /** The objective at the best intercept for these weights. */
  BigDecimal objective(double[] weights) {
    BigDecimal[] exact = new BigDecimal[features];
    for (int j = 0; j < features; j++) {
      exact[j] = new BigDecimal(weights[j]);
    }
    return objective(exact);
  }

  private BigDecimal objective(BigDecimal... weights) {
    BigDecimal sum = square;
    for (int j = 0; j < features; j++) {
      BigDecimal slope = products[j].add(slope(j, weights));
      BigDecimal cost = half.add(half).multiply(scales[j], DIGITS).multiply(weights[j].abs());
      sum = sum.subtract(slope.multiply(weights[j], DIGITS)).add(cost);
    }
    return sum;
  }

  /** Minus half the slope of the smooth part along a weight. */
  private BigDecimal slope(int j, BigDecimal... weights) {
    BigDecimal sum = products[j].subtract(ridge[j].multiply(weights[j], DIGITS));
    for (int k = 0; k < features; k++) {
      sum = sum.subtract(gram[j][k].multiply(weights[k], DIGITS));
    }
    return sum;
  }

  /**
   * The weights at the minimum.
   *
   * @param near which of them are not 0, and their signs
   * @throws AssertionError when the minimum has others
   */
  BigDecimal[] minimum(double... near) {
    List<Integer> support = new ArrayList<>();
    for (int j = 0; j < features; j++) {
      if (near[j] != 0) {
        support.add(j);
      }
    }
    BigDecimal[] solution = solve(support, near);
    BigDecimal[] weights = new BigDecimal[features];
    java.util.Arrays.fill(weights, BigDecimal.ZERO);
    for (int i = 0; i < support.size(); i++) {
      weights[support.get(i)] = solution[i];
    }
    for (int j = 0; j < features; j++) {
      BigDecimal most = half.multiply(scales[j], DIGITS);
      BigDecimal excess = slope(j, weights).abs().subtract(most);
      boolean fits =
          near[j] == 0 ? excess.signum() <= 0 : weights[j].signum() == Math.signum(near[j]);
      if (!fits) {
        throw new AssertionError(
            "weight %d: %.3e, near %.3e, slope beyond by %.3e"
                .formatted(j, weights[j], near[j], excess));
      }
    }
    return weights;
  }

  /**
   * How far the objective at some weights is above the minimum.
   *
   * @param candidates the supports and signs that the minimum may have
   */
  double above(double[] weights, double[]... candidates) {
    AssertionError last = new AssertionError("no candidates");
    for (double[] near : candidates) {
      try {
        return objective(weights).subtract(objective(minimum(near))).doubleValue();
      } catch (AssertionError e) {
        last = e;
      }
    }
    throw last;
  }

  private BigDecimal[] solve(List<Integer> support, double... near) {
    int size = support.size();
    BigDecimal[][] rows = new BigDecimal[size][size + 1];
    for (int i = 0; i < size; i++) {
      int j = support.get(i);
      for (int k = 0; k < size; k++) {
        rows[i][k] = gram[j][support.get(k)];
      }
      rows[i][i] = rows[i][i].add(ridge[j]);
      BigDecimal sign = BigDecimal.valueOf(Math.signum(near[j]));
      rows[i][size] = products[j].subtract(sign.multiply(half).multiply(scales[j], DIGITS));
    }
    for (int i = 0; i < size; i++) {
      for (int k = i + 1; k < size; k++) {
        BigDecimal factor = rows[k][i].divide(rows[i][i], DIGITS);
        for (int c = i; c <= size; c++) {
          rows[k][c] = rows[k][c].subtract(factor.multiply(rows[i][c], DIGITS));
        }
      }
    }
    BigDecimal[] solution = new BigDecimal[size];
    for (int i = size - 1; i >= 0; i--) {
      BigDecimal sum = rows[i][size];
      for (int k = i + 1; k < size; k++) {
        sum = sum.subtract(rows[i][k].multiply(solution[k], DIGITS));
      }
      solution[i] = sum.divide(rows[i][i], DIGITS);
    }
    return solution;
  }
}
