package io.github.fallline.blas;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SymmetricEigenTest {
  /** From 100 on, LAPACK's own eigenvectors were wrong on processors with AVX-512. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 24, 25, 26, 32, 33, 64, 100, 129, 200, 300})
  void vectorsAreOrthogonalAndMakeUpTheMatrix(int n) {
    double[] matrix = new double[n * n];
    Random random = new Random(n);
    for (int i = 0; i < n; i++) {
      for (int j = i; j < n; j++) {
        matrix[i * n + j] = random.nextGaussian();
      }
    }

    SymmetricEigen eigen = SymmetricEigen.of(matrix, n);

    // Backward stable: errors of a modest multiple of n eps times the norm, which is 2 sqrt(n).
    double tolerance = 10 * n * 2.2e-16 * 2 * Math.sqrt(n) + 1e-15;
    double[] v = eigen.vectors();
    for (int i = 0; i < n; i++) {
      for (int j = i; j < n; j++) {
        double sum = 0;
        double product = 0;
        for (int k = 0; k < n; k++) {
          sum += v[k * n + i] * eigen.values()[k] * v[k * n + j];
          product += v[i * n + k] * v[j * n + k];
        }
        assertEquals(matrix[i * n + j], sum, tolerance, "element " + i + ", " + j);
        assertEquals(i == j ? 1 : 0, product, 10 * n * 2.2e-16, "vectors " + i + " and " + j);
      }
    }
  }

  /** The outer product of 1, 2, ... with itself: one eigenvalue, and the others are zero. */
  @ParameterizedTest
  @ValueSource(doubles = {0, 1e-290, 1e-150, 1, 1e150, 1e290})
  void matrixOfRankOneHasOneEigenvalue(double scale) {
    int n = 60;
    double[] matrix = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        matrix[i * n + j] = scale * (i + 1) * (j + 1);
      }
    }
    double only = scale * n * (n + 1) * (2 * n + 1) / 6;

    double[] values = SymmetricEigen.of(matrix, n).values();

    for (int k = 0; k < n; k++) {
      assertEquals(k == n - 1 ? only : 0, values[k], 1e-14 * only, "value " + k);
    }
  }

  /**
   * Hilbert's matrix of order 5; least and largest eigenvalue from tables (Fettis, Caslin 1967).
   */
  @Test
  void valuesOfHilbertsMatrixAreThoseOfTheTables() {
    int n = 5;
    double[] matrix = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        matrix[i * n + j] = 1.0 / (i + j + 1);
      }
    }

    double[] values = SymmetricEigen.of(matrix, n).values();

    assertEquals(1.567050691098, values[n - 1], 1e-12);
    assertEquals(3.28793e-6, values[0], 1e-11);
  }

  @Test
  void valuesAreThoseFoundByHand() {
    // [[2, 1], [1, 2]] has eigenvalues 1 and 3.
    SymmetricEigen eigen = SymmetricEigen.of(new double[] {2, 1, -99, 2}, 2);

    assertArrayEquals(new double[] {1, 3}, eigen.values(), 1e-15);
  }

  @Test
  void refusesNumbersThatAreNotFinite() {
    double[] matrix = {1, Double.NaN, 0, 1};

    assertThrows(ArithmeticException.class, () -> SymmetricEigen.of(matrix, 2));
  }
}
