package io.github.fallline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.cli.args.CommandSpec;
import io.github.fallline.cli.options.MemoryOption;
import io.github.fallline.cli.terminal.Terminal;
import io.github.fallline.files.InputException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Where rows are kept makes no difference to the model. */
class MemoryTest {
  private static final String DATA = "data/longley.csv";

  @TempDir Path directory;

  private static MemoryOption option(String word) {
    CommandSpec spec = new CommandSpec("fallline", "", "");
    MemoryOption option = new MemoryOption(spec);
    spec.parse(List.of("--memory", word));
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

  /** What needs the rows more than once. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "--method stochastic",
        "--method mini-batch --batch-size 4",
        "--method mini-batch --batch-size 4 --no-shuffle",
        "--gradient rows --epochs 20",
        "--loss huber --epochs 20",
        "--precision float",
        "--missing mean",
        "--plot :loss.png"
      })
  void rowsThatAreNeededAgainAreKept(String options) {
    Path plot = directory.resolve("loss.png");
    String line = "train " + DATA + " --target employment --json " + options;
    Object[] words = line.replace(":loss.png", plot.toString()).split(" ");
    Object[] streaming =
        Stream.concat(Stream.of(words), Stream.of("--memory", "streaming")).toArray();

    Run expected = Run.of(words);
    Run found = Run.of(streaming);

    assertEquals(0, found.code(), found.err());
    assertEquals(expected.err(), found.err());
    assertTrue(found.json().get("streamed").booleanValue());
    for (String field : List.of("coefficients", "intercept", "epochs", "loss", "mae", "r2")) {
      assertEquals(expected.json().get(field), found.json().get(field), field);
    }
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
    "'--precision,half', double",
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

  /** A terabyte of which nothing but the first rows takes room on the disk. */
  private Path terabyte() throws IOException {
    Path file = directory.resolve("terabyte.csv");
    Files.writeString(
        file, "a,b,y\n" + "1,2,3\n2,1,5\n4,4,1\n".repeat(20_000)); // more than is looked at
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[] {'\n'}), 1L << 40);
    } catch (IOException e) {
      Assumptions.abort("no sparse files here: " + e.getMessage());
    }
    return file;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "train FILE --target y --memory in-memory; use --memory streaming",
        "compare FILE --target y; use a sample of the rows",
        "tune FILE --target y; use a sample of the rows",
        "evaluate FILE --model MODEL --cache CACHE; leave out --cache"
      })
  void whatDoesNotFitIsRefusedBeforeItIsRead(String commandAndRemedy) throws IOException {
    Path rows = Files.writeString(directory.resolve("rows.csv"), "a,y\n1,2\n2,3\n3,5\n");
    Path model = directory.resolve("model.json");
    Run.done("train", rows, "--target", "y", "--model-output", model);
    String[] parts = commandAndRemedy.split("; ", -1);
    Path file = terabyte();
    Object[] words =
        parts[0]
            .replace("FILE", file.toString())
            .replace("MODEL", model.toString())
            .replace("CACHE", directory.resolve("cache.npy").toString())
            .split(" ");

    Run run = Run.of(words);

    assertEquals(3, run.code(), run.err());
    assertTrue(run.err().startsWith("fallline: " + file + ": takes about "), run.err());
    assertTrue(run.err().strip().endsWith(" GB are free; " + parts[1]), run.err());
  }
}
