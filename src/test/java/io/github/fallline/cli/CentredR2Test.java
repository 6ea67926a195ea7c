package io.github.fallline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Without an intercept R's r2 is another one: the output says which this one is. */
class CentredR2Test {
  private static final String SAID = "(centred: about the target's mean; R's without an intercept";

  @TempDir private Path directory;

  private Path rows;
  private Path model;

  @BeforeEach
  void write() throws IOException {
    rows = Files.writeString(directory.resolve("rows.csv"), "x,w,y\n1,1,3\n2,1,3\n4,2,6\n5,1,4\n");
    model = directory.resolve("model.json");
  }

  private static long said(String out) {
    return out.lines().filter(line -> line.contains("r2 ") && line.contains(SAID)).count();
  }

  /** Options, and on how many lines r2 is explained. */
  @ParameterizedTest
  @CsvSource({
    "--no-intercept, 1",
    "--no-intercept --weight w, 1",
    "--no-intercept --validation-fraction 0.5, 2",
    "--no-intercept --memory streaming, 1",
    "--no-intercept --method mini-batch, 1",
    "--intercept, 0",
    "--validation-fraction 0.5, 0"
  })
  void trainAndEvaluateSayWhichR2ItIs(String options, int lines) {
    Object[] train = {"train", rows, "--target", "y", "--model-output", model};
    Run run = Run.of(Stream.concat(Stream.of(train), Stream.of(options.split(" "))).toArray());

    assertEquals(0, run.code(), run.err());
    assertEquals(lines, said(run.out()), run.out());
    String evaluated = Run.done("evaluate", rows, "--model", model).out();
    assertEquals(Math.min(lines, 1), said(evaluated), evaluated);
  }

  /** By hand: for y = c x, c is the sum of x y over that of x x; the mean of y is 4. */
  @Test
  void theValueIsCentredAndItsKeyStays() {
    double c = (3 + 6 + 24 + 20) / 46.0;
    double errors = 0;
    double[][] table = {{1, 3}, {2, 3}, {4, 6}, {5, 4}};
    for (double[] row : table) {
      errors += (row[1] - c * row[0]) * (row[1] - c * row[0]);
    }
    double r2 = 1 - errors / 6;
    Object[] train = {
      "train", rows, "--target", "y", "--no-intercept", "--features", "x", "--model-output", model
    };
    Object[] json = Stream.concat(Stream.of(train), Stream.of("--json")).toArray();

    assertEquals(r2, Run.done(json).json().get("r2").asDouble(), 1e-9);
    String printed = String.format(Locale.ROOT, "%.5f", r2);
    assertTrue(Run.done(train).out().contains(printed), printed);
    double evaluated =
        Run.done("evaluate", rows, "--model", model, "--json").json().get("r2").asDouble();
    assertEquals(r2, evaluated, 1e-9);
  }

  @Test
  void compareSaysItToo() {
    Object[] race = {
      "compare", rows, "--target", "y", "--epochs", "2", "--repetitions", "1", "--seconds", "0.1"
    };
    assertEquals(0, said(Run.of(race).out()));
    Object[] through = Stream.concat(Stream.of(race), Stream.of("--no-intercept")).toArray();

    assertEquals(1, said(Run.of(through).out()));
  }
}
