package io.github.fallline.descent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.blas.Precision;
import io.github.fallline.data.Dataset;
import io.github.fallline.data.RowSource;
import io.github.fallline.data.WeightedRows;
import io.github.fallline.model.ModelSpec;
import io.github.fallline.objective.Loss;
import io.github.fallline.objective.Objective;
import io.github.fallline.objective.Penalty;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Notes on columns say what is so: of 40 rows, whose features are made of k = 0 ... 39. */
class DataWarningsTest {
  private static final int ROWS = 40;
  private static final String COMBINATION =
      "1 column is linearly dependent on others (or there are too few rows): predictions are"
          + " unique,"
          + " coefficients are not.";
  private static final String OTHERS =
      "1 column is linearly dependent on others (or there are too few rows): other coefficients"
          + " may have the"
          + " same loss.";
  private static final String NEARLY =
      "columns that vary by less than 1e-14 of their mean, near the rounding of doubles: x1.";

  /** A feature of the row k. */
  private interface Column {
    double of(int k);
  }

  private static Dataset table(Column... columns) {
    return table(Precision.DOUBLE, columns);
  }

  private static Dataset table(Precision precision, Column... columns) {
    SplittableRandom random = new SplittableRandom(5);
    double[][] x = new double[ROWS][columns.length];
    double[] y = new double[ROWS];
    for (int k = 0; k < ROWS; k++) {
      for (int j = 0; j < columns.length; j++) {
        x[k][j] = columns[j].of(k);
      }
      y[k] = 2 * k + random.nextDouble();
    }
    Dataset data = Tables.of(x, y);
    return precision == Precision.DOUBLE
        ? data
        : Dataset.of(data.features(), data.targets(), precision);
  }

  private static double noise(int k) {
    return new SplittableRandom(k).nextDouble();
  }

  private static List<String> notes(RowSource data, Penalty penalty, ModelSpec spec) {
    TrainingConfig config =
        TrainingConfig.of(new GradientMethod.FullBatch())
            .withForm(spec)
            .withStop(new StopRule(OptionalLong.of(3), OptionalDouble.empty(), 0))
            .withObjective(new Objective(Loss.SQUARED, penalty));
    return new Trainer(config)
        .fit(data).notes().stream().filter(note -> note.contains("column")).toList();
  }

  static Stream<Arguments> offsets() {
    return Stream.of(
        Arguments.of("9e15", (Column) k -> 9e15 + k, NEARLY),
        Arguments.of("-9e15", (Column) k -> -9e15 + k, NEARLY),
        Arguments.of("1e18", (Column) k -> 1e18 + 256 * k, NEARLY),
        Arguments.of("2 neighbours", (Column) k -> k % 2 == 0 ? 0.1 : Math.nextUp(0.1), NEARLY),
        Arguments.of("1e9", (Column) k -> 1e9 + k, ""),
        Arguments.of("1e12, halves", (Column) k -> 1e12 + k / 2.0, ""),
        Arguments.of("1e-9", (Column) k -> 1e-9 * k, ""),
        Arguments.of("1e-9 beside 1", (Column) k -> 1 + 1e-9 * k, ""),
        Arguments.of("0.1", (Column) k -> 0.1, "constant columns: x1."),
        Arguments.of("-1/3", (Column) k -> -1 / 3.0, "constant columns: x1."),
        Arguments.of("9e15, constant", (Column) k -> 9e15 + 1, "constant columns: x1."),
        Arguments.of("0", (Column) k -> 0, "constant columns: x1."),
        Arguments.of("1e100", (Column) k -> 1e100 / 3, "constant columns: x1."),
        Arguments.of("one other value", (Column) k -> k == 7 ? 1 : 0, ""));
  }

  @ParameterizedTest
  @MethodSource("offsets")
  void onlyColumnsOfOneValueAreConstant(String name, Column column, String expected) {
    List<String> wanted = expected.isEmpty() ? List.of() : List.of(expected);
    try (Dataset alone = table(column);
        Dataset beside = table(column, DataWarningsTest::noise)) {
      assertEquals(wanted, notes(alone, Penalty.NONE, ModelSpec.DEFAULT), name);
      assertEquals(wanted, notes(beside, Penalty.NONE, ModelSpec.DEFAULT), name);
    }
  }

  /** Weights that repeat rows say no more of a column than the rows do. */
  @ParameterizedTest
  @MethodSource("offsets")
  void weightsChangeNoNote(String name, Column column, String expected) {
    List<String> wanted = expected.isEmpty() ? List.of() : List.of(expected);
    double[] weights = new double[ROWS];
    Arrays.setAll(weights, k -> 1 + k % 3);
    try (Dataset data = table(column)) {
      WeightedRows rows = WeightedRows.of(data, weights);
      assertEquals(wanted, notes(rows, Penalty.NONE, ModelSpec.DEFAULT), name);
    }
  }

