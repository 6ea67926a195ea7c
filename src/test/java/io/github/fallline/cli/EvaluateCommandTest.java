package io.github.fallline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class EvaluateCommandTest {
  @TempDir static Path directory;

  /** y = 2 x, trained on x = 1, 2, 3. */
  private static Path model;

  @BeforeAll
  static void train() {
    model = directory.resolve("model.json");
    Run.done("train", "data/worked-example.csv", "--target", "y", "--model-output", model);
  }

  private static Path csv(String text) throws IOException {
    return Files.writeString(Files.createTempFile(directory, "rows", ".csv"), text);
  }

  @Test
  void jsonHasTheFieldsOfTheContract() throws IOException {
    Path rows = csv("x,y\n1,2\n2,5\n3,6\n");

    JsonNode json = Run.done("evaluate", rows, "--model", model, "--json").json();

    assertEquals(List.of("rows", "mse", "rmse", "mae", "r2"), List.copyOf(json.propertyNames()));
    assertTrue(json.get("rows").isIntegralNumber());
    assertEquals(3, json.get("rows").longValue());
    // By hand: errors 0, 1, 0; squares about the mean 13/3 of y sum to 26/3.
    assertEquals(1.0 / 3, json.get("mse").doubleValue(), 1e-15);
    assertEquals(Math.sqrt(1.0 / 3), json.get("rmse").doubleValue(), 1e-15);
    assertEquals(1.0 / 3, json.get("mae").doubleValue(), 1e-15);
    assertEquals(1 - 3.0 / 26, json.get("r2").doubleValue(), 1e-15);
  }

  @Test
  void metricsOnTheTrainingRowsAreThoseOfTraining() {
    Path norris = directory.resolve("norris.json");
    JsonNode trained =
        Run.done("train", "data/norris.csv", "--target", "y", "--json", "--model-output", norris)
            .json();

    JsonNode json = Run.done("evaluate", "data/norris.csv", "--model", norris, "--json").json();

    for (String metric : List.of("rmse", "mae", "r2")) {
      assertEquals(trained.get(metric), json.get(metric), metric);
    }
    assertEquals(trained.get("loss"), json.get("mse"));
  }

  @Test
  void tableShowsRowsAndMetrics() throws IOException {
    Path rows = csv("x,y\n1,2\n2,5\n,3\n");

    String table = Run.done("evaluate", rows, "--model", model, "--missing", "skip").out();

    assertTrue(table.startsWith(rows + ": 2 rows (1 skipped for missing values)"), table);
    assertTrue(table.contains("  mse   0.5000000"), table);
  }

  @Test
  void gapsAreFilledWithTheMeansOfTheTrainingRows() throws IOException {
    Path rows = csv("x,y\n,7\n10,20\n");

    JsonNode json =
        Run.done("evaluate", rows, "--model", model, "--missing", "mean", "--json").json();

    // x = 2 in training: 2 * 2 - 7 = -3 and 20 - 20 = 0.
    assertEquals(4.5, json.get("mse").doubleValue(), 1e-12);
  }

  @Test
  void targetMayHaveAnotherName() throws IOException {
    Path rows = csv("x,truth\n1,2\n2,4\n");

    Run named = Run.done("evaluate", rows, "--model", model, "--target", "truth", "--json");
    Run unnamed = Run.of("evaluate", rows, "--model", model);

    assertEquals(0, named.json().get("mse").doubleValue(), 1e-24);
    assertEquals(3, unnamed.code());
    assertTrue(unnamed.err().contains("no column 'y' for --target"), unnamed.err());
  }

  @Test
  void undefinedR2IsNull() throws IOException {
    Run run = Run.done("evaluate", csv("x,y\n1,2\n"), "--model", model, "--json");

    assertTrue(run.json().get("r2").isNull(), run.out());
  }
}
