package io.github.fallline.optim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.IUpdater;

/** The update rules against ND4J's own updaters, on the same gradients. */
class UpdateRuleTest {
  private static final int SIZE = 5;
  private static final int STEPS = 50;
  private static final double RATE = 0.05;

  /** Each rule with its defaults, beside ND4J's updater with the defaults of ND4J. */
  static Stream<Arguments> rules() {
    return Stream.of(
        Arguments.of(new Nesterov(0.9), new org.nd4j.linalg.learning.config.Nesterovs(RATE, 0.9)),
        Arguments.of(new AdaGrad(), new org.nd4j.linalg.learning.config.AdaGrad(RATE)),
        Arguments.of(new RmsProp(), new org.nd4j.linalg.learning.config.RmsProp(RATE)),
        Arguments.of(new Adam(), new org.nd4j.linalg.learning.config.Adam(RATE)),
        Arguments.of(new AdaGrad(0.01), new org.nd4j.linalg.learning.config.AdaGrad(RATE, 0.01)),
        Arguments.of(
            new RmsProp(0.7, 0.01), new org.nd4j.linalg.learning.config.RmsProp(RATE, 0.7, 0.01)),
        Arguments.of(
            new Adam(0.8, 0.9, 0.01),
            new org.nd4j.linalg.learning.config.Adam(RATE, 0.8, 0.9, 0.01)));
  }

  /** Gradients of many sizes, a zero among the first. */
  private static double[][] gradients() {
    Random random = new Random(11);
    double[][] gradients = new double[STEPS][SIZE];
    for (double[] gradient : gradients) {
      for (int j = 0; j < SIZE; j++) {
        gradient[j] = Math.pow(10, j - 3) * random.nextGaussian();
      }
    }
    gradients[0][0] = 0;
    return gradients;
  }

  @ParameterizedTest
  @MethodSource("rules")
  void stepsAreThoseOfNd4j(UpdateRule rule, IUpdater nd4j) {
    double[] weights = new double[SIZE];
    UpdateRule.State update = rule.init(SIZE);
    INDArray expected = Nd4j.zeros(DataType.DOUBLE, 1, SIZE);
    INDArray state = Nd4j.zeros(DataType.DOUBLE, 1, nd4j.stateSize(SIZE));
    GradientUpdater<?> updater = nd4j.instantiate(state, true);
    int step = 0;
    for (double[] gradient : gradients()) {
      INDArray change = Nd4j.createFromArray(gradient).reshape(1, SIZE);
      updater.applyUpdater(change, step, 0); // in place
      expected.subi(change);
      update.step(weights, gradient, RATE);
      step++;
      for (int j = 0; j < SIZE; j++) {
        double value = expected.getDouble(0, j);
        assertEquals(value, weights[j], 1e-12 * (1 + Math.abs(value)), "step " + step + ", " + j);
      }
    }
  }

  static Stream<Arguments> badSettings() {
    String above = "epsilon: expected a number above 0, got ";
    String share = ": expected from 0 to below 1, got ";
    return Stream.of(
        refusal(() -> new AdaGrad(0), above + "0.0"),
        refusal(() -> new AdaGrad(Double.NaN), above + "NaN"),
        refusal(() -> new RmsProp(1, 1), "rmsprop decay" + share + "1.0"),
        refusal(() -> new RmsProp(0.5, -1), above + "-1.0"),
        refusal(() -> new Adam(-1, 0.5, 1), "adam beta1" + share + "-1.0"),
        refusal(() -> new Adam(0.5, Double.NaN, 1), "adam beta2" + share + "NaN"),
        refusal(() -> new Adam(0.5, 0.5, 1.0 / 0.0), above + "Infinity"));
  }

  private static Arguments refusal(Executable call, String message) {
    return Arguments.of(call, message);
  }

  @ParameterizedTest
  @MethodSource("badSettings")
  void refusesSettingsOutOfRange(Executable call, String message) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }

  @Test
  void onlyTheRulesThatRescaleAxesDependOnThem() {
    assertEquals(true, new PlainUpdate().isRotationEquivariant());
    assertEquals(true, new Nesterov(0.5).isRotationEquivariant());
    assertEquals(false, new AdaGrad().isRotationEquivariant());
    assertEquals(false, new RmsProp().isRotationEquivariant());
    assertEquals(false, new Adam().isRotationEquivariant());
  }
}
