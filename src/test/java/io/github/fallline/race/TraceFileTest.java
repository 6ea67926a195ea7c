package io.github.fallline.race;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.compare.BenchmarkData;
import io.github.fallline.compare.Convergence;
import io.github.fallline.compare.Environment;
import io.github.fallline.compare.MethodLabel;
import io.github.fallline.compare.TimedRun;
import io.github.fallline.files.OutputException;
import io.github.fallline.report.comparison.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A benchmark command writes a file of its own. */
class TraceFileTest {
  private static final Environment HERE =
      new Environment(
          Map.of(
              "host", "here", "cpu", "cpu", "cores", "2", "jvm", "jvm", "nd4j", "nd4j", "blas",
              "blas", "commit", "abc", "date", "today", "command", "command"));
  private static final Map<String, String> RULES = Map.of("learning rates", "automatic");

  @TempDir Path directory;

  private static TimedRun run(int repetition) {
    BenchmarkData data = new BenchmarkData("a", 5, 2, Double.NaN, 0.1);
    List<TimedRun.Point> points =
        List.of(new TimedRun.Point(0, 0, 0, 1), new TimedRun.Point(0.5, 1, 5, 0.25));
    return new TimedRun(
        data, new MethodLabel("stochastic", 0, "plain"), 1, 0.1, "automatic", repetition, points);
  }

  private static Convergence content(Path file) {
    return Results.read(List.of(file)).convergences().get(0);
  }

  @Test
  void trialsOfOneCommandGoToOneFile() {
    Path file = directory.resolve("traces.json");
    for (int trial = 1; trial <= 3; trial++) {
      TraceFile.open(file, "17 at noon").add(HERE, RULES, List.of(run(trial)));
    }

    assertEquals(
        List.of(1, 2, 3), content(file).runs().stream().map(TimedRun::repetition).toList());
    assertEquals("here", content(file).environment().entries().get("host"));
  }

  /** What may be there already. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "benchmarks/results/convergence.json",
        "benchmarks/results/steps.json",
        "benchmarks/results/gradient.json",
        "README.md",
        "empty",
        "directory",
        "link to nothing",
        "another command"
      })
  void whatIsThereAlreadyIsRefusedAndLeftAlone(String there) throws IOException {
    Path file = directory.resolve("traces.json");
    switch (there) {
      case "empty" -> Files.createFile(file);
      case "directory" -> Files.createDirectory(file);
      case "link to nothing" -> Files.createSymbolicLink(file, directory.resolve("nothing"));
      case "another command" -> TraceFile.open(file, "18").add(HERE, RULES, List.of(run(1)));
      default -> Files.copy(Path.of(there), file);
    }
    byte[] before = Files.isRegularFile(file) ? Files.readAllBytes(file) : new byte[0];

    OutputException error =
        assertThrows(OutputException.class, () -> TraceFile.open(file, "17 at noon"));

    assertTrue(error.getMessage().startsWith(file + ": exists already"), error.getMessage());
    byte[] after = Files.isRegularFile(file) ? Files.readAllBytes(file) : new byte[0];
    assertArrayEquals(before, after);
  }

  @Test
  void aFileThatAppearsWhileATrialRunsIsLeftAlone() throws IOException {
    Path file = directory.resolve("traces.json");
    TraceFile traces = TraceFile.open(file, "17 at noon");
    TraceFile.open(file, "18").add(HERE, RULES, List.of(run(1)));

    assertThrows(OutputException.class, () -> traces.add(HERE, RULES, List.of(run(2))));

    assertEquals(1, content(file).runs().size());
    assertFalse(Files.exists(directory.resolve("traces.json.previous")));
  }
}
