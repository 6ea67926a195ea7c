package io.github.fallline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.model.LogTarget;
import io.github.fallline.model.ModelFile;
import io.github.fallline.model.SavedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * {@code --log-target}. Expected numbers are those of R 4.2.2:
 *
 * <pre>{@code
 * m <- lm(log(y) ~ a); coef(m); summary(m)$coefficients[, 2]; sigma(m)^2; n <- data.frame(a = 4.5)
 * exp(predict(m, n, interval = "prediction")); exp(predict(m, n, interval = "confidence"))
 * exp(predict(m, n) + sigma(m)^2 / 2); sqrt(mean((y - exp(fitted(m)))^2))
 * }</pre>
 */
class LogTargetTest {
  private static final String ROWS =
      "a,y\n1,2.5\n2,3.1\n3,7.9\n4,9.4\n5,21\n6,18.5\n7,52\n8,60.1\n";

  private static final double R_INTERCEPT = 0.418077656180451;
  private static final double R_SLOPE = 0.472783077016691;
  private static final double[] R_ERRORS = {0.189743459556184, 0.0375748040550899};
  private static final double R_VARIANCE = 0.0592983677906927;
  private static final double[] R_PREDICTION = {
    12.7508954786217, 6.77746499126681, 23.9891073898925
  };
  private static final double[] R_CONFIDENCE = {
    12.7508954786217, 10.3287924696834, 15.7409819186463
  };
  private static final double R_MEAN = 13.1346094170559;
  private static final double R_RMSE = 5.41449045154255;
  private static final double R_MAE = 4.05748371151403;
  private static final double R_R2 = 0.93220804092406;
  private static final double R_MEAN_RMSE = 5.5722016690462;
  private static final double R_LOG_RMSE = 0.210888064723966;

  @TempDir Path directory;

  private Path data;
  private Path model;
  private Path one;

  @BeforeEach
  void write() throws IOException {
    data = Files.writeString(directory.resolve("t.csv"), ROWS);
    one = Files.writeString(directory.resolve("one.csv"), "a\n4.5\n");
    model = directory.resolve("m.json");
  }

  private Run train(Object... options) {
    List<Object> words = new ArrayList<>(List.of("train", data, "--target", "y"));
    words.addAll(List.of("--log-target", "--model-output", model));
    words.addAll(List.of(options));
    Run run = Run.of(words.toArray());
    assertEquals(0, run.code(), run.err());
    return run;
  }

  @ParameterizedTest
  @ValueSource(strings = {"auto", "streaming"})
  void coefficientsAndStatisticsAreThoseOfTheLogarithms(String memory) {
    JsonNode json = train("--json", "--memory", memory).json();

    assertEquals(R_INTERCEPT, json.get("intercept").doubleValue(), 1e-10);
    assertEquals(R_SLOPE, json.get("coefficients").get("a").doubleValue(), 1e-10);
    JsonNode errors = json.get("statistics").get("standardErrors");
    assertEquals(R_ERRORS[0], errors.get("(intercept)").doubleValue(), 1e-10);
    assertEquals(R_ERRORS[1], errors.get("a").doubleValue(), 1e-10);
    assertEquals(R_LOG_RMSE, json.get("rmse").doubleValue(), 1e-10);
    assertEquals("median", json.get("logTarget").get("prediction").stringValue());
    assertEquals(R_VARIANCE, json.get("logTarget").get("residualVariance").doubleValue(), 1e-10);
  }

  @Test
  void textSaysThatNumbersAreLogarithms() {
    String text = train().out();

    assertTrue(text.contains("target log(y)"), text);
    assertTrue(
        text.contains(
            "coefficients and errors are on the log scale; predict returns the median, exp(p)"),
        text);
    String mean = train("--back-transform", "mean").out();
    assertTrue(mean.contains("predict returns the mean, exp(p + s^2/2)"), mean);
  }

  private double[] predicted(Object... options) {
    List<Object> words = new ArrayList<>(List.of("predict", one, "--model", model));
    words.addAll(List.of(options));
    String[] cells = Run.done(words.toArray()).out().split("\n", -1)[1].split(",", -1);
    double[] numbers = new double[cells.length];
    for (int j = 0; j < numbers.length; j++) {
      numbers[j] = Double.parseDouble(cells[j]);
    }
    return numbers;
  }

  private static void assertNear(double[] expected, double... found) {
    assertEquals(expected.length, found.length);
    for (int j = 0; j < expected.length; j++) {
      assertEquals(expected[j], found[j], 1e-9 * expected[j]);
    }
  }

  @Test
  void predictionsAreBroughtBackToTheMedianOrTheMean() {
    train();
    assertNear(R_PREDICTION, predicted("--interval", "prediction"));
    assertNear(R_CONFIDENCE, predicted("--interval", "confidence"));
    assertNear(new double[] {R_MEAN}, predicted("--back-transform", "mean"));
    train("--back-transform", "mean");
    assertNear(new double[] {R_MEAN}, predicted());
    assertNear(new double[] {R_PREDICTION[0]}, predicted("--back-transform", "median"));
    // An interval of single targets does not depend on what is predicted.
    double[] interval = predicted("--interval", "prediction");
    assertNear(R_PREDICTION, R_PREDICTION[0], interval[1], interval[2]);
    double factor = R_MEAN / R_PREDICTION[0];
    double[] mean = predicted("--interval", "confidence");
    assertNear(new double[] {R_MEAN, factor * R_CONFIDENCE[1], factor * R_CONFIDENCE[2]}, mean);
  }

