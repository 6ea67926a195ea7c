package io.github.fallline.descent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.data.Dataset;
import io.github.fallline.data.InvalidDataException;
import io.github.fallline.data.Shuffling;
import io.github.fallline.descent.GradientMethod.FullBatch;
import io.github.fallline.descent.GradientMethod.Gradients;
import io.github.fallline.descent.GradientMethod.MiniBatch;
import io.github.fallline.descent.GradientMethod.Stochastic;
import io.github.fallline.descent.gradient.Evaluation;
import io.github.fallline.model.Link;
import io.github.fallline.model.ModelSpec;
import io.github.fallline.objective.Loss;
import io.github.fallline.objective.Objective;
import io.github.fallline.objective.Penalty;
import io.github.fallline.optim.AdaGrad;
import io.github.fallline.optim.Adam;
import io.github.fallline.optim.LearningRate;
import io.github.fallline.optim.Momentum;
import io.github.fallline.optim.Nesterov;
import io.github.fallline.optim.PlainUpdate;
import io.github.fallline.optim.RmsProp;
import io.github.fallline.optim.UpdateRule;
import io.github.fallline.parallel.TileExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Objectives other than least squares, against optima that other software found: on 40 rows with
 * features 7 i mod 11 and i^2 mod 13, and figures from NumPy 2.4.6 and SciPy 1.17.1.
 */
class ObjectivesTest {
  private static final int ROWS = 40;

  /** A line with a little noise and four outliers. */
  private static double measured(int i) {
    double noise = (3 * i * i % 7 - 3) / 2.0;
    return 3 + 2 * (7 * i % 11) - i * i % 13 + noise + (i % 10 == 0 ? 30 : 0);
  }

  /** Counts that grow with the first feature. */
  private static double counted(int i) {
    int first = 7 * i % 11;
    return Math.floorDiv(first * first, 10) + i % 3;
  }

  private static Dataset rows(int features, IntToDoubleFunction target) {
    double[][] x = new double[ROWS][features];
    double[] y = new double[ROWS];
    for (int i = 0; i < ROWS; i++) {
      double[] row = {7 * i % 11, i * i % 13, i % 4};
      System.arraycopy(row, 0, x[i], 0, features);
      y[i] = target.applyAsDouble(i);
    }
    return Tables.of(x, y);
  }

  private static Training fit(Dataset data, TrainingConfig config) {
    return new Trainer(config).fit(data);
  }

  private static TrainingConfig config(GradientMethod method, Loss loss, Penalty penalty) {
    return TrainingConfig.of(method).withObjective(new Objective(loss, penalty));
  }

  private static void assertModel(Training training, double tolerance, double... expected) {
    double[] found = training.model().coefficientArray();
    for (int j = 0; j < found.length; j++) {
      assertEquals(expected[j], found[j], tolerance, "coefficient " + j);
    }
    assertEquals(expected[found.length], training.model().intercept(), tolerance, "intercept");
  }

  /** Iteratively reweighted least squares, until the gradient was below 1e-12. */
  @Test
  void huberFindsTheOptimumBesideOutliers() {
    try (Dataset data = rows(2, ObjectivesTest::measured)) {
      Training training = fit(data, config(new FullBatch(), Loss.huber(1.5), Penalty.NONE));

      assertModel(training, 1e-6, 1.955647393003175, -1.017139996030689, 4.133135199454316);
      assertEquals(9.477542666538266, training.loss(), 1e-9);
      assertEquals(StopReason.CONVERGED, training.stopReason());
      assertEquals(Preconditioning.CURVATURE, training.precondition());
    }
  }

  @ParameterizedTest
  @CsvSource({"1", "8"})
  void huberIsNearItsOptimumByBatches(int size) {
    try (Dataset data = rows(2, ObjectivesTest::measured)) {
      Training training = fit(data, config(new MiniBatch(size), Loss.huber(1.5), Penalty.NONE));

      assertEquals(9.477542666538266, training.loss(), 1e-3);
    }
  }

  @Test
  void huberWithAWideSquareIsLeastSquares() {
    try (Dataset data = rows(3, ObjectivesTest::measured)) {
      Training squares = fit(data, config(new FullBatch(), Loss.SQUARED, Penalty.l2(0.1)));
      Training huber = fit(data, config(new FullBatch(), Loss.huber(1e6), Penalty.l2(0.1)));

      double[] expected = squares.model().coefficientArray();
      for (int j = 0; j < 3; j++) {
        assertEquals(expected[j], huber.model().coefficientArray()[j], 1e-8);
      }
      assertEquals(squares.loss(), huber.loss(), 1e-10);
    }
  }

