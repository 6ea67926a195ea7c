package io.github.fallline.blas;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Small integers, whose results by hand are exact. */
class VectorsTest {
  private static final double[] LEFT = {1, -2, 3};
  private static final double[] RIGHT = {4, 5, -7};

  @Test
  void addsTermsAndLeavesElementsBehindThem() {
    double[] sum = {10, 20, 30, 40};

    Vectors.add(sum, LEFT);

    assertArrayEquals(new double[] {11, 18, 33, 40}, sum);
  }

  @Test
  void addsMultiplesOfTermsAndLeavesElementsBehindThem() {
    double[] sum = {10, 20, 30, 40};

    Vectors.addScaled(sum, -2, RIGHT);

    assertArrayEquals(new double[] {2, 10, 44, 40}, sum);
  }

  @Test
  void swapExchangesTwoElements() {
    double[] vector = {1, 2, 3};

    Vectors.swap(vector, 0, 2);

    assertArrayEquals(new double[] {3, 2, 1}, vector);
  }

  @Test
  void negationChangesEachSign() {
    double[] vector = {1, -2, 3};

    Vectors.negate(vector);

    assertArrayEquals(new double[] {-1, 2, -3}, vector);
  }

  @Test
  void productIsTheSumOfProducts() {
    assertEquals(4 - 10 - 21, Vectors.dot(LEFT, RIGHT));
    assertEquals(0, Vectors.dot(new double[0], new double[0]));
  }

  @Test
  void normIsTheLength() {
    assertEquals(13, Vectors.norm(new double[] {3, -4, 12}));
  }

  @Test
  void distanceIsThatOfTheDifferences() {
    assertEquals(9 + 49 + 100, Vectors.squaredDistance(LEFT, RIGHT));
  }

  /** 1 is lost beside 1e16, so the order shows. */
  @Test
  void sumsRunFromTheFirstElementToTheLast() {
    double[] ones = {1, 1, 1, 1};

    assertEquals(0, Vectors.dot(new double[] {1, 1e16, -1e16, 0}, ones));
    assertEquals(1, Vectors.dot(new double[] {1e16, -1e16, 1, 0}, ones));
  }
}
