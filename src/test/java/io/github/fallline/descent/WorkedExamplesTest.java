package io.github.fallline.descent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.blas.Precision;
import io.github.fallline.data.Dataset;
import io.github.fallline.data.RowStream;
import io.github.fallline.data.Shuffling;
import io.github.fallline.data.Tile;
import io.github.fallline.descent.GradientMethod.FullBatch;
import io.github.fallline.descent.GradientMethod.Gradients;
import io.github.fallline.descent.GradientMethod.MiniBatch;
import io.github.fallline.descent.GradientMethod.Stochastic;
import io.github.fallline.descent.gradient.GradientAccumulator;
import io.github.fallline.descent.scaling.FeatureScaling;
import io.github.fallline.model.ModelSpec;
import io.github.fallline.objective.Loss;
import io.github.fallline.optim.LearningRate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The worked introductions to gradient descent: y = w x on (1, 2), (2, 4), (3, 6) from w = 1 with
 * learning rate 0.01. Expected figures follow from w &lt;- w - 0.01 * 2 x (x w - y), row by row,
 * and its mean over the rows, in double precision.
 */
class WorkedExamplesTest {
  private static final double TOLERANCE = 1e-12;
  private static final ModelSpec ONE_WEIGHT = new ModelSpec(false, false, 1);

  private static TrainingConfig textbook(GradientMethod method, long epochs) {
    return TrainingConfig.of(method)
        .withForm(ONE_WEIGHT)
        .withLearningRate(LearningRate.fixed(0.01))
        .withShuffling(new Shuffling(false, 0, 0))
        .withStop(StopRule.epochs(epochs));
  }

  /** A method, its epochs, the weight after them and the prediction for x = 4. */
  record Run(GradientMethod method, long epochs, double weight, double prediction) {}

  static List<Run> runs() {
    return List.of(
        new Run(new Stochastic(), 10, 7.804863933862125 / 4, 7.804863933862125),
        new Run(new MiniBatch(1), 10, 7.804863933862125 / 4, 7.804863933862125),
        new Run(new Stochastic(), 100, 1.9999999999999236, 4 * 1.9999999999999236),
        new Run(new FullBatch(Gradients.ROWS), 100, 1.9999444396553017, 7.999777758621207),
        new Run(new FullBatch(Gradients.MOMENTS), 100, 1.9999444396553017, 7.999777758621207),
        new Run(new FullBatch(), 100, 1.9999444396553017, 7.999777758621207),
        new Run(new MiniBatch(3), 100, 1.9999444396553017, 7.999777758621207));
  }

  @ParameterizedTest
  @MethodSource("runs")
  void weightAndPredictionAreThoseOfTheTextbook(Run run) {
    try (Dataset data = Tables.workedExample()) {
      Training training = new Trainer(textbook(run.method(), run.epochs())).fit(data);

      assertEquals(run.weight(), training.model().coefficient("x1"), TOLERANCE);
      assertEquals(run.prediction(), training.model().predict(4.0), TOLERANCE);
      assertEquals(run.epochs(), training.epochs());
      assertEquals(StopReason.EPOCHS, training.stopReason());
    }
  }

  @Test
  void gradientsOfTheFirstEpochAreThoseOfTheTextbook() {
    double[] expected = {-2.0, -7.84, -16.2288};
    double weight = 1;
    try (Dataset data = Tables.workedExample();
        GradientAccumulator rows =
            new GradientAccumulator(
                Loss.SQUARED, FeatureScaling.raw(1, false), 3, Precision.DOUBLE);
        Tile tile = data.newTile(3)) {
      RowStream.Pass pass = data.pass(3);
      assertTrue(pass.next(tile));
      double[] gradient = new double[1];
      for (int i = 0; i < 3; i++) {
        rows.start(new double[] {weight});
        rows.add(tile, i, 1);
        rows.gradient(1, gradient);
        assertEquals(expected[i], gradient[0], TOLERANCE);
        weight -= 0.01 * gradient[0];
      }
    }
  }

  @Test
  void oneRandomRowAnEpochTendsToTheSlope() {
    TrainingConfig config =
        textbook(new Stochastic(), 1000).withShuffling(new Shuffling(true, 1, 1));
    try (Dataset data = Tables.workedExample()) {
      Training training = new Trainer(config).fit(data);

      assertEquals(2, training.model().coefficient("x1"), 1e-9);
      assertEquals(1000, training.updates());
    }
  }

  /** Slope and intercept from 0, 0 on x = 0, 1, ... 100 and y = 3 x + 5. */
  private static Dataset line() {
    double[][] x = new double[101][1];
    double[] y = new double[101];
    for (int i = 0; i <= 100; i++) {
      x[i][0] = i;
      y[i] = 3 * i + 5;
    }
    return Tables.of(x, y);
  }

  private static TrainingConfig lineConfig(GradientMethod method, double rate) {
    return TrainingConfig.of(method)
        .withForm(new ModelSpec(true, false, 0))
        .withLearningRate(LearningRate.fixed(rate))
        .withShuffling(new Shuffling(false, 0, 0));
  }

  @ParameterizedTest
  @MethodSource("methods")
  void lineConvergesAtASmallRate(GradientMethod method) {
    try (Dataset data = line()) {
      Training training = new Trainer(lineConfig(method, 1e-4)).fit(data);

      assertEquals(StopReason.CONVERGED, training.stopReason());
      // Within the tolerance of 1e-4 var(y) = 0.77 of the loss at worst; the noisy methods' share.
      assertEquals(3, training.model().coefficient("x1"), 0.05);
      assertTrue(training.metrics().r2() > 1 - 1e-4, () -> "r2 " + training.metrics().r2());
    }
  }

  @ParameterizedTest
  @MethodSource("methods")
  void lineDivergesAtALargeRateAndIsCalledSo(GradientMethod method) {
    try (Dataset data = line()) {
      Trainer trainer = new Trainer(lineConfig(method, 1e-2));

      DivergedException failure = assertThrows(DivergedException.class, () -> trainer.fit(data));

      assertTrue(failure.getMessage().startsWith("Diverged at epoch "), failure.getMessage());
      assertTrue(failure.getMessage().contains("was 0.01"), failure.getMessage());
      assertTrue(failure.getMessage().contains("LearningRate.AUTO"), failure.getMessage());
    }
  }

  static List<GradientMethod> methods() {
    return List.of(
        new FullBatch(), new FullBatch(Gradients.ROWS), new Stochastic(), new MiniBatch(10));
  }

  @Test
  void fullBatchOnTheLineFindsSlopeAndIntercept() {
    try (Dataset data = line()) {
      Training training = new Trainer(lineConfig(new FullBatch(), 1e-4)).fit(data);

      // gap <= 1e-18 var(y) with var(y) = 9 * 850: residuals of 1e-7 or so, flattest at x = 0.
      assertEquals(3, training.model().coefficient("x1"), 1e-8);
      assertEquals(5, training.model().intercept(), 1e-6);
    }
  }
}
