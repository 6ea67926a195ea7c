package io.github.fallline.synthetic;

import java.util.Arrays;

/** Least squares on standardized columns by the normal equations, in plain loops. */
final class PlainLeastSquares {
  final double[] means;
  final double[] deviations;
  final double[] correlation;
  final double[] coefficients;
  final double intercept;
  final double residualDeviation;
  final double signalDeviation;

  /** Standard errors for noise of standard deviation 1. */
  final double[] errors;

  final double interceptError;

  static PlainLeastSquares of(double[][] rows) {
    return new PlainLeastSquares(rows, rows[0].length - 1);
  }

  private PlainLeastSquares(double[][] rows, int d) {
    int n = rows.length;
    means = new double[d + 1];
    deviations = new double[d + 1];
    for (int j = 0; j <= d; j++) {
      int column = j;
      double mean = Arrays.stream(rows).mapToDouble(row -> row[column]).sum() / n;
      means[j] = mean;
      deviations[j] =
          Math.sqrt(Arrays.stream(rows).mapToDouble(row -> square(row[column] - mean)).sum() / n);
    }
    correlation = new double[d * d];
    // The normal equations with the unit matrix beside them; Gauss and Jordan make it the
    // inverse.
    double[][] equations = new double[d][2 * d + 1];
    for (double[] row : rows) {
      for (int j = 0; j < d; j++) {
        for (int k = 0; k <= d; k++) {
          double product = standard(row, j) * standard(row, k) / n;
          equations[j][k == d ? 2 * d : k] += product;
          if (k < d) {
            correlation[j * d + k] += product;
          }
        }
      }
    }
    for (int j = 0; j < d; j++) {
      equations[j][d + j] = 1;
    }
    eliminate(equations);

    coefficients = new double[d];
    errors = new double[d];
    double constant = means[d];
    double meanVariance = 1;
    for (int j = 0; j < d; j++) {
      coefficients[j] = equations[j][2 * d] * deviations[d] / deviations[j];
      errors[j] = Math.sqrt(equations[j][d + j] / n) / deviations[j];
      constant -= coefficients[j] * means[j];
      for (int k = 0; k < d; k++) {
        meanVariance += means[j] / deviations[j] * equations[j][d + k] * means[k] / deviations[k];
      }
    }
    intercept = constant;
    interceptError = Math.sqrt(meanVariance / n);
    double squares = 0;
    double signal = 0;
    for (double[] row : rows) {
      double fitted = 0;
      for (int j = 0; j < d; j++) {
        fitted += coefficients[j] * (row[j] - means[j]);
      }
      squares += square(row[d] - means[d] - fitted);
      signal += square(fitted);
    }
    residualDeviation = Math.sqrt(squares / (n - d - 1));
    signalDeviation = Math.sqrt(signal / n);
  }

  private double standard(double[] row, int column) {
    return (row[column] - means[column]) / deviations[column];
  }

  private static double square(double value) {
    return value * value;
  }

  /** Without pivots: the matrix is positive definite. */
  private static void eliminate(double[][] equations) {
    for (int i = 0; i < equations.length; i++) {
      double pivot = equations[i][i];
      for (int k = 0; k < equations[i].length; k++) {
        equations[i][k] /= pivot;
      }
      for (int j = 0; j < equations.length; j++) {
        double factor = equations[j][i];
        for (int k = 0; j != i && k < equations[i].length; k++) {
          equations[j][k] -= factor * equations[i][k];
        }
      }
    }
  }
}
