package io.github.fallline.tune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.SharedData;
import io.github.fallline.csv.CsvFormat;
import io.github.fallline.csv.CsvReader;
import io.github.fallline.data.Dataset;
import io.github.fallline.data.InvalidDataException;
import io.github.fallline.data.MissingValues;
import io.github.fallline.data.Schema;
import io.github.fallline.descent.DivergedException;
import io.github.fallline.descent.GradientMethod;
import io.github.fallline.descent.GradientMethod.FullBatch;
import io.github.fallline.descent.GradientMethod.MiniBatch;
import io.github.fallline.descent.GradientMethod.Stochastic;
import io.github.fallline.descent.StabilityLimit;
import io.github.fallline.descent.StopRule;
import io.github.fallline.descent.Trace;
import io.github.fallline.descent.Trainer;
import io.github.fallline.descent.TrainingConfig;
import io.github.fallline.files.TextInput;
import io.github.fallline.leastsquares.LeastSquares;
import io.github.fallline.objective.Loss;
import io.github.fallline.objective.Objective;
import io.github.fallline.objective.Penalty;
import io.github.fallline.optim.AdaGrad;
import io.github.fallline.optim.Adam;
import io.github.fallline.optim.LearningRate;
import io.github.fallline.optim.Momentum;
import io.github.fallline.optim.Nesterov;
import io.github.fallline.optim.RmsProp;
import io.github.fallline.optim.UpdateRule;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class TunerTest {
  private static Dataset norris() {
    return CsvReader.read(Path.of("data/norris.csv"), Schema.target("y"));
  }

  private static Dataset shared(String file, String target, String excluded) {
    Schema schema =
        Schema.target(target)
            .withExcluded(excluded == null ? List.of() : List.of(excluded.split("\\+")));
    return CsvReader.read(
        TextInput.of(SharedData.file(file).toString()),
        new CsvFormat(Optional.empty(), true),
        schema,
        MissingValues.SKIP);
  }

  private static TrainingConfig config(String method) {
    return TrainingConfig.of(
        switch (method) {
          case "full-batch" -> new FullBatch();
          case "stochastic" -> new Stochastic();
          default -> new MiniBatch(Integer.parseInt(method));
        });
  }

  private static Tuner tuner(String method) {
    TrainingConfig config = config(method);
    Tuner tuner = Tuner.of(config);
    return config.method() instanceof MiniBatch batch ? tuner.withBatchSize(batch.size()) : tuner;
  }

  /** The gap after so many epochs at a rate; infinite if it diverges on the way. */
  private static double gap(Dataset data, TrainingConfig tuned, double rate, double optimum) {
    try {
      List<Trace.Point> points =
          new Trainer(tuned.withLearningRate(LearningRate.fixed(rate))).fit(data).trace().points();
      double start = points.get(0).loss();
      return (points.get(points.size() - 1).loss() - optimum) / (start - optimum);
    } catch (DivergedException e) {
      return Double.POSITIVE_INFINITY;
    }
  }

  /**
   * Epochs of one method cost the same at every rate: a rate that is not there when the tuned one
   * is takes longer.
   */
  @ParameterizedTest
  @CsvSource({
    "winequality-white.csv, quality, , 16",
    "winequality-white.csv, quality, , 64",
    "winequality-white.csv, quality, , 256",
    "winequality-white.csv, quality, , full-batch",
    "auto-mpg.csv, mpg, name+origin, 16",
    "auto-mpg.csv, mpg, name+origin, 64",
    "auto-mpg.csv, mpg, name+origin, full-batch"
  })
  void tunedRateArrivesBeforeATenthAndTenTimesOfIt(
      String file, String target, String excluded, String method) {
    try (Dataset data = shared(file, target, excluded)) {
      Tuning tuning = tuner(method).tune(data);
      double rate = tuning.best().learningRate();
      double optimum = LeastSquares.of(data).loss();

      assertTrue(tuning.exact());
      assertEquals(optimum, tuning.optimum(), 1e-12 * optimum);
      assertTrue(gap(data, tuning.config(), rate, optimum) <= 1e-3, () -> "rate " + rate);
      assertTrue(gap(data, tuning.config(), rate / 10, optimum) > 1e-3, () -> "a tenth of " + rate);
      assertTrue(gap(data, tuning.config(), rate * 10, optimum) > 1e-3, () -> "10 times " + rate);
    }
  }

  @Test
  void verdictsFollowEachOtherAsTheRateGrows() {
    try (Dataset data = norris()) {
      Tuning tuning = tuner("full-batch").tune(data);
      List<TrialStatus> statuses = tuning.trials().stream().map(Trial::status).toList();

      assertEquals(TrialStatus.TOO_SMALL, statuses.get(0));
      assertEquals(TrialStatus.DIVERGING, statuses.get(statuses.size() - 1));
      assertEquals(TrialStatus.GOOD, tuning.best().status());
      assertEquals(statuses.stream().sorted().toList(), statuses);
    }
  }

  @Test
  void fullBatchIsStableUpToTheInverseOfTheCurvature() {
    try (Dataset data = norris()) {
      // One standardized feature and an intercept: X'X / n is the identity, its inverse 1.
      assertEquals(1, StabilityLimit.of(data, config("full-batch")), 1e-9);
      // m = 2, lambda = 1: 8 / (2 + 7).
      assertEquals(8.0 / 9, StabilityLimit.of(data, config("8")), 1e-9);
      assertEquals(0.5, StabilityLimit.of(data, config("stochastic")), 1e-9);
    }
  }

  @Test
  void bestRunIsDoneAgainByItsSettings() {
    try (Dataset data = norris()) {
      Tuning tuning = tuner("8").tune(data);
      long epochs = tuning.config().stop().epochs().orElseThrow();

      assertTrue(tuning.best().reachedTarget());
      assertEquals((long) Math.ceil(tuning.best().epochs()), epochs);
      double loss = new Trainer(tuning.config()).fit(data).loss();
      assertTrue(loss - tuning.optimum() <= 1e-3 * (tuning.startLoss() - tuning.optimum()));
    }
  }

  @Test
  void namedEpochsAreThoseOfEveryRun() {
    try (Dataset data = norris()) {
      TrainingConfig two = config("8").withStop(StopRule.epochs(2));
      Tuning tuning = Tuner.of(two).withBatchSize(8).withTargetGap(1e-12).tune(data);

      assertEquals(2, tuning.epochs());
      assertFalse(tuning.best().reachedTarget());
      assertEquals(2, tuning.best().epochs());
    }
  }

  @Test
  void sizesThatAreNotBelowTheRowsAreLeftOut() {
    try (Dataset data = norris()) { // 36 rows
      Tuning tuning = Tuner.of(TrainingConfig.of(new MiniBatch())).tune(data);

      assertEquals(List.of(16L), tuning.batchSizes());
      assertEquals(tuning.best(), tuning.bestOf(16));
    }
  }

  @Test
  void otherLossesAreMeasuredAgainstAFullBatchRun() {
    try (Dataset data = norris()) {
      Objective huber = new Objective(Loss.huber(1), Penalty.NONE);
      Tuning tuning = Tuner.of(config("8").withObjective(huber)).withBatchSize(8).tune(data);

      assertFalse(tuning.exact());
      assertTrue(tuning.best().gap() < 0.1, () -> tuning.best().toString());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"momentum", "nesterov", "adagrad", "rmsprop", "adam"})
  void everyUpdateRuleIsTuned(String name) {
    UpdateRule rule =
        switch (name) {
          case "momentum" -> new Momentum(0.9);
          case "nesterov" -> new Nesterov(0.9);
          case "adagrad" -> new AdaGrad();
          case "rmsprop" -> new RmsProp();
          default -> new Adam();
        };
    try (Dataset data = norris()) {
      Tuning tuning = Tuner.of(config("8").withUpdate(rule)).withBatchSize(8).tune(data);

      assertTrue(tuning.best().gap() < 0.1, () -> tuning.best().toString());
    }
  }

  @Test
  void startThatIsTheOptimumIsRefused() {
    INDArray x = Nd4j.createFromArray(new double[][] {{1}, {2}, {3}});
    INDArray y = Nd4j.zeros(DataType.DOUBLE, 3, 1);
    Tuner tuner = tuner("full-batch");
    try (Dataset data = Dataset.of(x, y)) {
      assertThrows(InvalidDataException.class, () -> tuner.tune(data));
    }
    x.close();
    y.close();
  }

  @Test
  void settingsThatCannotBeTunedAreRefused() {
    GradientMethod full = new FullBatch();
    TrainingConfig conjugate = TrainingConfig.of(full).withConjugateGradient();
    TrainingConfig batches = TrainingConfig.of(new MiniBatch());

    assertThrows(IllegalArgumentException.class, () -> Tuner.of(conjugate));
    assertThrows(IllegalArgumentException.class, () -> tuner("full-batch").withBatchSize(8));
    assertThrows(IllegalArgumentException.class, () -> new Tuner(batches, List.of(), 0.1));
    assertThrows(IllegalArgumentException.class, () -> Tuner.of(batches).withTargetGap(1));
  }
}
