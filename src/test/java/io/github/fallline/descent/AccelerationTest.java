package io.github.fallline.descent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.blas.Precision;
import io.github.fallline.data.Dataset;
import io.github.fallline.data.RowSource;
import io.github.fallline.data.Tile;
import io.github.fallline.descent.GradientMethod.Acceleration;
import io.github.fallline.descent.GradientMethod.MiniBatch;
import io.github.fallline.descent.GradientMethod.Stochastic;
import io.github.fallline.descent.gradient.GradientAccumulator;
import io.github.fallline.descent.gradient.RowObjective;
import io.github.fallline.descent.gradient.SvrgAnchor;
import io.github.fallline.descent.scaling.FeatureScaling;
import io.github.fallline.descent.scaling.RowScaler;
import io.github.fallline.model.ModelSpec;
import io.github.fallline.objective.Loss;
import io.github.fallline.objective.Objective;
import io.github.fallline.objective.Penalty;
import io.github.fallline.parallel.TileExecutor;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whitening and variance reduction: the maps, the gradients, and how far they take a descent. */
class AccelerationTest {
  private static final Acceleration WHITENED = new Acceleration(Preconditioning.WHITEN, false);
  private static final Acceleration REDUCED = new Acceleration(Preconditioning.AUTO, true);
  private static final Acceleration REDUCED_ONLY = new Acceleration(Preconditioning.NONE, true);

  private static TrainingProblem survey(RowSource data, boolean intercept, TileExecutor executor) {
    return new TrainingProblem(
        data,
        Objective.LEAST_SQUARES,
        new ModelSpec(intercept, true, 0),
        Preconditioning.WHITEN,
        executor);
  }

