package io.github.fallline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--method stochastic",
        "--method mini-batch --l2 0.1",
        "--loss huber",
        "--memory streaming --method mini-batch"
      })
  void recordedLossesOnRowsHeldOutEndAtTheirErrors(String options) throws IOException {
    Path history = directory.resolve("history.csv");
    Path model = directory.resolve("model.json");
    Path report = directory.resolve("report.html");
    JsonNode plain = train("--validation-fraction 0.25 " + options);
    JsonNode json =
        train(
            "--validation-fraction 0.25 --history-output %s --model-output %s --report %s "
                    .formatted(history, model, report)
                + options);

    for (String same : List.of("coefficients", "intercept", "epochs", "updates", "loss")) {
      assertEquals(plain.get(same), json.get(same), same);
    }
    List<String> lines = Files.readAllLines(history);
    assertTrue(lines.get(0).endsWith(",validation_loss"), lines.get(0));
    String end = lines.get(lines.size() - 1);
    double last = Double.parseDouble(end.substring(end.lastIndexOf(',') + 1));
    double mse = json.at("/validation/mse").doubleValue();
    if (options.contains("huber")) {
      assertTrue(last > 0 && last < mse, last + " " + mse); // r^2 or less, with a delta of 1.35
    } else {
      assertEquals(mse, last, 1e-12 * mse);
    }
    assertEquals(lines.size() - 1, json.at("/validation/curve/losses").size());
    JsonNode stored = Run.json(Files.readString(model)).at("/training/validation");
    assertEquals(json.get("validation"), stored);
    String page = Files.readString(report);
    assertTrue(page.contains("rows held out"));
    assertTrue(page.contains("rmse on them"));
  }

  @Test
  void lossAtTheStartIsThatOfTheMeanOfTheTrainingRows() throws IOException {
    Path data = Files.writeString(directory.resolve("d.csv"), "x,y\n1,2\n2,1\n3,5\n4,4\n5,9\n");
    Path history = directory.resolve("history.csv");
    JsonNode json =
        Run.done(
                "train",
                data,
                "--target",
                "y",
                "--validation-fraction",
                0.2,
                "--json",
                "--history-output",
                history)
            .json();

    // One row is held out; of the other four the mean is the first model.
    double mse = Double.NaN;
    double found = json.at("/validation/curve/losses/0").doubleValue();
    for (double held : new double[] {2, 1, 5, 4, 9}) {
      double error = (21 - held) / 4 - held;
      mse = Math.abs(error * error - found) < 1e-9 ? error * error : mse;
    }
    assertEquals(mse, found, 1e-9);
  }

  @Test
  void historyWithoutRowsHeldOutHasNoColumnForThem() throws IOException {
    Path history = directory.resolve("history.csv");
    train("--history-output " + history);
    assertEquals("epoch,updates,seconds,loss,gradient_norm", Files.readAllLines(history).get(0));
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
