package io.github.fallline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.files.InputException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

/** Where rows are kept makes no difference to the model. */
class MemoryTest {
  private static final String DATA = "data/longley.csv";

  @TempDir Path directory;

  private static MemoryOption option(String word) {
    MemoryOption option = new MemoryOption();
    CommandLine.populateCommand(option, "--memory", word);
    return option;
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "conjugate-gradient"})
  void streamedTrainingGivesTheModelOfTrainingInMemory(String update) {
    JsonNode expected =
        Run.done("train", DATA, "--target", "employment", "--update", update, "--json").json();

    JsonNode found =
        Run.done(
                "train",
                DATA,
                "--target",
                "employment",
                "--update",
                update,
                "--memory",
                "streaming",
                "--json")
            .json();

    assertFalse(expected.get("streamed").booleanValue());
    assertTrue(found.get("streamed").booleanValue());
    assertEquals(expected.get("coefficients"), found.get("coefficients"));
    assertEquals(expected.get("intercept"), found.get("intercept"));
    assertEquals(expected.get("epochs"), found.get("epochs"));
    assertEquals(expected.get("r2").doubleValue(), found.get("r2").doubleValue(), 1e-12);
  }

  @Test
  void aStreamedModelPredictsLikeAnyOther() {
    Path streamed = directory.resolve("streamed.json");
    Path loaded = directory.resolve("loaded.json");
    Run.done(
        "train",
        DATA,
        "--target",
        "employment",
        "--memory",
        "streaming",
        "--model-output",
        streamed);
    Run.done("train", DATA, "--target", "employment", "--model-output", loaded);

    assertEquals(
        Run.done("predict", DATA, "--model", loaded).out(),
        Run.done("predict", DATA, "--model", streamed).out());
  }

  /** Bytes the rows take; whether they are streamed. */
  @ParameterizedTest
  @CsvSource({"auto, 1000, false", "auto, 4611686018427387904, true", "streaming, 1000, true"})
  void whatDoesNotFitIsStreamed(String word, long bytes, boolean streams) {
    StringWriter err = new StringWriter();
    Terminal terminal = new Terminal(new PrintWriter(err, true));

    assertEquals(streams, option(word).streams("a.csv", OptionalLong.of(bytes), terminal));
    assertEquals(streams && word.equals("auto"), err.toString().contains("a.csv: takes about"));
  }

  @Test
  void whatIsToBeInMemoryAndDoesNotFitIsRefused() {
    Terminal terminal = new Terminal(new PrintWriter(new StringWriter()));
    MemoryOption option = option("in-memory");

    InputException thrown =
        assertThrows(
            InputException.class,
            () -> option.streams("a.csv", OptionalLong.of(1L << 62), terminal));

    assertTrue(thrown.getMessage().endsWith("use --memory streaming"), thrown.getMessage());
  }

  /** Options that do not go with streamed rows; what the error names. */
  @ParameterizedTest
  @CsvSource({
    "'--memory,streaming,--precision,float', --precision float",
    "'--memory,disk', auto",
  })
  void whatDoesNotGoTogetherIsWrongUsage(String options, String named) {
    Object[] arguments =
        Stream.concat(
                Stream.of("train", DATA, "--target", "employment"),
                Arrays.stream(options.split(",")))
            .toArray();

    Run run = Run.of(arguments);

    assertEquals(ExitCodes.USAGE, run.code());
    assertTrue(run.err().contains(named), run.err());
  }
}
