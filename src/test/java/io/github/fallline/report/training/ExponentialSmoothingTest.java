package io.github.fallline.report.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExponentialSmoothingTest {
  @Test
  void meansAreWeightedFromTheFirstRiseOn() {
    double[] values = {100, 4, 8, 4};

    // By hand with weight 0.75: 4, then 0.75 4 + 0.25 8 = 5, then 0.75 5 + 0.25 4 = 4.75.
    assertArrayEquals(new double[] {100, 4, 5, 4.75}, new ExponentialSmoothing(0.75).of(values), 0);
  }

  @Test
  void weightZeroLeavesValuesAsTheyAre() {
    double[] values = {3, 9, 1};

    assertArrayEquals(values, new ExponentialSmoothing(0).of(values), 0);
  }

  @Test
  void longerCurvesAreSmoothedMore() {
    double[] falling = new double[1000];
    double[] rough = new double[1000];
    for (int i = 0; i < 1000; i++) {
      falling[i] = -i;
      rough[i] = i % 2;
    }

    assertTrue(ExponentialSmoothing.suiting(falling).isNone());
    assertTrue(ExponentialSmoothing.suiting(new double[] {2, 1, 2}).isNone());
    // 25 stretches of 1000 values: 1 - 25/1000.
    assertEquals(0.975, ExponentialSmoothing.suiting(rough).weight(), 1e-15);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1, Double.NaN})
  void rejectsOtherWeights(double weight) {
    assertThrows(IllegalArgumentException.class, () -> new ExponentialSmoothing(weight));
  }
}
