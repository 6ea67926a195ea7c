package io.github.fallline.descent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.data.Dataset;
import io.github.fallline.data.Shuffling;
import io.github.fallline.descent.GradientMethod.FullBatch;
import io.github.fallline.descent.GradientMethod.Gradients;
import io.github.fallline.descent.GradientMethod.MiniBatch;
import io.github.fallline.descent.GradientMethod.Stochastic;
import io.github.fallline.model.LinearModel;
import io.github.fallline.model.ModelSpec;
import io.github.fallline.objective.Loss;
import io.github.fallline.objective.Objective;
import io.github.fallline.objective.Penalty;
import io.github.fallline.optim.LearningRate;
import io.github.fallline.optim.Momentum;
import io.github.fallline.optim.Nesterov;
import io.github.fallline.optim.PlainUpdate;
import io.github.fallline.optim.UpdateRule;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class TrainerTest {
  private static Training fit(Dataset data, TrainingConfig config) {
    return new Trainer(config).fit(data);
  }

  private static void assertClose(LinearModel expected, LinearModel found, double tolerance) {
    for (String name : expected.featureNames()) {
      double value = expected.coefficient(name);
      assertEquals(value, found.coefficient(name), tolerance * (1 + Math.abs(value)), name);
    }
    double value = expected.intercept();
    assertEquals(value, found.intercept(), tolerance * (1 + Math.abs(value)), "intercept");
  }

  static List<TrainingConfig> textbookConfigs() {
    List<TrainingConfig> configs = new ArrayList<>();
    List<UpdateRule> rules = List.of(new PlainUpdate(), new Momentum(0.8), new Nesterov(0.8));
    for (UpdateRule rule : rules) {
      for (Penalty penalty : List.of(Penalty.NONE, Penalty.l2(0.05))) {
        for (boolean shuffle : new boolean[] {false, true}) {
          configs.add(
              TrainingConfig.of(new FullBatch())
                  .withUpdate(rule)
                  .withObjective(new Objective(Loss.SQUARED, penalty))
                  .withLearningRate(LearningRate.fixed(0.01))
                  .withShuffling(new Shuffling(shuffle, 3, 0))
                  .withStop(StopRule.epochs(20)));
        }
      }
    }
    return configs;
  }

  private static TrainingConfig with(GradientMethod method, TrainingConfig config) {
    return config.withMethod(method);
  }

  @ParameterizedTest
  @MethodSource("textbookConfigs")
  void batchesOfOneRowAreStochasticDescent(TrainingConfig config) {
    try (Dataset data = Tables.random(101, 3, 1, 1)) {
      LinearModel stochastic = fit(data, with(new Stochastic(), config)).model();
      LinearModel batches = fit(data, with(new MiniBatch(1), config)).model();

      assertEquals(stochastic, batches);
    }
  }

  @ParameterizedTest
  @MethodSource("textbookConfigs")
  void oneBatchOfAllRowsIsAFullBatch(TrainingConfig config) {
    try (Dataset data = Tables.random(5000, 3, 1, 1)) {
      LinearModel full = fit(data, with(new FullBatch(Gradients.ROWS), config)).model();
      LinearModel batch = fit(data, with(new MiniBatch(5000), config)).model();

      assertClose(full, batch, 1e-11);
    }
  }

  @ParameterizedTest
  @MethodSource("textbookConfigs")
  void rowsAndMomentsFollowTheSamePath(TrainingConfig config) {
    try (Dataset data = Tables.random(5000, 3, 1, 1)) {
      Training rows = fit(data, with(new FullBatch(Gradients.ROWS), config));
      Training moments = fit(data, with(new FullBatch(Gradients.MOMENTS), config));

      assertClose(rows.model(), moments.model(), 1e-9);
      assertEquals(21, rows.trace().points().size());
      for (int i = 0; i <= 20; i++) {
        double loss = rows.trace().points().get(i).loss();
        assertEquals(loss, moments.trace().points().get(i).loss(), 1e-9 * loss, "epoch " + i);
      }
    }
  }

  /** Plain loops over the definition of stochastic steps, on features that are not standardized. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 100})
  void stepsAreThoseOfAPlainLoop(int batchSize) {
    double[][] x = new double[100][2];
    double[] y = new double[100];
    Random random = new Random(6);
    for (int i = 0; i < 100; i++) {
      x[i][0] = random.nextGaussian();
      x[i][1] = random.nextGaussian();
      y[i] = 1 + 2 * x[i][0] - x[i][1] + 0.1 * random.nextGaussian();
    }
    double[] w = {0, 0, 0};
    for (int epoch = 0; epoch < 3; epoch++) {
      for (int first = 0; first < 100; first += batchSize) {
        int end = Math.min(first + batchSize, 100);
        double[] sum = new double[3];
        for (int i = first; i < end; i++) {
          double residual = w[0] * x[i][0] + w[1] * x[i][1] + w[2] - y[i];
          sum[0] += residual * x[i][0];
          sum[1] += residual * x[i][1];
          sum[2] += residual;
        }
        for (int j = 0; j < 3; j++) {
          w[j] -= 0.05 * 2 * sum[j] / (end - first);
        }
      }
    }
    TrainingConfig config =
        TrainingConfig.of(new MiniBatch(batchSize))
            .withForm(new ModelSpec(true, false, 0))
            .withLearningRate(LearningRate.fixed(0.05))
            .withShuffling(new Shuffling(false, 0, 0))
            .withStop(StopRule.epochs(3));
    try (Dataset data = Tables.of(x, y)) {
      LinearModel model = fit(data, config).model();

      assertEquals(w[0], model.coefficient("x1"), 1e-13);
      assertEquals(w[1], model.coefficient("x2"), 1e-13);
      assertEquals(w[2], model.intercept(), 1e-13);
    }
  }

  static List<GradientMethod> methods() {
    return List.of(
        new FullBatch(Gradients.ROWS),
        new FullBatch(Gradients.MOMENTS),
        new Stochastic(),
        new MiniBatch(32));
  }

  @ParameterizedTest
  @MethodSource("methods")
  void sameSeedGivesTheSameBitsOnAnyNumberOfThreads(GradientMethod method) {
    TrainingConfig config = TrainingConfig.of(method).withStop(StopRule.epochs(5)).withSeed(4);
    try (Dataset data = Tables.random(20_000, 7, 1, 2)) {
      LinearModel one = fit(data, config.withThreads(1)).model();

      assertEquals(one, fit(data, config.withThreads(2)).model());
      assertEquals(one, fit(data, config.withThreads(16)).model());
    }
  }

  @Test
  void anotherSeedGivesAnotherPath() {
    TrainingConfig config = TrainingConfig.of(new Stochastic()).withStop(StopRule.epochs(1));
    try (Dataset data = Tables.random(1000, 3, 1, 2)) {
      assertNotEquals(fit(data, config.withSeed(1)).model(), fit(data, config.withSeed(2)).model());
    }
  }

  @ParameterizedTest
  @MethodSource("methods")
  void defaultsReachTheOptimum(GradientMethod method) {
    try (Dataset data = Tables.random(2000, 6, 1, 5)) {
      Training exact = fit(data, TrainingConfig.of(new FullBatch()));
      Training training = fit(data, TrainingConfig.of(method));

      assertEquals(StopReason.CONVERGED, training.stopReason());
      double bound = method instanceof FullBatch ? 1e-12 : 1e-4;
      assertEquals(exact.metrics().r2(), training.metrics().r2(), bound);
      assertTrue(training.gap() <= bound, () -> "gap " + training.gap());
    }
  }

  /** Ridge in closed form for one standardized feature: w = cov(z, y) / (1 + R). */
  @Test
  void ridgeIsTheClosedForm() {
    double[][] x = {{1}, {2}, {3}, {4}};
    double[] y = {1, 3, 2, 5};
    // By hand: mean 2.5, variance 1.25, covariance 1.375; on the original scale divided by the
    // deviation once more: 1.375 / 1.25 / (1 + 0.5).
    TrainingConfig config =
        TrainingConfig.of(new FullBatch())
            .withObjective(new Objective(Loss.SQUARED, Penalty.l2(0.5)));
    try (Dataset data = Tables.of(x, y)) {
      Training training = fit(data, config);

      double slope = 1.375 / 1.25 / 1.5;
      assertEquals(slope, training.model().coefficient("x1"), 1e-9);
      assertEquals(2.75 - slope * 2.5, training.model().intercept(), 1e-9);
      double weight = slope * Math.sqrt(1.25);
      assertEquals(training.metrics().mse() + 0.5 * weight * weight, training.loss(), 1e-12);
    }
  }

  /** Data on which something is missing: no deviation, no rows to spare, no signal. */
  record Odd(String name, Supplier<Dataset> data, double r2) {}

  static List<Odd> oddities() {
    double[][] line = {{1}, {2}, {3}, {4}};
    double[][] constant = {{2}, {2}, {2}};
    double[][] zero = {{0}, {0}, {0}};
    double[][] equal = {{1, 1}, {2, 2}, {4, 4}};
    double[][] wide = {{1, 0, 2, 5}, {0, 1, 3, 1}};
    double[] far = {1e9 + 1, 1e9 + 3, 1e9 + 2, 1e9 + 5};
    return List.of(
        new Odd("one row", () -> Tables.of(new double[][] {{3, 4}}, 5), Double.NaN),
        new Odd("constant target", () -> Tables.of(line, 7, 7, 7, 7), Double.NaN),
        new Odd("constant feature", () -> Tables.of(constant, 1, 2, 3), 0),
        new Odd("all zero feature", () -> Tables.of(zero, 1, 2, 3), 0),
        // By hand: 1.375^2 / (1.25 * 2.1875).
        new Odd("far target", () -> Tables.of(line, far), 1.375 * 1.375 / (1.25 * 2.1875)),
        new Odd("equal columns", () -> Tables.of(equal, 2, 4, 8), 1),
        new Odd("more columns than rows", () -> Tables.of(wide, 1, -1), 1));
  }

  @ParameterizedTest
  @MethodSource("oddities")
  void oddDataHasADefiniteAnswerByEveryMethod(Odd odd) {
    for (GradientMethod method : methods()) {
      try (Dataset data = odd.data().get()) {
        Training training = fit(data, TrainingConfig.of(method));

        double bound = method instanceof FullBatch ? 1e-7 : 1e-3;
        assertEquals(odd.r2(), training.metrics().r2(), bound, odd.name() + " by " + method);
        assertEquals(StopReason.CONVERGED, training.stopReason(), odd.name() + " by " + method);
        if (Double.isNaN(odd.r2())) {
          assertEquals(0, training.metrics().rmse(), 1e-12, odd.name() + " by " + method);
        }
      }
    }
  }

  @Test
  void notesNameConstantAndDependentColumns() {
    double[][] x = {{1, 5, 2}, {2, 5, 4}, {4, 5, 8}, {5, 5, 10}};
    try (Dataset data = Tables.of(x, 1, 2, 3, 5)) {
      List<String> notes = fit(data, TrainingConfig.of(new FullBatch())).notes();

      assertEquals("constant columns: x2.", notes.get(0));
      assertTrue(notes.get(1).startsWith("1 column is linearly dependent on others"), notes.get(1));
      assertEquals(2, notes.size());
    }
  }

  @Test
  void patienceEndsARunThatMakesNoProgress() {
    TrainingConfig config =
        TrainingConfig.of(new Stochastic())
            .withLearningRate(LearningRate.fixed(0.02))
            .withStop(new StopRule(OptionalLong.of(100_000), OptionalDouble.of(0), 5));
    try (Dataset data = Tables.random(200, 3, 3, 2)) {
      Training training = fit(data, config);

      assertEquals(StopReason.PLATEAU, training.stopReason());
      assertTrue(training.epochs() < 1000, () -> training.epochs() + " epochs");
    }
  }

  @Test
  void aRunOutOfBudgetSaysHowFarItIs() {
    TrainingConfig config =
        TrainingConfig.of(new FullBatch())
            .withStop(new StopRule(OptionalLong.of(3), OptionalDouble.of(1e-10), 0));
    try (Dataset data = Tables.random(200, 6, 3, 2)) {
      Training training = fit(data, config);

      assertEquals(StopReason.EPOCHS, training.stopReason());
      assertTrue(training.gap() > 1e-10);
      String note = training.notes().get(training.notes().size() - 1);
      assertTrue(note.contains("above its minimum"), note);
    }
  }

  @Test
  void theTraceGoesDownAndKeepsTime() {
    try (Dataset data = Tables.random(200, 3, 1, 2)) {
      List<Trace.Point> points = fit(data, TrainingConfig.of(new FullBatch())).trace().points();

      assertEquals(0, points.get(0).epoch());
      for (int i = 1; i < points.size(); i++) {
        // Losses from rows and from moments differ by rounding.
        double before = points.get(i - 1).loss() * (1 + 1e-13);
        assertTrue(points.get(i).loss() <= before, "loss at point " + i);
        assertTrue(points.get(i).seconds() >= points.get(i - 1).seconds(), "seconds at " + i);
        assertTrue(points.get(i).epoch() > points.get(i - 1).epoch(), "epoch at " + i);
      }
    }
  }

  @Test
  void numbersThatAreNotFiniteAreRefusedWithTheirPlace() {
    double[][] x = {{1, 2}, {3, Double.NaN}, {5, 6}};
    try (Dataset data = Tables.of(x, 1, 2, 3)) {
      Trainer trainer = new Trainer(TrainingConfig.of(new FullBatch()));

      IllegalArgumentException error =
          assertThrows(IllegalArgumentException.class, () -> trainer.fit(data));

      assertEquals("row 1, column 'x2' is NaN; expected a finite number", error.getMessage());
    }
  }

  /** Wider than moments are computed for: power iterations on the rows, and no certificate. */
  @ParameterizedTest
  @MethodSource("wideMethods")
  void wideDataIsTrainedWithoutMoments(GradientMethod method) {
    int features = TrainingProblem.MOST_FEATURES_FOR_MOMENTS + 6;
    try (Dataset data = Tables.random(40, features, 0.1, 2)) {
      Training training = fit(data, TrainingConfig.of(method).withStop(StopRule.epochs(300)));

      assertEquals(Gradients.ROWS, training.gradients());
      assertTrue(training.metrics().r2() > 0.999, () -> "r2 " + training.metrics().r2());
    }
  }

  static List<GradientMethod> wideMethods() {
    return List.of(new FullBatch(), new Stochastic(), new MiniBatch(8));
  }

  @Test
  void theCallersArraysAreNeitherChangedNorClosed() {
    INDArray x = Nd4j.createFromArray(new double[][] {{1, 2}, {3, 5}, {4, 4}, {0, 1}});
    INDArray y = Nd4j.createFromArray(new double[] {1, 2, 3, 4}).reshape(4, 1);
    INDArray xBefore = x.dup();
    INDArray yBefore = y.dup();
    try (Dataset data = Dataset.of(x, y)) {
      for (GradientMethod method : methods()) {
        fit(data, TrainingConfig.of(method).withStop(StopRule.epochs(3)));
      }
    }
    assertEquals(xBefore, x);
    assertEquals(yBefore, y);
    x.close();
    y.close();
  }
}
