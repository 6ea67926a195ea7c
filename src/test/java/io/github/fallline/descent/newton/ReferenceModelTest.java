package io.github.fallline.descent.newton;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.fallline.leastsquares.NearDependences;
import java.math.BigDecimal;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link ReferenceModel} against exact arithmetic. */
class ReferenceModelTest {
  private static final int FEATURES = 7;

  private static double[] numbers(SplittableRandom random, double size) {
    double[] numbers = new double[FEATURES];
    for (int j = 0; j < FEATURES; j++) {
      numbers[j] = size * (random.nextDouble() - 0.5);
    }
    return numbers;
  }

  private static BigDecimal prediction(double[] weights, double intercept, double[] row) {
    BigDecimal sum = new BigDecimal(intercept);
    for (int j = 0; j < weights.length; j++) {
      sum = sum.add(new BigDecimal(weights[j]).multiply(new BigDecimal(row[j])));
    }
    return sum;
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-12, 1, 1e6, 1e12})
  void residualKeepsItsDigitsHoweverMuchCancels(double size) {
    SplittableRandom random = new SplittableRandom(3);
    for (int trial = 0; trial < 100; trial++) {
      double[] weights = numbers(random, size);
      double[] row = numbers(random, 1000);
      double intercept = size * random.nextDouble();
      BigDecimal prediction = prediction(weights, intercept, row);
      double target = prediction.doubleValue() + 1e-3 * (random.nextDouble() - 0.5);
      double exact = new BigDecimal(target).subtract(prediction).doubleValue();
      double[] stored = new double[3 + FEATURES];
      System.arraycopy(row, 0, stored, 3, FEATURES);
      double found = new ReferenceModel(weights, intercept).residual(target, stored, 3);
      // Terms up to 500 size each, of which 2^-104 may be lost, (2 FEATURES)^2 times at most.
      double tolerance = Math.ulp(exact) + 0x1p-104 * 200 * 500 * size;
      assertEquals(exact, found, tolerance, "size " + size + ", trial " + trial);
    }
  }

  @Test
  void changeToAnotherModelPredictsTheDifference() {
    SplittableRandom random = new SplittableRandom(5);
    double[] zeros = new double[FEATURES];
    double[] value = new double[2];
    for (int trial = 0; trial < 100; trial++) {
      double[] weights = numbers(random, 1e6);
      double[] others = weights.clone();
      for (int j = 0; j < FEATURES; j++) {
        others[j] += Math.ulp(others[j]) * random.nextInt(5);
      }
      double[] row = numbers(random, 10);
      NearDependences change = new ReferenceModel(weights, 1e9).changeTo(others, 1e9 + 0x1p-20);
      change.values(row, 0, zeros, value, 1);
      BigDecimal exact =
          prediction(others, 1e9 + 0x1p-20, row).subtract(prediction(weights, 1e9, row));
      assertEquals(exact.doubleValue(), value[1], Math.ulp(exact.doubleValue()), "trial " + trial);
    }
  }

  @Test
  void constantModelHasNoWeights() {
    ReferenceModel model = ReferenceModel.constant(2.5);
    assertEquals(0, model.weight(0));
    assertEquals(0, model.weight(6));
    assertEquals(2.5, model.intercept());
    assertEquals(-1.5, model.residual(1, new double[] {7, 8}, 0));
    NearDependences change = model.changeTo(new double[] {3, 0}, 2);
    double[] value = new double[1];
    change.values(new double[] {10, 20}, 0, new double[2], value, 0);
    assertEquals(29.5, value[0]);
  }
}
