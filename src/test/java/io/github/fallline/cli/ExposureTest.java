package io.github.fallline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.data.Exposure;
import io.github.fallline.model.ModelFile;
import io.github.fallline.model.Response;
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
 * Counts with exposures. Expected numbers are those of R 4.2.2:
 *
 * <pre>{@code
 * m <- glm(y ~ x1 + x2, family = poisson, offset = log(E), weights = w,
 *          control = glm.control(epsilon = 1e-14))
 * summary(m)$coefficients; X <- model.matrix(m); mu <- fitted(m)
 * B <- solve(t(X) %*% (w * mu * X)); sqrt(diag(B %*% (t(X) %*% (w * (y - mu)^2 * X)) %*% B))
 * sum(w * (mu - y * log(mu))) / sum(w); sqrt(sum(w * (y - mu)^2) / sum(w))
 * }</pre>
 */
class ExposureTest {
  private static final String ROWS =
      """
      y,x1,x2,E,w
      7,0.5,0.1,2.5,1
      0,-1.2,0.7,0.5,2
      3,0.3,0.9,4,1
      12,1.1,0.2,3.25,3
      1,-0.4,0.4,1.75,1
      5,0.8,0.6,6,2
      2,-0.9,0.3,2,1
      9,0.2,0.5,9.5,1
      4,1.4,0.8,1.25,2
      6,-0.1,0.0,5,1
      """;

  private static final double R_INTERCEPT = 0.475609528497591;
  private static final double R_X1 = 0.96119975873868;
  private static final double R_X2 = -1.43213319850021;
  private static final double[] R_ERRORS = {
    0.262367914268961, 0.281691843869143, 0.548463860993506
  };
  private static final double[] R_ROBUST = {0.15888589192406, 0.172311337004047, 0.353836246664801};
  private static final double R_LOSS = -4.08582831266757;
  private static final double R_RMSE = 1.50665842403349;
  private static final double R_MAE = 1.07097964275867;
  private static final double R_R2 = 0.818253033890225;
  private static final double[] R_WEIGHTED = {
    0.442407489769658, 1.04409878389116, -1.54849561008829
  };
  private static final double[] R_WEIGHTED_ERRORS = {
    0.250584943911735, 0.232275832355049, 0.453943594927146
  };
  private static final double[] R_WEIGHTED_ROBUST = {
    0.159847840989141, 0.14136043172613, 0.350521866097896
  };
  private static final double R_WEIGHTED_LOSS = -5.31064257468775;
  private static final double R_WEIGHTED_RMSE = 1.53483721498015;

  @TempDir Path directory;

  private Path data;
  private Path model;

  @BeforeEach
  void write() throws IOException {
    StringBuilder text = new StringBuilder();
    for (String line : ROWS.strip().split("\n", -1)) {
      String[] cells = line.split(",", -1);
      boolean header = cells[0].equals("y");
      String offset = header ? "lE" : Double.toString(Math.log(Double.parseDouble(cells[3])));
      text.append(line).append(',').append(offset).append('\n');
    }
    data = Files.writeString(directory.resolve("t.csv"), text.toString());
    model = directory.resolve("m.json");
  }

  private Run train(Object... options) {
    List<Object> words = new ArrayList<>(List.of("train", data, "--target", "y", "--json"));
    words.addAll(List.of("--loss", "poisson", "--features", "x1,x2"));
    words.addAll(List.of(options));
    Run run = Run.of(words.toArray());
    assertEquals(0, run.code(), run.err());
    return run;
  }

  private static void assertNear(double[] expected, JsonNode found) {
    String[] names = {"(intercept)", "x1", "x2"};
    for (int j = 0; j < names.length; j++) {
      assertEquals(expected[j], found.get(names[j]).doubleValue(), 1e-8, names[j]);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "--exposure E, classical",
    "--offset lE, classical",
    "--exposure E --memory streaming, classical",
    "--exposure E --threads 1, hc0",
    "--offset lE, hc1"
  })
  void coefficientsAndErrorsAreThoseOfR(String option, String errors) {
    List<Object> words = new ArrayList<>(List.of((Object[]) option.split(" ", -1)));
    words.addAll(List.of("--standard-errors", errors));
    JsonNode json = train(words.toArray()).json();

    assertEquals(R_INTERCEPT, json.get("intercept").doubleValue(), 1e-8);
    assertEquals(R_X1, json.get("coefficients").get("x1").doubleValue(), 1e-8);
    assertEquals(R_X2, json.get("coefficients").get("x2").doubleValue(), 1e-8);
    assertEquals(R_LOSS, json.get("loss").doubleValue(), 1e-8);
    assertEquals(R_RMSE, json.get("rmse").doubleValue(), 1e-8);
    assertEquals(R_MAE, json.get("mae").doubleValue(), 1e-7);
    assertEquals(R_R2, json.get("r2").doubleValue(), 1e-8);
    assertEquals(10, json.get("rows").intValue());
    assertNear(
        errors.equals("classical") ? R_ERRORS : R_ROBUST,
        json.get("statistics").get("standardErrors"));
  }

