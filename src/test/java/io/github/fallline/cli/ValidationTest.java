package io.github.fallline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.SharedData;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ValidationTest {
  @TempDir Path directory;

  private static JsonNode train(String options) {
    Path wine = SharedData.file("winequality-white.csv");
    String line = "train " + wine + " --target quality --json " + options;
    return Run.done((Object[]) line.strip().split(" ")).json();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--memory streaming", "--method stochastic", "--method mini-batch"})
  void rowsHeldOutAreNotTrainedOn(String options) {
    JsonNode json = train("--validation-fraction 0.25 " + options);

    assertEquals(4898 - 1224, json.get("rows").longValue());
    assertEquals(1224, json.at("/validation/rows").longValue());
    double training = json.get("r2").doubleValue();
    double validation = json.at("/validation/r2").doubleValue();
    // 0.2819 on all rows; a quarter of them is within some hundredths of that.
    assertEquals(0.28, training, 0.05);
    assertEquals(0.28, validation, 0.08);
    assertFalse(training == validation);
  }

  @Test
  void whereRowsLieDoesNotMatter() {
    JsonNode memory = train("--validation-fraction 0.25 --seed 3");
    JsonNode streamed = train("--validation-fraction 0.25 --seed 3 --memory streaming");

    assertEquals(memory.get("coefficients"), streamed.get("coefficients"));
    assertEquals(memory.get("validation"), streamed.get("validation"));
    assertFalse(
        memory.get("validation").equals(train("--validation-fraction 0.25").get("validation")));
  }

  @Test
  void nothingIsHeldOutUnlessAskedFor() {
    assertFalse(train("").has("validation"));
  }

  @Test
  void peopleAreToldApart() {
    String out =
        Run.done("train", "data/norris.csv", "--target", "y", "--validation-fraction", 0.25).out();
    assertTrue(out.contains("27 rows"), out);
    assertTrue(out.contains("on 9 rows held out"), out);
  }

  /** A share; the exit code; what the error says. */
  @ParameterizedTest
  @CsvSource({
    "1, 2, at least 0 and less than 1",
    "-0.1, 2, at least 0 and less than 1",
    "0.01, 3, leaves none to validate on"
  })
  void sharesThatCannotBeAreRefused(String share, int code, String message) {
    Run run =
        Run.of(
            "train",
            "data/longley.csv",
            "--target",
            "employment",
            "--validation-fraction=" + share);

    assertEquals(code, run.code(), run.err());
    assertTrue(run.err().contains(message), run.err());
    assertEquals(1, run.err().lines().count());
  }
}
