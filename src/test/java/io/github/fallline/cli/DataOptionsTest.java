package io.github.fallline.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which command has which option about its data. */
class DataOptionsTest {
  private static final List<String> COMMANDS =
      List.of("train", "compare", "tune", "evaluate", "predict");

  @TempDir Path directory;

  /** Commands that train need columns, those with a model take them from it. */
  @ParameterizedTest
  @CsvSource({
    "--missing,             train compare tune evaluate predict",
    "--separator,           train compare tune evaluate predict",
    "--header,              train compare tune evaluate predict",
    "--no-header,           train compare tune evaluate predict",
    "--missing-values,      train compare tune evaluate predict",
    "--decimal-comma,       train compare tune evaluate predict",
    "--thousands,           train compare tune evaluate predict",
    "--skip-lines,          train compare tune evaluate predict",
    "--comment,             train compare tune evaluate predict",
    "--encoding,            train compare tune evaluate predict",
    "--jdbc,                train compare tune evaluate predict",
    "--query,               train compare tune evaluate predict",
    "--driver,              train compare tune evaluate predict",
    "--fetch-size,          train compare tune evaluate predict",
    "--threads,             train compare tune evaluate predict",
    "--target,              train compare tune evaluate",
    "--weight,              train compare tune evaluate",
    "--cache,               train compare tune evaluate",
    "--features,            train compare tune",
    "--exclude,             train compare tune",
    "--categorical,         train compare tune",
    "--categorical-columns, train compare tune",
    "--unseen,              evaluate predict",
    "--back-transform,      train tune evaluate predict",
    "--keep,                predict",
    "--exposure,            train tune",
    "--offset,              train tune",
    "--log-target,          train tune",
    "--intercept-only,      train",
    "--memory,              train",
    "--precision,           train"
  })
  void optionBelongsToTheseCommands(String option, String expected) {
    List<String> found = new ArrayList<>();
    for (String command : COMMANDS) {
      String help = Run.done(command, "--help").out();
      if (help.lines().anyMatch(line -> line.matches("  \\Q" + option + "\\E([= ,].*)?"))) {
        found.add(command);
      }
    }
    assertEquals(expected, String.join(" ", found));
  }

  /** A table with words, a missing value, decimal commas, weights and a comment. */
  private Path table() throws IOException {
    StringBuilder text = new StringBuilder("# made for this test\na;kind;w;y\n");
    for (int i = 0; i < 40; i++) {
      String kind = new String[] {"red", "green", "blue"}[i % 3];
      double noise = Math.sin(7 * i) / 10;
      text.append(i == 5 ? "none" : i / 4 + "," + 25 * (i % 4)).append(';').append(kind);
      text.append(';').append(1 + i % 2).append(';');
      text.append(String.valueOf(1 + i / 4.0 + i % 3 + noise).replace('.', ',')).append('\n');
    }
    return Files.writeString(directory.resolve("t.csv"), text.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"train", "compare", "tune"})
  void everyCommandThatTrainsTakesTheSameTable(String command) throws IOException {
    List<Object> words = new ArrayList<>(List.of(command, table(), "--target", "y", "--json"));
    words.addAll(List.of("--categorical", "one-hot", "--weight", "w", "--decimal-comma"));
    words.addAll(List.of("--comment", "#", "--missing", "skip", "--threads", "1"));
    words.addAll(List.of("--epochs", "20"));
    if (command.equals("compare")) {
      words.addAll(List.of("--repetitions", "1", "--seconds", "0.05"));
    }
    Run run = Run.of(words.toArray());

    assertEquals(0, run.code(), run.err());
    assertTrue(run.err().contains("one-hot: column 'kind' has 3 levels"), run.err());
    run.json();
  }

  @ParameterizedTest
  @ValueSource(strings = {"compare", "tune"})
  void cacheIsWrittenAndReused(String command) throws IOException {
    Path data = directory.resolve("plain.csv");
    Files.writeString(data, "a,b,y\n1,2,3\n2,1,5\n3,5,6\n4,1,9\n5,2,12\n");
    Path cache = directory.resolve(command + ".npy");
    Object[] words = {command, data, "--target", "y", "--cache", cache, "--epochs", "5", "--json"};

    assertEquals(0, Run.of(words).code());
    byte[] written = Files.readAllBytes(cache);
    assertEquals(0, Run.of(words).code());
    assertArrayEquals(written, Files.readAllBytes(cache));
  }

  @Test
  void compareWithWeightsFindsTheOptimumOfRepeatedRows() throws IOException {
    Path weighted = directory.resolve("w.csv");
    Path repeated = directory.resolve("r.csv");
    Files.writeString(weighted, "a,w,y\n1,1,3\n2,2,5\n3,1,6\n4,3,9\n");
    Files.writeString(repeated, "a,y\n1,3\n2,5\n2,5\n3,6\n4,9\n4,9\n4,9\n");
    Object[] short1 = {"--target", "y", "--repetitions", "1", "--seconds", "0.05", "--json"};

    double first = optimum(weighted, short1, "--weight", "w");
    double second = optimum(repeated, short1);

    assertEquals(second, first, 1e-12);
  }

  private static double optimum(Path data, Object[] options, Object... more) {
    List<Object> words = new ArrayList<>(List.of("compare", data));
    words.addAll(List.of(options));
    words.addAll(List.of(more));
    Run run = Run.of(words.toArray());
    assertEquals(0, run.code(), run.err());
    return run.json().get("optimum").get("loss").doubleValue();
  }

  @ParameterizedTest
  @CsvSource({"evaluate", "predict"})
  void threadsAreChecked(String command) throws IOException {
    Path model = directory.resolve("m.json");
    Path data = Files.writeString(directory.resolve("d.csv"), "a,y\n1,2\n2,4\n3,7\n");
    Run.done("train", data, "--target", "y", "--model-output", model);

    Run run = Run.of(command, data, "--model", model, "--threads", "0");

    assertEquals(2, run.code());
    assertTrue(run.err().startsWith("fallline: --threads: expected at least 1, got 0"), run.err());
    assertEquals(
        Run.done(command, data, "--model", model).out(),
        Run.done(command, data, "--model", model, "--threads", "2").out());
  }
}
