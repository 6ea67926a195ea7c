package io.github.fallline.descent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.data.Dataset;
import io.github.fallline.data.InvalidDataException;
import io.github.fallline.data.RowSource;
import io.github.fallline.data.RowStream;
import io.github.fallline.data.Split;
import io.github.fallline.data.ValidationSplit;
import io.github.fallline.data.WeightedRows;
import io.github.fallline.descent.GradientMethod.FullBatch;
import io.github.fallline.descent.GradientMethod.Gradients;
import io.github.fallline.descent.GradientMethod.MiniBatch;
import io.github.fallline.descent.GradientMethod.Stochastic;
import io.github.fallline.leastsquares.LeastSquares;
import io.github.fallline.model.LinearModel;
import io.github.fallline.model.ModelSpec;
import io.github.fallline.model.RegressionMetrics;
import io.github.fallline.objective.HuberLoss;
import io.github.fallline.objective.Loss;
import io.github.fallline.objective.Objective;
import io.github.fallline.objective.Penalty;
import io.github.fallline.objective.QuantileLoss;
import io.github.fallline.optim.LearningRate;
import io.github.fallline.optim.Nesterov;
import io.github.fallline.stats.Moments;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A row of weight 3 counts as three rows, one of weight 0 as none. */
class WeightedRowsTest {
  private static final int ROWS = 400;

  /** Rows with whole numbers as weights, and the same rows written down as often as they count. */
  private record Pair(WeightedRows weighted, Dataset repeated) implements AutoCloseable {
    static Pair of(long seed) {
      Random random = new Random(seed);
      double[][] x = new double[ROWS][3];
      double[] y = new double[ROWS];
      double[] weights = new double[ROWS];
      for (int i = 0; i < ROWS; i++) {
        for (int j = 0; j < x[i].length; j++) {
          x[i][j] = 5 * j + (j + 1) * random.nextGaussian();
        }
        y[i] = 3 + x[i][0] - 2 * x[i][1] + 0.5 * x[i][2] + random.nextGaussian();
        // The first tile of some sizes is all zeros; later a row counts up to 40.
        weights[i] = i < 70 ? 0 : random.nextInt(10) == 0 ? 40 : random.nextInt(4);
      }
      int[] rows =
          IntStream.range(0, ROWS)
              .flatMap(i -> IntStream.generate(() -> i).limit((long) weights[i]))
              .toArray();
      double[][] manyX = Arrays.stream(rows).mapToObj(i -> x[i]).toArray(double[][]::new);
      double[] manyY = Arrays.stream(rows).mapToDouble(i -> y[i]).toArray();
      return new Pair(WeightedRows.of(Tables.of(x, y), weights), Tables.of(manyX, manyY));
    }

    @Override
    public void close() {
      weighted.close();
      repeated.close();
    }
  }

  private static void assertClose(LinearModel expected, LinearModel found, double tolerance) {
    for (String name : expected.featureNames()) {
      assertEquals(expected.coefficient(name), found.coefficient(name), tolerance, name);
    }
    assertEquals(expected.intercept(), found.intercept(), 10 * tolerance, "intercept");
  }

  private static void assertClose(
      RegressionMetrics expected, RegressionMetrics found, double tolerance) {
    assertEquals(expected.mse(), found.mse(), tolerance * expected.mse(), "mse");
    assertEquals(expected.rmse(), found.rmse(), tolerance * expected.rmse(), "rmse");
    assertEquals(expected.mae(), found.mae(), tolerance * expected.mae(), "mae");
    assertEquals(expected.r2(), found.r2(), tolerance, "r2");
  }

  private static TrainingConfig steps(Gradients gradients, Objective objective) {
    return TrainingConfig.of(new FullBatch(gradients))
        .withObjective(objective)
        .withStop(StopRule.epochs(40));
  }

