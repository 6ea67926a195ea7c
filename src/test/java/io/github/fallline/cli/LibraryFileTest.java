package io.github.fallline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.cli.args.OptionWording;
import io.github.fallline.csv.CsvFormat;
import io.github.fallline.csv.CsvStream;
import io.github.fallline.csv.DataTable;
import io.github.fallline.csv.ReadingOptions;
import io.github.fallline.data.Dataset;
import io.github.fallline.data.Exposure;
import io.github.fallline.data.MissingValues;
import io.github.fallline.data.RowExposures;
import io.github.fallline.data.Schema;
import io.github.fallline.data.Split;
import io.github.fallline.descent.GradientMethod.FullBatch;
import io.github.fallline.descent.GradientMethod.MiniBatch;
import io.github.fallline.descent.TrainingConfig;
import io.github.fallline.inference.CovarianceType;
import io.github.fallline.model.LinearModel;
import io.github.fallline.model.LogTarget;
import io.github.fallline.model.SavedModel;
import io.github.fallline.objective.Loss;
import io.github.fallline.regression.LinearRegression;
import io.github.fallline.regression.RegressionResult;
import io.github.fallline.regression.StatisticsOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Programs print and write what the command line does. */
class LibraryFileTest {
  private static final StatisticsOptions HC3 =
      StatisticsOptions.DEFAULT.withCovariance(CovarianceType.HC3);

  @TempDir Path directory;

  private Path file;

  @BeforeEach
  void writeTable() throws IOException {
    StringBuilder text = new StringBuilder("id,area,city,zone,years,price\n");
    String[] cities = {"Bern", "Chur", "Basel"};
    for (int i = 0; i < 40; i++) {
      String area = i == 7 ? "NA" : Integer.toString(40 + 7 * i % 60);
      int price = 100 + 7 * i % 60 * 2 + 10 * (i % 3) + i % 5 + i % 4;
      text.append(
          "a%d,%s,%s,%d,%d,%d\n".formatted(i, area, cities[i % 3], i % 4, 1 + i % 6, price));
    }
    file = Files.writeString(directory.resolve("houses.csv"), text);
  }

  private DataTable table() {
    return DataTable.of("price", file).withExcluded("id", "years").withMissing(MissingValues.SKIP);
  }

  private static TrainingConfig config() {
    return TrainingConfig.of(new FullBatch());
  }

  /** What is asked of the command line, and the same of a program. */
  private enum Case {
    NUMBERS("--exclude id,years,city"),
    PENALTY("--exclude id,years,city --l2 0.01 --l1 0.1 --tolerance 1e-10"),
    WORDS("--exclude id,years --categorical one-hot --confidence-level 0.9"),
    CATEGORIES("--exclude id,years --categorical city,zone --standard-errors hc3 --diagnostics"),
    BATCHES("--exclude id,years,city --method mini-batch --batch-size 8 --seed 3 --epochs 4"),
    HELD_OUT("--exclude id,years,city --validation-fraction 0.25 --seed 3"),
    NO_INTERCEPT("--exclude id,years,city --no-intercept --no-standardize"),
    LOGARITHMS("--exclude id,years,city --log-target --back-transform mean"),
    HUBER("--exclude id,years,city --loss huber --huber-delta 1 --standard-errors none"),
    EXPOSURE("--exclude id,city --loss poisson --exposure years --standard-errors classical");

    final String options;

    Case(String options) {
      this.options = options;
    }

    DataTable table(DataTable known) {
      return switch (this) {
        case WORDS -> known.withOneHot();
        case CATEGORIES -> known.withCategorical("city", "zone");
        default -> known.withExcluded("id", "years", "city");
      };
    }

