package io.github.fallline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** {@code path}, and {@code train} with the penalties that it finds. */
class PathCommandTest {
  private static final int ROWS = 200;
  private static final int FOLDS = 4;

  @TempDir private Path directory;
  private final List<String> lines = new ArrayList<>();
  private Path table;

  @BeforeEach
  void writeTable() throws IOException {
    Random random = new Random(8);
    for (int i = 0; i < ROWS; i++) {
      double area = 50 + 20 * random.nextDouble();
      double age = random.nextInt(80);
      double price = 3 * area - age + 30 * random.nextGaussian();
      String row =
          String.format(
              Locale.ROOT,
              "%.4f,%.0f,%.4f,%s,part %d,%.4f",
              area,
              age,
              random.nextGaussian(),
              i % 3 == 0 ? "flat" : "house",
              i % FOLDS,
              price);
      lines.add(row);
    }
    table = file("all.csv", lines);
  }

  private Path file(String name, List<String> rows) throws IOException {
    String header = "area,age,noise,kind,part,price\n";
    return Files.writeString(directory.resolve(name), header + String.join("\n", rows) + "\n");
  }

  private static Run ok(Object... arguments) {
    Run run = Run.of(arguments);
    assertEquals(0, run.code(), run.err());
    return run;
  }

  private static JsonNode path(Object data, String options) {
    List<Object> all = new ArrayList<>(List.of("path", data, "--target", "price", "--json"));
    all.addAll(List.of(options.split(" ", -1)));
    return ok(all.toArray()).json();
  }

  @Test
  void foldsByColumnAreThoseInTurn() {
    JsonNode inTurn = path(table, "--exclude kind,part --folds 4 --no-shuffle");
    JsonNode byColumn = path(table, "--exclude kind --fold-column part");
    assertEquals(FOLDS, byColumn.get("folds").intValue());
    for (int i = 0; i < 100; i++) {
      JsonNode expected = inTurn.get("path").get(i);
      JsonNode found = byColumn.get("path").get(i);
      double error = expected.get("cvMse").doubleValue();
      assertEquals(error, found.get("cvMse").doubleValue(), 1e-12 * error);
    }
  }

  @Test
  void filesOfMomentsAreFolds() throws IOException {
    List<Object> arguments = new ArrayList<>(List.of("path"));
    for (int k = 0; k < FOLDS; k++) {
      List<String> part = new ArrayList<>();
      for (int i = k; i < ROWS; i += FOLDS) {
        part.add(lines.get(i));
      }
      Path moments = directory.resolve("part" + k + ".moments");
      ok(
          "moments",
          file("part" + k + ".csv", part),
          "--exclude",
          "part",
          "--categorical",
          "one-hot",
          "--output",
          moments);
      arguments.add(moments);
    }
    arguments.addAll(List.of("--target", "price", "--exclude", "kind", "--json"));
    JsonNode found = ok(arguments.toArray()).json();
    JsonNode expected = path(table, "--exclude kind,part --folds 4 --no-shuffle");
    for (int i = 0; i < 100; i++) {
      double error = expected.get("path").get(i).get("cvMse").doubleValue();
      assertEquals(error, found.get("path").get(i).get("cvMse").doubleValue(), 1e-11 * error);
    }
    arguments.remove("--json");
    arguments.addAll(List.of("--fold-block", "3"));
    Run refused = Run.of(arguments.toArray());
    assertEquals(2, refused.code());
    assertTrue(refused.err().contains("each file of moments is a fold"), refused.err());
  }

  @ParameterizedTest
  @CsvSource({"l1, 1, best", "l2, 0, best", "l1, 1, one-se"})
  void modelIsThatOfTraining(String penalty, String mix, String chosen) {
    Path model = directory.resolve("model.json");
    JsonNode found =
        path(
            table,
            "--exclude part --categorical one-hot --mix %s --choose %s --model-output %s"
                .formatted(mix, chosen, model));
    JsonNode point = found.get(chosen.equals("best") ? "best" : "oneStandardError");
    JsonNode trained =
        ok(
                "train",
                table,
                "--target",
                "price",
                "--exclude",
                "part",
                "--categorical",
                "one-hot",
                "--" + penalty,
                point.get(penalty).asString(),
                "--json")
            .json();
    for (String name : trained.get("coefficients").propertyNames()) {
      double expected = trained.get("coefficients").get(name).doubleValue();
      double coefficient = point.get("coefficients").get(name).doubleValue();
      assertEquals(expected, coefficient, 1e-9 * (1 + Math.abs(expected)), name);
    }
    JsonNode errors = ok("evaluate", table, "--model", model, "--json").json();
    assertEquals(trained.get("r2").doubleValue(), errors.get("r2").doubleValue(), 1e-10);
  }

