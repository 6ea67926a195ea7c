package io.github.fallline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.model.LinearModel;
import io.github.fallline.model.ModelFile;
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

/** A model without features. The targets are 2, 4, 9 and 1: mean 4, sum of squares 38. */
class InterceptOnlyTest {
  @TempDir Path directory;

  private Path data;
  private Path model;

  @BeforeEach
  void write() throws IOException {
    data = Files.writeString(directory.resolve("t.csv"), "id,y\nk,2\nl,4\nm,9\nn,1\n");
    model = directory.resolve("m.json");
  }

  private Run train(Object... options) {
    List<Object> words = new ArrayList<>(List.of("train", data, "--target", "y"));
    words.addAll(List.of("--intercept-only", "--model-output", model, "--json"));
    words.addAll(List.of(options));
    return Run.done(words.toArray());
  }

  /**
   * R 4.2.2, summary(lm(c(2, 4, 9, 1) ~ 1)): error 1.7795130420052, t 2.2478059477960, p 0.11016.
   */
  @Test
  void tableIsThatOfTheMean() {
    JsonNode json = train().json();

    assertEquals(0, json.get("features").intValue());
    assertEquals(4, json.get("intercept").doubleValue(), 1e-14);
    assertEquals(0, json.get("coefficients").size());
    assertEquals(9.5, json.get("loss").doubleValue(), 1e-13);
    JsonNode statistics = json.get("statistics");
    assertEquals(3, statistics.get("degreesOfFreedom").doubleValue());
    assertEquals(1, statistics.get("standardErrors").size());
    double error = Math.sqrt(38.0 / 3 / 4);
    assertEquals(error, statistics.get("standardErrors").get("(intercept)").doubleValue(), 1e-13);
    assertEquals(4 / error, statistics.get("tValues").get("(intercept)").doubleValue(), 1e-12);
    assertTrue(statistics.get("fStatistic").isNull());
  }

  @ParameterizedTest
  @ValueSource(strings = {"hc0", "hc1", "hc2", "hc3"})
  void robustErrorsAreThoseOfTheMean(String kind) {
    JsonNode json = train("--standard-errors", kind, "--diagnostics").json();

    // Each leverage is 1/4: HC0 is sqrt(38)/4, the others are it times powers of 4/3.
    double power = kind.equals("hc0") ? 0 : kind.equals("hc3") ? 1 : 0.5;
    double expected = Math.sqrt(38) / 4 * Math.pow(4.0 / 3, power);
    double found = json.get("statistics").get("standardErrors").get("(intercept)").doubleValue();
    assertEquals(expected, found, 1e-12);
  }

  @ParameterizedTest
  @CsvSource({"full-batch, 1e-12", "stochastic, 0.2", "mini-batch, 0.2"})
  void everyMethodFindsTheMean(String method, double tolerance) {
    Run run =
        Run.of("train", data, "--target", "y", "--intercept-only", "--json", "--method", method);

    assertEquals(0, run.code(), run.err());
    assertEquals(4, run.json().get("intercept").doubleValue(), tolerance);
  }

  /** A quantile, ln 4, and ln(2 * 4 * 9 * 1) / 4 among them. */
  @ParameterizedTest
  @CsvSource({
    "--loss quantile --quantile 0.3, 2, 1e-3",
    "--loss poisson, 1.3862943611198906, 1e-9",
    "--log-target, 1.0691665297540137, 1e-12",
    "--memory streaming, 4, 1e-12",
    "--l2 0.5, 4, 1e-9",
    "--no-standardize, 4, 1e-12"
  })
  void lossesHaveTheirOwnConstant(String options, double expected, double tolerance) {
    List<Object> words = new ArrayList<>(List.of("train", data, "--target", "y"));
    words.addAll(List.of("--intercept-only", "--json"));
    words.addAll(List.of((Object[]) options.split(" ", -1)));
    Run run = Run.of(words.toArray());

    assertEquals(0, run.code(), run.err());
    assertEquals(expected, run.json().get("intercept").doubleValue(), tolerance);
  }

  @Test
  void modelIsReadEvaluatedAndPredictsForAnyTable() throws IOException {
    train();

    LinearModel read = ModelFile.read(model).model();
    assertTrue(read.hasNoFeatures());
    assertEquals(4, read.predict(), 1e-14);
    assertEquals("{}", read.coefficients().toString());
    assertEquals("y = 4.0", read.toString());
    assertEquals(
        9.5,
        Run.done("evaluate", data, "--model", model, "--json").json().get("mse").doubleValue(),
        1e-13);
    assertEquals(
        "prediction\n4.0\n4.0\n4.0\n4.0\n", Run.done("predict", data, "--model", model).out());
    Path other = Files.writeString(directory.resolve("o.csv"), "p,q\nx,1\n,\nNA,y\n");
    assertEquals(
        "q,prediction\n1,4.0\n,4.0\ny,4.0\n",
        Run.done("predict", other, "--model", model, "--keep", "q").out());
  }

  /**
   * R: predict(lm(c(2, 4, 9, 1) ~ 1), interval = "prediction"): 4 -+ 3.1824463 sqrt(38/3 * 5/4).
   */
  @Test
  void intervalIsThatOfTheMean() {
    train();
    String[] line =
        Run.done("predict", data, "--model", model, "--interval", "prediction")
            .out()
            .split("\n", -1)[1]
            .split(",", -1);
    double half = 3.182446305284263 * Math.sqrt(38.0 / 3 * 5 / 4);

    assertEquals(4 - half, Double.parseDouble(line[1]), 1e-9);
    assertEquals(4 + half, Double.parseDouble(line[2]), 1e-9);
  }

  @Test
  void fileOfTheTargetAloneIsEnough() throws IOException {
    Path single = Files.writeString(directory.resolve("s.csv"), "y\n2\n4\n\n9\n1\n");
    Run run = Run.done("train", single, "--target", "y", "--intercept-only", "--json");
    assertEquals(4, run.json().get("intercept").doubleValue(), 1e-14);

    Run refused = Run.of("train", single, "--target", "y");
    assertEquals(3, refused.code());
    assertTrue(refused.err().contains("(train --intercept-only fits a constant)"), refused.err());
  }

  @ParameterizedTest
  @CsvSource({
    "--features id, --intercept-only: a model without features has neither --features nor --exclude",
    "--exclude id, --intercept-only: a model without features has neither --features nor --exclude",
    "--no-intercept, --intercept-only: expected no --no-intercept with it"
  })
  void otherColumnsAreAUsageError(String option, String message) {
    List<Object> words = new ArrayList<>(List.of("train", data, "--target", "y"));
    words.add("--intercept-only");
    words.addAll(List.of((Object[]) option.split(" ", -1)));
    Run run = Run.of(words.toArray());

    assertEquals(2, run.code());
    assertTrue(run.err().contains(message), run.err());
  }

  @Test
  void reportAndPictureAreDrawn() throws IOException {
    Path report = directory.resolve("r.html");
    Path plot = directory.resolve("p.svg");
    train("--report", report, "--plot", plot, "--diagnostics");

    assertTrue(Files.size(report) > 1000);
    assertTrue(Files.size(plot) > 100);
    String text = Run.done("train", data, "--target", "y", "--intercept-only").out();
    assertTrue(text.contains("0 features"), text);
    assertTrue(!text.contains("(none)"), text);
  }
}