    LinearRegression regression() {
      return switch (this) {
        case NUMBERS -> LinearRegression.leastSquares();
        case PENALTY -> LinearRegression.of(config().withL2(0.01).withL1(0.1).withTolerance(1e-10));
        case WORDS ->
            LinearRegression.leastSquares()
                .withStatistics(StatisticsOptions.DEFAULT.withConfidenceLevel(0.9));
        case CATEGORIES -> LinearRegression.leastSquares().withStatistics(HC3.withDiagnostics());
        case BATCHES ->
            LinearRegression.of(TrainingConfig.of(new MiniBatch(8)).withSeed(3).withEpochs(4));
        case HELD_OUT ->
            LinearRegression.of(config().withSeed(3)).withValidation(new Split(0.25, 3));
        case NO_INTERCEPT ->
            LinearRegression.of(config().withoutIntercept().withStandardize(false));
        case LOGARITHMS -> LinearRegression.leastSquares().withLogTarget(LogTarget.Center.MEAN);
        case HUBER ->
            LinearRegression.of(config().withLoss(Loss.huber(1)))
                .withStatistics(StatisticsOptions.NONE);
        case EXPOSURE -> throw new IllegalStateException("is read in another way");
      };
    }
  }

  private RegressionResult fit(Case wanted, Dataset data) {
    return wanted.regression().named(file.toString()).fit(data);
  }

  private RegressionResult fitExposed(RowExposures exposures, Dataset data, Exposure years) {
    return LinearRegression.of(config().withLoss(Loss.POISSON))
        .withExposure(years, exposures)
        .withStatistics(StatisticsOptions.DEFAULT.withCovariance(CovarianceType.CLASSICAL))
        .named(file.toString())
        .fit(data);
  }

  private Object[] command(Case wanted, String... more) {
    List<Object> arguments = new ArrayList<>(List.of("train", file, "--target", "price"));
    arguments.addAll(List.of("--missing", "skip"));
    arguments.addAll(List.of(wanted.options.split(" ", -1)));
    arguments.addAll(List.of(more));
    return arguments.toArray();
  }

  private static String withoutSeconds(String text) {
    return text.replaceAll("in [0-9.]+ s", "in S").replaceAll("\"seconds\":\\{[^}]*}", "SECONDS");
  }

  /** The lines of influential rows of a program have numbers of rows, not of lines. */
  private static String withoutPlaces(String text) {
    return text.replaceAll("most influential (lines|rows)[\\s\\S]*", "")
        .replaceAll("\"line\":(\\d+|null),", "");
  }

  @ParameterizedTest
  @EnumSource(Case.class)
  void tableJsonAndFileAreThoseOfTheCommandLine(Case wanted) throws IOException {
    Path byCommand = directory.resolve("command.json");
    Path byProgram = directory.resolve("program.json");
    String table = Run.of(command(wanted, "--model-output", byCommand.toString())).out();
    String json = Run.of(command(wanted, "--json")).out();

    RowExposures exposures = new RowExposures(Exposure.Kind.EXPOSURE);
    Exposure years = new Exposure("years", Exposure.Kind.EXPOSURE);
    boolean exposed = wanted == Case.EXPOSURE;
    DataTable asked =
        exposed
            ? table()
                .withSchema(
                    Schema.target("price").withExcluded(List.of("id", "city")).withExposure(years))
                .withOptions(ReadingOptions.DEFAULT.withExposures(exposures))
            : wanted.table(table());
    DataTable known = wanted == Case.NO_INTERCEPT ? asked.withoutIntercept() : asked;
    try (Dataset data = known.read()) {
      RegressionResult plain = exposed ? fitExposed(exposures, data, years) : fit(wanted, data);
      RegressionResult fit = plain.withWording(OptionWording::of);
      fit.save(byProgram);
      assertEquals(
          withoutPlaces(withoutSeconds(table)).strip(),
          withoutPlaces(withoutSeconds(fit.toString())).strip());
      assertEquals(
          withoutPlaces(withoutSeconds(json)).strip(), withoutPlaces(withoutSeconds(fit.json())));
    }
    assertEquals(Files.readString(byCommand), Files.readString(byProgram));
  }

