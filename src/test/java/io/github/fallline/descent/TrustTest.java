package io.github.fallline.descent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.data.Dataset;
import io.github.fallline.data.InvalidDataException;
import io.github.fallline.data.RowSource;
import io.github.fallline.data.Shuffling;
import io.github.fallline.data.Tile;
import io.github.fallline.descent.GradientMethod.FullBatch;
import io.github.fallline.descent.GradientMethod.Gradients;
import io.github.fallline.descent.GradientMethod.MiniBatch;
import io.github.fallline.descent.GradientMethod.Stochastic;
import io.github.fallline.model.ModelSpec;
import io.github.fallline.objective.Loss;
import io.github.fallline.objective.Objective;
import io.github.fallline.objective.Penalty;
import io.github.fallline.optim.LearningRate;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What must not be said: converged where it is not, diverged where it is not, done where it is not.
 */
class TrustTest {
  private static final ModelSpec RAW = new ModelSpec(true, false, 0);

  private static Training fit(Dataset data, TrainingConfig config) {
    return new Trainer(config).fit(data);
  }

  private static Dataset oneFeature(int rows, double mean, double deviation) {
    Random random = new Random(1);
    double[][] x = new double[rows][1];
    double[] y = new double[rows];
    for (int i = 0; i < rows; i++) {
      double z = random.nextGaussian();
      x[i][0] = mean + deviation * z;
      y[i] = z;
    }
    return Tables.of(x, y);
  }

  /** Raw columns far from zero: flat to rounding in their own coordinates, but not empty. */
  @ParameterizedTest
  @ValueSource(doubles = {1.7e9, 1e7, 30_000})
  void rawColumnsFarFromZeroAreNotCalledConverged(double mean) {
    for (Gradients gradients : List.of(Gradients.MOMENTS, Gradients.ROWS)) {
      TrainingConfig config =
          TrainingConfig.of(new FullBatch(gradients))
              .withForm(RAW)
              .withStop(new StopRule(OptionalLong.of(20), OptionalDouble.of(1e-6), 0));
      try (Dataset data = oneFeature(500, mean, mean / 1e4)) {
        Training training = fit(data, config);

        assertEquals(StopReason.EPOCHS, training.stopReason());
        assertEquals(1 - training.metrics().r2(), training.gap(), 1e-6);
      }
    }
  }

  @Test
  void columnsWithinRoundingOfEachOtherAreNotCertified() {
    Random random = new Random(3);
    double[][] x = new double[500][2];
    double[] y = new double[500];
    for (int i = 0; i < 500; i++) {
      y[i] = random.nextGaussian();
      x[i][0] = random.nextGaussian();
      x[i][1] = x[i][0] + 1e-8 * y[i];
    }
    TrainingConfig config = TrainingConfig.of(new FullBatch()).withStop(StopRule.epochs(100));
    try (Dataset data = Tables.of(x, y)) {
      Training training = fit(data, config);

      assertEquals(StopReason.EPOCHS, training.stopReason());
      assertTrue(
          training.notes().stream().anyMatch(note -> note.contains("beyond double precision")),
          () -> training.notes().toString());
    }
  }

  @Test
  void illConditionedColumnsAreNoted() {
    Random random = new Random(3);
    double[][] x = new double[500][2];
    double[] y = new double[500];
    for (int i = 0; i < 500; i++) {
      y[i] = random.nextGaussian();
      x[i][0] = random.nextGaussian();
      x[i][1] = x[i][0] + 1e-6 * random.nextGaussian();
    }
    TrainingConfig config = TrainingConfig.of(new FullBatch()).withStop(StopRule.epochs(1));
    try (Dataset data = Tables.of(x, y)) {
      List<String> notes = fit(data, config).notes();

      assertTrue(notes.get(0).contains("few digits of the coefficients"), notes::toString);
    }
  }

