package io.github.fallline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Weights are never made up: by both readers, streamed and in memory, in training and evaluation.
 */
class MissingWeightTest {
  private static final String[] SEPARATORS = {",", "/"}; // commons-csv alone reads the second

  @TempDir static Path directory;

  private static Path model;

  @BeforeAll
  static void train() throws IOException {
    model = directory.resolve("model.json");
    Path rows = Files.writeString(directory.resolve("train.csv"), "x,y\n1,2\n2,4\n4,7\n");
    Run.done("train", rows, "--target", "y", "--model-output", model);
  }

  private static Path table(String cells, String separator) throws IOException {
    String text = "x,w,y\n1,1,1\n3,2,4\n" + cells + "\n4,1,5\n";
    return Files.writeString(directory.resolve("rows.csv"), text.replace(",", separator));
  }

  private static Run train(Path table, String separator, String rule, String memory) {
    return Run.of(
        "train",
        table,
        "--target",
        "y",
        "--weight",
        "w",
        "--separator",
        separator,
        "--missing",
        rule,
        "--memory",
        memory,
        "--json");
  }

  private static Run evaluate(Path table, String separator, String rule) {
    return Run.of(
        "evaluate",
        table,
        "--model",
        model,
        "--weight",
        "w",
        "--separator",
        separator,
        "--missing",
        rule,
        "--json");
  }

  /**
   * Fields x, w and y of line 4, the rule, and the error behind {@code rows.csv:4: column 'w' is}.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2,,2     | fail | empty; expected a number (--missing skip drops such rows)",
        "2,NA,2   | fail | \"NA\"; expected a number (--missing skip drops such rows)",
        "2,,2     | mean | empty; expected a weight, which --missing mean does not fill in",
        "2,NA,2   | mean | \"NA\"; expected a weight, which --missing mean does not fill in",
        "2,NaN,2  | mean | \"NaN\"; expected a weight, which --missing mean does not fill in",
        "2,?,2    | mean | \"?\"; expected a weight, which --missing mean does not fill in",
        "2,null,2 | mean | \"null\"; expected a weight, which --missing mean does not fill in",
        "NA,NA,2  | mean | \"NA\"; expected a weight, which --missing mean does not fill in",
        "2,-1,2   | fail | \"-1\"; a weight is 0 or more",
        "2,-1,2   | mean | \"-1\"; a weight is 0 or more",
        "2,-1,2   | skip | \"-1\"; a weight is 0 or more",
        "2,-0.5,NA| mean | \"-0.5\"; a weight is 0 or more",
        "2,inf,2  | mean | \"inf\"; expected a finite number",
        "2,1e999,2| skip | \"1e999\"; expected a finite number",
        "2,one,2  | mean | \"one\"; expected a number (choose another --weight)"
      })
  void theErrorNamesLineAndColumn(String cells, String rule, String error) throws IOException {
    for (String separator : SEPARATORS) {
      Path table = table(cells, separator);
      Run[] runs = {
        train(table, separator, rule, "in-memory"),
        train(table, separator, rule, "streaming"),
        evaluate(table, separator, rule)
      };
      for (Run run : runs) {
        assertEquals(3, run.code(), run.err());
        assertTrue(run.err().contains("rows.csv:4: column 'w' is " + error), run.err());
        assertEquals(1, run.err().lines().count(), run.err());
        assertEquals("", run.out());
      }
    }
  }

  /** Rows that are left out need no weight; rows used and left out. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2,NA,2  | skip | 3 | 1",
        "2,,2    | skip | 3 | 1",
        "NA,NA,2 | skip | 3 | 1",
        "2,NA,NA | skip | 3 | 1",
        "2,NA,NA | mean | 3 | 1",
        "2,,     | mean | 3 | 1",
        "2,0,2   | mean | 4 | 0",
        "NA,-0,2 | mean | 4 | 0"
      })
  void aRowThatIsLeftOutNeedsNoWeight(String cells, String rule, int used, int skipped)
      throws IOException {
    for (String separator : SEPARATORS) {
      Path table = table(cells, separator);
      for (String memory : new String[] {"in-memory", "streaming"}) {
        Run run = train(table, separator, rule, memory);
        assertEquals(0, run.code(), run.err());
        assertEquals(used, run.json().get("rows").asInt());
        assertEquals(skipped, run.json().get("skippedRows").asInt());
      }
      Run run = evaluate(table, separator, rule);
      assertEquals(0, run.code(), run.err());
      assertEquals(used, run.json().get("rows").asInt());
    }
  }
}
