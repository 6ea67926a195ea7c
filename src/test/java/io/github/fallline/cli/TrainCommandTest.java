package io.github.fallline.cli;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class TrainCommandTest {
  private static final Path WORKED_EXAMPLE = Path.of("data/worked-example.csv");

  @TempDir Path directory;

  private static Object[] textbook(Object... options) {
    List<Object> arguments =
        new ArrayList<>(List.of("train", WORKED_EXAMPLE, "--target", "y", "--initial-weight", 1));
    arguments.addAll(List.of("--no-intercept", "--no-standardize", "--no-shuffle"));
    arguments.addAll(List.of(options));
    return arguments.toArray();
  }

  private static Object[] textbookRun(String method, int epochs, Path model) {
    return textbook(
        "--learning-rate",
        0.01,
        "--method",
        method,
        "--epochs",
        epochs,
        "--model-output",
        model,
        "--json");
  }

  /** The figures that worked introductions show for x = 1, 2, 3 and y = 2 x from w = 1. */
  @ParameterizedTest
  @CsvSource({
    "stochastic, 10, 1.9512159834655313, 7.804863933862125",
    "stochastic, 100, 1.9999999999999236, 7.999999999999694",
    "full-batch, 100, 1.9999444396553017, 7.999777758621207"
  })
  void textbookWeightAndPredictionAreReproduced(
      String method, int epochs, double weight, double prediction) throws IOException {
    Path model = directory.resolve("model.json");
    Path four = Files.writeString(directory.resolve("four.csv"), "x\n4\n");

    Run trained = Run.of(textbookRun(method, epochs, model));
    Run predicted = Run.done("predict", four, "--model", model);

    assertEquals(0, trained.code(), trained.err());
    assertEquals(weight, trained.json().at("/coefficients/x").doubleValue(), 1e-12);
    assertEquals(prediction, Double.parseDouble(predicted.out().lines().toList().get(1)), 1e-12);
  }

  /** As many threads as were asked for do not fit in a machine; a stream has no end to go by. */
  @Test
  void absurdNumberOfThreadsChangesNothing() {
    String[] train = {"train", "data/longley.csv", "--target", "employment", "--json"};
    List<Object> many = new ArrayList<>(List.of(train));
    many.addAll(List.of("--memory", "streaming", "--threads", Integer.MAX_VALUE));

    JsonNode few = Run.done((Object[]) train).json();

    assertEquals(few.get("coefficients"), Run.done(many.toArray()).json().get("coefficients"));
  }

  @Test
  void jsonHasTheFieldsOfTheContract() {
    JsonNode json =
        Run.done("train", "data/longley.csv", "--target", "employment", "--json").json();

    assertEquals("full-batch", json.get("method").stringValue());
    assertEquals(16, json.get("rows").longValue());
    assertEquals(0, json.get("skippedRows").longValue());
    assertEquals(6, json.get("features").longValue());
    assertEquals("converged", json.get("stopReason").stringValue());
    for (String integral : List.of("rows", "skippedRows", "features", "epochs", "updates")) {
      assertTrue(json.get(integral).isIntegralNumber(), integral);
    }
    assertTrue(json.get("epochs").longValue() >= 1, json::toString);
    for (String number : List.of("loss", "rmse", "mae", "r2", "intercept", "learningRate")) {
      assertTrue(json.get(number).isFloatingPointNumber(), number);
    }
    // Residuals of some hundred persons, to the square in the loss: certified 304.85 with 9
    // degrees of freedom, so 304.85 * sqrt(9 / 16) = 228.64 over 16 rows.
    assertEquals(228.64, json.get("rmse").doubleValue(), 0.01);
    assertEquals(228.64 * 228.64, json.get("loss").doubleValue(), 5);
    assertTrue(json.get("mae").doubleValue() < json.get("rmse").doubleValue(), json::toString);
    assertEquals(
        List.of("deflator", "gnp", "unemployed", "armed_forces", "population", "year"),
        List.copyOf(json.get("coefficients").propertyNames()));
    JsonNode seconds = json.get("seconds");
    assertEquals(List.of("load", "train", "total"), List.copyOf(seconds.propertyNames()));
    double parts = seconds.get("load").doubleValue() + seconds.get("train").doubleValue();
    assertTrue(parts <= seconds.get("total").doubleValue(), seconds::toString);
  }

  @Test
  void floatsAreNamedInJsonAndModel() throws IOException {
    Path model = directory.resolve("model.json");
    Object[] arguments = {"train", "data/longley.csv", "--target", "employment", "--json"};
    List<Object> floats = new ArrayList<>(List.of(arguments));
    floats.addAll(List.of("--precision", "float", "--model-output", model));

    JsonNode doubles = Run.done(arguments).json();
    JsonNode found = Run.done(floats.toArray()).json();

    assertEquals("double", doubles.get("precision").stringValue());
    assertEquals("float", found.get("precision").stringValue());
    assertEquals(doubles.get("r2").doubleValue(), found.get("r2").doubleValue(), 1e-6);
    assertTrue(found.get("gap").doubleValue() > 1e-16, found::toString);
    assertTrue(Files.readString(model).contains("\"precision\""), "the model's settings");
  }

  @Test
  void refusesOtherPrecisions() {
    Run run = Run.of("train", WORKED_EXAMPLE, "--target", "y", "--precision", "half");

    assertEquals(2, run.code());
    assertTrue(run.err().contains("--precision"), run.err());
  }

  /** NIST StRD, certified to 15 digits; data/*.certified.json. */
  @ParameterizedTest
  @CsvSource({"longley, employment", "norris, y"})
  void defaultsReachTheCertifiedValues(String name, String target) throws IOException {
    Path file = Path.of("data", name + ".certified.json");
    JsonNode certified = Run.json(Files.readString(file));

    JsonNode json = Run.done("train", "data/" + name + ".csv", "--target", target, "--json").json();

    assertEquals(certified.get("r2").doubleValue(), json.get("r2").doubleValue(), 1e-9);
    assertSixDigits(certified.get("intercept"), json.get("intercept"));
    for (String feature : certified.get("coefficients").propertyNames()) {
      assertSixDigits(
          certified.at("/coefficients/" + feature), json.at("/coefficients/" + feature));
    }
  }

  private static void assertSixDigits(JsonNode expected, JsonNode found) {
    double tolerance = 1e-6 * Math.abs(expected.doubleValue());
    assertEquals(expected.doubleValue(), found.doubleValue(), tolerance);
  }

  @Test
  void jsonHasAllDigitsOfTheModelFile() throws IOException {
    Path model = directory.resolve("m.json");
    Run run =
        Run.done("train", "data/norris.csv", "--target", "y", "--json", "--model-output", model);

    JsonNode stored = Run.json(Files.readString(model));
    String slope = Double.toString(stored.at("/features/0/coefficient").doubleValue());
    assertTrue(run.out().contains("\"coefficients\":{\"x\":" + slope + "}"), run.out());
    assertTrue(run.out().contains("\"intercept\":" + stored.get("intercept").doubleValue() + ","));
  }

  @Test
  void lossIncludesThePenalty() {
    // mean(x^2) = 14/3: (14/3)(w - 2)^2 + (14/3) w^2 is least at w = 1, where both terms are 14/3.
    JsonNode json = Run.done(textbook("--l2", 14.0 / 3, "--json")).json();

    assertEquals(1, json.at("/coefficients/x").doubleValue(), 1e-8);
    assertEquals(28.0 / 3, json.get("loss").doubleValue(), 1e-12);
    assertEquals(Math.sqrt(14.0 / 3), json.get("rmse").doubleValue(), 1e-8);
  }

  @Test
  void undefinedR2IsNullInJsonAndAWordInTheTable() throws IOException {
    Path constant = Files.writeString(directory.resolve("c.csv"), "x,y\n1,5\n2,5\n");

    assertTrue(Run.done("train", constant, "--target", "y", "--json").json().get("r2").isNull());
    assertTrue(Run.done("train", constant, "--target", "y").out().contains("  r2    undefined"));
  }

  @Test
  void tableNamesDataCoefficientsAndMetrics() {
    List<String> lines = Run.done("train", WORKED_EXAMPLE, "--target", "y").out().lines().toList();

    assertEquals(WORKED_EXAMPLE + ": 3 rows, 1 feature, target y", lines.get(0));
    assertTrue(lines.get(1).contains("converged after 1 epoch in "), lines.get(1));
    assertEquals("               coefficient  std. error         t         p", lines.get(3));
    assertEquals("  x               2.000000       0.000  infinite  < 1e-300", lines.get(4));
    assertEquals("  (intercept)     0.000000       0.000         -         -", lines.get(5));
    assertEquals("  r2    1.000000", lines.get(9));
    assertEquals("  residual standard error 0.0000 on 1 degree of freedom", lines.get(10));
    assertEquals(
        "  an essentially perfect fit: the standard errors are those of rounding", lines.get(13));
    assertEquals(14, lines.size());
  }

  @Test
  void missingValuesAreSkippedOrFilled() throws IOException {
    Path gaps = Files.writeString(directory.resolve("g.csv"), "x,y\n1,2\n?,4\n3,NA\n3,6\n");

    JsonNode skip = train(gaps, "--missing", "skip");
    JsonNode mean = train(gaps, "--missing", "mean");

    assertEquals(2, skip.get("rows").longValue());
    assertEquals(2, skip.get("skippedRows").longValue());
    // A row without a target can only be left out; the mean of x is 2, and 2 * 2 = 4.
    assertEquals(3, mean.get("rows").longValue());
    assertEquals(1, mean.get("skippedRows").longValue());
    assertEquals(2, mean.at("/coefficients/x").doubleValue(), 1e-12);
  }

  private static JsonNode train(Path data, String option, String value) {
    return Run.done("train", data, "--target", "y", "--json", option, value).json();
  }

  @Test
  void columnsAreChosenByNameOrLeftOut() throws IOException {
    Path wide =
        Files.writeString(directory.resolve("w.csv"), "a;s;b;y\n1;p;4;2\n2;q;1;4\n5;r;2;9\n");

    JsonNode named = train(wide, "--features", "b,a");
    JsonNode excluded = train(wide, "--exclude", "s");

    assertEquals(List.of("b", "a"), List.copyOf(named.get("coefficients").propertyNames()));
    assertEquals(List.of("a", "b"), List.copyOf(excluded.get("coefficients").propertyNames()));
  }

  @Test
  void columnsWithoutAHeaderGoByNumber() throws IOException {
    Path bare = Files.writeString(directory.resolve("b.csv"), "2,1\n4,2\n6,3\n");

    JsonNode json = Run.done("train", bare, "--no-header", "--target", 1, "--json").json();

    assertEquals(2, json.at("/coefficients/2").doubleValue(), 1e-12);
  }

  @Test
  void gzipAndStandardInputAreReadLikeTheFile() throws IOException {
    Path gzip = directory.resolve("line.csv.gz");
    try (OutputStream stream = new GZIPOutputStream(Files.newOutputStream(gzip))) {
      Files.copy(WORKED_EXAMPLE, stream);
    }
    InputStream terminal = System.in;
    Run piped;
    try {
      System.setIn(
          new ByteArrayInputStream("x,y\n1,2\n2,4\n3,6\n".getBytes(StandardCharsets.UTF_8)));
      piped = Run.done("train", "-", "--target", "y", "--json");
    } finally {
      System.setIn(terminal);
    }

    assertEquals(2, piped.json().at("/coefficients/x").doubleValue(), 1e-12);
    Run zipped = Run.done("train", gzip, "--target", "y", "--json");
    assertEquals(piped.json().get("coefficients"), zipped.json().get("coefficients"));
  }

  @Test
  void settingsThatDoNotFitTheRowsAreNoFaultOfTheProgram() throws IOException {
    // Moments of all pairs are computed for 1024 features at most.
    String header = IntStream.range(0, 1025).mapToObj(j -> "x" + j + ",").collect(joining());
    Path wide =
        Files.writeString(directory.resolve("w.csv"), header + "y\n" + "1,".repeat(1025) + "1\n");

    Run run = Run.of("train", wide, "--target", "y", "--gradient", "moments");

    assertEquals(3, run.code());
    assertTrue(
        run.err().startsWith("fallline: " + wide + ": --gradient moments requires"), run.err());
  }

  @Test
  void historyIsTheWayDown() throws IOException {
    Path history = directory.resolve("h.csv");

    Run run = Run.of(textbook("--learning-rate", 0.01, "--epochs", 2, "--history-output", history));

    assertEquals(0, run.code(), run.err());
    List<String> lines = Files.readAllLines(history);
    assertEquals("epoch,updates,seconds,loss,gradient_norm", lines.get(0));
    assertEquals(4, lines.size());
    double weight = 1;
    for (int epoch = 0; epoch <= 2; epoch++) {
      String[] cells = lines.get(epoch + 1).split(",", -1);
      assertEquals(epoch, Integer.parseInt(cells[0]));
      assertEquals(epoch, Integer.parseInt(cells[1]));
      // Loss (14/3)(w - 2)^2, gradient (28/3)(w - 2): mean(x^2) is 14/3.
      assertEquals(14.0 / 3 * (weight - 2) * (weight - 2), Double.parseDouble(cells[3]), 1e-12);
      assertEquals(28.0 / 3 * (2 - weight), Double.parseDouble(cells[4]), 1e-12);
      weight += 0.01 * 28.0 / 3 * (2 - weight);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"full-batch", "stochastic", "mini-batch"})
  void divergedRunLeavesAnOldModelAsItWas(String method) throws IOException {
    Path old = Files.writeString(directory.resolve("old.json"), "precious");

    Run run = Run.of(textbook("--learning-rate", 5, "--method", method, "--model-output", old));

    assertEquals(4, run.code());
    assertTrue(run.err().startsWith("fallline: Diverged at epoch "), run.err());
    assertTrue(run.err().contains("was 5.0"), run.err());
    assertTrue(run.err().strip().endsWith("or use --learning-rate auto."), run.err());
    assertEquals("", run.out());
    assertEquals("precious", Files.readString(old));
    try (Stream<Path> files = Files.list(directory)) {
      assertEquals(List.of(old), files.toList());
    }
  }

  @Test
  void divergedRunLeavesNoModel() {
    Path model = directory.resolve("model.json");

    Run run = Run.of(textbook("--learning-rate", 5, "--model-output", model));

    assertEquals(4, run.code());
    assertFalse(Files.exists(model));
  }

  @ParameterizedTest
  @ValueSource(strings = {"full-batch", "stochastic", "mini-batch"})
  void sameSeedGivesTheSameBytesOnAnyThreads(String method) throws IOException {
    Path data = directory.resolve("d.csv");
    Run.done("generate", "--rows", 2000, "--features", 3, "--output", data);

    byte[] one = model(data, method, 1, 7);

    assertArrayEquals(one, model(data, method, 1, 7));
    assertArrayEquals(one, model(data, method, 3, 7));
  }

  private byte[] model(Path data, String method, int threads, int seed) throws IOException {
    Path model = directory.resolve("m.json");
    Run.done(
        "train",
        data,
        "--target",
        "y",
        "--method",
        method,
        "--threads",
        threads,
        "--seed",
        seed,
        "--model-output",
        model);
    return Files.readAllBytes(model);
  }
}
