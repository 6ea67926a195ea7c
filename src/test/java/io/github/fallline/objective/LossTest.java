package io.github.fallline.objective;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LossTest {
  /** Every loss there is: what holds for one holds for all. */
  static List<Loss> losses() {
    return List.of(Loss.SQUARED);
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
      double rounding = 4 * Math.ulp(above[i] + below[i] + Math.abs(slopes[i]) * 10);
      double difference = (above[i] - below[i]) / (2 * step);
      assertEquals(difference, slopes[i], rounding / step, "row " + i);
    }
  }

  @ParameterizedTest
  @MethodSource("losses")
  void lossIsConvexAndNowhereBelowThatOfTheTarget(Loss loss) {
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
    double[] least = lossesOf(loss, targets, targets);
    for (int i = 0; i < middle.length; i++) {
      double onChord = (chord[i] + other[i]) / 2;
      assertTrue(between[i] <= onChord * (1 + 1e-15), "row " + i);
      assertTrue(least[i] <= between[i], "row " + i);
    }
    assertArrayEquals(new double[targets.length], slopesOf(loss, targets, targets));
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
  @MethodSource("losses")
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
