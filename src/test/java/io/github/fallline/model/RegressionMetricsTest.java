package io.github.fallline.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.fallline.data.Dataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RegressionMetricsTest {
  private static final LinearModel LINE =
      new LinearModel(List.of("x1", "x2"), "y", new double[] {1, 2}, 3, new double[2]);

  @Test
  void measuresByHand() {
    // Predictions 3, 4, 5, 6; errors 1, -1, 0, 2; targets 2, 5, 5, 4: mean 4, squares about it 6.
    double[][] features = {{0, 0}, {1, 0}, {0, 1}, {1, 1}};
    RegressionMetrics metrics = measure(LINE, features, 2, 5, 5, 4);
    assertEquals(new RegressionMetrics(4, 1.5, Math.sqrt(1.5), 1, 0), metrics);
  }

  @Test
  void measuresOneRow() {
    RegressionMetrics metrics = measure(LINE, new double[][] {{1, 1}}, 4);
    assertEquals(new RegressionMetrics(1, 4, 2, 2, Double.NaN), metrics);
  }

  @Test
  void isNanWhereAFeatureIs() {
    RegressionMetrics metrics = measure(LINE, new double[][] {{1, Double.NaN}, {0, 0}}, 4, 5);
    assertEquals(new RegressionMetrics(2, Double.NaN, Double.NaN, Double.NaN, Double.NaN), metrics);
  }

  /** Tiles have 4096 rows here: more than one, and a short last one. */
  @ParameterizedTest
  @ValueSource(ints = {63, 64, 4096, 4097, 10_000})
  void agreesWithPredictionsRowByRow(int n) {
    Random random = new Random(n);
    double[][] features = new double[n][];
    double[] targets = new double[n];
    double squares = 0;
    double absolutes = 0;
    for (int i = 0; i < n; i++) {
      features[i] = new double[] {random.nextGaussian(), random.nextGaussian()};
      targets[i] = 1e9 + random.nextGaussian();
      double error = LINE.predict(features[i]) - targets[i];
      squares += error * error;
      absolutes += Math.abs(error);
    }
    double mean = Arrays.stream(targets).map(y -> y - 1e9).sum() / n;
    double spread = Arrays.stream(targets).map(y -> Math.pow(y - 1e9 - mean, 2)).sum();
    RegressionMetrics metrics = measure(LINE, features, targets);
    // Sums of n positive numbers in two orders: n roundings at most.
    double tolerance = n * 1.2e-16;
    assertEquals(n, metrics.rows());
    assertEquals(squares / n, metrics.mse(), tolerance * metrics.mse());
    assertEquals(Math.sqrt(squares / n), metrics.rmse(), tolerance * metrics.rmse());
    assertEquals(absolutes / n, metrics.mae(), tolerance * metrics.mae());
    // Means near 1e9 are rounded to 1e-7, and off by so much where tiles are merged.
    assertEquals(1 - squares / spread, metrics.r2(), 1e-6 * Math.abs(metrics.r2()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"norris", "longley"})
  void reproducesCertifiedFits(String name) throws IOException {
    Path data = Path.of(System.getProperty("basedir", "."), "data");
    List<String> lines = Files.readAllLines(data.resolve(name + ".csv"));
    JsonNode certified =
        new JsonMapper().readTree(Files.readString(data.resolve(name + ".certified.json")));
    String[] columns = lines.get(0).split(",", -1);
    int d = columns.length - 1;
    List<String> names = List.of(columns).subList(0, d);
    double[][] table =
        lines.stream()
            .skip(1)
            .map(line -> Arrays.stream(line.split(",", -1)).mapToDouble(Double::parseDouble))
            .map(values -> values.toArray())
            .toArray(double[][]::new);
    double[] coefficients =
        names.stream()
            .mapToDouble(each -> certified.get("coefficients").get(each).doubleValue())
            .toArray();
    LinearModel model =
        new LinearModel(
            names,
            columns[d],
            coefficients,
            certified.get("intercept").doubleValue(),
            new double[d]);
    try (INDArray features =
            Nd4j.create(
                Arrays.stream(table).map(row -> Arrays.copyOf(row, d)).toArray(double[][]::new));
        INDArray targets =
            Nd4j.create(Arrays.stream(table).mapToDouble(row -> row[d]).toArray())
                .reshape(table.length, 1);
        Dataset rows = Dataset.of(features, targets, names, columns[d])) {
      RegressionMetrics metrics = RegressionMetrics.of(model, rows);
      double deviation = Math.sqrt(metrics.mse() * table.length / (table.length - d - 1));
      // The certified values have 15 digits; at the minimum their rounding acts by its square.
      double expected = certified.get("residualStandardDeviation").doubleValue();
      assertEquals(expected, deviation, 1e-12 * expected);
      assertEquals(certified.get("r2").doubleValue(), metrics.r2(), 2e-15);
    }
  }

  @ParameterizedTest
  @MethodSource("otherFeatures")
  void namesTheFirstFeatureThatDiffers(List<String> names, String message) {
    try (INDArray features = Nd4j.ones(4, names.size());
        INDArray targets = Nd4j.ones(4, 1);
        Dataset rows = Dataset.of(features, targets, names, "y")) {
      Exception error =
          assertThrows(IllegalArgumentException.class, () -> RegressionMetrics.of(LINE, rows));
      assertEquals(message, error.getMessage());
    }
  }

  static List<Arguments> otherFeatures() {
    return List.of(
        Arguments.of(
            List.of("x2", "x1"),
            "rows: feature 1 is 'x2', the model's is 'x1'; pass the model's features in its order"),
        Arguments.of(
            List.of("x1", "z", "x2"),
            "rows: feature 2 is 'z', the model's is 'x2'; pass the model's features in its order"),
        Arguments.of(
            List.of("x1"), "rows: expected the model's 2 features, got 1; 'x2' is missing"),
        Arguments.of(
            List.of("x1", "x2", "z"),
            "rows: expected the model's 2 features, got 3; 'z' is too many"));
  }

  @Test
  void refusesImpossibleNumbers() {
    assertThrows(IllegalArgumentException.class, () -> new RegressionMetrics(0, 1, 1, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> new RegressionMetrics(1, -1, 1, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> new RegressionMetrics(1, 1, -1, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> new RegressionMetrics(1, 1, 1, -1, 1));
    assertThrows(IllegalArgumentException.class, () -> new RegressionMetrics(1, 1, 1, 1, 1.5));
  }

  private static RegressionMetrics measure(
      LinearModel model, double[][] features, double... targets) {
    try (INDArray x = Nd4j.create(features);
        INDArray y = Nd4j.create(targets).reshape(targets.length, 1);
        Dataset rows = Dataset.of(x, y)) {
      return RegressionMetrics.of(model, rows);
    }
  }
}
