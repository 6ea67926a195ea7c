package io.github.fallline.descent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.blas.Precision;
import io.github.fallline.csv.CsvFormat;
import io.github.fallline.csv.CsvReader;
import io.github.fallline.csv.CsvStream;
import io.github.fallline.csv.ReadingOptions;
import io.github.fallline.data.Dataset;
import io.github.fallline.data.InvalidDataException;
import io.github.fallline.data.MissingValues;
import io.github.fallline.data.RowSource;
import io.github.fallline.data.RowStream;
import io.github.fallline.data.Schema;
import io.github.fallline.data.Split;
import io.github.fallline.data.ValidationSplit;
import io.github.fallline.data.WeightedRows;
import io.github.fallline.descent.GradientMethod.FullBatch;
import io.github.fallline.descent.GradientMethod.Gradients;
import io.github.fallline.descent.GradientMethod.MiniBatch;
import io.github.fallline.descent.GradientMethod.Stochastic;
import io.github.fallline.files.TextInput;
import io.github.fallline.leastsquares.LeastSquares;
import io.github.fallline.model.LinearModel;
import io.github.fallline.model.ModelSpec;
import io.github.fallline.model.RegressionMetrics;
import io.github.fallline.objective.HuberLoss;
import io.github.fallline.objective.Objective;
import io.github.fallline.objective.Penalty;
import io.github.fallline.stats.ColumnStatistics;
import io.github.fallline.stats.FiniteValidation;
import io.github.fallline.stats.Moments;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.factory.Nd4j;

/** Squares that round to 0 are no constant column, by whichever way the rows come. */
class SmallNumbersTest {
  private static final int ROWS = 9000;

  @TempDir static Path directory;

  /** The rows of {@code a,b,y}. */
  private static final class Table {
    private final double[] a;
    private final double[] b;
    private final double[] y;

    private Table(double[] a, double[] b, double[] y) {
      this.a = a;
      this.b = b;
      this.y = y;
    }

    static Table ordinary() {
      SplittableRandom random = new SplittableRandom(8);
      double[] a = random.doubles(ROWS, -1, 1).toArray();
      double[] b = random.doubles(ROWS, 10, 20).toArray();
      double[] y = new double[ROWS];
      Arrays.setAll(y, i -> 2 * a[i] - b[i] + 3 + random.nextDouble());
      return new Table(a, b, y);
    }

    String text() {
      StringBuilder text = new StringBuilder("a,b,y\n");
      for (int i = 0; i < ROWS; i++) {
        text.append(a[i]).append(',').append(b[i]).append(',').append(y[i]).append('\n');
      }
      return text.toString();
    }

    TextInput input() {
      byte[] bytes = text().getBytes(StandardCharsets.UTF_8);
      return new TextInput(new ByteArrayInputStream(bytes), "table.csv");
    }

    Dataset read(Precision precision) {
      return CsvReader.read(
          input(),
          CsvFormat.DETECT,
          Schema.target("y"),
          MissingValues.FAIL,
          ReadingOptions.DEFAULT.withPrecision(precision));
    }

    CsvStream stream(Precision precision) {
      return new CsvStream(
          input(),
          CsvFormat.DETECT,
          Schema.target("y"),
          MissingValues.FAIL,
          ReadingOptions.DEFAULT.withPrecision(precision));
    }

    RowSource stored(Precision precision) {
      try (CsvStream stream = stream(precision)) {
        return stream.stored(directory);
      }
    }
  }

  private static void change(double[] column, DoubleUnaryOperator to) {
    Arrays.setAll(column, i -> to.applyAsDouble(column[i]));
  }

  /** Columns that vary, with squares that round to 0 or nearly so. */
  static Map<String, Function<Table, String>> tooSmall() {
    Map<String, Function<Table, String>> cases = new LinkedHashMap<>();
    cases.put("targets times 1e-163", table -> scaled(table.y, "y", 1e-163));
    cases.put("targets times 1e-155", table -> scaled(table.y, "y", 1e-155));
    cases.put("targets times 1e-300", table -> scaled(table.y, "y", 1e-300));
    cases.put("subnormal targets", table -> scaled(table.y, "y", 2000 * Double.MIN_VALUE));
    cases.put("a feature times 1e-163", table -> scaled(table.a, "a", 1e-163));
    cases.put("a feature with a mean times 1e-170", table -> scaled(table.b, "b", 1e-170));
    cases.put("subnormal feature", table -> scaled(table.a, "a", 20 * Double.MIN_VALUE));
    cases.put(
        "plus and minus: a mean of 0",
        table -> {
          Arrays.setAll(table.a, i -> i % 2 == 0 ? 1e-163 : -1e-163);
          return "a";
        });
    cases.put(
        "two levels in sorted rows, each constant in its tiles",
        table -> {
          Arrays.setAll(table.a, i -> i < 8192 ? 0 : 1e-200);
          return "a";
        });
    cases.put(
        "one row alone",
        table -> {
          Arrays.setAll(table.y, i -> i == 7001 ? Double.MIN_VALUE : 0);
          return "y";
        });
    return cases;
  }

