package io.github.fallline.optim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.data.Dataset;
import io.github.fallline.descent.GradientMethod;
import io.github.fallline.descent.GradientMethod.FullBatch;
import io.github.fallline.descent.GradientMethod.Gradients;
import io.github.fallline.descent.GradientMethod.MiniBatch;
import io.github.fallline.descent.StopRule;
import io.github.fallline.descent.Tables;
import io.github.fallline.descent.Trainer;
import io.github.fallline.descent.Training;
import io.github.fallline.descent.TrainingConfig;
import io.github.fallline.model.ModelSpec;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.schedule.ExponentialSchedule;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.InverseSchedule;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.SigmoidSchedule;
import org.nd4j.linalg.schedule.StepSchedule;

class ScheduleTest {
  private static final double RATE = 0.3;

  /**
   * Each schedule beside that of ND4J, but the polynomial, whose rate rises there. The sigmoid
   * rises with a positive gamma.
   */
  static Stream<Arguments> schedules() {
    ScheduleType epoch = ScheduleType.EPOCH;
    return Stream.of(
        Arguments.of(Schedule.CONSTANT, new FixedSchedule(RATE)),
        Arguments.of(new Schedule.Inverse(0.2, 0.75), new InverseSchedule(epoch, RATE, 0.2, 0.75)),
        Arguments.of(new Schedule.Step(0.5, 7), new StepSchedule(epoch, RATE, 0.5, 7)),
        Arguments.of(new Schedule.Exponential(0.9), new ExponentialSchedule(epoch, RATE, 0.9)),
        Arguments.of(new Schedule.Sigmoid(0.3, 20), new SigmoidSchedule(epoch, RATE, -0.3, 20)));
  }

  @ParameterizedTest
  @MethodSource("schedules")
  void ratesAreThoseOfNd4j(Schedule schedule, ISchedule nd4j) {
    for (int epoch = 0; epoch < 60; epoch++) {
      double expected = nd4j.valueAt(0, epoch);
      assertEquals(expected, RATE * schedule.factor(epoch), 1e-15, "epoch " + epoch);
    }
  }

  @Test
  void polynomialFallsToZero() {
    // By hand: (1 - 1/4)^2 = 9/16 and so on.
    Schedule schedule = new Schedule.Polynomial(2, 4);
    double[] expected = {1, 9.0 / 16, 4.0 / 16, 1.0 / 16, 0, 0};
    for (int epoch = 0; epoch < expected.length; epoch++) {
      assertEquals(expected[epoch], schedule.factor(epoch), "epoch " + epoch);
    }
  }

  static List<Schedule> falling() {
    return List.of(
        Schedule.CONSTANT,
        new Schedule.Inverse(0.2, 0.75),
        new Schedule.Step(0.5, 7),
        new Schedule.Exponential(0.9),
        new Schedule.Polynomial(2, 30),
        new Schedule.Sigmoid(0.3, 20));
  }

  /** All of them fall, from 1 or from nearly 1. */
  @ParameterizedTest
  @MethodSource("falling")
  void factorsNeverRise(Schedule schedule) {
    assertEquals(1, schedule.factor(0), 0.01);
    for (long epoch = 0; epoch < 1000; epoch++) {
      assertTrue(schedule.factor(epoch + 1) <= schedule.factor(epoch), "epoch " + epoch);
      assertTrue(schedule.factor(epoch) >= 0, "epoch " + epoch);
    }
  }

  static List<GradientMethod> methods() {
    return List.of(
        new FullBatch(Gradients.ROWS), new FullBatch(Gradients.MOMENTS), new MiniBatch(3));
  }

  /** y = 2 x, x = 1, 2, 3, from w = 0: an epoch multiplies w - 2 by 1 - 2 rate 14/3. */
  @ParameterizedTest
  @MethodSource("methods")
  void everyEpochTakesItsRate(GradientMethod method) {
    TrainingConfig config =
        TrainingConfig.of(method)
            .withForm(new ModelSpec(false, false, 0))
            .withLearningRate(LearningRate.scheduled(0.05, new Schedule.Step(0.5, 1)))
            .withStop(StopRule.epochs(3));
    double distance = -2;
    for (double rate : new double[] {0.05, 0.025, 0.0125}) {
      distance *= 1 - 2 * rate * 14 / 3;
    }
    try (Dataset data = Tables.workedExample()) {
      Training training = new Trainer(config).fit(data);

      assertEquals(2 + distance, training.model().coefficient("x1"), 1e-13);
      assertEquals(0.05 / 8, training.learningRate(), 1e-17);
    }
  }

  static Stream<Arguments> badSettings() {
    return Stream.of(
        refusal(
            () -> new Schedule.Inverse(0, 1), "Inverse.gamma: expected a number above 0, got 0.0"),
        refusal(
            () -> new Schedule.Inverse(1, -1),
            "Inverse.power: expected a number above 0, got -1.0"),
        refusal(
            () -> new Schedule.Step(1.5, 1),
            "Step.decay: expected a number above 0 and at most 1, got 1.5"),
        refusal(() -> new Schedule.Step(0.5, 0), "Step.every: expected at least 1, got 0"),
        refusal(
            () -> new Schedule.Exponential(Double.NaN),
            "Exponential.gamma: expected a number above 0 and at most 1, got NaN"),
        refusal(
            () -> new Schedule.Polynomial(1.0 / 0.0, 1),
            "Polynomial.power: expected a number above 0, got Infinity"),
        refusal(
            () -> new Schedule.Polynomial(1, 0), "Polynomial.epochs: expected at least 1, got 0"),
        refusal(
            () -> new Schedule.Sigmoid(0, 1), "Sigmoid.gamma: expected a number above 0, got 0.0"),
        refusal(
            () -> new Schedule.Sigmoid(1, -1),
            "Sigmoid.middle: expected an epoch from 0 on, got -1"));
  }

  private static Arguments refusal(Executable call, String message) {
    return Arguments.of(call, message);
  }

  @ParameterizedTest
  @MethodSource("badSettings")
  void refusesSettingsOutOfRange(Executable call, String message) {
    Exception error = assertThrows(IllegalArgumentException.class, call);

    assertEquals(message, error.getMessage());
  }
}
