package io.github.fallline.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** {@code moments}, and {@code train} from what it writes: as from the rows. */
class MomentsCommandTest {
  private static final String HEADER = "area,count,kind,sold,price\n";
  private static final int ROWS = 240;

  @TempDir private Path directory;

  private final List<String> lines = new ArrayList<>();
  private Path table;

  @BeforeEach
  void writeTable() throws IOException {
    Random random = new Random(4);
    String[] kinds = {"flat", "house", "loft"};
    for (int i = 0; i < ROWS; i++) {
      double area = 50 + 20 * random.nextDouble();
      int kind = i < 160 ? i % 2 : i % 3; // the first rows have no loft
      String sold = "2024-%02d-%02d".formatted(1 + random.nextInt(12), 1 + random.nextInt(28));
      double price = 3 * area + 20 * kind + random.nextGaussian();
      lines.add(area + "," + random.nextInt(4) + "," + kinds[kind] + "," + sold + "," + price);
    }
    table = file("all.csv", 0, ROWS);
  }

  private Path file(String name, int from, int to) throws IOException {
    String text = HEADER + String.join("\n", lines.subList(from, to)) + "\n";
    return Files.writeString(directory.resolve(name), text);
  }

  private static Object[] joined(Object[] first, Object... rest) {
    List<Object> all = new ArrayList<>(List.of(first));
    all.addAll(List.of(rest));
    return all.toArray();
  }

  private static Run ok(Object... arguments) {
    Run run = Run.of(arguments);
    assertEquals(0, run.code(), run.err());
    return run;
  }

  private Path moments(String name, Object... options) {
    Path output = directory.resolve(name);
    ok(joined(new Object[] {"moments", "--output", output}, options));
    return output;
  }

  private static JsonNode trained(Path data, String options) {
    Object[] always = {"train", data, "--target", "price", "--json"};
    return ok(joined(always, (Object[]) options.split(" ", -1))).json();
  }

  private static void assertSameFit(JsonNode expected, JsonNode found, double within) {
    JsonNode coefficients = expected.get("coefficients");
    assertEquals(
        new ArrayList<>(coefficients.propertyNames()),
        new ArrayList<>(found.get("coefficients").propertyNames()));
    for (String name : coefficients.propertyNames()) {
      assertClose(expected, found, "/coefficients/" + name, within);
    }
    for (String name : List.of("/rows", "/intercept", "/loss", "/r2")) {
      assertClose(expected, found, name, within);
    }
    for (String name : List.of("/residualStandardError", "/degreesOfFreedom", "/fPValue")) {
      assertClose(expected, found, "/statistics" + name, within);
    }
    assertTrue(found.get("converged").asBoolean());
  }

  private static void assertClose(JsonNode expected, JsonNode found, String name, double within) {
    double value = expected.at(name).asDouble();
    assertEquals(value, found.at(name).asDouble(), within * (1 + Math.abs(value)), name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--features area,count",
        "--features area,kind --exclude",
        "--exclude sold",
        "--features a*",
        "--features area,sold --update conjugate-gradient",
        "--features kind,count --no-intercept",
        "--features area --no-intercept",
        "--exclude kind --l2 0.1",
        "--exclude kind --l1 0.5 --l2 0.01",
        "--intercept-only",
        "--features count,area --no-standardize --l2 0.5",
        "--features area --standard-errors none"
      })
  void trainsAsOnTheRows(String options) {
    String given = options.replace(" --exclude", "");
    given = options.startsWith("--exclude") ? options : given;
    Path moments = moments("m", table, "--categorical", "one-hot", "--date", "sold=days+month");

    JsonNode found = trained(moments, given);

    boolean words = !given.startsWith("--intercept-only");
    String reading = words ? " --categorical one-hot" : "";
    boolean dated = given.contains("sold") && !given.contains("--exclude sold");
    dated |= given.startsWith("--exclude kind");
    JsonNode expected = trained(table, given + reading + (dated ? " --date sold=days+month" : ""));
    // Conjugate gradient ends at a loss that is known to 1e-18, the square of its steps.
    assertSameFit(expected, found, given.contains("conjugate") ? 1e-7 : 1e-9);
  }

