package io.github.fallline.synthetic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.fallline.blas.SymmetricEigen;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RandomCorrelationTest {
  private static RandomCorrelation draw(int features, double condition, long seed) {
    return RandomCorrelation.of(
        features, condition, new GaussianSource(new SplittableRandom(seed)));
  }

  /** F.F', row by row, from what the correlation makes of the unit vectors. */
  private static double[] matrix(RandomCorrelation correlation, int d) {
    double[] matrix = new double[d * d];
    for (int k = 0; k < d; k++) {
      double[] unit = new double[d];
      double[] column = new double[d];
      unit[k] = 1;
      correlation.mix(unit, column);
      for (int i = 0; i < d * d; i++) {
        matrix[i] += column[i / d] * column[i % d];
      }
    }
    return matrix;
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 0",
    "4, 1, 0",
    "2, 10, 1",
    "2, 1e4, 2",
    "3, 100, 3",
    "7, 1e4, 4",
    "20, 1e3, 5",
    "100, 1e4, 6"
  })
  void diagonalIsOneAndEigenvaluesAreGeometric(int d, double condition, long seed) {
    double[] matrix = matrix(draw(d, condition, seed), d);
    for (int i = 0; i < d; i++) {
      assertEquals(1, matrix[i * d + i], 1e-12, "diagonal element " + i);
    }
    double[] eigenvalues = SymmetricEigen.of(matrix, d).values();
    // An eigenvalue is off by a few roundings of the largest, which is below d.
    double tolerance = 1e-14 * d * d;
    double ratio = d == 1 ? 1 : Math.pow(condition, 1.0 / (d - 1));
    double sum = 0;
    for (int k = 0; k < d; k++) {
      assertEquals(eigenvalues[0] * Math.pow(ratio, k), eigenvalues[k], tolerance * condition);
      sum += eigenvalues[k];
    }
    assertEquals(d, sum, tolerance);
    assertEquals(condition, eigenvalues[d - 1] / eigenvalues[0], 1e-8 * condition);
  }

  @ParameterizedTest
  @CsvSource({"3, 1", "3, 50", "12, 1e5"})
  void varianceIsTheQuadraticForm(int d, double condition) {
    RandomCorrelation correlation = draw(d, condition, 9);
    double[] matrix = matrix(correlation, d);
    double[] weights = new double[d];
    for (int i = 0; i < d; i++) {
      weights[i] = 1 + 0.5 * i * i - 2 * i;
    }
    double expected = 0;
    double size = 0;
    for (int i = 0; i < d * d; i++) {
      double term = weights[i / d] * matrix[i] * weights[i % d];
      expected += term;
      size += Math.abs(term);
    }

    assertEquals(expected, correlation.variance(weights), 1e-14 * d * size);
  }
}
