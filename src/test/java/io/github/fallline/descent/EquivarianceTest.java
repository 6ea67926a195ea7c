package io.github.fallline.descent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.data.Dataset;
import io.github.fallline.data.WeightedRows;
import io.github.fallline.model.LinearModel;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * How the predictions of every estimator go along with the data: with its order, its units, with
 * rows and columns that are few or say nothing.
 *
 * <p>Where steps use all rows, what is left is rounding and the tolerance of 1e-18 variances; where
 * they use some, that of 1e-4: its root, 1e-2 deviations of the target, bounds a mean difference.
 */
class EquivarianceTest {
  private static final int ROWS = 300;

  private static double[][] features() {
    return Tables.random(ROWS, 3, 0.5, 21).features().toDoubleMatrix();
  }

  private static double[] targets() {
    return Tables.random(ROWS, 3, 0.5, 21).targets().toDoubleVector();
  }

  private static double[] predictions(Estimators estimator, double[][] x, double[] y) {
    try (Dataset data = Tables.of(x, y)) {
      return predictions(estimator.trainer().fit(data).model(), x);
    }
  }

  private static double[] predictions(LinearModel model, double[][] x) {
    return Arrays.stream(x).mapToDouble(model::predict).toArray();
  }

  private static double deviation(double[] numbers) {
    double mean = Arrays.stream(numbers).average().orElseThrow();
    return Math.sqrt(
        Arrays.stream(numbers).map(n -> (n - mean) * (n - mean)).average().orElseThrow());
  }

  /** Compares by the root of the mean square of the differences, in deviations of the first. */
  private static void assertClose(Estimators estimator, double[] expected, double[] found) {
    double sum = 0;
    for (int i = 0; i < expected.length; i++) {
      sum += (expected[i] - found[i]) * (expected[i] - found[i]);
    }
    double difference = Math.sqrt(sum / expected.length) / deviation(expected);
    double bound = bound(estimator);
    assertTrue(difference <= bound, () -> "expected at most " + bound + ", found " + difference);
  }

  /** Huber losses and absolute weights end by a tolerance that has fewer digits. */
  private static double bound(Estimators estimator) {
    return switch (estimator) {
      case HUBER, LASSO -> 1e-5;
      default -> estimator.isFull() ? 1e-8 : 2e-2;
    };
  }

  private static double[] mapped(double[] numbers, DoubleUnaryOperator map) {
    return Arrays.stream(numbers).map(map).toArray();
  }

  @ParameterizedTest
  @MethodSource("io.github.fallline.descent.Estimators#fullBatches")
  void theOrderOfTheRowsDoesNotMatterToAFullBatch(Estimators estimator) {
    double[][] x = features();
    double[] y = targets();
    double[][] turnedX = new double[ROWS][];
    double[] turnedY = new double[ROWS];
    for (int i = 0; i < ROWS; i++) {
      turnedX[i] = x[(i * 7 + 5) % ROWS]; // 7 and 300 have no divisor in common
      turnedY[i] = y[(i * 7 + 5) % ROWS];
    }
    try (Dataset turned = Tables.of(turnedX, turnedY)) {
      LinearModel model = estimator.trainer().fit(turned).model();

      assertClose(estimator, predictions(estimator, x, y), predictions(model, x));
    }
  }

  @ParameterizedTest
  @EnumSource(Estimators.class)
  void predictionsShiftWithTheTarget(Estimators estimator) {
    double[] expected = mapped(predictions(estimator, features(), targets()), p -> p + 1000);

    assertClose(
        estimator, expected, predictions(estimator, features(), mapped(targets(), y -> y + 1000)));
  }

  @ParameterizedTest
  @MethodSource("io.github.fallline.descent.Estimators#indifferentToTheUnitOfTheTarget")
  void predictionsScaleWithTheTarget(Estimators estimator) {
    double[] expected = mapped(predictions(estimator, features(), targets()), p -> -300 * p);

    assertClose(
        estimator, expected, predictions(estimator, features(), mapped(targets(), y -> -300 * y)));
  }

  @ParameterizedTest
  @EnumSource(Estimators.class)
  void predictionsStayWhereFeaturesShiftAndScale(Estimators estimator) {
    double[] expected = predictions(estimator, features(), targets());
    double[] unit = {1e6, -1e-6, 3};
    double[][] other = features();
    for (double[] row : other) {
      for (int j = 0; j < row.length; j++) {
        row[j] = unit[j] * (row[j] + 10);
      }
    }

    assertClose(estimator, expected, predictions(estimator, other, targets()));
  }

  @ParameterizedTest
  @EnumSource(Estimators.class)
  void predictionsStayWhereColumnsChangePlaces(Estimators estimator) {
    double[] expected = predictions(estimator, features(), targets());
    double[][] turned = features();
    for (double[] row : turned) {
      double first = row[0];
      row[0] = row[2];
      row[2] = first;
    }

    assertClose(estimator, expected, predictions(estimator, turned, targets()));
  }