  @Test
  void shardsOfDifferentLevelsMergeToTheWhole() throws IOException {
    Object[] options = {"--categorical", "one-hot", "--exclude", "sold"};
    Path first = moments("a", joined(options, file("a.csv", 0, 150)));
    Path second = moments("b", joined(options, file("b.csv", 150, 160)));
    Path third = moments("c", joined(options, file("c.csv", 160, ROWS)));
    Path all = moments("all", first, second, third);

    JsonNode whole = trained(table, "--categorical one-hot --exclude sold");
    assertSameFit(whole, trained(all, "--seed 0"), 1e-10);
    JsonNode merged = ok("train", first, second, third, "--target", "price", "--json").json();
    assertSameFit(whole, merged, 1e-10);
    assertEquals(trained(all, "--seed 0").get("coefficients"), merged.get("coefficients"), "bits");
    assertArrayEquals(
        Files.readAllBytes(all), Files.readAllBytes(moments("again", first, second, third)));
  }

  @Test
  void rowsAndMomentsAreAddedAndRemoved() throws IOException {
    Object[] options = {"--categorical", "kind", "--exclude", "sold"};
    Path base = moments("base", joined(options, file("base.csv", 0, 200)));
    Path more = moments("more", joined(options, file("more.csv", 200, 220)));
    Path last = file("last.csv", 220, ROWS);
    Path front = file("front.csv", 0, 50);

    Path changed = moments("changed", base, "--add", more, "--add", last, "--remove", front);

    Path stay = file("stay.csv", 50, ROWS);
    assertSameFit(
        trained(stay, "--categorical one-hot --exclude sold"), trained(changed, "--seed 0"), 1e-10);
    assertEquals(
        ROWS - 50,
        ok("moments", changed, "--output", directory.resolve("copy"), "--json")
            .json()
            .get("rows")
            .asInt());
  }

  @Test
  void weightsAreThoseOfTrain() {
    Path moments =
        moments("m", table, "--weight", "count", "--categorical", "one-hot", "--exclude", "sold");

    assertSameFit(
        trained(table, "--weight count --categorical one-hot --exclude sold"),
        trained(moments, "--seed 0"),
        1e-9);
    assertEquals(
        "fallline: " + moments + ": no column 'count' for --target; expected area, kind or price\n",
        Run.of("train", moments, "--target", "count").err());
  }

  @Test
  void addedRowsHaveTheWeightsOfTheMoments() throws IOException {
    Object[] options = {"--weight", "count", "--features", "area,price"};
    Path base = moments("base", joined(options, file("base.csv", 0, 200)));

    Path all = moments("all", base, "--add", file("rest.csv", 200, ROWS));

    assertSameFit(
        trained(table, "--weight count --features area"), trained(all, "--features area"), 1e-9);
  }

  @Test
  void rowsWithMissingValuesAreSkipped() throws IOException {
    Path gaps =
        Files.writeString(
            directory.resolve("gaps.csv"), "a,b,y\n1,2,3\n,1,1\n2,NA,7\n3,1,5\n4,0,9\n5,5,1\n");

    Run failed = Run.of("moments", gaps, "--output", directory.resolve("none"));
    assertEquals(3, failed.code());
    assertTrue(failed.err().contains("gaps.csv:3: 2 columns cannot be used"), failed.err());
    Path moments = moments("m", gaps, "--missing", "skip");
    JsonNode found = ok("train", moments, "--target", "y", "--json").json();
    assertEquals(4, found.get("rows").asInt());
    assertEquals(2, found.get("skippedRows").asInt());
    Path other = moments("o", file("some.csv", 0, 9), "--features", "area,count,price");
    assertRejected(3, other + ": does not fit", "moments", moments, other, "--output", "x");
    assertRejected(
        2,
        "--missing: expected fail or skip",
        "moments",
        gaps,
        "--output",
        "x",
        "--missing",
        "mean");
  }

