package io.github.fallline.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Intervals of {@code predict}. Figures of the white wine data: R 4.2.2, {@code d <-
 * read.table("winequality-white.csv", sep = ";", header = TRUE); m <- lm(quality ~ ., d); m0 <-
 * lm(quality ~ alcohol + pH - 1, d); predict(m, d, interval = , level = )[c(1, 2000, 4898), ]}.
 */
class PredictIntervalTest {
  private static final Path WINE = SharedData.file("winequality-white.csv");

  @TempDir Path directory;

  private Path model(Object data, String options) {
    Path model = directory.resolve("model.json");
    String line = "train " + data + " " + options + " --model-output " + model;
    Run.done((Object[]) line.split(" +"));
    return model;
  }

  private static double[] row(List<String> lines, int row) {
    return Arrays.stream(lines.get(row).split(",")).mapToDouble(Double::parseDouble).toArray();
  }

  @ParameterizedTest
  @CsvSource({
    "confidence, 0.95, 1, 5.4952222479190649, 5.6300933590306617",
    "confidence, 0.95, 2000, 5.5975915004190737, 5.7376119657539055",
    "confidence, 0.95, 4898, 6.2869267813247047, 6.4077588256959848",
    "confidence, 0.8, 4898, 6.3078433354674033, 6.3868422715532862",
    "prediction, 0.95, 1, 4.0881176483294546, 7.0371979586202720",
    "prediction, 0.95, 4898, 4.8731069978402131, 7.8215786091804764",
    "prediction, 0.8, 2000, 4.7034817989453739, 6.6317216672276054"
  })
  void intervalsAreThoseOfR(String kind, double level, int row, double lower, double upper) {
    Path model = model(WINE, "--target quality");
    Run run =
        Run.done(
            "predict", WINE, "--model", model, "--interval", kind, "--confidence-level", level);
    List<String> lines = run.out().lines().toList();

    assertEquals("prediction,lower,upper", lines.get(0));
    assertEquals(4899, lines.size());
    assertEquals(lower, row(lines, row)[1], 1e-8);
    assertEquals(upper, row(lines, row)[2], 1e-8);
  }

  @ParameterizedTest
  @CsvSource({
    "confidence, 5.1413605563832192, 5.1981297466898546",
    "prediction, 3.6008437202351882, 6.7386465828378856"
  })
  void withoutAnInterceptTooAndTheLevelIs95PerCent(String kind, double lower, double upper) {
    Path model = model(WINE, "--target quality --features alcohol,pH --no-intercept");
    Run run = Run.done("predict", WINE, "--model", model, "--interval", kind);
    double[] expected = {5.169745151536537, lower, upper};
    assertArrayEquals(expected, row(run.out().lines().toList(), 1), 1e-8);
  }

  /** A robust covariance of the coefficients changes no interval: neither does R's predict. */
  @Test
  void robustStandardErrorsDoNotChangeThem() {
    Object[] predict = {
      "predict", WINE, "--model", directory.resolve("model.json"), "--interval", "confidence"
    };
    model(WINE, "--target quality");
    String classical = Run.done(predict).out();
    model(WINE, "--target quality --standard-errors hc3");
    assertEquals(classical, Run.done(predict).out());
  }

  /** A row's numbers do not depend on the rows beside it, and go to a file as to the screen. */
  @Test
  void aRowAloneHasTheSameInterval() throws IOException {
    Path model = model(WINE, "--target quality");
    Path all = directory.resolve("all.csv");
    Run.done("predict", WINE, "--model", model, "--interval", "prediction", "--output", all);
    List<String> texts = Files.readAllLines(WINE);
    List<String> lines = Files.readAllLines(all);
    for (int row : new int[] {1, 3000, 4898}) {
      Path one = directory.resolve("one.csv");
      Files.write(one, List.of(texts.get(0), texts.get(row)));
      Run run = Run.done("predict", one, "--model", model, "--interval", "prediction");
      assertEquals(lines.get(row), run.out().lines().toList().get(1));
    }
  }

  @Test
  void rowsWithMissingValuesHaveNone() throws IOException {
    Path model = model("data/longley.csv", "--target employment --features year,gnp");
    Path rows = directory.resolve("rows.csv");
    Files.writeString(rows, "year,gnp\n1950,284599\n,1\n1950,NA\n");
    Run run =
        Run.done(
            "predict", rows, "--model", model, "--interval", "prediction", "--missing", "skip");
    List<String> lines = run.out().lines().toList();
    assertEquals(List.of("NA,NA,NA", "NA,NA,NA"), lines.subList(2, 4));
    assertTrue(row(lines, 1)[1] < row(lines, 1)[0], run.out());

    Run filled =
        Run.done(
            "predict", rows, "--model", model, "--interval", "prediction", "--missing", "mean");
    assertTrue(!filled.out().contains("NA"), filled.out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--l2 0.1 | the model was trained with a penalty, which biases predictions; train again"
            + " without",
        "--loss huber | the model was trained with the loss huber; train again with --loss squared",
        "--precision float | the model was trained with --precision float; train again with double",
        "--standard-errors none | the model file has no standard errors: an earlier version wrote"
            + " it, or train printed why there are none; train again"
      })
  void modelsWithoutThemAreRefusedWithTheReason(String options, String reason) {
    Path model = model("data/longley.csv", "--target employment " + options);
    Run run = Run.of("predict", "data/longley.csv", "--model", model, "--interval", "confidence");
    assertEquals(3, run.code());
    assertEquals(
        "fallline: " + model + ": --interval is not possible: " + reason, run.err().strip());
    assertEquals("", run.out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--confidence-level 0.9 | --confidence-level: expected --interval confidence or",
        "--interval confidence --confidence-level 1 | --confidence-level: expected more than 0 and",
        "--interval confidence --confidence-level 0 | --confidence-level: expected more than 0 and",
        "--interval confidence --confidence-level nan | --confidence-level: expected",
        "--interval both | --interval: expected one of confidence, prediction, got 'both'"
      })
  void wrongOptionsAreUsageErrors(String options, String error) {
    String line = "predict data/longley.csv --model missing.json " + options;
    Run run = Run.of((Object[]) line.split(" +"));
    assertEquals(2, run.code(), run.err());
    assertTrue(run.err().startsWith("fallline: " + error), run.err());
  }
}