  @ParameterizedTest
  @CsvSource({"l1, 1", "l2, 0"})
  void trainingChoosesThePenaltyOfThePath(String penalty, String mix) {
    JsonNode best = path(table, "--exclude part,kind --mix " + mix).get("best");
    Run run =
        ok(
            "train",
            table,
            "--target",
            "price",
            "--exclude",
            "part,kind",
            "--" + penalty,
            "auto",
            "--json");
    assertEquals(
        best.get(penalty).doubleValue(),
        run.json().get(penalty).doubleValue(),
        1e-12 * best.get(penalty).doubleValue());
    assertTrue(run.err().contains("--" + penalty + " "), run.err());
    assertTrue(run.err().contains("cross-validation with 10 folds"), run.err());
  }

  @Test
  void picturesAndPageAreWritten() throws IOException {
    Path picture = directory.resolve("path.svg");
    Path page = directory.resolve("path.html");
    Run run =
        ok(
            "path",
            table,
            "--target",
            "price",
            "--exclude",
            "kind,part",
            "--plot",
            picture,
            "--report",
            page);
    assertTrue(run.out().contains("the same models by train:"), run.out());
    assertTrue(Files.readString(picture).contains("Error in cross-validation"));
    assertTrue(Files.readString(page).contains("Coefficients by penalty"));
  }

  /** Every rule writes the model that train fits to its features. */
  @ParameterizedTest
  @CsvSource({"best, best", "forward, aic", "best, bic", "forward, one-se"})
  void subsetsAreThoseOfTraining(String subsets, String chosen) {
    Path model = directory.resolve("model.json");
    JsonNode found =
        path(
            table,
            "--exclude part --categorical one-hot --subsets %s --choose %s --model-output %s"
                .formatted(subsets, chosen, model));
    String rule = chosen.equals("one-se") ? "oneStandardError" : chosen;
    JsonNode wanted = found.get("models").get(found.get(rule).intValue());
    List<String> features = new ArrayList<>(wanted.get("coefficients").propertyNames());
    assertEquals(found.get(rule).intValue(), features.size());
    features.replaceAll(name -> name.replace("kind=house", "kind"));
    JsonNode trained =
        ok(
                "train",
                table,
                "--target",
                "price",
                "--features",
                String.join(",", features),
                "--categorical",
                "one-hot",
                "--json")
            .json();
    assertEquals(
        trained.get("statistics").get("aic").doubleValue(), wanted.get("aic").doubleValue(), 1e-8);
    for (String name : wanted.get("coefficients").propertyNames()) {
      double expected = trained.get("coefficients").get(name).doubleValue();
      double coefficient = wanted.get("coefficients").get(name).doubleValue();
      assertEquals(expected, coefficient, 1e-9 * (1 + Math.abs(expected)), name);
    }
    JsonNode errors = ok("evaluate", table, "--model", model, "--json").json();
    assertEquals(wanted.get("mse").doubleValue(), errors.get("mse").doubleValue(), 1e-8);
  }

  @Test
  void tableOfSubsetsHasTheirCommands() throws IOException {
    Path page = directory.resolve("subsets.html");
    Run run =
        ok(
            "path",
            table,
            "--target",
            "price",
            "--exclude",
            "kind,part",
            "--subsets",
            "best",
            "--report",
            page,
            "--plot",
            directory.resolve("subsets.png"));
    assertTrue(run.out().contains("best subsets of price on 3 features"), run.out());
    assertTrue(run.out().contains("--features area,age"), run.out());
    assertTrue(Files.readString(page).contains("Criteria by number of features"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--mix 2 | 2 | --mix: expected 0 (ridge) to 1 (lasso), got 2.0",
        "--folds 1 | 2 | --folds: expected 2 to 1000, got 1",
        "--fold-block 0 | 2 | --fold-block: expected at least 1 row, got 0",
        "--fold-column nope | 3 | no column 'nope' for --fold-column",
        "--fold-column part --fold-block 2 | 2 | --fold-block: expected no --fold-column with it",
        "--fold-column part --missing mean | 2 | --fold-column: expected --missing fail or skip",
        "--smallest-penalty 0 | 2 | --smallest-penalty: expected above 0 to 1, got 0.0",
        "--penalties 0 | 2 | --penalties: expected 1 to 10000, got 0",
        "--subsets best --mix 0.5 | 2 | --mix: expected no --subsets with it",
        "--choose bic | 2 | --choose requires --subsets",
        "--exclude noise | 3 | 2 columns cannot be used"
      })
  void mistakesAreNamed(String options, int code, String message) {
    List<Object> all = new ArrayList<>(List.of("path", table, "--target", "price"));
    all.addAll(List.of(options.strip().split(" ", -1)));
    if (!options.contains("--exclude")) {
      all.addAll(List.of("--exclude", options.contains("part") ? "kind" : "kind,part"));
    }
    Run run = Run.of(all.toArray());
    assertEquals(code, run.code(), run.err());
    assertTrue(run.err().contains(message), run.err());
  }
}