  private static String scaled(double[] column, String name, double factor) {
    change(column, number -> number * factor);
    return name;
  }

  /** The ways in which rows come and models are fitted. */
  static Map<String, Function<Table, Object>> ways() {
    Map<String, Function<Table, Object>> ways = new LinkedHashMap<>();
    TrainingConfig full = TrainingConfig.of(new FullBatch());
    ways.put("in memory", table -> fit(full, table.read(Precision.DOUBLE)));
    ways.put(
        "in memory on 2 threads", table -> fit(full.withThreads(2), table.read(Precision.DOUBLE)));
    ways.put("one pass over a stream", table -> fit(full, table.stream(Precision.DOUBLE)));
    ways.put("stored", table -> fit(full, table.stored(Precision.DOUBLE)));
    ways.put(
        "gradients by rows",
        table ->
            fit(TrainingConfig.of(new FullBatch(Gradients.ROWS)), table.read(Precision.DOUBLE)));
    ways.put(
        "huber",
        table ->
            fit(
                full.withObjective(new Objective(new HuberLoss(1), Penalty.NONE)),
                table.read(Precision.DOUBLE)));
    ways.put(
        "without intercept",
        table -> fit(full.withForm(new ModelSpec(false, true, 0)), table.read(Precision.DOUBLE)));
    ways.put(
        "stochastic",
        table -> fit(TrainingConfig.of(new Stochastic()), table.read(Precision.DOUBLE)));
    ways.put(
        "mini-batch, stored",
        table -> fit(TrainingConfig.of(new MiniBatch(32)), table.stored(Precision.DOUBLE)));
    ways.put(
        "weighted",
        table -> {
          double[] weights = new double[ROWS];
          Arrays.setAll(weights, i -> 1 + i % 3);
          return fit(full, WeightedRows.of(table.read(Precision.DOUBLE), weights));
        });
    ways.put(
        "held-out",
        table ->
            fit(
                full,
                ValidationSplit.training(table.read(Precision.DOUBLE), new Split(0.0001, 1))));
    ways.put("least squares", table -> LeastSquares.of(table.read(Precision.DOUBLE)));
    ways.put(
        "several targets",
        table ->
            new MultiTargetTrainer(full)
                .fit(
                    Nd4j.create(new double[][] {table.a, table.b}).transpose().dup('c'),
                    Nd4j.create(new double[][] {table.b, table.y}).transpose().dup('c'),
                    List.of("a", "b"),
                    List.of("z", "y")));
    ways.put(
        "parts of statistics that were sent",
        table -> {
          try (Dataset data = table.read(Precision.DOUBLE)) {
            Moments moments = Moments.ofArray(3, Moments.of(data).toArray());
            FiniteValidation.require(
                data, ColumnStatistics.ofArray(moments.columnStatistics().toArray()), true);
            FiniteValidation.require(data, ColumnStatistics.of(data), true);
            return moments;
          }
        });
    return ways;
  }

  private static Training fit(TrainingConfig config, RowStream rows) {
    try (rows) {
      return new Trainer(config).fit(rows);
    }
  }

  static Stream<Arguments> tooSmallInEveryWay() {
    return ways().keySet().stream()
        .flatMap(way -> tooSmall().keySet().stream().map(small -> Arguments.of(way, small)));
  }

  @ParameterizedTest
  @MethodSource("tooSmallInEveryWay")
  void squaresThatUnderflowAreRefusedByColumn(String way, String small) {
    Table table = Table.ordinary();
    String column = tooSmall().get(small).apply(table);

    InvalidDataException thrown =
        assertThrows(InvalidDataException.class, () -> ways().get(way).apply(table));

    assertEquals(
        "column '" + column + "': its squares are below the range of a double; rescale it",
        thrown.getMessage());
  }

  /** Features are stored as floats, of which those of 1e-163 would be 0; targets are doubles. */
  @ParameterizedTest
  @ValueSource(strings = {"memory", "stored", "arrays"})
  void numbersTooSmallForFloatsAreRefusedByColumn(String way) {
    for (Map.Entry<String, Function<Table, String>> small : tooSmall().entrySet()) {
      Table table = Table.ordinary();
      String column = small.getValue().apply(table);

      InvalidDataException thrown =
          assertThrows(
              InvalidDataException.class,
              () -> fit(TrainingConfig.of(new FullBatch()), floats(way, table)),
              small.getKey());

      assertTrue(thrown.getMessage().startsWith("column '" + column + "': "), thrown.getMessage());
    }
  }