  @ParameterizedTest
  @EnumSource(Estimators.class)
  void weightsEqualRepetition(Estimators estimator) {
    double[][] x = features();
    double[] y = targets();
    double[] weights = IntStream.range(0, ROWS).mapToDouble(i -> i % 4).toArray();
    int[] rows =
        IntStream.range(0, ROWS)
            .flatMap(i -> IntStream.generate(() -> i).limit((long) weights[i]))
            .toArray();
    double[][] repeatedX = Arrays.stream(rows).mapToObj(i -> x[i]).toArray(double[][]::new);
    double[] repeatedY = Arrays.stream(rows).mapToDouble(i -> y[i]).toArray();
    try (Dataset repeated = Tables.of(repeatedX, repeatedY);
        WeightedRows weighted = WeightedRows.of(Tables.of(x, y), weights)) {
      double[] expected = predictions(estimator.trainer().fit(repeated).model(), x);

      assertClose(estimator, expected, predictions(estimator.trainer().fit(weighted).model(), x));
    }
  }

  /** A sentinel in a row that is not to count; the first row and one further on. */
  @ParameterizedTest
  @EnumSource(Estimators.class)
  void aRowThatWeighsNothingMayHoldAnything(Estimators estimator) {
    double[][] x = features();
    double[] y = targets();
    double[] weights = new double[ROWS];
    Arrays.fill(weights, 1);
    weights[0] = 0;
    weights[200] = 0;
    int[] rows = IntStream.range(0, ROWS).filter(i -> weights[i] > 0).toArray();
    double[][] othersX = Arrays.stream(rows).mapToObj(i -> x[i]).toArray(double[][]::new);
    double[] othersY = Arrays.stream(rows).mapToDouble(i -> y[i]).toArray();
    double[] expected = predictions(estimator, othersX, othersY);
    for (int row : new int[] {0, 200}) {
      x[row] = new double[] {-999_999_999, 1e15, 1e15};
      y[row] = -1e12;
    }
    try (WeightedRows weighted = WeightedRows.of(Tables.of(x, y), weights)) {
      Training training = estimator.trainer().fit(weighted);

      assertClose(estimator, expected, predictions(training.model(), othersX));
      assertTrue(training.metrics().r2() > 0.9, () -> "r2 " + training.metrics().r2());
    }
  }

  @ParameterizedTest
  @EnumSource(Estimators.class)
  void oneRowIsPredictedExactly(Estimators estimator) {
    double[] found = predictions(estimator, new double[][] {{3, -4}}, new double[] {5});

    assertEquals(5, found[0], 1e-9);
  }

  /**
   * The slope and intercept of one feature, by hand 5.8 / 5 and 4.5 - 2.5 x 1.16; penalties shrink
   * it by 2%.
   */
  @ParameterizedTest
  @EnumSource(Estimators.class)
  void oneFeatureIsALine(Estimators estimator) {
    double[][] x = {{1}, {2}, {3}, {4}};
    double[] found = predictions(estimator, x, new double[] {3, 3.6, 5, 6.4});

    for (int i = 0; i < x.length; i++) {
      assertEquals(1.6 + 1.16 * x[i][0], found[i], 0.05, "row " + i);
    }
  }

  /** Its coefficient is the rounding of turning all of them together. */
  @ParameterizedTest
  @EnumSource(Estimators.class)
  void aConstantFeatureHasNoEffect(Estimators estimator) {
    double[] expected = predictions(estimator, features(), targets());
    double[][] more =
        Arrays.stream(features())
            .map(row -> new double[] {row[0], 7, row[1], row[2]})
            .toArray(double[][]::new);
    double[] found;
    try (Dataset data = Tables.of(more, targets())) {
      LinearModel model = estimator.trainer().fit(data).model();
      assertEquals(0, model.coefficient("x2") / deviation(targets()), 1e-12);
      found = predictions(model, more);
    }

    assertClose(estimator, expected, found);
  }

  @ParameterizedTest
  @EnumSource(Estimators.class)
  void aConstantTargetIsPredicted(Estimators estimator) {
    double[] constant = new double[ROWS];
    Arrays.fill(constant, 42);

    for (double prediction : predictions(estimator, features(), constant)) {
      assertEquals(42, prediction, 1e-6);
    }
  }

  @ParameterizedTest
  @EnumSource(Estimators.class)
  void moreFeaturesThanRowsHaveADefiniteAnswer(Estimators estimator) {
    double[][] wide = {{1, 0, 2, 5}, {0, 1, 3, 1}, {2, 2, 0, 1}};

    for (double prediction : predictions(estimator, wide, new double[] {1, -1, 2})) {
      assertTrue(Math.abs(prediction) < 3, () -> "prediction " + prediction);
    }
  }

  @ParameterizedTest
  @MethodSource("io.github.fallline.descent.Estimators#certified")
  void theCertifiedGapIsTrue(Estimators estimator) {
    try (Dataset data = Tables.of(features(), targets())) {
      Training best =
          new Trainer(
                  TrainingConfig.of(new GradientMethod.FullBatch())
                      .withObjective(estimator.config().objective()))
              .fit(data);

      Training found = estimator.trainer().fit(data);

      double variance = Math.pow(deviation(targets()), 2);
      double above = (found.loss() - best.loss()) / variance;
      assertEquals(StopReason.CONVERGED, found.stopReason());
      assertTrue(above <= found.gap() + 1e-12, () -> above + " above, certified " + found.gap());
    }
  }
}