  /** Least mean pinball loss by linear programming (HiGHS): 2.375, at 2, -1 and 4.5. */
  @ParameterizedTest
  @MethodSource("methods")
  void quantileIsNearItsOptimum(GradientMethod method) {
    try (Dataset data = rows(2, ObjectivesTest::measured)) {
      Training training = fit(data, config(method, Loss.quantile(0.75), Penalty.NONE));

      assertEquals(2.375, training.loss(), 0.02);
      assertTrue(training.loss() >= 2.375 - 1e-12);
      assertModel(training, 0.1, 2, -1, 4.5);
    }
  }

  static List<GradientMethod> methods() {
    return List.of(new FullBatch(), new Stochastic(), new MiniBatch(8));
  }

  /** Newton's method, until it stood still. */
  @Test
  void poissonFindsTheOptimum() {
    try (Dataset data = rows(2, ObjectivesTest::counted)) {
      Training training = fit(data, config(new FullBatch(), Loss.POISSON, Penalty.NONE));

      assertModel(training, 1e-6, 0.276453771331743, 0.003811972862198, -0.359754264984626);
      assertEquals(-3.057945540916132, training.loss(), 1e-12);
      assertEquals(Link.LOG, training.model().link());
      assertEquals(0.739956865768997, training.metrics().mse(), 1e-6);
      assertTrue(training.gap() <= 1e-12);
    }
  }

  /** The automatic options of a method that takes steps on Poisson's loss. */
  static List<TrainingConfig> automaticOptions() {
    GradientMethod.Acceleration reduced =
        new GradientMethod.Acceleration(Preconditioning.AUTO, true);
    List<TrainingConfig> all = new ArrayList<>();
    for (GradientMethod method : methods()) {
      all.add(TrainingConfig.of(method));
      all.add(TrainingConfig.of(method).withUpdate(new Momentum(0.9)));
      all.add(TrainingConfig.of(method).withUpdate(new Nesterov(0.9)));
    }
    all.add(TrainingConfig.of(new Stochastic(reduced)));
    all.add(TrainingConfig.of(new MiniBatch(8, reduced)));
    all.add(TrainingConfig.of(new MiniBatch(8)).withForm(new ModelSpec(true, false, 0)));
    all.add(
        TrainingConfig.of(new Stochastic())
            .withUpdate(new PlainUpdate())
            .withShuffling(new Shuffling(false, 0, 0)));
    return all;
  }

  @ParameterizedTest
  @MethodSource("automaticOptions")
  void poissonNeedsNoLearningRate(TrainingConfig config) {
    Objective poisson = new Objective(Loss.POISSON, Penalty.NONE);
    try (Dataset data = rows(2, ObjectivesTest::counted)) {
      Training training = fit(data, config.withObjective(poisson));

      assertEquals(StopReason.CONVERGED, training.stopReason());
      assertEquals(-3.057945540916132, training.loss(), 1e-4);
      assertTrue(training.loss() + 3.057945540916132 >= -1e-12);
    }
  }

  /** Counts to some thousands where the median is 1: their curvature is not that of the start. */
  @ParameterizedTest
  @MethodSource("automaticOptions")
  void wildCountsEndNearTheOptimum(TrainingConfig config) {
    Objective poisson = new Objective(Loss.POISSON, Penalty.NONE);
    double[][] x = new double[ROWS][1];
    double[] y = new double[ROWS];
    for (int i = 0; i < ROWS; i++) {
      x[i][0] = i == 3 ? 40 : i % 5;
      y[i] = i == 3 ? 20_000 : i % 3;
    }
    try (Dataset data = Tables.of(x, y)) {
      Training training = fit(data, config.withObjective(poisson));

      double gap = new DualBound(x, y, poisson).gap(x, training.model());
      assertEquals(StopReason.CONVERGED, training.stopReason());
      assertTrue(gap <= 1e-4 * Math.abs(training.loss()), "gap " + gap);
    }
  }