  /** One row makes up the whole variance of the target. */
  @ParameterizedTest
  @MethodSource("noisyMethods")
  void oneOutlierIsNoDivergence(GradientMethod method) {
    int rows = 60_000;
    Random random = new Random(5);
    double[][] x = new double[rows][2];
    double[] y = new double[rows];
    for (int i = 0; i < rows; i++) {
      x[i][0] = random.nextGaussian();
      x[i][1] = random.nextGaussian();
      y[i] = 0.05 * x[i][0] + 0.05 * random.nextGaussian();
    }
    y[rows / 2] = 100;
    try (Dataset data = Tables.of(x, y)) {
      Training exact = fit(data, TrainingConfig.of(new FullBatch()));
      Training training = fit(data, TrainingConfig.of(method));

      assertEquals(exact.metrics().r2(), training.metrics().r2(), 1e-3);
    }
  }

  static List<GradientMethod> noisyMethods() {
    return List.of(new Stochastic(), new MiniBatch(32));
  }

  /** The learning rate is one percent above the largest that is stable, 1 for one such feature. */
  @ParameterizedTest
  @ValueSource(ints = {0, 5})
  void aSlowDivergenceIsAFailureWithAndWithoutPatience(int patience) {
    TrainingConfig config =
        TrainingConfig.of(new FullBatch())
            .withLearningRate(LearningRate.fixed(1.01))
            .withStop(new StopRule(OptionalLong.of(20), OptionalDouble.empty(), patience));
    try (Dataset data = oneFeature(100, 0, 1)) {
      Trainer trainer = new Trainer(config);

      DivergedException failure = assertThrows(DivergedException.class, () -> trainer.fit(data));
      assertTrue(failure.getMessage().contains("below 1.00 here"), failure.getMessage());
    }
  }

  @Test
  void aStartAtTheOptimumIsNoDivergence() {
    TrainingConfig config =
        TrainingConfig.of(new FullBatch())
            .withForm(new ModelSpec(false, false, 2))
            .withLearningRate(LearningRate.fixed(0.01))
            .withStop(StopRule.epochs(10));
    try (Dataset data = Tables.workedExample()) {
      assertEquals(2, fit(data, config).model().coefficient("x1"), 1e-15);
    }
  }

  /** A loss that may be negative certifies nothing by being small: only its distance counts. */
  @Test
  void aLossThatMayBeNegativeIsCertifiedByItsDistance() {
    TrainingConfig exact =
        TrainingConfig.of(new FullBatch()).withObjective(new Objective(Loss.POISSON, Penalty.NONE));
    TrainingConfig config =
        exact
            .withLearningRate(LearningRate.fixed(0.02))
            .withStop(new StopRule(OptionalLong.of(500), OptionalDouble.of(1e-3), 0));
    double[][] x = {{0}, {1}, {2}, {3}};
    try (Dataset data = Tables.of(x, 3, 5, 9, 14)) {
      Training training = fit(data, config);
      double least = fit(data, exact).loss();

      assertEquals(StopReason.CONVERGED, training.stopReason());
      assertTrue(training.epochs() > 10);
      assertTrue(training.loss() - least <= 1e-3 * 10, () -> "loss " + training.loss());
      assertTrue(training.gap() > 0 && training.loss() < 0);
    }
  }

  @Test
  void anEpochOfOneDrawnRowHasNearlyTheSameBudgetOfRows() {
    StopRule rule = StopRule.DEFAULT;
    long alone = rule.epochLimit(1, 1, 10, false);
    long together = 1000 * rule.epochLimit(1000, 1000, 10, false);
    assertTrue(alone <= together && alone >= together / 8, alone + " of " + together);
    assertThrows(IllegalArgumentException.class, () -> new Shuffling(false, 0, 5));
  }

