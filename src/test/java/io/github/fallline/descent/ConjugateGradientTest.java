package io.github.fallline.descent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.SharedData;
import io.github.fallline.blas.Vectors;
import io.github.fallline.csv.CsvFormat;
import io.github.fallline.csv.CsvReader;
import io.github.fallline.data.Dataset;
import io.github.fallline.data.MissingValues;
import io.github.fallline.data.Schema;
import io.github.fallline.descent.GradientMethod.FullBatch;
import io.github.fallline.descent.GradientMethod.Gradients;
import io.github.fallline.descent.GradientMethod.MiniBatch;
import io.github.fallline.descent.GradientMethod.Stochastic;
import io.github.fallline.files.TextInput;
import io.github.fallline.leastsquares.LeastSquares;
import io.github.fallline.model.ModelSpec;
import io.github.fallline.objective.Loss;
import io.github.fallline.objective.Objective;
import io.github.fallline.objective.Penalty;
import io.github.fallline.optim.LearningRate;
import io.github.fallline.parallel.TileExecutor;
import io.github.fallline.stats.MomentsPass;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Conjugate gradient against the exact optimum, and the epochs it may take. */
class ConjugateGradientTest {
  private static TrainingConfig config(Gradients gradients) {
    return TrainingConfig.of(new FullBatch(gradients)).withConjugateGradient();
  }

  private static Training fit(Dataset data, TrainingConfig config) {
    return new Trainer(config).fit(data);
  }

  private static Dataset read(Path path, String target) {
    return CsvReader.read(
        TextInput.of(path), CsvFormat.DETECT, Schema.target(target), MissingValues.FAIL);
  }