  static Stream<TrainingConfig> fullBatches() {
    Objective ridge = new Objective(Loss.SQUARED, Penalty.l2(0.1));
    Objective lasso = new Objective(Loss.SQUARED, Penalty.l1(0.1));
    return Stream.of(
        steps(Gradients.MOMENTS, Objective.LEAST_SQUARES),
        steps(Gradients.ROWS, Objective.LEAST_SQUARES),
        steps(Gradients.MOMENTS, ridge),
        steps(Gradients.ROWS, ridge),
        steps(Gradients.MOMENTS, lasso),
        steps(Gradients.ROWS, lasso),
        steps(Gradients.ROWS, new Objective(new HuberLoss(1), Penalty.NONE)),
        steps(Gradients.MOMENTS, Objective.LEAST_SQUARES).withUpdate(new Nesterov(0.8)),
        steps(Gradients.ROWS, Objective.LEAST_SQUARES)
            .withConjugateGradient()
            .withStop(StopRule.epochs(3)),
        steps(Gradients.MOMENTS, Objective.LEAST_SQUARES)
            .withConjugateGradient()
            .withStop(StopRule.epochs(3)),
        steps(Gradients.ROWS, Objective.LEAST_SQUARES)
            .withForm(new ModelSpec(false, false, 0.5))
            .withLearningRate(LearningRate.fixed(1e-3)));
  }

  /** Step for step: what differs is the order in which the same numbers are added. */
  @ParameterizedTest
  @MethodSource("fullBatches")
  void fullBatchFollowsThePathOfRepeatedRows(TrainingConfig config) {
    try (Pair data = Pair.of(1)) {
      Training expected = new Trainer(config).fit(data.repeated());

      Training found = new Trainer(config).fit(data.weighted());

      assertEquals(expected.epochs(), found.epochs());
      assertEquals(expected.loss(), found.loss(), 1e-11 * expected.loss());
      assertClose(expected.model(), found.model(), 1e-9);
      assertClose(expected.metrics(), found.metrics(), 1e-9);
      assertEquals(ROWS, found.metrics().rows());
    }
  }

  static Stream<Arguments> batches() {
    GradientMethod.Acceleration svrg = new GradientMethod.Acceleration(Preconditioning.NONE, true);
    List<Objective> objectives =
        List.of(
            Objective.LEAST_SQUARES,
            new Objective(Loss.SQUARED, Penalty.l2(0.1)),
            new Objective(Loss.SQUARED, Penalty.l1(0.1)));
    return Stream.of(
            new Stochastic(), new MiniBatch(16), new Stochastic(svrg), new MiniBatch(16, svrg))
        .flatMap(method -> objectives.stream().map(objective -> Arguments.of(method, objective)));
  }

  /** The certificate of each says how far its loss is from the one optimum that both have. */
  @ParameterizedTest
  @MethodSource("batches")
  void batchesReachTheOptimumOfRepeatedRows(GradientMethod method, Objective objective) {
    TrainingConfig config = TrainingConfig.of(method).withObjective(objective);
    TrainingConfig exact = TrainingConfig.of(new FullBatch()).withObjective(objective);
    try (Pair data = Pair.of(2)) {
      Training best = new Trainer(exact).fit(data.repeated());

      Training found = new Trainer(config).fit(data.weighted());

      assertEquals(StopReason.CONVERGED, found.stopReason());
      double variance = best.metrics().mse() / (1 - best.metrics().r2());
      double above = found.loss() - best.loss();
      assertTrue(
          above >= -1e-9 * variance && above <= (found.gap() + 1e-9) * variance,
          () -> "expected at most " + found.gap() * variance + " above, found " + above);
    }
  }

  /** Losses without a certificate are compared by what they come to. */
  @ParameterizedTest
  @MethodSource("otherLosses")
  void otherLossesComeToThoseOfRepeatedRows(GradientMethod method, Loss loss) {
    TrainingConfig config =
        TrainingConfig.of(method).withObjective(new Objective(loss, Penalty.NONE));
    try (Pair data = Pair.of(3)) {
      Training expected = new Trainer(config).fit(data.repeated());

      Training found = new Trainer(config).fit(data.weighted());

      assertEquals(expected.loss(), found.loss(), 1e-2 * expected.loss());
    }
  }