  private static RowStream floats(String way, Table table) {
    return switch (way) {
      case "memory" -> table.read(Precision.FLOAT);
      case "stored" -> table.stored(Precision.FLOAT);
      default ->
          Dataset.of(
              Nd4j.create(new double[][] {table.a, table.b}).transpose().dup('c'),
              Nd4j.create(table.y, new long[] {ROWS, 1}),
              List.of("a", "b"),
              "y",
              Precision.FLOAT);
    };
  }

  /** Columns that are constant to the last bit, or small beside what is not. */
  static Map<String, DoubleUnaryOperator> allowed() {
    Map<String, DoubleUnaryOperator> cases = new LinkedHashMap<>();
    cases.put("all 0", number -> 0);
    cases.put("0 of either sign", number -> number > 0 ? 0.0 : -0.0);
    cases.put("constant and tiny", number -> 1e-163);
    cases.put("constant and subnormal", number -> Double.MIN_VALUE);
    cases.put("constant in double", number -> 1 + 1e-160 * number);
    cases.put("tiny numbers among others", number -> number < 0.9 ? 1e-163 * number : number);
    cases.put("times 1e-140", number -> 1e-140 * number);
    return cases;
  }

  @ParameterizedTest
  @MethodSource("allowedInEveryWay")
  void constantColumnsAreNoSmallOnes(String way, String allowed) {
    Table table = Table.ordinary();
    change(table.a, allowed().get(allowed));

    assertNotNull(ways().get(way).apply(table));
  }

  static Stream<Arguments> allowedInEveryWay() {
    return ways().keySet().stream()
        .filter(way -> !way.equals("without intercept"))
        .flatMap(way -> allowed().keySet().stream().map(each -> Arguments.of(way, each)));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-100, 1e-130, 1e-140, 1e-149, 1e100, 1e140})
  void targetsWithinTheRangeKeepTheirDigits(double scale) {
    Table table = Table.ordinary();
    LinearModel expected =
        fit(TrainingConfig.of(new FullBatch()), table.read(Precision.DOUBLE)).model();
    change(table.y, number -> number * scale);

    Training found = fit(TrainingConfig.of(new FullBatch()), table.read(Precision.DOUBLE));

    assertEquals(StopReason.CONVERGED, found.stopReason());
    for (String name : List.of("a", "b")) {
      double wanted = expected.coefficient(name);
      assertEquals(wanted, found.model().coefficient(name) / scale, 1e-8 * Math.abs(wanted), name);
    }
    assertTrue(found.metrics().r2() > 0.9, found.metrics().toString());
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-100, 1e-130, 1e-140, 1e-149, 1e100, 1e140})
  void featuresWithinTheRangeKeepTheirDigits(double scale) {
    Table table = Table.ordinary();
    LinearModel expected =
        fit(TrainingConfig.of(new FullBatch()), table.read(Precision.DOUBLE)).model();
    change(table.a, number -> number * scale);

    LinearModel found =
        fit(TrainingConfig.of(new FullBatch()), table.read(Precision.DOUBLE)).model();

    double wanted = expected.coefficient("a");
    assertEquals(wanted, found.coefficient("a") * scale, 1e-8 * Math.abs(wanted));
  }

  @Test
  void aConstantThatIsTooSmallIsRefusedWhereThereIsNoIntercept() {
    TrainingConfig config =
        TrainingConfig.of(new FullBatch()).withForm(new ModelSpec(false, true, 0));
    Table table = Table.ordinary();
    change(table.a, number -> 1e-163);

    InvalidDataException thrown =
        assertThrows(InvalidDataException.class, () -> fit(config, table.read(Precision.DOUBLE)));

    assertEquals(
        "column 'a': its squares are below the range of a double; rescale it", thrown.getMessage());
  }

  @Test
  void aConstantTargetIsFittedHoweverSmall() {
    Table table = Table.ordinary();
    change(table.y, number -> 1e-163);

    Training found = fit(TrainingConfig.of(new FullBatch()), table.read(Precision.DOUBLE));

    assertEquals(1e-163, found.model().intercept(), 1e-178);
  }

  @Test
  void errorsOfTargetsThatAreTooSmallAreRefused() {
    Table table = Table.ordinary();
    scaled(table.y, "y", 1e-163);
    LinearModel model = new LinearModel(List.of("a", "b"), "y", new double[2], 0, new double[2]);
    try (Dataset data = table.read(Precision.DOUBLE)) {
      InvalidDataException thrown =
          assertThrows(InvalidDataException.class, () -> RegressionMetrics.of(model, data));

      assertEquals(
          "column 'y': its squares are below the range of a double; rescale it",
          thrown.getMessage());
    }
  }
}