  @Test
  void anAutomaticBatchOfAllRowsIsAFullBatch() {
    try (Dataset data = Tables.random(200, 4, 1, 2)) {
      StopRule stop = new StopRule(OptionalLong.empty(), OptionalDouble.of(1e-18), 0);

      Training batch = fit(data, TrainingConfig.of(new MiniBatch(256)).withStop(stop));
      Training full = fit(data, TrainingConfig.of(new FullBatch()).withStop(stop));

      assertEquals(full.model(), batch.model());
      assertEquals(full.epochs(), batch.epochs());
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e200, -1e160})
  void columnsWhoseSquaresOverflowAreRefusedByName(double value) {
    double[][] x = {{value, 1}, {value, 2}, {value, 3}};
    for (boolean standardize : new boolean[] {true, false}) {
      TrainingConfig config =
          TrainingConfig.of(new FullBatch()).withForm(new ModelSpec(true, standardize, 0));
      try (Dataset data = Tables.of(x, 1, 2, 3)) {
        Trainer trainer = new Trainer(config);
        InvalidDataException error =
            assertThrows(InvalidDataException.class, () -> trainer.fit(data));
        assertTrue(error.getMessage().startsWith("column 'x1': its squares"), error.getMessage());
      }
    }
  }

  @Test
  void aTargetOfZerosHasADefiniteGap() {
    try (Dataset data = Tables.of(new double[][] {{1}, {2}, {4}}, 0, 0, 0)) {
      Training training = fit(data, TrainingConfig.of(new FullBatch()));

      assertEquals(0, training.gap(), 0.0);
      assertEquals(StopReason.CONVERGED, training.stopReason());
    }
  }

  /** A source whose passes fail at the third tile, and never end otherwise. */
  private static final class Failing implements RowSource {
    private final Dataset data;
    private final RuntimeException failure;
    private final AtomicInteger tiles = new AtomicInteger();

    Failing(Dataset data, RuntimeException failure) {
      this.data = data;
      this.failure = failure;
    }

    @Override
    public long rows() {
      return data.rows();
    }

    @Override
    public List<String> featureNames() {
      return data.featureNames();
    }

    @Override
    public String targetName() {
      return data.targetName();
    }

    @Override
    public String fingerprint() {
      return data.fingerprint();
    }

    @Override
    public Tile newTile(int capacity) {
      return data.newTile(capacity);
    }

    @Override
    public Pass pass(int tileRows) {
      return new Pass() {
        @Override
        public long tiles() {
          return Long.MAX_VALUE;
        }

        @Override
        public boolean next(Tile tile) {
          if (tiles.incrementAndGet() == 3) {
            throw failure;
          }
          return data.pass(tileRows).next(tile);
        }

        @Override
        public void close() {
          // Nothing is held.
        }
      };
    }

    @Override
    public Reader reader() {
      return data.reader();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8})
  void aFailingPassEndsWithItsOwnErrorOnAllThreads(int threads) {
    try (Dataset data = Tables.random(20_000, 2, 1, 3)) {
      IllegalArgumentException failure = new IllegalArgumentException("tile 2 is no good");
      Failing rows = new Failing(data, failure);
      Trainer trainer = new Trainer(TrainingConfig.of(new FullBatch()).withThreads(threads));

      IllegalArgumentException thrown =
          assertTimeoutPreemptively(
              Duration.ofSeconds(60),
              () -> assertThrows(IllegalArgumentException.class, () -> trainer.fit(rows)));

      assertSame(failure, thrown);
    }
  }

  @Test
  void anInterruptEndsTrainingWhenNoThreadTouchesTheRowsAnyMore() {
    try (Dataset data = Tables.random(200_000, 4, 1, 3)) {
      Trainer trainer = new Trainer(TrainingConfig.of(new FullBatch()).withThreads(2));
      Thread.currentThread().interrupt();
      try {
        trainer.fit(data);
      } catch (IllegalStateException e) {
        assertEquals("interrupted while training", e.getMessage());
      }
      assertTrue(Thread.interrupted());
    }
    assertFalse(Thread.currentThread().isInterrupted());
  }
}