  @Test
  void weightsMultiplyTheLossOfACount() {
    JsonNode json =
        train("--exposure", "E", "--weight", "w", "--standard-errors", "classical").json();
    JsonNode robust = train("--exposure", "E", "--weight", "w", "--standard-errors", "hc0").json();

    assertEquals(R_WEIGHTED[0], json.get("intercept").doubleValue(), 1e-8);
    assertEquals(R_WEIGHTED[1], json.get("coefficients").get("x1").doubleValue(), 1e-8);
    assertEquals(R_WEIGHTED[2], json.get("coefficients").get("x2").doubleValue(), 1e-8);
    assertNear(R_WEIGHTED_ERRORS, json.get("statistics").get("standardErrors"));
    assertNear(R_WEIGHTED_ROBUST, robust.get("statistics").get("standardErrors"));
    assertEquals(R_WEIGHTED_LOSS, json.get("loss").doubleValue(), 1e-8);
    assertEquals(R_WEIGHTED_RMSE, json.get("rmse").doubleValue(), 1e-8);
  }

  /** The unit of exposures moves the intercept by its logarithm, and nothing else. */
  @ParameterizedTest
  @ValueSource(strings = {"--l2 0", "--l2 0.3", "--l1 0.2 --l2 0.1"})
  void unitOfExposuresMovesTheInterceptAlone(String penalty) throws IOException {
    Object[] options = ("--exposure E " + penalty).split(" ", -1);
    JsonNode hours = train(options).json();
    StringBuilder text = new StringBuilder("y,x1,x2,E\n");
    for (String line : ROWS.strip().split("\n", -1)) {
      String[] cells = line.split(",", -1);
      if (!cells[0].equals("y")) {
        double minutes = 60 * Double.parseDouble(cells[3]);
        text.append(String.join(",", cells[0], cells[1], cells[2], minutes + "\n"));
      }
    }
    Files.writeString(data, text.toString());
    JsonNode minutes = train(options).json();

    double moved = hours.get("intercept").doubleValue() - Math.log(60);
    assertEquals(moved, minutes.get("intercept").doubleValue(), 1e-6);
    assertEquals(
        hours.get("coefficients").get("x1").doubleValue(),
        minutes.get("coefficients").get("x1").doubleValue(),
        1e-6);
    assertEquals(hours.get("loss").doubleValue(), minutes.get("loss").doubleValue(), 1e-8);
    assertEquals(hours.get("rmse").doubleValue(), minutes.get("rmse").doubleValue(), 1e-6);
  }

  /** The command that is found trains on the same rates. */
  @Test
  void tuneTakesExposuresAndLogarithms() {
    Run run =
        Run.of(
            "tune",
            data,
            "--target",
            "y",
            "--loss",
            "poisson",
            "--exposure",
            "E",
            "--features",
            "x1,x2",
            "--l2",
            "0.1",
            "--epochs",
            "30");
    assertEquals(0, run.code(), run.err());
    assertTrue(run.out().contains("--exposure E"), run.out());

    Run refused = Run.of("tune", data, "--target", "y", "--log-target");
    assertEquals(3, refused.code());
    assertTrue(refused.err().contains("t.csv:3: column 'y' is 0.0; --log-target"), refused.err());
  }

  /** Exposures of 1 are none. */
  @Test
  void exposuresOfOneChangeNothing() throws IOException {
    Files.writeString(data, ROWS.replaceAll("(?m),[\\d.]+,(\\d)$", ",1,$1"));
    JsonNode exposed = train("--exposure", "E", "--l2", "0.1").json();
    JsonNode plain = train("--l2", "0.1").json();

    for (String field : new String[] {"intercept", "loss", "rmse", "mae", "r2"}) {
      assertEquals(plain.get(field).doubleValue(), exposed.get(field).doubleValue(), 1e-9, field);
    }
  }

  @Test
  void modelAsksForTheExposureAndPredictsCounts() throws IOException {
    train("--exposure", "E", "--model-output", model);
    SavedModel stored = ModelFile.read(model);
    assertEquals(Response.of(new Exposure("E", Exposure.Kind.EXPOSURE)), stored.response());

    Path rows = Files.writeString(directory.resolve("n.csv"), "x2,E,x1\n0.5,2,1\n0.5,4,1\n");
    String[] lines = Run.done("predict", rows, "--model", model).out().split("\n", -1);
    double rate = stored.model().predict(1, 0.5);
    assertEquals(2 * rate, Double.parseDouble(lines[1]), 1e-12 * rate);
    assertEquals(4 * rate, Double.parseDouble(lines[2]), 1e-12 * rate);

    JsonNode found = Run.done("evaluate", data, "--model", model, "--json").json();
    assertEquals(R_RMSE, found.get("rmse").doubleValue(), 1e-8);
    assertEquals(R_MAE, found.get("mae").doubleValue(), 1e-7);
    assertEquals(R_R2, found.get("r2").doubleValue(), 1e-8);
  }