  @Test
  void picturesAndHistoryAreWrittenFromTheRows() throws IOException {
    Path page = directory.resolve("page.html");
    Path plot = directory.resolve("loss.svg");
    Path history = directory.resolve("history.csv");
    try (Dataset data = Case.NUMBERS.table(table()).read()) {
      RegressionResult fit = fit(Case.NUMBERS, data);
      fit.report(page);
      fit.plot(plot);
      fit.history(history);
      assertTrue(fit.residuals().isEmpty(), "the page has a pass of its own");
    }
    String text = Files.readString(page);
    assertTrue(text.contains("Normal Q-Q") && text.contains("Cook"), "residuals are drawn");
    assertTrue(Files.readString(plot).startsWith("<svg"), "a picture");
    assertTrue(Files.readString(history).startsWith("epoch,updates,seconds,loss"), "a history");
  }

  @Test
  void streamsAreFittedButNotDrawn() {
    try (CsvStream stream = Case.NUMBERS.table(table()).stream()) {
      RegressionResult fit = LinearRegression.leastSquares().fit(stream);
      assertTrue(fit.toString().startsWith("39 rows (1 skipped"), fit.toString());
      IllegalStateException error =
          assertThrows(
              IllegalStateException.class, () -> fit.report(directory.resolve("page.html")));
      assertTrue(error.getMessage().contains("got a stream"), error.getMessage());
    }
    try (CsvStream stream = Case.NUMBERS.table(table()).stream()) {
      LinearRegression held = LinearRegression.leastSquares().withValidation(new Split(0.5, 1));
      assertThrows(IllegalArgumentException.class, () -> held.fit(stream));
    }
  }

  @Test
  void savedWordsArePredictedByName() throws IOException {
    Path model = directory.resolve("model.json");
    Map<String, ?> house = Map.of("area", 55, "city", "Chur", "zone", 2);
    double atOnce;
    try (Dataset data = Case.CATEGORIES.table(table()).read()) {
      RegressionResult fit = fit(Case.CATEGORIES, data);
      fit.save(model);
      atOnce = fit.predict(house);
    }
    Path row = Files.writeString(directory.resolve("row.csv"), "area,city,zone\n55,Chur,2\n");
    List<String> lines = Run.done("predict", row, "--model", model).out().lines().toList();
    assertEquals(Double.parseDouble(lines.get(1)), atOnce, 1e-12 * atOnce);
    assertEquals(atOnce, SavedModel.load(model).predict(house));
    assertThrows(IllegalArgumentException.class, () -> LinearModel.load(model));
  }

  @Test
  void bareCoefficientsAreLoadedWhereTheyAreTheModel() {
    Path model = directory.resolve("model.json");
    try (Dataset data = Case.NUMBERS.table(table()).read()) {
      RegressionResult fit = fit(Case.NUMBERS, data);
      fit.save(model);
      assertEquals(fit.model(), LinearModel.load(model));
      assertEquals(fit.metrics(), fit.evaluate(data));
      Split half = new Split(0.5, 1);
      assertNotEquals(fit.metrics(), fit.evaluate(half.validation(data)));
      assertEquals(data.rows(), half.training(data).rows() + half.validation(data).rows());
    }
  }

  @Test
  void aTableIsReadAtOnceOrAsAStreamWithTheSameColumns() {
    DataTable table = table().withCategorical("city").withFormat(CsvFormat.DETECT);
    try (Dataset data = table.read();
        CsvStream stream = table.stream()) {
      assertEquals(39, data.rows());
      assertEquals(List.of("area", "city=Bern", "city=Chur", "zone"), data.featureNames());
      assertEquals(data.featureNames(), stream.featureNames());
    }
    try (Dataset data = table.withoutIntercept().read()) {
      assertEquals(
          List.of("area", "city=Basel", "city=Bern", "city=Chur", "zone"), data.featureNames());
    }
  }
}
