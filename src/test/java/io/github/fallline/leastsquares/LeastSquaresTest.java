package io.github.fallline.leastsquares;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.csv.CsvFormat;
import io.github.fallline.csv.CsvReader;
import io.github.fallline.data.Dataset;
import io.github.fallline.data.InvalidDataException;
import io.github.fallline.data.MissingValues;
import io.github.fallline.data.Schema;
import io.github.fallline.descent.CertifiedProblem;
import io.github.fallline.descent.GradientMethod.FullBatch;
import io.github.fallline.descent.StopRule;
import io.github.fallline.descent.Tables;
import io.github.fallline.descent.Trainer;
import io.github.fallline.descent.Training;
import io.github.fallline.descent.TrainingConfig;
import io.github.fallline.files.TextInput;
import io.github.fallline.model.LinearModel;
import io.github.fallline.model.ModelSpec;
import io.github.fallline.objective.Loss;
import io.github.fallline.objective.Objective;
import io.github.fallline.objective.Penalty;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The exact optimum, against values certified by NIST, closed forms and descent. */
class LeastSquaresTest {
  private static final ModelSpec NO_INTERCEPT = new ModelSpec(false, true, 0);

  private static double[] parameters(LeastSquares fit, boolean intercept) {
    LinearModel model = fit.model();
    DoubleStream weights = model.coefficients().values().stream().mapToDouble(Double::doubleValue);
    return intercept
        ? DoubleStream.concat(DoubleStream.of(model.intercept()), weights).toArray()
        : weights.toArray();
  }

  private static LeastSquares ofShare(Dataset data, ModelSpec spec, double l2) {
    return LeastSquares.of(data, spec, l2, 2);
  }

  /** Digits are -log10 of the relative error; the certified values have 15. */
  @ParameterizedTest
  @CsvSource({
    "Longley,  1, 13",
    "Norris,   1, 13",
    "NoInt1,   1, 14",
    "Pontius,  2, 12.5",
    "Wampler2, 5, 12"
  })
  void everyCoefficientHasTheDigitsOfTheCertifiedOne(String name, int degree, double digits)
      throws IOException {
    CertifiedProblem certified = CertifiedProblem.read(name, degree);
    try (Dataset data = certified.data()) {
      LeastSquares fit = LeastSquares.of(data, certified.form(), 0, 1);
      double[] expected = certified.estimates();
      double[] found = parameters(fit, certified.intercept());

      assertEquals(expected.length, found.length);
      for (int k = 0; k < expected.length; k++) {
        double error = Math.abs(found[k] - expected[k]) / Math.abs(expected[k]);
        int parameter = k;
        assertTrue(
            error <= Math.pow(10, -digits),
            () -> "parameter " + parameter + ": " + -Math.log10(error) + " digits");
      }
      double squares = certified.residualSquares();
      assertEquals(squares, fit.residualSumOfSquares(), 1e-11 * squares + 1e-20);
      assertEquals(List.of(), fit.dependentColumns());
    }
  }

  @Test
  void descentEndsAtTheSamePoint() {
    Path path = Path.of(System.getProperty("basedir", "."), "data", "longley.csv");
    try (Dataset data =
        CsvReader.read(
            TextInput.of(path),
            CsvFormat.DETECT,
            Schema.target("employment"),
            MissingValues.FAIL)) {
      LeastSquares exact = LeastSquares.of(data);
      // At a tolerance of 1e-18, the first coefficient is right to 1.4e-7.
      StopRule stop = new StopRule(OptionalLong.empty(), OptionalDouble.of(1e-20), 0);
      TrainingConfig config = TrainingConfig.of(new FullBatch()).withStop(stop);
      Training training = new Trainer(config).fit(data);

      assertEquals(exact.r2(), training.metrics().r2(), 1e-9);
      assertEquals(exact.loss(), training.loss(), 1e-9 * exact.loss());
      exact
          .model()
          .coefficients()
          .forEach(
              (name, value) ->
                  assertEquals(
                      value, training.model().coefficient(name), 1e-7 * Math.abs(value), name));
    }
  }