  @Test
  void heldOutRowsAreMeasuredAsCounts() {
    JsonNode json =
        train("--exposure", "E", "--validation-fraction", "0.3", "--model-output", model).json();

    assertTrue(json.get("validation").get("rows").intValue() > 0);
    assertTrue(json.get("validation").get("rmse").doubleValue() > 0);
  }

  /** Exposures that are none, in training, and with a model. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--exposure E | 0 | column 'E' is \"0\"; an exposure is a finite number above 0",
        "--exposure E | -2 | column 'E' is \"-2\"; an exposure is a finite number above 0",
        "--exposure E | x | column 'E' is \"x\"; expected a number",
        "--exposure E | NA | column 'E' is \"NA\"; expected a number",
        "--exposure E | 1e999 | column 'E' is \"1e999\"; an exposure is a finite number above 0",
        "--offset E | 701 | column 'E' is \"701\"; an offset is the logarithm of an exposure",
        "--offset E | -1e9 | column 'E' is \"-1e9\"; an offset is the logarithm of an exposure"
      })
  void wrongExposureIsAnErrorWithItsLine(String option, String cell, String message)
      throws IOException {
    String good = "y,x1,E\n1,2,1\n2,3,1.5\n4,5,2\n0,1,2\n";
    Path rows = Files.writeString(directory.resolve("r.csv"), good);
    List<Object> words = new ArrayList<>(List.of("train", rows, "--target", "y"));
    words.addAll(List.of("--loss", "poisson"));
    words.addAll(List.of((Object[]) option.split(" ", -1)));
    words.addAll(List.of("--model-output", model));
    assertEquals(0, Run.of(words.toArray()).code());
    Files.writeString(rows, good + "3,4," + cell + "\n");
    Path filler = directory.resolve("filler.csv");
    Files.writeString(filler, good + "1,2,1\n".repeat(5000) + "3,4," + cell + "\n");

    for (Run run :
        List.of(
            Run.of(words.toArray()),
            Run.of("evaluate", rows, "--model", model),
            Run.of("predict", rows, "--model", model))) {
      assertEquals(3, run.code(), run.err());
      assertTrue(run.err().contains("r.csv:6: " + message), run.err());
      assertEquals("", run.out());
    }
    Run far = Run.of("predict", filler, "--model", model);
    assertTrue(far.err().contains("filler.csv:5006: " + message), far.err());
  }

  @Test
  void missingExposureIsNeverImputed() throws IOException {
    train("--exposure", "E", "--model-output", model);
    Path rows =
        Files.writeString(directory.resolve("n.csv"), "y,x1,x2,E\n1,1,1,2\n2,1,NA,2\n3,1,1,\n");

    String skipped = Run.done("predict", rows, "--model", model, "--missing", "skip").out();
    assertTrue(skipped.endsWith("\nNA\nNA\n"), skipped);
    for (String command : new String[] {"predict", "evaluate"}) {
      Run run = Run.of(command, rows, "--model", model, "--missing", "mean");
      assertEquals(3, run.code());
      assertTrue(
          run.err().contains("n.csv:4: column 'E' is ") && run.err().contains("--missing skip"),
          run.err());
    }
    assertEquals(
        1,
        Run.done("evaluate", rows, "--model", model, "--missing", "skip", "--json")
            .json()
            .get("rows")
            .intValue());
    Path without = Files.writeString(directory.resolve("o.csv"), "x1,x2\n1,1\n");
    Run run = Run.of("predict", without, "--model", model);
    assertEquals(3, run.code());
    assertTrue(run.err().contains("no column 'E', which the model needs"), run.err());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--exposure E | --exposure: expected --loss poisson, got squared",
        "--offset lE --loss huber | --offset: expected --loss poisson, got huber",
        "--exposure E --offset lE --loss poisson | --exposure and --offset: expected one of them",
        "--exposure E --loss poisson --cache c.npy | --exposure: --cache does not store exposures",
        "--exposure E --loss poisson --report r.html | --exposure: --report draws rows without",
        "--exposure y --loss poisson | column 'y' cannot be both --exposure and --target",
        "--exposure x1 --loss poisson --features x1,x2 | cannot be both --exposure and --features",
        "--exposure w --loss poisson --weight w | cannot be both --exposure and --weight",
        "--exposure E --loss poisson --log-target | --log-target: --loss poisson has a log link"
      })
  void optionsThatDoNotFitAreAUsageError(String options, String message) {
    List<Object> words = new ArrayList<>(List.of("train", data, "--target", "y"));
    words.addAll(List.of((Object[]) options.split(" ", -1)));
    Run run = Run.of(words.toArray());

    assertEquals(2, run.code());
    assertTrue(run.err().contains(message), run.err());
  }
}