  @Test
  void poissonRefusesANegativeTarget() {
    try (Dataset data = rows(2, i -> i == 17 ? -1 : 1)) {
      TrainingConfig config = config(new FullBatch(), Loss.POISSON, Penalty.NONE);

      Exception error = assertThrows(InvalidDataException.class, () -> fit(data, config));

      assertEquals(
          "row 17, column 'y' is -1.0; the poisson loss needs targets of at least 0.0",
          error.getMessage());
    }
  }

  /** Coordinate descent on standardized features, 5000 sweeps: coefficients, intercept, loss. */
  static Stream<Arguments> absolutePenalties() {
    return Stream.of(
        Arguments.of(
            Penalty.l1(3),
            new double[] {1.025436344600683, -0.725492817763386, 0, 9.81567944368236},
            101.24968257768076),
        Arguments.of(
            Penalty.elasticNet(3, 0.25),
            new double[] {0.825446811350639, -0.584453192505948, 0, 10.00054477883907},
            105.39271667361476),
        Arguments.of(
            Penalty.l1(0.5),
            new double[] {
              1.396703504907721, -1.007264116665938, -0.950525062053712, 11.014929975792315
            },
            81.06556886471408));
  }

  @ParameterizedTest
  @MethodSource("absolutePenalties")
  void absolutePenaltyFindsItsOptimum(Penalty penalty, double[] expected, double loss) {
    try (Dataset data = rows(3, ObjectivesTest::measured)) {
      for (Gradients gradients : List.of(Gradients.MOMENTS, Gradients.ROWS)) {
        Training training = fit(data, config(new FullBatch(gradients), Loss.SQUARED, penalty));

        assertEquals(StopReason.CONVERGED, training.stopReason());
        assertTrue(training.gap() <= 1e-12 && training.gap() >= 0, () -> "gap " + training.gap());
        assertModel(training, 1e-5, expected);
        assertEquals(loss, training.loss(), 1e-9);
        for (int j = 0; j < 3; j++) {
          assertEquals(expected[j] == 0, training.model().coefficientArray()[j] == 0, "zero " + j);
        }
      }
    }
  }