  /** y = 3 + 2 x1 - x2 exactly, on features a million deviations from zero. */
  @Test
  void farFromZeroNothingIsLost() {
    Random random = new Random(1);
    double[][] x = new double[10_000][2];
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      // Multiples of 1/1024, so that the features and the target are exact.
      x[i][0] = 1_000_000 + Math.rint(1024 * random.nextGaussian()) / 1024;
      x[i][1] = 1_000_000 + Math.rint(1024 * random.nextGaussian()) / 1024;
      y[i] = 3 + 2 * x[i][0] - x[i][1];
    }
    try (Dataset data = Tables.of(x, y)) {
      LeastSquares fit = LeastSquares.of(data);

      assertEquals(2, fit.model().coefficient("x1"), 1e-14);
      assertEquals(-1, fit.model().coefficient("x2"), 1e-14);
      assertEquals(3, fit.model().intercept(), 1e-8);
      assertEquals(1, fit.r2(), 0.0);
    }
  }

  /** Columns: x, noise, 3 - 2 x, constant, x again, x + noise. */
  @Test
  void dependentColumnsAreNamedWithWhatMakesThemUp() {
    Random random = new Random(2);
    double[][] x = new double[300][];
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      double a = random.nextGaussian();
      double b = 1000 + random.nextGaussian();
      x[i] = new double[] {a, b, 3 - 2 * a, 0.1, a, b - a};
      y[i] = 5 * a + b + 0.1 * random.nextGaussian();
    }
    try (Dataset data = Tables.of(x, y)) {
      LeastSquares fit = LeastSquares.of(data);

      assertEquals(2, fit.rank());
      assertEquals(4, fit.dependences().size());
      for (LeastSquares.Dependence dependence : fit.dependences()) {
        assertEquals(0, fit.model().coefficient(dependence.column()), 0.0);
        if (dependence.column().equals("x4")) {
          assertEquals(List.of(), dependence.keptColumns());
        }
      }
      assertTrue(fit.dependentColumns().containsAll(List.of("x3", "x4", "x5")), fit::toString);
      try (Dataset two =
          Tables.of(Arrays.stream(x).map(r -> Arrays.copyOf(r, 2)).toArray(double[][]::new), y)) {
        LeastSquares plain = LeastSquares.of(two);
        assertEquals(plain.r2(), fit.r2(), 1e-14);
        assertEquals(plain.loss(), fit.loss(), 1e-12 * plain.loss());
      }
    }
  }

  @Test
  void ofEqualColumnsTheFirstIsKept() {
    double[][] x = {{1, 5, 1}, {2, 7, 2}, {4, 1, 4}, {7, 2, 7}};
    try (Dataset data = Tables.of(x, 1, 2, 3, 5)) {
      LeastSquares fit = LeastSquares.of(data);

      assertEquals(List.of(new LeastSquares.Dependence("x3", List.of("x1"))), fit.dependences());
    }
  }

  /** A constant column is the intercept where there is none. */
  @Test
  void aConstantColumnCountsWithoutAnIntercept() {
    double[][] x = {{2, 1}, {2, 2}, {2, 3}, {2, 4}};
    try (Dataset data = Tables.of(x, 3, 5, 7, 9)) {
      LeastSquares fit = ofShare(data, NO_INTERCEPT, 0);

      assertEquals(2, fit.rank());
      assertEquals(0.5, fit.model().coefficient("x1"), 1e-15);
      assertEquals(2, fit.model().coefficient("x2"), 1e-15);
      assertEquals(0, fit.model().intercept(), 0.0);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 9, 10, 11})
  void moreColumnsThanRowsLeaveNothingOfTheTarget(int rows) {
    try (Dataset data = Tables.random(rows, 10, 1, 4)) {
      LeastSquares fit = LeastSquares.of(data);

      assertEquals(Math.min(10, rows - 1), fit.rank());
      assertEquals(0, fit.residualSumOfSquares(), 1e-18);
      assertEquals(rows == 1 ? Double.NaN : 1, fit.r2(), 1e-15);
    }
  }

  /** Of most columns nothing but rounding is left, and of rounding less and less. */
  @Test
  void farMoreColumnsThanRowsStayWithinTheRangeOfADouble() {
    try (Dataset data = Tables.random(60, 1100, 0.1, 2)) {
      LeastSquares fit = LeastSquares.of(data);

      assertEquals(59, fit.rank());
      assertEquals(1, fit.r2(), 1e-15);
    }
  }

  /** By hand: variance 1.25, covariance 1.375, mean of squares 7.5 and of products 8.25. */
  @ParameterizedTest
  @CsvSource({
    "true,  true,  0.5,  1.375, 1.25, 0.625",
    "true,  false, 0.5,  1.375, 1.25, 0.5",
    "false, true,  0.5,  8.25,  7.5,  3.75",
    "false, false, 2,    8.25,  7.5,  2",
    "true,  true,  1e-9, 1.375, 1.25, 1.25e-9"
  })
  void ridgeIsTheClosedForm(
      boolean intercept,
      boolean standardize,
      double l2,
      double product,
      double square,
      double penalty) {
    double[][] x = {{1}, {2}, {3}, {4}};
    try (Dataset data = Tables.of(x, 1, 3, 2, 5)) {
      LeastSquares fit = ofShare(data, new ModelSpec(intercept, standardize, 0), l2);

      double slope = product / (square + penalty);
      assertEquals(slope, fit.model().coefficient("x1"), 1e-15);
      assertEquals(intercept ? 2.75 - slope * 2.5 : 0, fit.model().intercept(), 1e-14);
      double mse = fit.residualSumOfSquares() / 4;
      assertEquals(mse + penalty * slope * slope, fit.loss(), 1e-14);
    }
  }

  @ParameterizedTest
  @CsvSource({"true, true", "true, false", "false, true", "false, false"})
  void ridgeIsWhereDescentEnds(boolean intercept, boolean standardize) {
    ModelSpec spec = new ModelSpec(intercept, standardize, 0);
    TrainingConfig config =
        TrainingConfig.of(new FullBatch())
            .withForm(spec)
            .withObjective(new Objective(Loss.SQUARED, Penalty.l2(0.3)));
    Random random = new Random(3);
    double[][] x = new double[400][3];
    double[] y = new double[400];
    for (int i = 0; i < 400; i++) {
      x[i] = new double[] {random.nextGaussian(), 2 + random.nextGaussian(), random.nextDouble()};
      y[i] = 1 + x[i][0] - 2 * x[i][1] + random.nextGaussian();
    }
    try (Dataset data = Tables.of(x, y)) {
      LeastSquares exact = ofShare(data, spec, 0.3);
      Training training = new Trainer(config).fit(data);

      assertEquals(training.loss(), exact.loss(), 1e-12);
      assertEquals(training.metrics().r2(), exact.r2(), 1e-8);
      double squares = training.metrics().mse() * 400;
      assertEquals(squares, exact.residualSumOfSquares(), 1e-7 * squares);
      assertEquals(3, exact.rank());
    }
  }

  @Test
  void ridgeDeterminesMoreColumnsThanRows() {
    try (Dataset data = Tables.random(5, 8, 1, 4)) {
      assertEquals(8, ofShare(data, ModelSpec.DEFAULT, 0.1).rank());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 70})
  void threadsDoNotChangeABit(int features) {
    try (Dataset data = Tables.random(20_011, features, 1, 8)) {
      LeastSquares one = LeastSquares.of(data, ModelSpec.DEFAULT, 0, 1);

      assertEquals(one, LeastSquares.of(data, ModelSpec.DEFAULT, 0, 2));
      assertEquals(one, LeastSquares.of(data, ModelSpec.DEFAULT, 0, 7));
    }
  }

  @Test
  void numbersThatAreNotFiniteAreRefusedWithTheirPlace() {
    double[][] x = {{1, 2}, {3, Double.NaN}, {5, 6}};
    try (Dataset data = Tables.of(x, 1, 2, 3)) {
      InvalidDataException error =
          assertThrows(InvalidDataException.class, () -> LeastSquares.of(data));

      assertEquals("row 1, column 'x2' is NaN; expected a finite number", error.getMessage());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "-1,  1, 'l2: expected a number >= 0, got -1.0'",
    "NaN, 1, 'l2: expected a number >= 0, got NaN'",
    "0,   0, 'threads: expected at least 1, got 0'"
  })
  void settingsOutOfRangeAreRefused(double l2, int threads, String message) {
    try (Dataset data = Tables.workedExample()) {
      IllegalArgumentException error =
          assertThrows(
              IllegalArgumentException.class,
              () -> LeastSquares.of(data, ModelSpec.DEFAULT, l2, threads));

      assertEquals(message, error.getMessage());
    }
  }
}
