package io.github.fallline.objective;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PenaltyTest {
  /** Every kind of penalty. */
  static List<Penalty> penalties() {
    return List.of(
        Penalty.NONE, Penalty.l2(0.1), Penalty.l2(3), Penalty.l1(2), Penalty.elasticNet(0.5, 0.1));
  }

  /** What the penalty's part with kinks costs, by its definition. */
  private static double kinks(Penalty penalty, double[] weights) {
    double sum = 0;
    for (double weight : weights) {
      sum += Math.abs(weight);
    }
    return penalty.l1() * sum;
  }

  private static double smooth(Penalty penalty, double[] weights) {
    return penalty.value(weights, weights.length) - kinks(penalty, weights);
  }

  private static double[] weights(int count) {
    Random random = new Random(count);
    return random.doubles(count).map(u -> 2 * random.nextGaussian()).toArray();
  }

  @Test
  void l2IsTheStrengthTimesTheSumOfSquares() {
    double[] weights = {1, -2, 3, 100};
    double[] gradient = {10, 20, 30, 40};

    // By hand: 0.5 (1 + 4 + 9), and 10 + 1, 20 - 2, 30 + 3; the fourth weight is the intercept's.
    assertEquals(7, Penalty.l2(0.5).value(weights, 3));
    Penalty.l2(0.5).addGradient(weights, 3, gradient);
    assertArrayEquals(new double[] {11, 18, 33, 40}, gradient);
  }

  @Test
  void noneCostsNothing() {
    double[] gradient = {1, -0.0, Double.NaN};

    assertEquals(0, Penalty.NONE.value(weights(3), 3));
    Penalty.NONE.addGradient(weights(3), 3, gradient);
    assertArrayEquals(new double[] {1, -0.0, Double.NaN}, gradient);
    assertEquals(Penalty.NONE, Penalty.l2(0));
    assertEquals(Penalty.NONE, Objective.LEAST_SQUARES.penalty());
  }

  @Test
  void noneCostsNothingEvenForWeightsThatOverflowed() {
    double[] weights = {Double.POSITIVE_INFINITY, Double.NaN, 1e300};
    double[] gradient = {1, 2, 3};

    assertEquals(0, Penalty.NONE.value(weights, 3));
    Penalty.NONE.addGradient(weights, 3, gradient);
    assertArrayEquals(new double[] {1, 2, 3}, gradient);
  }

  @ParameterizedTest
  @MethodSource("penalties")
  void gradientMatchesCentralDifferences(Penalty penalty) {
    int count = 20;
    double step = 1e-5;
    double[] weights = weights(count);
    double[] gradient = new double[count];
    penalty.addGradient(weights, count, gradient);

    for (int j = 0; j < count; j++) {
      double weight = weights[j];
      weights[j] = weight + step;
      double above = smooth(penalty, weights);
      weights[j] = weight - step;
      double below = smooth(penalty, weights);
      weights[j] = weight;
      // Each value is a sum of 20 positive terms: 21 roundings at most; squares have no cubic term.
      double all = above + 2 * kinks(penalty, weights);
      double tolerance = 2 * 21 * Math.ulp(all) / (2 * step);
      assertEquals((above - below) / (2 * step), gradient[j], tolerance, "weight " + j);
    }
  }

  @ParameterizedTest
  @MethodSource("penalties")
  void gradientIsAddedToTheFirstElementsAlone(Penalty penalty) {
    double[] weights = weights(5);
    double[] alone = new double[5];
    penalty.addGradient(weights, 5, alone);
    double[] gradient = {1, 2, 3, 4, 5};

    penalty.addGradient(weights, 3, gradient);

    assertArrayEquals(new double[] {1 + alone[0], 2 + alone[1], 3 + alone[2], 4, 5}, gradient);
    assertArrayEquals(weights(5), weights);
  }

  @ParameterizedTest
  @MethodSource("penalties")
  void valueIsThatOfTheFirstWeightsAlone(Penalty penalty) {
    double[] weights = {1, 2, Double.NaN};

    assertTrue(penalty.value(weights, 2) >= 0);
    assertEquals(0, penalty.value(weights, 0));
    assertEquals(0, penalty.value(new double[4], 4));
  }

  @Test
  void elasticNetIsTheSumOfBoth() {
    double[] weights = {1, -2, 3, 100};

    // By hand: 0.5 (1 + 2 + 3) + 0.25 (1 + 4 + 9); the fourth weight is the intercept's.
    assertEquals(6.5, Penalty.elasticNet(0.5, 0.25).value(weights, 3));
    assertEquals(3, Penalty.l1(0.5).value(weights, 3));
    assertEquals(Penalty.l2(0.25), Penalty.elasticNet(0, 0.25));
    assertEquals(Penalty.NONE, Penalty.l1(0));
  }

  @Test
  void shrinkingStopsAtZero() {
    double[] weights = {1, -1, 0.25, -0.25, 0.125, 0, 9};

    Penalty.l1(0.5).proximalStep(weights, 6, 0.5);

    // By hand: 0.25 towards 0.
    assertArrayEquals(new double[] {0.75, -0.75, 0, 0, 0, 0, 9}, weights);
  }

  @Test
  void shrinkingKeepsWhatIsNotANumber() {
    double[] weights = {Double.NaN, Double.NEGATIVE_INFINITY};

    Penalty.l1(0.5).proximalStep(weights, 2, 0.5);

    assertArrayEquals(new double[] {Double.NaN, Double.NEGATIVE_INFINITY}, weights);
  }

  @Test
  void smoothPenaltiesDoNotShrink() {
    double[] weights = weights(5);

    Penalty.l2(3).proximalStep(weights, 5, 1);

    assertArrayEquals(weights(5), weights);
  }

  @Test
  void slopeNormIsThatOfTheShortestSubgradient() {
    double[] weights = {1, -1, 0, 0, 7};
    double[] gradient = {1, 1, 3, -0.25, 2};

    // By hand, strength 0.5: 1.5, 0.5, 2.5 left of 3, none left of 0.25; the intercept's 2 as it
    // is.
    double expected = Math.sqrt(1.5 * 1.5 + 0.5 * 0.5 + 2.5 * 2.5 + 2 * 2);
    assertEquals(expected, Penalty.l1(0.5).subgradientNorm(weights, 4, gradient), 1e-15);
    double plain = Math.sqrt(1 + 1 + 9 + 0.0625 + 4);
    assertEquals(plain, Penalty.l2(0.5).subgradientNorm(weights, 4, gradient), 1e-15);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, -Double.MIN_VALUE, Double.NaN, Double.POSITIVE_INFINITY, -1.0 / 0.0})
  void refusesAStrengthThatIsNone(double strength) {
    Exception error = assertThrows(IllegalArgumentException.class, () -> Penalty.l2(strength));

    assertEquals("Penalty.l2: expected a number >= 0, got " + strength, error.getMessage());
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesAnL1StrengthThatIsNone(double strength) {
    Exception error = assertThrows(IllegalArgumentException.class, () -> Penalty.l1(strength));

    assertEquals("Penalty.l1: expected a number >= 0, got " + strength, error.getMessage());
  }
}
