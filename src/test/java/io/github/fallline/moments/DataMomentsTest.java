package io.github.fallline.moments;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.cli.Run;
import io.github.fallline.csv.CsvReader;
import io.github.fallline.data.Dataset;
import io.github.fallline.data.Schema;
import io.github.fallline.data.WeightedRows;
import io.github.fallline.descent.GradientMethod.FullBatch;
import io.github.fallline.descent.GradientMethod.MiniBatch;
import io.github.fallline.descent.StopReason;
import io.github.fallline.descent.Trainer;
import io.github.fallline.descent.Training;
import io.github.fallline.descent.TrainingConfig;
import io.github.fallline.objective.Loss;
import io.github.fallline.objective.Objective;
import io.github.fallline.objective.Penalty;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class DataMomentsTest {
  private static final TrainingConfig DEFAULT = TrainingConfig.of(new FullBatch());
  private static final String[] NAMES = {"a", "b", "c", "d"};
  private static final double[][] TABLE = table();

  /** Correlated columns of other means and deviations; the last depends on the others. */
  private static double[][] table() {
    Random random = new Random(3);
    double[][] rows = new double[400][4];
    for (double[] row : rows) {
      double common = random.nextGaussian();
      row[0] = 50 + common + random.nextGaussian();
      row[1] = 0.1 * (random.nextGaussian() - common);
      row[2] = 1000 + 30 * random.nextGaussian();
      row[3] = 2 * row[0] - 5 * row[1] + 0.1 * row[2] + random.nextGaussian();
    }
    return rows;
  }

  private static Dataset data(double[][] rows, int target, int... features) {
    double[][] x = new double[rows.length][features.length];
    double[] y = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < features.length; j++) {
        x[i][j] = rows[i][features[j]];
      }
      y[i] = rows[i][target];
    }
    List<String> names = Arrays.stream(features).mapToObj(j -> NAMES[j]).toList();
    return Dataset.of(x, y, names, NAMES[target]);
  }

  private static DataMoments moments(double[][] rows) {
    try (Dataset data = data(rows, 3, 0, 1, 2)) {
      return DataMoments.of(data, 2);
    }
  }

  private static void assertSameModel(Training expected, Training found, double within) {
    double[] wanted = expected.model().coefficientArray();
    double[] weights = found.model().coefficientArray();
    assertEquals(expected.model().featureNames(), found.model().featureNames());
    for (int j = 0; j < wanted.length; j++) {
      assertEquals(wanted[j], weights[j], within * Math.abs(wanted[j]) + 1e-15, "weight " + j);
    }
    double terms = 1;
    double[] means = expected.model().featureMeans();
    for (int j = 0; j < wanted.length; j++) {
      terms += Math.abs(wanted[j] * means[j]);
    }
    assertEquals(expected.model().intercept(), found.model().intercept(), within * terms);
    assertEquals(expected.metrics().r2(), found.metrics().r2(), within);
    assertEquals(StopReason.CONVERGED, found.stopReason(), found.notes()::toString);
  }

  @ParameterizedTest
  @CsvSource({"3, '0,1,2'", "3, '2,0'", "0, '3'", "1, '0,2,3'", "2, '1'"})
  void anyColumnsHaveTheModelOfTheirRows(int target, String features) {
    int[] places = Arrays.stream(features.split(",", -1)).mapToInt(Integer::parseInt).toArray();
    List<String> names = Arrays.stream(places).mapToObj(j -> NAMES[j]).toList();
    try (Dataset rows = data(TABLE, target, places)) {
      Training expected = new Trainer(DEFAULT).fit(rows);

      Training found = moments(TABLE).fit(NAMES[target], names, DEFAULT);

      assertSameModel(expected, found, 1e-11);
      assertArrayEquals(
          expected.statistics().standardErrors(), found.statistics().standardErrors(), 1e-10);
      assertArrayEquals(expected.statistics().pValues(), found.statistics().pValues(), 1e-9);
      assertTrue(found.gap() < 1e-14, "gap " + found.gap());
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 0.1", "0.5, 0", "0.2, 0.3", "0, 10", "4, 0"})
  void anyPenaltyHasTheModelOfTheRows(double l1, double l2) {
    TrainingConfig config =
        DEFAULT.withObjective(new Objective(Loss.SQUARED, Penalty.elasticNet(l1, l2)));
    try (Dataset rows = data(TABLE, 3, 0, 1, 2)) {
      Training expected = new Trainer(config).fit(rows);

      assertSameModel(expected, moments(TABLE).fit("d", config), 1e-9);
    }
  }

  @Test
  void conjugateGradientHasTheModelOfTheRows() {
    TrainingConfig config = DEFAULT.withConjugateGradient();
    try (Dataset rows = data(TABLE, 3, 0, 1, 2)) {
      assertSameModel(new Trainer(config).fit(rows), moments(TABLE).fit("d", config), 1e-11);
    }
  }

  @Test
  void partsMergeToTheWholeWithTheSameBitsInTheSameOrder() {
    DataMoments first = moments(Arrays.copyOf(TABLE, 150));
    DataMoments second = moments(Arrays.copyOfRange(TABLE, 150, 151));
    DataMoments third = moments(Arrays.copyOfRange(TABLE, 151, TABLE.length));

    DataMoments merged = first.merge(second).merge(third);

    DataMoments whole = moments(TABLE);
    assertEquals(400, merged.rows());
    for (String left : NAMES) {
      assertEquals(whole.mean(left), merged.mean(left), 1e-15 * 1000);
      for (String right : NAMES) {
        double unit = Math.sqrt(whole.covariance(left, left) * whole.covariance(right, right));
        assertEquals(whole.covariance(left, right), merged.covariance(left, right), 1e-13 * unit);
      }
    }
    assertEquals(merged.fingerprint(), first.merge(second).merge(third).fingerprint());
    assertSameModel(whole.fit("d", DEFAULT), merged.fit("d", DEFAULT), 1e-13 * 100);
  }

  @Test
  void removedRowsLeaveTheModelOfTheOthers() {
    double[][] stay = Arrays.copyOf(TABLE, 300);
    DataMoments rest = moments(TABLE).minus(moments(Arrays.copyOfRange(TABLE, 300, 400)));

    assertSameModel(moments(stay).fit("d", DEFAULT), rest.fit("d", DEFAULT), 1e-10);
    assertEquals(0.2, rest.digitsLost(), 0.2);
    assertEquals(
        List.of(false, true),
        rest.origin().sources().stream().map(MomentsSource::removed).toList());
  }

  @Test
  void weightsAreThoseOfRepeatedRows() {
    double[] weights = new double[TABLE.length];
    double[][] repeated = new double[3 * TABLE.length][];
    int count = 0;
    for (int i = 0; i < weights.length; i++) {
      weights[i] = i % 4;
      for (int k = 0; k < i % 4; k++) {
        repeated[count++] = TABLE[i];
      }
    }
    try (WeightedRows rows = WeightedRows.of(data(TABLE, 3, 0, 1, 2), "n", weights);
        Dataset expected = data(Arrays.copyOf(repeated, count), 3, 0, 1, 2)) {
      DataMoments moments = DataMoments.of(rows, 1);

      assertEquals(600, moments.weight());
      Training found = moments.fit("d", DEFAULT);
      Training known = new Trainer(DEFAULT).fit(expected);
      assertArrayEquals(
          known.statistics().standardErrors(), found.statistics().standardErrors(), 1e-9);
    }
  }

  /** By NIST, with the digits that sums of products of deviations leave in double precision. */
  @ParameterizedTest
  @CsvSource({"norris, y, 11", "longley, employment, 7"})
  void certifiedCoefficientsAreFound(String name, String target, int digits) throws IOException {
    Path file = Path.of("data", name + ".csv");
    JsonNode certified =
        Run.json(Files.readString(Path.of("data", name + ".certified.json"))).get("coefficients");
    try (Dataset rows = CsvReader.read(file, Schema.target(target))) {
      Training found = DataMoments.of(rows, 1).fit(target, DEFAULT);

      found
          .model()
          .coefficients()
          .forEach(
              (feature, value) -> {
                double expected = certified.get(feature).asDouble();
                assertEquals(expected, value, Math.pow(10, -digits) * Math.abs(expected), feature);
              });
    }
  }

  @Test
  void otherColumnsCannotBeMerged() {
    DataMoments moments = moments(TABLE);
    DataMoments others = moments.select(List.of("a", "c", "b", "d"));

    Exception error = assertThrows(IllegalArgumentException.class, () -> moments.merge(others));

    assertEquals("column 2: expected 'b', got 'c'", error.getMessage());
    Exception fewer =
        assertThrows(
            IllegalArgumentException.class,
            () -> moments.merge(moments.select(List.of("a", "b", "c"))));
    assertEquals("expected 4 columns, got 3; 'd' is in one of the two only", fewer.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"e", "D", ""})
  void aTargetMustBeThere(String target) {
    Exception error =
        assertThrows(IllegalArgumentException.class, () -> moments(TABLE).fit(target, DEFAULT));

    assertEquals(
        "no column '" + target + "' for Schema.target; expected a, b, c or d", error.getMessage());
  }

  @Test
  void settingsThatNeedRowsAreRejected() {
    for (TrainingConfig config :
        List.of(
            TrainingConfig.of(new MiniBatch(8)),
            DEFAULT.withObjective(new Objective(Loss.huber(1), Penalty.NONE)))) {
      Exception error =
          assertThrows(IllegalArgumentException.class, () -> moments(TABLE).fit("d", config));
      assertTrue(error.getMessage().startsWith("a fit from moments has no rows"), error::toString);
    }
  }

  /** As one-hot levels that no row has: it is of no effect, and the optimum is certified. */
  @Test
  void aConstantColumnIsNoObstacle() {
    double[][] rows = new double[TABLE.length][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = TABLE[i].clone();
      rows[i][1] = 0.1;
    }
    try (Dataset without = data(rows, 3, 0, 2)) {
      Training expected = new Trainer(DEFAULT).fit(without);

      Training found = moments(rows).fit("d", DEFAULT);

      assertEquals(StopReason.CONVERGED, found.stopReason());
      assertTrue(found.gap() < 1e-14, "gap " + found.gap());
      assertEquals(0, found.model().coefficients().get("b"));
      double slope = expected.model().coefficients().get("a");
      assertEquals(slope, found.model().coefficients().get("a"), 1e-11);
      assertEquals(
          expected.statistics().residualStandardError(),
          found.statistics().residualStandardError(),
          1e-11);
      assertEquals(List.of("constant columns: b."), found.notes());
    }
  }

  @Test
  void dependentColumnsAreNotTakenForConstantOnes() {
    double[][] rows = new double[TABLE.length][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = TABLE[i].clone();
      rows[i][1] = 3 * rows[i][0];
    }

    Training found = moments(rows).fit("d", DEFAULT);

    assertTrue(found.notes().get(0).contains("linearly dependent"), found.notes()::toString);
  }

  @Test
  void noRowsHaveNoModel() {
    DataMoments none = moments(TABLE).minus(moments(TABLE));

    Exception error = assertThrows(IllegalArgumentException.class, () -> none.fit("d", DEFAULT));
    assertEquals("no rows to train on", error.getMessage());
  }
}