  static Stream<Arguments> otherLosses() {
    return Stream.of(new FullBatch(), new Stochastic(), new MiniBatch(16))
        .flatMap(
            method ->
                Stream.of(new HuberLoss(1), new QuantileLoss(0.5))
                    .map(loss -> Arguments.of(method, loss)));
  }

  static Stream<GradientMethod> methods() {
    return Stream.of(new FullBatch(), new Stochastic(), new MiniBatch(16));
  }

  @ParameterizedTest
  @MethodSource("methods")
  void equalWeightsChangeNoBit(GradientMethod method) {
    TrainingConfig config = TrainingConfig.of(method).withStop(StopRule.epochs(5));
    double[] weights = new double[500];
    Arrays.fill(weights, 0.3);
    try (Dataset data = Tables.random(500, 3, 1, 4);
        WeightedRows weighted = WeightedRows.of(data, weights)) {
      LinearModel expected = new Trainer(config).fit(data).model();

      LinearModel found = new Trainer(config).fit(weighted).model();

      // The same sums of weight 1, but rows of weighted tiles are computed with in another order.
      assertClose(expected, found, 1e-11 * 100);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-300, 1e-3, 7, 1e300})
  void onlyRatiosOfWeightsMatter(double factor) {
    try (Pair data = Pair.of(5)) {
      double[] scaled =
          IntStream.range(0, ROWS).mapToDouble(i -> data.weighted().weight(i) * factor).toArray();
      WeightedRows other = WeightedRows.of(data.weighted().unweighted(), scaled);
      Trainer trainer = new Trainer(TrainingConfig.of(new FullBatch()));

      Training expected = trainer.fit(data.weighted());
      Training found = trainer.fit(other);

      assertClose(expected.model(), found.model(), 1e-9);
      assertClose(expected.metrics(), found.metrics(), 1e-12);
    }
  }

  @ParameterizedTest
  @MethodSource("methods")
  void threadsChangeNoBit(GradientMethod method) {
    TrainingConfig config = TrainingConfig.of(method).withStop(StopRule.epochs(5));
    try (Pair data = Pair.of(6)) {
      LinearModel one = new Trainer(config.withThreads(1)).fit(data.weighted()).model();
      LinearModel three = new Trainer(config.withThreads(3)).fit(data.weighted()).model();

      assertEquals(one.coefficients(), three.coefficients());
      assertEquals(one.intercept(), three.intercept());
    }
  }

  @Test
  void aPartOfTheRowsKeepsTheirWeights() {
    double[] weights = IntStream.rangeClosed(1, 100).asDoubleStream().toArray();
    double[][] x =
        IntStream.rangeClosed(1, 100).mapToObj(i -> new double[] {i}).toArray(double[][]::new);
    try (WeightedRows rows = WeightedRows.of(Tables.of(x, weights), weights)) {
      RowSource part = ValidationSplit.validation(rows, new Split(0.3, 1));
      RegressionMetrics metrics =
          RegressionMetrics.of(
              new LinearModel(List.of("x1"), "y", new double[] {0}, 0, new double[] {0}), part);
      double[] held = targets(part);

      assertEquals(30, held.length);
      // The target is the weight, and the prediction 0: sum of cubes over sum.
      double cubes = Arrays.stream(held).map(w -> w * w * w).sum();
      assertEquals(cubes / Arrays.stream(held).sum(), metrics.mse(), 1e-9);
    }
  }

  private static double[] targets(RowSource rows) {
    double[] targets = new double[(int) rows.rows()];
    try (var tile = rows.newTile(targets.length);
        RowStream.Pass pass = rows.pass(targets.length)) {
      assertTrue(pass.next(tile));
      System.arraycopy(tile.targets(), 0, targets, 0, targets.length);
    }
    return targets;
  }

