package io.github.fallline.objective;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LossTest {
  /** Every loss there is: what holds for one holds for all. */
  static List<Loss> losses() {
    return List.of(
        Loss.SQUARED,
        Loss.huber(0.7),
        Loss.huber(1e9),
        Loss.quantile(0.5),
        Loss.quantile(0.9),
        Loss.POISSON);
  }

  /** The losses that are least, and 0, where the prediction is the target. */
  static List<Loss> lossesOfResiduals() {
    return losses().stream().filter(loss -> !loss.hasLogLink()).toList();
  }

  private static double[] gaussians(long seed, double size) {
    Random random = new Random(seed);
    return random.doubles(100).map(u -> size * random.nextGaussian()).toArray();
  }

  private static double[] lossesOf(Loss loss, double[] predictions, double[] targets) {
    double[] losses = new double[targets.length];
    loss.evaluate(predictions, targets, targets.length, losses, new double[targets.length]);
    return losses;
  }

  private static double[] slopesOf(Loss loss, double[] predictions, double[] targets) {
    double[] slopes = new double[targets.length];
    loss.evaluate(predictions, targets, targets.length, new double[targets.length], slopes);
    return slopes;
  }

  private static double[] shifted(double[] numbers, double shift) {
    double[] shifted = numbers.clone();
    for (int i = 0; i < shifted.length; i++) {
      shifted[i] += shift;
    }
    return shifted;
  }

  @Test
  void squaredErrorIsTheSquareWithoutAHalf() {
    // By hand: residuals 2, -3, 0, 0.5.
    double[] predictions = {3, -1, 7, 0.25};
    double[] targets = {1, 2, 7, -0.25};

    assertArrayEquals(new double[] {4, 9, 0, 0.25}, lossesOf(Loss.SQUARED, predictions, targets));
    assertArrayEquals(new double[] {4, -6, 0, 1}, slopesOf(Loss.SQUARED, predictions, targets));
    assertEquals("squared", Loss.SQUARED.toString());
  }

  @ParameterizedTest
  @MethodSource("losses")
  void slopeMatchesCentralDifferences(Loss loss) {
    double step = 1e-5;
    double[] predictions = gaussians(1, 3);
    double[] targets = gaussians(2, 3);

    double[] slopes = slopesOf(loss, predictions, targets);

    double[] above = lossesOf(loss, shifted(predictions, step), targets);
    double[] below = lossesOf(loss, shifted(predictions, -step), targets);
    for (int i = 0; i < slopes.length; i++) {
      // A few roundings of losses and of predictions, divided by the step; squares have no cubic
      // term.
      // The Poisson loss is a difference of two terms, and its cubic one is that of exp(p).
      double mean = loss.hasLogLink() ? Math.exp(predictions[i]) : 0;
      double cubic = mean * step * step;
      double terms = Math.abs(above[i]) + Math.abs(below[i]) + Math.abs(slopes[i]) * 10 + 4 * mean;
      double rounding = 4 * Math.ulp(terms);
      double difference = (above[i] - below[i]) / (2 * step);
      assertEquals(difference, slopes[i], rounding / step + cubic, "row " + i);
    }
  }

  @ParameterizedTest
  @MethodSource("losses")
  void lossIsConvexAndNowhereBelowItsLeastValue(Loss loss) {
    double[] left = gaussians(3, 10);
    double[] right = gaussians(4, 10);
    double[] middle = new double[left.length];
    for (int i = 0; i < middle.length; i++) {
      middle[i] = (left[i] + right[i]) / 2;
    }
    double[] targets = gaussians(5, 10);

    double[] chord = lossesOf(loss, left, targets);
    double[] other = lossesOf(loss, right, targets);
    double[] between = lossesOf(loss, middle, targets);
    for (int i = 0; i < middle.length; i++) {
      double onChord = (chord[i] + other[i]) / 2;
      assertTrue(between[i] <= onChord + 4 * Math.ulp(onChord), "row " + i);
      assertTrue(loss.leastValue() <= between[i], "row " + i);
    }
  }

  @ParameterizedTest
  @MethodSource("lossesOfResiduals")
  void lossAndSlopeVanishAtTheTarget(Loss loss) {
    double[] targets = gaussians(5, 10);

    assertArrayEquals(new double[targets.length], lossesOf(loss, targets, targets));
    assertArrayEquals(new double[targets.length], slopesOf(loss, targets, targets));
  }

  /** Slopes at random pairs of points: no further apart than the bound allows, and no steeper. */
  @ParameterizedTest
  @MethodSource("losses")
  void boundsOfSlopeAndCurvatureHold(Loss loss) {
    double[] left = gaussians(8, 5);
    double[] right = gaussians(9, 5);
    double[] targets = gaussians(10, 5);
    double[] slopes = slopesOf(loss, left, targets);
    double[] others = slopesOf(loss, right, targets);
    for (int i = 0; i < slopes.length; i++) {
      double most = loss.curvature() * Math.abs(left[i] - right[i]);
      assertTrue(Math.abs(slopes[i] - others[i]) <= most * (1 + 1e-12), "row " + i);
      assertTrue(Math.abs(slopes[i]) <= loss.slopeBound(), "row " + i);
    }
  }

  @Test
  void huberIsASquareWithStraightSides() {
    // By hand, delta 2: residuals 1, 2, 5, -5; beyond 2 the loss is 2 (2 |r| - 2), the slope +-4.
    double[] predictions = {1, 2, 5, -5};
    double[] zeros = new double[4];

    assertArrayEquals(new double[] {1, 4, 16, 16}, lossesOf(Loss.huber(2), predictions, zeros));
    assertArrayEquals(new double[] {2, 4, 4, -4}, slopesOf(Loss.huber(2), predictions, zeros));
  }

  @Test
  void quantileWeighsTheTwoSides() {
    // By hand, level 0.75: 0.75 a unit below the target, 0.25 above it.
    double[] predictions = {-2, 4, 0};
    double[] zeros = new double[3];
    Loss loss = Loss.quantile(0.75);

    assertArrayEquals(new double[] {1.5, 1, 0}, lossesOf(loss, predictions, zeros));
    assertArrayEquals(new double[] {-0.75, 0.25, 0}, slopesOf(loss, predictions, zeros));
  }

  @Test
  void poissonIsLeastAtTheLogarithmOfTheTarget() {
    // By hand: exp(ln 3) - 3 ln 3 with slope 0, and exp(0) - 3 * 0 with slope 1 - 3.
    double[] predictions = {Math.log(3), 0};
    double[] threes = {3, 3};

    assertArrayEquals(
        new double[] {3 - 3 * Math.log(3), 1}, lossesOf(Loss.POISSON, predictions, threes), 1e-14);
    assertArrayEquals(new double[] {0, -2}, slopesOf(Loss.POISSON, predictions, threes), 1e-14);
  }

  static Stream<Arguments> badSettings() {
    String delta = "Loss.huber: expected a number above 0, got ";
    String level = "Loss.quantile: expected a number between 0 and 1, got ";
    return Stream.of(
        refusal(() -> Loss.huber(0), delta + "0.0"),
        refusal(() -> Loss.huber(-1), delta + "-1.0"),
        refusal(() -> Loss.huber(Double.NaN), delta + "NaN"),
        refusal(() -> Loss.huber(1.0 / 0.0), delta + "Infinity"),
        refusal(() -> Loss.quantile(0), level + "0.0"),
        refusal(() -> Loss.quantile(1), level + "1.0"),
        refusal(() -> Loss.quantile(Double.NaN), level + "NaN"));
  }

  private static Arguments refusal(Executable call, String message) {
    return Arguments.of(call, message);
  }

  @ParameterizedTest
  @MethodSource("badSettings")
  void refusesSettingsOutOfRange(Executable call, String message) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }

  @ParameterizedTest
  @MethodSource("losses")
  void slopesMayOverwriteThePredictions(Loss loss) {
    double[] predictions = gaussians(6, 3);
    double[] targets = gaussians(7, 3);
    double[] slopes = slopesOf(loss, predictions, targets);
    double[] expected = lossesOf(loss, predictions, targets);

    double[] losses = new double[targets.length];
    loss.evaluate(predictions, targets, targets.length, losses, predictions);

    assertArrayEquals(expected, losses);
    assertArrayEquals(slopes, predictions);
  }

  @ParameterizedTest
  @MethodSource("lossesOfResiduals")
  void touchesTheFirstRowsAlone(Loss loss) {
    double[] losses = {9, 9, 9};
    double[] slopes = {9, 9, 9};

    loss.evaluate(new double[] {1, 2, 3}, new double[] {1, 2, 5}, 2, losses, slopes);
    assertArrayEquals(new double[] {0, 0, 9}, losses);
    assertArrayEquals(new double[] {0, 0, 9}, slopes);

    loss.evaluate(new double[0], new double[0], 0, losses, slopes);
    assertArrayEquals(new double[] {0, 0, 9}, losses);
  }

  @ParameterizedTest
  @MethodSource("losses")
  void notANumberStaysNotANumber(Loss loss) {
    double[] predictions = {Double.NaN, 1};
    double[] targets = {1, Double.NaN};

    assertArrayEquals(new double[] {Double.NaN, Double.NaN}, lossesOf(loss, predictions, targets));
    assertArrayEquals(new double[] {Double.NaN, Double.NaN}, slopesOf(loss, predictions, targets));
  }
}
