package io.github.fallline.autodiff;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.data.Dataset;
import io.github.fallline.descent.GradientMethod;
import io.github.fallline.descent.GradientMethod.FullBatch;
import io.github.fallline.descent.GradientMethod.MiniBatch;
import io.github.fallline.descent.StopReason;
import io.github.fallline.descent.StopRule;
import io.github.fallline.descent.Trainer;
import io.github.fallline.descent.Training;
import io.github.fallline.descent.TrainingConfig;
import io.github.fallline.objective.Loss;
import io.github.fallline.objective.Objective;
import io.github.fallline.objective.Penalty;
import io.github.fallline.optim.LearningRate;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

class FormulaLossTest {
  private static SDVariable squared(SameDiff graph, SDVariable p, SDVariable y) {
    return graph.math().square(p.sub(y));
  }

  private static SDVariable logCosh(SameDiff graph, SDVariable p, SDVariable y) {
    return graph.math().log(graph.math().cosh(p.sub(y)));
  }

  /** delta = 0.7: the smaller of the residual and delta, times (2 |r| - that). */
  private static SDVariable huber(SameDiff graph, SDVariable p, SDVariable y) {
    SDVariable size = graph.math().abs(p.sub(y));
    SDVariable least = graph.math().min(size, size.mul(0).add(0.7));
    return least.mul(size.mul(2).sub(least));
  }

  private static SDVariable quantile(SameDiff graph, SDVariable p, SDVariable y) {
    SDVariable residual = p.sub(y);
    return graph.math().max(residual.mul(1 - 0.9), residual.mul(-0.9));
  }

  private static SDVariable poisson(SameDiff graph, SDVariable p, SDVariable y) {
    return graph.math().exp(p).sub(y.mul(p));
  }