  /** 20 features whose covariance has eigenvalues evenly spaced in logarithm, 1 to 1e-5. */
  private static Dataset illConditioned() {
    int features = 20;
    Random random = new Random(11);
    double[] mirror = random.doubles(features, -1, 1).toArray();
    double square = Vectors.dot(mirror, mirror);
    double[][] x = new double[2000][features];
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < features; j++) {
        x[i][j] = Math.pow(10, -2.5 * j / (features - 1)) * random.nextGaussian();
      }
      double share = 2 * Vectors.dot(mirror, x[i]) / square;
      y[i] = random.nextGaussian();
      for (int j = 0; j < features; j++) {
        x[i][j] -= share * mirror[j];
        y[i] += x[i][j] * (j % 3);
      }
    }
    return Tables.of(x, y);
  }

  /** A data set, and how many features it has. */
  record Case(String name, Supplier<Dataset> data, Gradients gradients) {
    @Override
    public String toString() {
      return name + " by " + gradients;
    }
  }

  static Stream<Case> cases() {
    Path longley = Path.of(System.getProperty("basedir", "."), "data", "longley.csv");
    return Stream.of(Gradients.MOMENTS, Gradients.ROWS)
        .flatMap(
            gradients ->
                Stream.of(
                    new Case("Longley", () -> read(longley, "employment"), gradients),
                    new Case(
                        "wine",
                        () -> read(SharedData.file("winequality-white.csv"), "quality"),
                        gradients),
                    new Case("ill-conditioned", ConjugateGradientTest::illConditioned, gradients)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void endsAtTheOptimumAfterAboutAsManyEpochsAsColumns(Case one) {
    try (Dataset data = one.data().get()) {
      LeastSquares exact = LeastSquares.of(data);
      Training training = fit(data, config(one.gradients()));
      int parameters = data.featureNames().size() + 1;

      assertEquals(StopReason.CONVERGED, training.stopReason());
      assertTrue(training.epochs() <= parameters, () -> training.epochs() + " epochs");
      assertEquals(exact.r2(), training.metrics().r2(), 1e-12);
      assertEquals(exact.loss(), training.loss(), 1e-9 * exact.loss());
      assertEquals(one.gradients(), training.gradients());
      exact
          .model()
          .coefficients()
          .forEach(
              (name, value) ->
                  assertEquals(
                      value,
                      training.model().coefficient(name),
                      1e-9 * (1 + Math.abs(value)),
                      name));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Gradients.class,
      names = {"MOMENTS", "ROWS"})
  void ridgeEndsAtTheOptimum(Gradients gradients) {
    Objective ridge = new Objective(Loss.SQUARED, Penalty.l2(0.2));
    for (boolean intercept : new boolean[] {true, false}) {
      ModelSpec spec = new ModelSpec(intercept, true, 0);
      try (Dataset data = Tables.random(500, 6, 1, 5)) {
        LeastSquares exact = LeastSquares.of(data, spec, 0.2, 1);
        Training training = fit(data, config(gradients).withObjective(ridge).withForm(spec));

        assertEquals(StopReason.CONVERGED, training.stopReason());
        assertTrue(training.epochs() <= 8, () -> training.epochs() + " epochs");
        assertEquals(exact.loss(), training.loss(), 1e-12 * exact.loss());
      }
    }
  }

  /** By passes over the rows, without moments: no more epochs than rows, and the target is met. */
  @Test
  void wideDataIsFittedInAsManyEpochsAsRows() {
    try (Dataset data = Tables.random(60, 1100, 0.1, 2)) {
      Training training = fit(data, config(Gradients.AUTO));

      assertEquals(StopReason.CONVERGED, training.stopReason());
      assertEquals(Gradients.ROWS, training.gradients());
      assertTrue(training.epochs() <= 65, () -> training.epochs() + " epochs");
      assertEquals(1, training.metrics().r2(), 1e-15);
      assertEquals(training.metrics().mse(), training.loss(), 1e-18);
    }
  }

  @Test
  void wideRidgeEndsAtTheOptimum() {
    TrainingConfig config =
        config(Gradients.AUTO)
            .withObjective(new Objective(Loss.SQUARED, Penalty.l2(0.5)))
            .withStop(StopRule.epochs(65));
    try (Dataset data = Tables.random(60, 1100, 0.1, 2)) {
      LeastSquares exact = LeastSquares.of(data, ModelSpec.DEFAULT, 0.5, 2);
      Training training = fit(data, config);

      assertEquals(exact.loss(), training.loss(), 1e-9 * exact.loss());
      assertEquals(exact.r2(), training.metrics().r2(), 1e-9);
      assertEquals(exact.loss(), training.gap() * variance(data), 1e-9 * exact.loss());
    }
  }

  private static double variance(Dataset data) {
    try (TileExecutor executor = new TileExecutor(1)) {
      return new MomentsPass(data, executor).columns().variance(data.featureNames().size());
    }
  }

  /** Flat directions, nothing to learn, nothing left to gain. */
  static List<Supplier<Dataset>> oddities() {
    double[][] line = {{1}, {2}, {3}, {4}};
    double[][] equal = {{1, 1}, {2, 2}, {4, 4}};
    return List.of(
        () -> Tables.of(new double[][] {{3, 4}}, 5),
        () -> Tables.of(line, 7, 7, 7, 7),
        () -> Tables.of(new double[][] {{0}, {0}, {0}}, 1, 2, 3),
        () -> Tables.of(equal, 2, 4, 8),
        () -> Tables.of(new double[][] {{1, 0, 2, 5}, {0, 1, 3, 1}}, 1, -1));
  }

  @ParameterizedTest
  @MethodSource("oddities")
  void oddDataIsFittedLikeByLeastSquares(Supplier<Dataset> odd) {
    for (Gradients gradients : List.of(Gradients.MOMENTS, Gradients.ROWS)) {
      try (Dataset data = odd.get()) {
        Training training = fit(data, config(gradients));

        assertEquals(StopReason.CONVERGED, training.stopReason());
        double squares = training.metrics().mse() * data.rows();
        assertEquals(LeastSquares.of(data).residualSumOfSquares(), squares, 1e-12);
      }
    }
  }

  /** Where nothing is left to gain, steps that lead nowhere do no harm. */
  @ParameterizedTest
  @EnumSource(
      value = Gradients.class,
      names = {"MOMENTS", "ROWS"})
  void epochsBeyondTheOptimumStayThere(Gradients gradients) {
    StopRule stop = new StopRule(OptionalLong.of(500), OptionalDouble.of(0), 0);
    try (Dataset data = illConditioned()) {
      Training training = fit(data, config(gradients).withStop(stop));

      assertEquals(StopReason.EPOCHS, training.stopReason());
      assertEquals(500, training.epochs());
      assertEquals(LeastSquares.of(data).r2(), training.metrics().r2(), 1e-13);
    }
  }

  /** Raw columns whose moments hide the optimum in rounding: 20 rounds, not a billion epochs. */
  @Test
  void whatRoundingHidesIsGivenUpSoon() {
    Path longley = Path.of(System.getProperty("basedir", "."), "data", "longley.csv");
    ModelSpec raw = new ModelSpec(true, false, 0);
    try (Dataset data = read(longley, "employment")) {
      Training training = fit(data, config(Gradients.MOMENTS).withForm(raw));

      assertEquals(StopReason.BUDGET, training.stopReason());
      assertEquals(140, training.epochs());
      assertEquals(LeastSquares.of(data).r2() - training.metrics().r2(), training.gap(), 1e-9);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 7})
  void threadsDoNotChangeABit(int threads) {
    try (Dataset data = Tables.random(20_000, 7, 1, 2)) {
      TrainingConfig config = config(Gradients.ROWS);

      assertEquals(
          fit(data, config.withThreads(1)).model(), fit(data, config.withThreads(threads)).model());
    }
  }

  /** Settings that leave no meaning to conjugate directions, and what is said of them. */
  record Refusal(TrainingConfig config, String message) {}

  static List<Refusal> refusals() {
    TrainingConfig full = TrainingConfig.of(new FullBatch());
    return List.of(
        new Refusal(
            TrainingConfig.of(new Stochastic()), "GradientMethod.FullBatch; got stochastic"),
        new Refusal(TrainingConfig.of(new MiniBatch()), "GradientMethod.FullBatch; got mini-batch"),
        new Refusal(full.withLearningRate(LearningRate.fixed(0.5)), "LearningRate.AUTO"),
        new Refusal(
            full.withObjective(new Objective(Loss.POISSON, Penalty.NONE)), "squared errors"),
        new Refusal(
            full.withObjective(new Objective(Loss.SQUARED, Penalty.l1(1))),
            "no penalty or Penalty.l2"));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void settingsThatDoNotFitAreRefused(Refusal refusal) {
    IllegalArgumentException error =
        assertThrows(
            IllegalArgumentException.class, () -> refusal.config().withConjugateGradient());

    String start = "TrainingConfig.withConjugateGradient requires " + refusal.message();
    assertTrue(error.getMessage().startsWith(start), error.getMessage());
  }
}
