package io.github.fallline.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class GenerateCommandTest {
  @TempDir Path directory;

  private Run generate(Path output, Object... options) {
    Object[] fixed = {"generate", "--features", 4, "--output", output, "--json"};
    Object[] all = Arrays.copyOf(fixed, fixed.length + options.length);
    System.arraycopy(options, 0, all, fixed.length, options.length);
    return Run.done(all);
  }

  @Test
  void trainingFindsTheTrueCoefficients() {
    Path data = directory.resolve("d.csv");
    JsonNode truth = generate(data, "--rows", 500, "--noise", 0).json();

    JsonNode found = Run.done("train", data, "--target", "y", "--json").json();

    assertEquals(List.of("x0", "x1", "x2", "x3"), names(truth));
    assertEquals(names(truth), names(found));
    for (String name : names(truth)) {
      double expected = truth.at("/coefficients/" + name).doubleValue();
      double tolerance = 1e-6 * Math.abs(expected); // y is written with 10 digits
      assertEquals(expected, found.at("/coefficients/" + name).doubleValue(), tolerance);
    }
    double intercept = truth.get("intercept").doubleValue();
    assertEquals(intercept, found.get("intercept").doubleValue(), 1e-6);
  }

  private static List<String> names(JsonNode json) {
    return List.copyOf(json.get("coefficients").propertyNames());
  }

  @Test
  void noiseIsWhatTrainingLeavesOver() {
    Path data = directory.resolve("d.csv");
    JsonNode truth = generate(data, "--rows", 5000, "--noise", 0.5).json();

    JsonNode found = Run.done("train", data, "--target", "y", "--json").json();

    double noise = truth.get("noiseStandardDeviation").doubleValue();
    // A deviation over n rows is off by 1 / sqrt(2 n) = 1 % of itself, rarely by five times that.
    assertEquals(noise, found.get("rmse").doubleValue(), 0.05 * noise);
  }

  @Test
  void sameSeedGivesTheSameBytesOnAnyThreads() throws IOException {
    byte[] one = bytes("--seed", 3, "--threads", 1);

    assertArrayEquals(one, bytes("--seed", 3, "--threads", 3));
    assertFalse(Arrays.equals(one, bytes("--seed", 4, "--threads", 1)));
  }

  private byte[] bytes(Object... options) throws IOException {
    Path data = directory.resolve("d.csv");
    Object[] all = Arrays.copyOf(options, options.length + 2);
    all[options.length] = "--rows";
    all[options.length + 1] = 3000;
    generate(data, all);
    return Files.readAllBytes(data);
  }

  @Test
  void fileHasTheRowsAndColumnsAskedFor() throws IOException {
    Path data = directory.resolve("d.csv");

    generate(data, "--rows", 7);

    List<String> lines = Files.readAllLines(data);
    assertEquals("x0,x1,x2,x3,y", lines.get(0));
    assertEquals(8, lines.size());
  }

  @Test
  void tableShowsTheTrueModel() {
    Path data = directory.resolve("d.csv");

    String table = Run.done("generate", "--rows", 1, "--features", 1, "--output", data).out();

    assertTrue(table.startsWith(data + ": 1 row, 1 feature, target y"), table);
    assertTrue(table.contains("  (intercept) "), table);
    assertTrue(table.contains("  noise deviation "), table);
  }
}