  /** A column that varies in rows of weight 0 only is constant in those that count. */
  @Test
  void rowsOfWeightZeroAreIgnored() {
    double[] weights = new double[ROWS];
    Arrays.setAll(weights, k -> k == 7 ? 0 : 1);
    try (Dataset data = table(k -> k == 7 ? 1 : 0, k -> k)) {
      assertEquals(
          List.of("constant columns: x1."),
          notes(WeightedRows.of(data, weights), Penalty.NONE, ModelSpec.DEFAULT));
    }
  }

  /** What is said of columns stored as floats, of which the numbers are whole. */
  static Stream<Arguments> floats() {
    return Stream.of(
        Arguments.of("0.1", (Column) k -> 0.1, "constant columns: x1."),
        Arguments.of("0", (Column) k -> 0, "constant columns: x1."),
        Arguments.of("1 / 3", (Column) k -> 1 / 3.0, "constant columns: x1."),
        Arguments.of("k", (Column) k -> k, ""),
        Arguments.of("1e6 + k", (Column) k -> 1e6 + k, ""),
        Arguments.of("2^23 + k", (Column) k -> (1 << 23) + k, ""));
  }

  @ParameterizedTest
  @MethodSource("floats")
  void floatsAreSpokenOfAsDoublesAre(String name, Column column, String expected) {
    List<String> wanted = expected.isEmpty() ? List.of() : List.of(expected);
    try (Dataset data = table(Precision.FLOAT, column)) {
      assertEquals(wanted, notes(data, Penalty.NONE, ModelSpec.DEFAULT), name);
    }
  }

  static Stream<Arguments> penalties() {
    ModelSpec raw = new ModelSpec(true, false, 0);
    ModelSpec through = new ModelSpec(false, true, 0);
    Column k = row -> row;
    Column twice = row -> 2 * row + 3;
    Column tiny = row -> 1e-8 * noise(row);
    Column nearly = row -> row + 1e-5 * noise(row);
    return Stream.of(
        Arguments.of(Penalty.l2(1e12), ModelSpec.DEFAULT, new Column[] {k}, ""),
        Arguments.of(Penalty.l2(1e17), ModelSpec.DEFAULT, new Column[] {k}, ""),
        Arguments.of(Penalty.l2(1e12), ModelSpec.DEFAULT, new Column[] {k, tiny}, ""),
        Arguments.of(Penalty.l2(1e12), through, new Column[] {k}, ""),
        Arguments.of(Penalty.l2(1e-3), ModelSpec.DEFAULT, new Column[] {k}, ""),
        Arguments.of(Penalty.l2(10), raw, new Column[] {k, tiny}, "the penalty or the scales"),
        Arguments.of(Penalty.l1(1), ModelSpec.DEFAULT, new Column[] {k}, ""),
        Arguments.of(Penalty.elasticNet(1, 1e12), ModelSpec.DEFAULT, new Column[] {k}, ""),
        Arguments.of(Penalty.l2(1), ModelSpec.DEFAULT, new Column[] {k, twice}, ""),
        Arguments.of(Penalty.l2(1e-20), ModelSpec.DEFAULT, new Column[] {k, twice}, COMBINATION),
        Arguments.of(Penalty.NONE, ModelSpec.DEFAULT, new Column[] {k, twice}, COMBINATION),
        Arguments.of(Penalty.NONE, raw, new Column[] {k, twice, tiny}, COMBINATION),
        Arguments.of(Penalty.l1(0.1), ModelSpec.DEFAULT, new Column[] {k, twice}, OTHERS),
        Arguments.of(
            Penalty.l1(0.1), ModelSpec.DEFAULT, new Column[] {k, nearly}, "may be correct"),
        Arguments.of(Penalty.NONE, ModelSpec.DEFAULT, new Column[] {k, nearly}, "are correct"));
  }

  @ParameterizedTest
  @MethodSource("penalties")
  void onlyColumnsThatDependOnOthersAreCombinations(
      Penalty penalty, ModelSpec spec, Column[] columns, String expected) {
    try (Dataset data = table(columns)) {
      List<String> found = notes(data, penalty, spec);

      assertEquals(expected.isEmpty() ? 0 : 1, found.size(), found::toString);
      assertTrue(found.isEmpty() || found.get(0).contains(expected), found::toString);
    }
  }
}
