package io.github.fallline.cli.options;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.cli.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class CacheOptionTest {
  @TempDir Path directory;
  private Path data;
  private Path cache;

  @BeforeEach
  void writeData() throws IOException {
    StringBuilder text = new StringBuilder("a,color,y\n");
    for (int i = 0; i < 300; i++) {
      String a = i % 50 == 7 ? "" : Integer.toString(i % 17);
      text.append(a + "," + List.of("blue", "green", "red").get(i % 3) + "," + i * i % 101 + "\n");
    }
    data = Files.writeString(directory.resolve("t.csv"), text);
    cache = directory.resolve("t.npy");
  }

  private JsonNode coefficients(Run run) {
    assertEquals(0, run.code(), run.err());
    return run.json().get("coefficients");
  }

  private Run train(String options) {
    String line = "train " + data + " --target y --missing mean --json " + options;
    return Run.of((Object[]) line.strip().split(" "));
  }

  /** How rows are read and kept; each first writes the cache and then reads it. */
  @ParameterizedTest
  @CsvSource({
    "--exclude color",
    "--exclude color --precision float",
    "--exclude color --memory streaming",
    "--exclude color --method mini-batch --memory streaming",
    "--exclude color --method stochastic --memory streaming",
    "--categorical one-hot",
  })
  void modelIsThatWithoutACache(String options) {
    JsonNode expected = coefficients(train(options.replace("--memory streaming", "")));

    assertEquals(expected, coefficients(train(options + " --cache " + cache)));
    assertTrue(Files.exists(cache));
    Run second = train(options + " --cache " + cache);

    assertEquals(expected, coefficients(second));
    assertFalse(second.err().contains("rebuilding"), second.err());
  }

  @Test
  void streamedRowsAreReadAgainForAReport() {
    Path report = directory.resolve("report.html");
    Path model = directory.resolve("model.json");
    Run run =
        train(
            "--exclude color --memory streaming --cache %s --report %s --model-output %s"
                .formatted(cache, report, model));

    assertEquals(0, run.code(), run.err());
    assertTrue(Files.exists(report));
    assertTrue(Files.exists(model));
  }

  @Test
  void evaluateKeepsAndUsesItsRows() {
    Path model = directory.resolve("model.json");
    assertEquals(0, train("--exclude color --model-output " + model).code());
    Object[] plain = {"evaluate", data, "--model", model, "--missing", "mean", "--json"};
    String expected = Run.done(plain).out();
    Object[] cached = {
      "evaluate", data, "--model", model, "--missing", "mean", "--json", "--cache", cache
    };

    assertEquals(expected, Run.done(cached).out());
    assertTrue(Files.exists(cache));
    assertEquals(expected, Run.done(cached).out());
  }

  @Test
  void aStaleCacheIsSaidInOneLine() throws IOException {
    assertEquals("", train("--exclude color --cache " + cache).err());
    Files.writeString(data, Files.readString(data) + "1,red,2\n");

    Run run = train("--exclude color --cache " + cache);

    assertEquals(301, run.json().get("rows").intValue());
    assertEquals(1, run.err().lines().count(), run.err());
    assertTrue(run.err().startsWith("fallline: " + cache + ": is out of date: "), run.err());
  }

  /** What is named as a cache, the exit code, and a part of the line on standard error. */
  @ParameterizedTest
  @CsvSource({
    ":t.csv, 2, is an input or another output already",
    ":, 2, is a directory; name a file",
    ":none/t.npy, 2, no directory",
    ":precious, 3, exists and is not a cache of rows",
    "/dev/null, 3, is not a regular file; use a file for the cache",
  })
  void aPlaceForNoCacheIsRefused(String place, int code, String finding) throws IOException {
    Path precious = Files.writeString(directory.resolve("precious"), "text");

    Run run = train("--exclude color --cache " + place.replace(":", directory + "/"));

    assertEquals(code, run.code(), run.err());
    assertTrue(run.err().contains(finding), run.err());
    assertEquals("text", Files.readString(precious));
  }

  @Test
  void standardInputHasNoCache() {
    Run run = Run.of("train", "-", "--target", "y", "--cache", cache);

    assertEquals(2, run.code());
    assertTrue(run.err().startsWith("fallline: --cache requires a file"), run.err());
    assertFalse(Files.exists(cache));
  }
}