  @Test
  void evaluationIsOnTheScaleOfTheTarget() {
    train();
    JsonNode found = Run.done("evaluate", data, "--model", model, "--json").json();

    assertEquals(R_RMSE, found.get("rmse").doubleValue(), 1e-9);
    assertEquals(R_MAE, found.get("mae").doubleValue(), 1e-9);
    assertEquals(R_R2, found.get("r2").doubleValue(), 1e-9);
    JsonNode mean =
        Run.done("evaluate", data, "--model", model, "--back-transform", "mean", "--json").json();
    assertEquals(R_MEAN_RMSE, mean.get("rmse").doubleValue(), 1e-9);
  }

  @Test
  void modelFileKeepsTheResponse() {
    train("--back-transform", "mean");
    SavedModel stored = ModelFile.read(model);

    assertEquals("y", stored.model().targetName());
    LogTarget kept = stored.response().logTarget().orElseThrow();
    assertEquals(LogTarget.Center.MEAN, kept.center());
    assertEquals(R_VARIANCE, kept.residualVariance(), 1e-10);
  }

  @ParameterizedTest
  @CsvSource({"0", "-3", "-0.0"})
  void targetWithoutALogarithmIsAnErrorWithItsLine(String target) throws IOException {
    Files.writeString(data, ROWS + "9," + target + "\n10,5\n");
    for (String memory : new String[] {"in-memory", "streaming"}) {
      Run run = Run.of("train", data, "--target", "y", "--log-target", "--memory", memory);

      assertEquals(3, run.code());
      double number = Double.parseDouble(target);
      assertTrue(
          run.err().contains("t.csv:10: column 'y' is " + number + "; --log-target needs targets"),
          run.err());
      assertEquals(1, run.err().lines().count());
    }
  }

  /** The logarithms that are written in a column give the same model, bit for bit. */
  @ParameterizedTest
  @ValueSource(strings = {"full-batch", "mini-batch", "stochastic"})
  void modelIsThatOfLogarithmsInAColumn(String method) throws IOException {
    StringBuilder text = new StringBuilder("a,w,y\n");
    StringBuilder logs = new StringBuilder("a,w,y\n");
    for (int i = 0; i < 500; i++) {
      double y = Math.exp(Math.sin(i) + i / 200.0);
      text.append(i % 13).append(',').append(1 + i % 3).append(',').append(y).append('\n');
      logs.append(i % 13).append(',').append(1 + i % 3).append(',').append(Math.log(y));
      logs.append('\n');
    }
    Files.writeString(data, text.toString());
    Path logarithms = Files.writeString(directory.resolve("logs.csv"), logs.toString());
    Object[] options = {"--target", "y", "--weight", "w", "--method", method, "--json"};

    JsonNode expected = run(logarithms, options).json();
    JsonNode found = run(data, options, "--log-target").json();

    for (String field : new String[] {"intercept", "coefficients", "rmse", "r2", "statistics"}) {
      assertEquals(expected.get(field), found.get(field), field);
    }
  }

  private static Run run(Path rows, Object[] options, Object... more) {
    List<Object> words = new ArrayList<>(List.of("train", rows));
    words.addAll(List.of(options));
    words.addAll(List.of(more));
    Run run = Run.of(words.toArray());
    assertEquals(0, run.code(), run.err());
    return run;
  }

  @Test
  void diagnosticsHeldOutRowsAndReportAreThoseOfLogarithms() throws IOException {
    Path report = directory.resolve("r.html");
    String text = train("--report", report, "--diagnostics", "--validation-fraction", "0.3").out();

    assertTrue(text.contains("held out"), text);
    assertTrue(Files.readString(report).contains("log(y)"));
    assertFalse(text.contains("NaN"), text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--log-target --loss poisson | --log-target: --loss poisson has a log link already",
        "--back-transform mean | --back-transform requires --log-target",
        "--log-target --back-transform mean --loss huber | expected --loss squared, got huber",
        "--log-target --back-transform mode | --back-transform"
      })
  void optionsThatDoNotFitAreAUsageError(String options, String message) {
    List<Object> words = new ArrayList<>(List.of("train", data, "--target", "y"));
    words.addAll(List.of((Object[]) options.split(" ", -1)));
    Run run = Run.of(words.toArray());

    assertEquals(2, run.code());
    assertTrue(run.err().contains(message), run.err());
  }

  @Test
  void otherModelsHaveNothingToBringBack() {
    Run.done("train", data, "--target", "y", "--model-output", model);
    Run run = Run.of("predict", one, "--model", model, "--back-transform", "mean");

    assertEquals(2, run.code());
    assertTrue(run.err().contains("was trained without --log-target"), run.err());
  }
}