  @Test
  void theFingerprintKnowsTheWeights() {
    try (Dataset data = Tables.workedExample()) {
      String ones = WeightedRows.of(data, 1, 1, 1).fingerprint();

      assertEquals(ones, WeightedRows.of(data, 2, 2, 2).fingerprint());
      assertNotEquals(ones, WeightedRows.of(data, 1, 2, 1).fingerprint());
    }
  }

  /** By hand: weights 1, 0, 3 of the targets 2, 9, 6 have the mean (2 + 18) / 4 = 5. */
  @Test
  void metricsAreWeighted() {
    LinearModel zero = new LinearModel(List.of("x1"), "y", new double[] {0}, 0, new double[] {0});
    try (Dataset data = Tables.of(new double[][] {{1}, {2}, {3}}, 2, 9, 6)) {
      RegressionMetrics metrics = RegressionMetrics.of(zero, WeightedRows.of(data, 1, 0, 3));

      // (4 + 3 * 36) / 4; (2 + 3 * 6) / 4; squares about 5: 9 + 3 * 1.
      assertEquals(28, metrics.mse(), 1e-14);
      assertEquals(5, metrics.mae(), 1e-15);
      assertEquals(1 - 112.0 / 12, metrics.r2(), 1e-14);
      assertEquals(3, metrics.rows());
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, -1e-300, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesWhatIsNoWeight(double weight) {
    try (Dataset data = Tables.workedExample()) {
      InvalidDataException error =
          assertThrows(InvalidDataException.class, () -> WeightedRows.of(data, 1, weight, 1));

      assertTrue(error.getMessage().startsWith("row 1, column 'weight' is " + weight));
    }
  }

  @Test
  void refusesWeightsThatAddUpToNothing() {
    try (Dataset data = Tables.workedExample()) {
      assertThrows(InvalidDataException.class, () -> WeightedRows.of(data, 0, 0, 0));
      assertThrows(IllegalArgumentException.class, () -> WeightedRows.of(data, 1, 1));
    }
  }

  @Test
  void theYardstickCountsARowByItsWeight() {
    try (Pair data = Pair.of(3)) {
      LeastSquares expected = LeastSquares.of(data.repeated(), ModelSpec.DEFAULT, 0.5, 2);
      LeastSquares found = LeastSquares.of(data.weighted(), ModelSpec.DEFAULT, 0.5, 2);

      assertClose(expected.model(), found.model(), 1e-12);
      assertEquals(expected.loss(), found.loss(), 1e-12 * expected.loss());
      assertEquals(expected.r2(), found.r2(), 1e-12);
    }
  }

  @Test
  void toleranceIsCertifiedOfWeightedRows() {
    TrainingConfig config =
        TrainingConfig.of(new MiniBatch(16))
            .withStop(new StopRule(OptionalLong.empty(), OptionalDouble.of(1e-9), 0));
    try (Pair data = Pair.of(7)) {
      Training found = new Trainer(config).fit(data.weighted());

      assertEquals(StopReason.CONVERGED, found.stopReason());
      assertTrue(found.gap() <= 1e-9);
    }
  }

  /**
   * On features a billion deviations from zero, multiples of 1/1024 and so exact. Rows of one tile:
   * those of several meet at means that are rounded.
   */
  @Test
  void farFromZeroNothingIsLost() {
    Random random = new Random(1);
    int rows = 200;
    double[][] x = new double[rows][1];
    double[] y = new double[rows];
    double[] weights = new double[rows];
    for (int i = 0; i < rows; i++) {
      x[i][0] = 1e9 + Math.rint(1024 * random.nextGaussian()) / 1024;
      y[i] = 2 * (x[i][0] - 1e9);
      weights[i] = 1 + i % 3;
    }
    try (WeightedRows weighted = WeightedRows.of(Tables.of(x, y), weights)) {
      Moments moments = Moments.of(weighted);

      double square = moments.covariance(0, 0);
      assertEquals(2 * square, moments.covariance(0, 1), 1e-12);
      assertEquals(4 * square, moments.covariance(1, 1), 1e-12);
    }
  }
}