  @Test
  void buildingPrintsNothing() {
    PrintStream out = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      FormulaLoss.of("log-cosh", FormulaLossTest::logCosh);
      System.out.print("mine");
    } finally {
      System.setOut(out);
    }
    assertEquals("mine", printed.toString(StandardCharsets.UTF_8));
  }

  static Stream<Arguments> builtIn() {
    return Stream.of(
        Arguments.of(Loss.SQUARED, (LossFormula) FormulaLossTest::squared),
        Arguments.of(Loss.huber(0.7), (LossFormula) FormulaLossTest::huber),
        Arguments.of(Loss.quantile(0.9), (LossFormula) FormulaLossTest::quantile),
        Arguments.of(Loss.POISSON, (LossFormula) FormulaLossTest::poisson));
  }

  private static double[] gaussians(long seed, int count) {
    Random random = new Random(seed);
    return IntStream.range(0, count).mapToDouble(i -> 2 * random.nextGaussian()).toArray();
  }

  /** Each built-in loss, hand-written, beside the same formula with SameDiff's derivative. */
  @ParameterizedTest
  @MethodSource("builtIn")
  void slopeOfABuiltInLossIsSameDiffs(Loss builtIn, LossFormula formula) {
    int rows = 1000;
    double[] predictions = gaussians(1, rows);
    double[] targets = gaussians(2, rows);
    double[] losses = new double[rows];
    double[] slopes = new double[rows];
    double[] expectedLosses = new double[rows];
    double[] expectedSlopes = new double[rows];

    builtIn.evaluate(predictions, targets, rows, expectedLosses, expectedSlopes);
    FormulaLoss.of("mine", formula).evaluate(predictions, targets, rows, losses, slopes);

    for (int i = 0; i < rows; i++) {
      // A few roundings of terms as large as exp(p) and the squared residual.
      double size = Math.exp(predictions[i]) + Math.pow(predictions[i] - targets[i], 2) + 10;
      assertEquals(expectedLosses[i], losses[i], 8 * Math.ulp(size), "loss of row " + i);
      assertEquals(expectedSlopes[i], slopes[i], 8 * Math.ulp(size), "slope of row " + i);
    }
  }

  /** y = 3 x1 - 2 x2 + 1 and a little noise; one row in 50 is 40 too high. */
  private static Dataset outliers() {
    int rows = 300;
    Random random = new Random(7);
    double[][] x = new double[rows][2];
    double[] y = new double[rows];
    for (int i = 0; i < rows; i++) {
      x[i][0] = random.nextGaussian();
      x[i][1] = random.nextGaussian();
      y[i] = 3 * x[i][0] - 2 * x[i][1] + 1 + 0.01 * random.nextGaussian() + (i % 50 == 0 ? 40 : 0);
    }
    return Dataset.of(Nd4j.createFromArray(x), Nd4j.createFromArray(y).reshape(rows, 1));
  }

  private static Training train(Loss loss, GradientMethod method, long epochs) {
    TrainingConfig config =
        TrainingConfig.of(method)
            .withObjective(new Objective(loss, Penalty.NONE))
            .withLearningRate(LearningRate.fixed(0.1))
            .withStop(StopRule.epochs(epochs));
    try (Dataset data = outliers()) {
      return new Trainer(config).fit(data);
    }
  }

  static Stream<Arguments> methods() {
    return Stream.of(Arguments.of(new FullBatch(), 40), Arguments.of(new MiniBatch(64), 8));
  }

  @ParameterizedTest
  @MethodSource("methods")
  void trainsLikeTheBuiltInLoss(GradientMethod method, long epochs) {
    Loss mine = FormulaLoss.of("mine", FormulaLossTest::squared);

    Training expected = train(Loss.SQUARED, method, epochs);
    Training trained = train(mine, method, epochs);

    for (String name : List.of("x1", "x2")) {
      double coefficient = expected.model().coefficient(name);
      assertEquals(coefficient, trained.model().coefficient(name), 1e-12, name);
    }
    assertEquals(expected.loss(), trained.loss(), 1e-12 * expected.loss());
    assertEquals(epochs, trained.updates() / (method instanceof FullBatch ? 1 : 5));
  }

  @Test
  void aLossOfOnesOwnTrainsByItself() {
    Loss logCosh =
        FormulaLoss.of("log-cosh", FormulaLossTest::logCosh)
            .withLeastValue(0)
            .withCurvature(1)
            .withSlopeBound(1);
    TrainingConfig config =
        TrainingConfig.of(new FullBatch())
            .withObjective(new Objective(logCosh, Penalty.NONE))
            .withStop(StopRule.epochs(150));
    try (Dataset data = outliers()) {
      Training training = new Trainer(config).fit(data);

      assertEquals(StopReason.EPOCHS, training.stopReason());
      // Outliers pull no more than 6 units of slope against 294 of the others: 0.02 and some more.
      assertEquals(3, training.model().coefficient("x1"), 0.1);
      assertEquals(-2, training.model().coefficient("x2"), 0.1);
      assertEquals(1, training.model().intercept(), 0.1);
    }
  }

  @Test
  void withoutBoundsTheRateIsSearched() {
    Loss unknown = FormulaLoss.of("log-cosh", FormulaLossTest::logCosh);
    TrainingConfig config =
        TrainingConfig.of(new FullBatch())
            .withObjective(new Objective(unknown, Penalty.NONE))
            .withStop(StopRule.epochs(60));
    try (Dataset data = outliers()) {
      assertEquals(3, new Trainer(config).fit(data).model().coefficient("x1"), 0.1);
    }
  }

  @Test
  void boundsAreThoseNamed() {
    FormulaLoss loss = FormulaLoss.of("log-cosh", FormulaLossTest::logCosh);

    assertEquals("log-cosh", loss.label());
    assertEquals(Double.NEGATIVE_INFINITY, loss.leastValue());
    assertEquals(Double.POSITIVE_INFINITY, loss.curvature());
    assertEquals(Double.POSITIVE_INFINITY, loss.slopeBound());
    assertEquals(Double.NEGATIVE_INFINITY, loss.minTarget());
    assertEquals(0, loss.withLeastValue(0).withCurvature(2).leastValue());
    assertEquals(2, loss.withCurvature(2).withSlopeBound(3).curvature());
    assertEquals(3, loss.withSlopeBound(3).withMinTarget(1).slopeBound());
    assertEquals(1, loss.withMinTarget(1).withLogLink().minTarget());
    assertTrue(loss.withLogLink().hasLogLink());
  }

  @Test
  void touchesTheFirstRowsAloneAndMayOverwriteThePredictions() {
    Loss loss = FormulaLoss.of("mine", FormulaLossTest::squared);
    double[] predictions = {1, 2, 9};
    double[] losses = {9, 9, 9};

    loss.evaluate(predictions, new double[] {0, 0, 0}, 2, losses, predictions);
    loss.evaluate(predictions, new double[] {0, 0, 0}, 0, losses, predictions);

    assertArrayEquals(new double[] {1, 4, 9}, losses);
    assertArrayEquals(new double[] {2, 4, 9}, predictions);
  }

  @Test
  void notANumberStaysNotANumber() {
    double[] losses = new double[2];
    double[] slopes = new double[2];

    FormulaLoss.of("absolute", (graph, p, y) -> graph.math().abs(p.sub(y)))
        .evaluate(new double[] {Double.NaN, 3}, new double[] {1, 1}, 2, losses, slopes);

    assertArrayEquals(new double[] {Double.NaN, 2}, losses);
    assertArrayEquals(new double[] {Double.NaN, 1}, slopes);
  }

  @Test
  void threadsDoNotMix() {
    Loss loss = FormulaLoss.of("mine", FormulaLossTest::squared);
    List<Double> slopes =
        IntStream.range(0, 100)
            .parallel()
            .mapToObj(
                i -> {
                  double[] slope = new double[1];
                  loss.evaluate(new double[] {i}, new double[1], 1, new double[1], slope);
                  return slope[0];
                })
            .toList();

    assertEquals(IntStream.range(0, 100).mapToObj(i -> 2.0 * i).toList(), slopes);
  }

  static Stream<Arguments> refusals() {
    FormulaLoss loss = FormulaLoss.of("mine", FormulaLossTest::squared);
    return Stream.of(
        refusal(
            () -> FormulaLoss.of("sum", (graph, p, y) -> squared(graph, p, y).sum()),
            "loss 'sum': expected one loss a row: upstream: expected the shape of the result, [],"
                + " got [2]"),
        refusal(
            () -> FormulaLoss.of("centred", (graph, p, y) -> p.sub(p.mean()).mul(y)),
            "loss 'centred': the loss of a row depends on other rows; expected one a row"),
        refusal(
            () ->
                FormulaLoss.of(
                    "scaled", (graph, p, y) -> p.mul(graph.var("s", DataType.DOUBLE, 1))),
            "loss 'scaled': has parameters [s]; make them constants"),
        refusal(() -> loss.withCurvature(0), "curvature: expected a bound, got 0.0"),
        refusal(() -> loss.withSlopeBound(Double.NaN), "slope bound: expected a bound, got NaN"),
        refusal(() -> loss.withLeastValue(Double.NaN), "least value: expected a bound, got NaN"));
  }

  private static Arguments refusal(Executable call, String message) {
    return Arguments.of(call, message);
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void refusesWhatIsNoLoss(Executable call, String message) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }
}
