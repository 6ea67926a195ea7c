package io.github.fallline.blas;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

/** Small integers, whose results by hand are exact; what must not be read is NaN. */
class UpperTriangleTest {
  private static final double NONE = Double.NaN;

  /** R = [2 1 3; 0 4 -1; 0 0 5] in rows of four. */
  private static final double[] TRIANGLE = {2, 1, 3, NONE, NONE, 4, -1, NONE, NONE, NONE, 5, NONE};

  @Test
  void solvesWithTheTriangle() {
    double[] b = {2 - 2 + 9, -8 - 3, 15, 7}; // R (1, -2, 3)'

    UpperTriangle.solve(TRIANGLE, 4, b, 3);

    assertArrayEquals(new double[] {1, -2, 3, 7}, b);
  }

  @Test
  void solvesWithTheTransposedTriangle() {
    double[] b = {2, 1 - 8, 3 + 2 + 15, 7}; // R' (1, -2, 3)'

    UpperTriangle.solveTransposed(TRIANGLE, 4, b, 3);

    assertArrayEquals(new double[] {1, -2, 3, 7}, b);
  }

  @Test
  void solvesWithTheLeadingTriangle() {
    double[] b = {2 - 2, -8, 7};

    UpperTriangle.solve(TRIANGLE, 4, b, 2);

    assertArrayEquals(new double[] {1, -2, 7}, b);
  }

  @Test
  void factorTimesItsTransposeIsTheMatrix() {
    // R'R of the triangle above.
    double[] matrix = {4, 2, 6, NONE, 17, -1, NONE, NONE, 35};

    UpperTriangle.factorize(matrix, 3, 0, NONE);

    assertArrayEquals(new double[] {2, 1, 3, NONE, 4, -1, NONE, NONE, 5}, matrix);
  }

  @Test
  void pivotThatIsNotAboveTheLeastHasTheSubstitute() {
    double[] matrix = {4, 2, NONE, 2};

    UpperTriangle.factorize(matrix, 2, 1, 10); // 2 - 1 = 1 is left

    assertArrayEquals(new double[] {2, 1, NONE, 10}, matrix);
  }

  @Test
  void infiniteSubstituteLeavesADirectionOut() {
    double[] matrix = {0, 3, NONE, 4};
    double[] b = {5, 8};

    UpperTriangle.factorize(matrix, 2, 0, Double.POSITIVE_INFINITY);
    UpperTriangle.solveTransposed(matrix, 2, b, 2);
    UpperTriangle.solve(matrix, 2, b, 2);

    assertArrayEquals(new double[] {0, 2}, b);
  }

  @Test
  void reflectionEndsAColumnAtItsFirstRow() {
    // Rows 1 and 2 hold 3 and 4 in column 1: a length of 5, away from the sign of 3.
    double[] matrix = {
      1, 1, 1,
      0, 3, 10,
      0, 4, 5
    };

    UpperTriangle.reflect(matrix, 3, 1, 3, 1, 5);

    // (10, 5) reflected about the same line: -(3 10 + 4 5) / 5, and -(4 10 - 3 5) / 5.
    double[] expected = {1, 1, 1, 0, -5, -10, 0, 0, -5};
    assertArrayEquals(expected, matrix, 1e-14);
  }
}
