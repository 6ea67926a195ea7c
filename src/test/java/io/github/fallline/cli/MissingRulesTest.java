package io.github.fallline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The rules for missing values, when a model is used. */
class MissingRulesTest {
  @TempDir static Path directory;

  /** y = 2 a - b + 1 exactly; the means of a and b over the training rows are 2 and 1.5. */
  private static Path model;

  @BeforeAll
  static void train() throws IOException {
    model = directory.resolve("model.json");
    Path rows = csv("a,b,y\n1,0,3\n3,0,7\n1,3,0\n3,3,4\n");
    Run.done("train", rows, "--target", "y", "--model-output", model);
  }

  private static Path csv(String text) throws IOException {
    return Files.writeString(Files.createTempFile(directory, "rows", ".csv"), text);
  }

  /** Cells a and b, and what is predicted by skip and by mean; to fail is an error but for none. */
  @ParameterizedTest
  @CsvSource({
    "1, 1, 2, 2, ''",
    "'', 1, NA, 4, a",
    "1, NA, NA, 1.5, b",
    "?, null, NA, 3.5, a",
    "1, N/A, NA, 1.5, b",
    "NaN, 1, NA, 4, a"
  })
  void predictionFollowsTheRule(String a, String b, String skip, String mean, String fault)
      throws IOException {
    Path rows = csv("a,b\n5,0\n" + a + "," + b + "\n0,5\n");

    assertEquals("11 " + skip + " -4", predictions(rows, "skip"));
    assertEquals("11 " + mean + " -4", predictions(rows, "mean"));
    Run fail = Run.of("predict", rows, "--model", model);
    assertEquals(fault.isEmpty() ? 0 : 3, fail.code());
    boolean named =
        fail.err().contains(":3: column '" + fault + "' is ")
            || fail.err().contains(":3: 2 columns cannot be used: '" + fault + "' is ");
    assertEquals(!fault.isEmpty(), named, fail.err());
  }

  /** Predictions, rounded to 9 digits, with a blank between them. */
  private static String predictions(Path rows, String rule) {
    Run run = Run.done("predict", rows, "--model", model, "--missing", rule);
    return run.out()
        .lines()
        .skip(1)
        .map(line -> line.equals("NA") ? "NA" : rounded(Double.parseDouble(line)))
        .collect(Collectors.joining(" "));
  }

  private static String rounded(double value) {
    double near = Math.rint(value * 1e9) / 1e9;
    return near == Math.rint(near) ? Long.toString((long) near) : Double.toString(near);
  }

  /**
   * Cells of a row beside two that fit exactly, and by each rule the rows that count and the sum of
   * their squared errors.
   */
  @ParameterizedTest
  @CsvSource({
    "'1,1,2', 3, 0, 3, 0", // no gap
    "'?,1,5', 2, 0, 3, 1", // a becomes 2: 4 - 5
    "'1,,3.5', 2, 0, 3, 4", // b becomes 1.5: 1.5 - 3.5
    "'1,1,NA', 2, 0, 2, 0" // a target is never made up
  })
  void evaluationFollowsTheRule(
      String row, int skipRows, double skipSquares, int meanRows, double meanSquares)
      throws IOException {
    Path rows = csv("a,b,y\n5,0,11\n" + row + "\n0,5,-4\n");

    assertMetrics(rows, "skip", skipRows, skipSquares);
    assertMetrics(rows, "mean", meanRows, meanSquares);
    boolean complete = skipRows == 3;
    Run fail = Run.of("evaluate", rows, "--model", model);
    assertEquals(complete ? 0 : 3, fail.code());
    assertEquals(complete, fail.err().isEmpty(), fail.err());
  }

  private static void assertMetrics(Path rows, String rule, int count, double squares) {
    JsonNode json =
        Run.done("evaluate", rows, "--model", model, "--missing", rule, "--json").json();
    assertEquals(count, json.get("rows").intValue(), rule);
    assertEquals(squares / count, json.get("mse").doubleValue(), 1e-12, rule);
  }

  @ParameterizedTest
  @CsvSource({"skip, 1 row (2 skipped", "mean, 2 rows (1 skipped"})
  void evaluationCountsWhatItSkips(String rule, String counted) throws IOException {
    Path rows = csv("a,b,y\n5,0,11\n?,1,5\n1,1,\n");

    String table = Run.done("evaluate", rows, "--model", model, "--missing", rule).out();

    assertTrue(table.contains(counted), table);
  }

  @ParameterizedTest
  @ValueSource(strings = {"skip", "mean"})
  void rowsFromACacheFollowTheSameRule(String rule) throws IOException {
    Path rows = csv("a,b,y\n5,0,11\n?,1,5\n1,1,\n0,5,-4\n");
    Path cache = directory.resolve(rule + ".cache");
    Object[] plain = {"evaluate", rows, "--model", model, "--missing", rule, "--json"};
    Object[] cached = {
      "evaluate", rows, "--model", model, "--missing", rule, "--json", "--cache", cache
    };

    String expected = Run.done(plain).out();

    assertEquals(expected, Run.done(cached).out());
    assertTrue(Files.exists(cache));
    assertEquals(expected, Run.done(cached).out());
  }
}