  /** Columns that are much alike: the mean of the first two is the third but for 1 %. */
  private static Dataset alike(int rows) {
    SplittableRandom random = new SplittableRandom(4);
    double[][] x = new double[rows][4];
    double[] y = new double[rows];
    for (int i = 0; i < rows; i++) {
      x[i][0] = 10 + random.nextDouble();
      x[i][1] = 5 * random.nextDouble();
      x[i][2] = (x[i][0] + x[i][1]) / 2 + 0.01 * random.nextDouble();
      x[i][3] = random.nextDouble();
      y[i] = 3 * x[i][0] - 200 * (x[i][2] - (x[i][0] + x[i][1]) / 2) + random.nextDouble();
    }
    return Tables.of(x, y);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whitenedRowsAreUncorrelatedWithMeanSquareOne(boolean intercept) {
    int rows = 500;
    try (Dataset data = alike(rows);
        TileExecutor executor = new TileExecutor(1)) {
      FeatureScaling scaling = survey(data, intercept, executor).scaling();
      try (RowScaler scaler = new RowScaler(scaling, rows, Precision.DOUBLE);
          RowSource.Reader reader = data.reader();
          Tile tile = new Tile(4, rows)) {
        reader.read(0, rows, tile.features(), tile.targets(), 0);
        scaler.apply(tile.features().moveTo(0, rows));
        double[] z = new double[4 * rows];
        tile.features().read(z);
        for (int j = 0; j < 4; j++) {
          for (int k = 0; k < 4; k++) {
            double sum = 0;
            for (int i = 0; i < rows; i++) {
              sum += z[4 * i + j] * z[4 * i + k];
            }
            // The ridge takes 1e-10 over the least pivot: 1e-5, or 1e-7 without an intercept.
            assertEquals(j == k ? 1 : 0, sum / rows, intercept ? 1e-4 : 2e-3, j + ", " + k);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void parametersOnWhitenedFeaturesAreTheSameFunction(boolean intercept) {
    try (Dataset data = alike(50);
        TileExecutor executor = new TileExecutor(1)) {
      FeatureScaling scaling = survey(data, intercept, executor).scaling();
      double[] point = new SplittableRandom(5).doubles(scaling.size(), -1, 1).toArray();
      double[] weights = new double[4];
      double constant = scaling.toWeights(point, weights);
      try (RowScaler scaler = new RowScaler(scaling, 50, Precision.DOUBLE);
          RowSource.Reader reader = data.reader();
          Tile tile = new Tile(4, 50)) {
        reader.read(0, 50, tile.features(), tile.targets(), 0);
        scaler.apply(tile.features().moveTo(0, 50));
        double[] z = new double[200];
        tile.features().read(z);
        for (int i = 0; i < 50; i++) {
          double onWhitened = intercept ? point[4] : 0;
          double onFeatures = constant;
          for (int j = 0; j < 4; j++) {
            onWhitened += z[4 * i + j] * point[j];
            onFeatures += data.features().getDouble(i, j) * weights[j];
          }
          // Weights are up to 1e3 on columns of 10: some 1e4 ulp are lost.
          assertEquals(onFeatures, onWhitened, 1e-9);
        }
      }
      assertArrayEquals(point, scaling.toParameters(weights, constant), 1e-9);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void gradientOnWhitenedFeaturesMatchesCentralDifferences(boolean intercept) {
    try (Dataset data = alike(50);
        TileExecutor executor = new TileExecutor(1)) {
      FeatureScaling scaling = survey(data, intercept, executor).scaling();
      try (RowObjective rows = new RowObjective(data, Objective.LEAST_SQUARES, scaling, executor)) {
        double[] point = new SplittableRandom(5).doubles(scaling.size(), -1, 1).toArray();
        double[] gradient = new double[point.length];
        rows.gradient(point, gradient);
        for (int j = 0; j < point.length; j++) {
          double[] above = point.clone();
          double[] below = point.clone();
          above[j] += 0.5;
          below[j] -= 0.5;
          double slope = rows.at(above).loss() - rows.at(below).loss();
          // Exact for a quadratic but for rounding of losses of some 100.
          assertEquals(slope, gradient[j], 1e-8 * (1 + Math.abs(slope)), "parameter " + j);
        }
      }
    }
  }

  static List<Loss> losses() {
    return List.of(Loss.SQUARED, Loss.huber(0.5), Loss.quantile(0.3));
  }

  /**
   * The mean of the corrected gradients of all batches is the full gradient, whatever the point.
   */
  @ParameterizedTest
  @MethodSource("losses")
  void correctedGradientsHaveTheFullGradientAsTheirMean(Loss loss) {
    Objective objective = new Objective(loss, Penalty.l2(0.2));
    int rows = 60;
    try (Dataset data = Tables.random(rows, 3, 1, 2);
        TileExecutor executor = new TileExecutor(1)) {
      FeatureScaling scaling =
          new TrainingProblem(data, objective, ModelSpec.DEFAULT, Preconditioning.NONE, executor)
              .scaling();
      double[] there = {0.3, -1, 2, 0.5};
      double[] here = {1, 1, -0.2, 0.1};
      try (RowObjective full = new RowObjective(data, objective, scaling, executor);
          SvrgAnchor anchor = new SvrgAnchor(objective, scaling, full, rows, Precision.DOUBLE);
          GradientAccumulator batch =
              new GradientAccumulator(loss, scaling, rows, Precision.DOUBLE);
          Tile tile = data.newTile(rows)) {
        double[] expected = new double[4];
        full.gradient(here, expected);
        anchor.moveTo(there);
        assertTrue(data.pass(rows).next(tile));
        double[] mean = new double[4];
        double[] one = new double[4];
        for (int from = 0; from < rows; from += 12) {
          batch.start(here);
          batch.add(tile, from, 12);
          anchor.add(tile, from, 12);
          batch.gradient(1.0 / 12, one);
          anchor.correct(1.0 / 12, one);
          objective.penalty().addGradient(here, 3, one);
          for (int j = 0; j < 4; j++) {
            mean[j] += one[j] / 5;
          }
        }
        assertArrayEquals(expected, mean, 1e-12);
      }
    }
  }

  @Test
  void atTheSnapshotEveryCorrectedGradientIsTheFullOne() {
    try (Dataset data = Tables.random(60, 3, 1, 2);
        TileExecutor executor = new TileExecutor(1)) {
      Objective objective = Objective.LEAST_SQUARES;
      FeatureScaling raw = FeatureScaling.raw(3, true);
      double[] here = {1, 1, -0.2, 0.1};
      try (RowObjective full = new RowObjective(data, objective, raw, executor);
          SvrgAnchor anchor = new SvrgAnchor(objective, raw, full, 60, Precision.DOUBLE);
          GradientAccumulator batch =
              new GradientAccumulator(Loss.SQUARED, raw, 60, Precision.DOUBLE);
          Tile tile = data.newTile(60)) {
        double[] expected = new double[4];
        full.gradient(here, expected);
        anchor.moveTo(here);
        assertTrue(data.pass(60).next(tile));
        double[] one = new double[4];
        batch.start(here);
        batch.add(tile, 17, 1);
        anchor.add(tile, 17, 1);
        batch.gradient(1, one);
        anchor.correct(1, one);
        for (int j = 0; j < 4; j++) {
          assertEquals(expected[j], one[j], 1e-12 * (1 + Math.abs(expected[j])));
        }
      }
    }
  }

  private static Training fit(GradientMethod method, double tolerance) {
    StopRule stop = new StopRule(OptionalLong.empty(), OptionalDouble.of(tolerance), 0);
    try (Dataset data = alike(4000)) {
      return new Trainer(TrainingConfig.of(method).withStop(stop)).fit(data);
    }
  }

  /** What a method reaches on columns that are much alike, and in how many epochs at most. */
  record Reach(GradientMethod method, double tolerance, long epochs) {}

  static List<Reach> reaches() {
    // Twice what was seen.
    return List.of(
        new Reach(new Stochastic(WHITENED), 1e-4, 4),
        new Reach(new Stochastic(), 1e-4, 4),
        new Reach(new MiniBatch(32, WHITENED), 1e-4, 4),
        new Reach(new Stochastic(REDUCED), 1e-9, 30),
        new Reach(new MiniBatch(16, REDUCED), 1e-9, 30));
  }

  @ParameterizedTest
  @MethodSource("reaches")
  void alikeColumnsTakeFewEpochs(Reach reach) {
    Training training = fit(reach.method(), reach.tolerance());

    assertEquals(StopReason.CONVERGED, training.stopReason());
    assertEquals(Preconditioning.WHITEN, training.precondition());
    assertTrue(training.epochs() <= reach.epochs(), () -> training.epochs() + " epochs");
  }

  @Test
  void withoutWhiteningAlikeColumnsTakeManyEpochs() {
    Training training = fit(new Stochastic(Acceleration.NONE), 1e-4);

    assertEquals(Preconditioning.NONE, training.precondition());
    assertTrue(training.epochs() > 40, () -> training.epochs() + " epochs");
  }

  @Test
  void varianceReductionEndsTheNoiseThatBatchesHave() {
    StopRule stop = new StopRule(OptionalLong.of(40), OptionalDouble.of(1e-18), 0);
    TrainingConfig noisy = TrainingConfig.of(new Stochastic(Acceleration.NONE)).withStop(stop);
    TrainingConfig reduced = TrainingConfig.of(new Stochastic(REDUCED_ONLY)).withStop(stop);
    try (Dataset data = Tables.random(3000, 3, 3, 1)) {
      double noise = new Trainer(noisy).fit(data).gap();
      double left = new Trainer(reduced).fit(data).gap();

      assertTrue(noise > 1e-9, () -> "averaged steps are at " + noise);
      assertTrue(left < 1e-15, () -> "reduced steps are at " + left);
    }
  }

  @ParameterizedTest
  @MethodSource("accelerated")
  void accelerationKeepsTheBitsOnAnyNumberOfThreads(GradientMethod method) {
    TrainingConfig config = TrainingConfig.of(method).withStop(StopRule.epochs(3));
    try (Dataset data = Tables.random(20_000, 15, 1, 2)) {
      assertEquals(
          new Trainer(config.withThreads(1)).fit(data).model(),
          new Trainer(config.withThreads(3)).fit(data).model());
    }
  }

  static List<GradientMethod> accelerated() {
    return List.of(
        new Stochastic(WHITENED),
        new MiniBatch(50, WHITENED),
        new Stochastic(REDUCED_ONLY),
        new MiniBatch(50, REDUCED_ONLY));
  }

  static List<TrainingConfig> unfit() {
    TrainingConfig whitened = TrainingConfig.of(new Stochastic(WHITENED));
    return List.of(
        whitened.withObjective(new Objective(Loss.SQUARED, Penalty.l2(1))),
        whitened.withObjective(new Objective(Loss.huber(1), Penalty.l2(1))),
        whitened.withForm(new ModelSpec(true, false, 0)));
  }

  @ParameterizedTest
  @MethodSource("unfit")
  void whiteningIsRefusedWhereItCannotBe(TrainingConfig config) {
    try (Dataset data = alike(50)) {
      Exception error =
          assertThrows(IllegalArgumentException.class, () -> new Trainer(config).fit(data));

      assertEquals(
          "whitening needs an objective without a penalty, standardized features, and at most"
              + " 1024 of them; use Preconditioning.NONE",
          error.getMessage());
    }
  }

  @Test
  void automaticWhiteningStaysAwayWhereItCannotBe() {
    TrainingConfig ridge =
        TrainingConfig.of(new Stochastic())
            .withObjective(new Objective(Loss.SQUARED, Penalty.l2(1)));
    try (Dataset data = alike(500)) {
      assertEquals(Preconditioning.NONE, new Trainer(ridge).fit(data).precondition());
    }
  }
}