  private static void assertRejected(int code, String expected, Object... arguments) {
    Run run = Run.of(arguments);
    assertEquals(code, run.code(), run.err());
    assertEquals(1, run.err().lines().count(), run.err());
    assertTrue(run.err().contains(expected), run.err());
    assertEquals("", run.out());
  }

  @ParameterizedTest
  @CsvSource({
    "--method mini-batch, 2, the mini-batch method",
    "--method stochastic, 2, the stochastic method",
    "--gradient rows, 2, gradients from rows",
    "--loss huber, 2, the huber loss",
    "--loss poisson, 2, the poisson loss",
    "--standard-errors hc3, 2, --standard-errors hc3: needs rows",
    "--cluster count, 2, --cluster: needs rows",
    "--diagnostics, 2, --diagnostics: needs rows",
    "--validation-fraction 0.2, 2, --validation-fraction: needs rows",
    "--log-target, 2, --log-target: needs rows",
    "--weight count, 2, --weight: needs rows",
    "--categorical one-hot, 2, --categorical: needs rows",
    "--missing skip, 2, --missing: needs rows",
    "--separator tab, 2, --separator: needs rows",
    "--report r.html, 2, --report: needs rows",
    "--cache c, 2, --cache: needs rows",
    "--precision float, 2, --precision: needs rows",
    "--features kind2, 3, no column 'kind2' for --features; expected",
    "--features z*, 3, no column matches 'z*'",
    "--exclude zz, 3, no column 'zz' for --exclude"
  })
  void whatNeedsRowsSaysSo(String option, int code, String expected) {
    Path moments = moments("m", table, "--exclude", "sold,kind");

    assertRejected(
        code,
        expected,
        joined(
            new Object[] {"train", moments, "--target", "price"},
            (Object[]) option.split(" ", -1)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evaluate --model m.json",
        "predict --model m.json",
        "tune --target price",
        "compare --target price"
      })
  void otherCommandsNeedRows(String command) {
    Path moments = moments("m", table, "--exclude", "sold,kind");
    Path model = directory.resolve("m.json");
    Run.done("train", moments, "--target", "price", "--model-output", model);
    String[] words = command.replace("m.json", model.toString()).split(" ", -1);

    assertRejectedRows(moments, words);
  }

  private static void assertRejectedRows(Path moments, String... words) {
    Run run = Run.of(words[0], moments, words[1], words[2]);
    assertEquals(3, run.code(), run.err());
    assertEquals(1, run.err().lines().count(), run.err());
    assertTrue(run.err().contains("moments"), run.err());
  }

  @Test
  void rowsAndMomentsAreNotOneDataSet() {
    Path moments = moments("m", table, "--exclude", "sold,kind");

    assertRejected(
        3, table + ": rows beside moments", "train", moments, table, "--target", "price");
    assertRejected(
        2,
        "the columns of " + moments + " are fixed",
        "moments",
        moments,
        "--features",
        "area",
        "--output",
        directory.resolve("n"));
    assertRejected(2, "is an input", "moments", moments, "--output", moments);
  }

  @Test
  void momentsOfOtherColumnsAreRejected() {
    Path one = moments("one", table, "--features", "area,price");
    Path other = moments("other", table, "--features", "count,price");
    Path weighted = moments("weighted", table, "--features", "area,price", "--weight", "count");

    assertRejected(
        3,
        other + ": does not fit the moments before it: column 1: expected 'area', got 'count'",
        "train",
        one,
        other,
        "--target",
        "price");
    assertRejected(
        3,
        "weights: expected no weights, got --weight count",
        "train",
        one,
        weighted,
        "--target",
        "price");
    assertRejected(
        3,
        one + ": cannot be removed: part: expected some of 0 rows",
        "moments",
        one,
        "--remove",
        one + "," + one,
        "--output",
        directory.resolve("n"));
  }

  @Test
  void theModelPredictsAsThatOfTheRows() throws IOException {
    Path moments = moments("m", table, "--categorical", "one-hot", "--exclude", "sold");
    Path model = directory.resolve("model.json");
    Path expected = directory.resolve("expected.json");
    ok("train", moments, "--target", "price", "--model-output", model);
    ok(
        "train",
        table,
        "--target",
        "price",
        "--categorical",
        "one-hot",
        "--exclude",
        "sold",
        "--model-output",
        expected);

    List<String> found = ok("predict", table, "--model", model).out().lines().toList();
    List<String> known = ok("predict", table, "--model", expected).out().lines().toList();

    assertEquals(ROWS + 1, found.size());
    for (int i = 1; i < found.size(); i++) {
      double value = Double.parseDouble(known.get(i));
      assertEquals(value, Double.parseDouble(found.get(i)), 1e-9 * Math.abs(value));
    }
    assertTrue(
        Files.readString(model).contains("\"reference\" : \"flat\""), Files.readString(model));
  }

  @Test
  void columnsOfATableWithoutAHeaderHaveNumbers() throws IOException {
    Path plain =
        Files.writeString(directory.resolve("p.csv"), "1,2,3,4\n2,1,5,5\n0,7,1,1\n4,4,2,3\n");
    Path moments = moments("m", plain, "--no-header", "--exclude", "2");

    JsonNode found = ok("train", moments, "--target", "4", "--features", "1-3", "--json").json();

    assertEquals(List.of("1", "3"), new ArrayList<>(found.get("coefficients").propertyNames()));
  }

  @Test
  void aFileThatIsNotWrittenLeavesNothing() throws IOException {
    Path output = directory.resolve("m");
    Path bad = Files.writeString(directory.resolve("bad.csv"), "a,b\n1,2\n3,x\n");

    Run run = Run.of("moments", bad, "--output", output);

    assertEquals(3, run.code());
    assertFalse(Files.exists(output));
  }

  @Test
  void theTableShowsTheMeans() throws IOException {
    Path small = Files.writeString(directory.resolve("s.csv"), "a,b\n1,2\n3,4\n");
    Path output = directory.resolve("m");

    String out = Run.done("moments", small, "--output", output).out();

    assertEquals(
        output + ": moments of 2 rows, 2 columns\nThe means:\n\n  a  2.000000\n  b  3.000000\n",
        out);
  }

  @Test
  void removedLevelsLeaveTheModelOfTheRowsThatStay() throws IOException {
    String head = "c,x,y\n";
    String gone = "a,1,3\na,2,4\na,4,9\n";
    String kept = "b,1,2\nb,3,4\nb,5,5\nc,2,7\nc,4,8\nc,7,9.5\n";
    Path all = Files.writeString(directory.resolve("all.csv"), head + gone + kept);
    Path part = Files.writeString(directory.resolve("part.csv"), head + gone);
    Path rest = Files.writeString(directory.resolve("rest.csv"), head + kept);
    Path known = directory.resolve("known.moments");
    Path left = directory.resolve("left.moments");
    Run.of("moments", all, "--categorical", "one-hot", "--output", known);
    Run.of("moments", known, "--remove", part, "--output", left);

    JsonNode found = Run.json(Run.of("train", left, "--target", "y", "--json").out());
    JsonNode expected =
        Run.json(
            Run.of("train", rest, "--target", "y", "--categorical", "one-hot", "--json").out());

    assertTrue(found.get("converged").asBoolean());
    assertEquals(
        expected.get("coefficients").propertyNames(), found.get("coefficients").propertyNames());
    for (String name : expected.get("coefficients").propertyNames()) {
      double value = expected.get("coefficients").get(name).asDouble();
      assertEquals(value, found.get("coefficients").get(name).asDouble(), 1e-10, name);
    }
    assertFalse(found.get("statistics").isNull());
  }
}