  /** Wherever it is asked, the certificate is above the distance to the optimum found. */
  @ParameterizedTest
  @MethodSource("absolutePenalties")
  void dualityGapIsAnUpperBound(Penalty penalty, double[] expected, double loss) {
    Objective objective = new Objective(Loss.SQUARED, penalty);
    try (Dataset data = rows(3, ObjectivesTest::measured);
        TileExecutor executor = new TileExecutor(1)) {
      for (boolean standardize : new boolean[] {true, false}) {
        ModelSpec spec = new ModelSpec(true, standardize, 0);
        TrainingProblem problem =
            new TrainingProblem(data, objective, spec, Preconditioning.NONE, executor);
        Training best = fit(data, config(new FullBatch(), Loss.SQUARED, penalty).withForm(spec));
        for (double shift : new double[] {-3, -0.1, 0, 0.1, 3}) {
          double[] point =
              problem
                  .scaling()
                  .toParameters(best.model().coefficientArray(), best.model().intercept());
          for (int j = 0; j < point.length; j++) {
            point[j] += shift * (j + 1);
          }
          Evaluation there = problem.quadratic().function(problem.scaling()).at(point);

          assertTrue(there.gap() >= there.loss() - best.loss() - 1e-11, "shift " + shift);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Gradients.class,
      names = {"ROWS", "MOMENTS"})
  void aPenaltyOverTheSteepestSlopeLeavesTheMeanAlone(Gradients gradients) {
    try (Dataset data = rows(3, ObjectivesTest::measured)) {
      TrainingConfig config = config(new FullBatch(gradients), Loss.SQUARED, Penalty.l1(100));

      Training training = fit(data, config);

      double mean = 0;
      for (int i = 0; i < ROWS; i++) {
        mean += measured(i) / ROWS;
      }
      assertModel(training, 1e-12, 0, 0, 0, mean);
      assertEquals(StopReason.CONVERGED, training.stopReason());
    }
  }

  @Test
  void fixedRatesKeepExactZerosByBatches() {
    try (Dataset data = rows(3, ObjectivesTest::measured)) {
      TrainingConfig config =
          config(new MiniBatch(ROWS), Loss.SQUARED, Penalty.l1(3))
              .withLearningRate(LearningRate.fixed(0.1))
              .withStop(StopRule.epochs(500));

      assertEquals(0, fit(data, config).model().coefficient("x3"));
    }
  }

  static List<UpdateRule> rescalingRules() {
    return List.of(new AdaGrad(), new RmsProp(), new Adam());
  }

  @ParameterizedTest
  @MethodSource("rescalingRules")
  void rescalingRulesGoTheSameWayByRowsAndByMoments(UpdateRule rule) {
    TrainingConfig config =
        TrainingConfig.of(new FullBatch(Gradients.ROWS))
            .withUpdate(rule)
            .withLearningRate(LearningRate.fixed(0.1))
            .withStop(StopRule.epochs(30));
    TrainingConfig moments = config.withMethod(new FullBatch(Gradients.MOMENTS)).withThreads(1);
    try (Dataset data = rows(3, ObjectivesTest::measured)) {
      Training expected = fit(data, config);

      Training found = fit(data, moments);

      double[] weights = expected.model().coefficientArray();
      double[] all = {weights[0], weights[1], weights[2], expected.model().intercept()};
      assertModel(found, 1e-9, all);
    }
  }

  @ParameterizedTest
  @MethodSource("rescalingRules")
  void rescalingRulesNeedNoLearningRate(UpdateRule rule) {
    try (Dataset data = rows(3, ObjectivesTest::measured)) {
      Training training = fit(data, TrainingConfig.of(new FullBatch()).withUpdate(rule));

      assertEquals(StopReason.CONVERGED, training.stopReason());
      assertTrue(training.gap() <= 1e-4);
    }
  }

  /** All steps of the first epochs add up in the predictions. */
  @ParameterizedTest
  @MethodSource("rescalingRules")
  void rescalingRulesDoNotDivergeOnColumnsThatAreAlike(UpdateRule rule) {
    double[][] x = new double[ROWS][60];
    double[] y = new double[ROWS];
    for (int i = 0; i < ROWS; i++) {
      y[i] = measured(i);
      for (int j = 0; j < 60; j++) {
        x[i][j] = y[i] + (i * j) % 7;
      }
    }
    try (Dataset data = Tables.of(x, y)) {
      for (GradientMethod method : methods()) {
        TrainingConfig config = TrainingConfig.of(method).withUpdate(rule);

        assertTrue(fit(data, config.withStop(StopRule.epochs(100))).metrics().r2() > 0.5);
      }
    }
  }

  /** Each gradient is divided by a mean it is part of: the place is near the optimum, not at it. */
  @ParameterizedTest
  @MethodSource("rescalingRules")
  void rescalingRulesComeNearTheOptimumByBatches(UpdateRule rule) {
    try (Dataset data = rows(3, ObjectivesTest::measured)) {
      Training training = fit(data, TrainingConfig.of(new MiniBatch(8)).withUpdate(rule));

      assertTrue(training.gap() <= 0.05, () -> "gap " + training.gap());
    }
  }

  @ParameterizedTest
  @MethodSource("rescalingRules")
  void rescalingRulesTrainWhatHasNoBound(UpdateRule rule) {
    StopRule stop = new StopRule(OptionalLong.of(3000), OptionalDouble.empty(), 0);
    try (Dataset data = rows(2, ObjectivesTest::counted)) {
      TrainingConfig config =
          config(new MiniBatch(8), Loss.POISSON, Penalty.NONE).withUpdate(rule).withStop(stop);

      assertEquals(-3.057945540916132, fit(data, config).loss(), 1e-3);
    }
  }

  static Stream<Arguments> incompatible() {
    TrainingConfig full = TrainingConfig.of(new FullBatch());
    return Stream.of(
        Arguments.of(
            full.withObjective(new Objective(Loss.SQUARED, Penalty.l1(1))).withUpdate(new Adam()),
            "Penalty.l1 requires PlainUpdate, got adam"),
        Arguments.of(
            full.withUpdate(new RmsProp()).withForm(new ModelSpec(true, false, 0)),
            "LearningRate.AUTO with rmsprop requires standardized features; leave out"
                + " TrainingConfig.withStandardize(false) or set a TrainingConfig.withLearningRate"));
  }

  @ParameterizedTest
  @MethodSource("incompatible")
  void refusesSettingsThatDoNotGoTogether(TrainingConfig config, String message) {
    try (Dataset data = rows(2, ObjectivesTest::counted)) {
      Exception error = assertThrows(IllegalArgumentException.class, () -> fit(data, config));

      assertEquals(message, error.getMessage());
    }
  }
}
