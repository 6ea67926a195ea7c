package io.github.fallline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.fallline.JavaProcess;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Outputs that cannot be written to their end, as on a full disk. */
class FailedWriteTest {
  private static final Path SHELL = Path.of("/bin/sh");
  private static final Path FULL = Path.of("/dev/full");

  @TempDir static Path inputs;
  @TempDir Path outputs;

  @BeforeAll
  static void writeInputs() throws IOException {
    Files.writeString(inputs.resolve("few.csv"), "x,y\n1,2\n2,4\n3,6\n");
    Files.writeString(inputs.resolve("many.csv"), "x,y\n" + "1,2\n2,4\n3,6\n".repeat(60_000));
    Path model = inputs.resolve("model.json");
    Run.done("train", inputs.resolve("few.csv"), "--target", "y", "--model-output", model);
  }

  /**
   * The size that files may have, in blocks of 512 or 1024 bytes as the shell counts, and what does
   * not fit. {@code :name} is an input, {@code @name} an output.
   */
  @ParameterizedTest
  @CsvSource({
    "0, generate --rows 5 --features 2 --output @old.csv",
    "1000, generate --rows 200000 --features 9 --output @old.csv",
    "0, predict :few.csv --model :model.json --output @old.csv",
    "1000, predict :many.csv --model :model.json --output @old.csv",
    "0, train :few.csv --target y --model-output @old.csv",
    "0, train :few.csv --target y --history-output @old.csv",
    "0, train :few.csv --target y --report @new.html",
    "0, train :few.csv --target y --plot @new.svg",
    "0, train :few.csv --target y --cache @new.cache",
    "1000, train :many.csv --target y --cache @new.cache",
    "1000, train :many.csv --target y --method stochastic --memory streaming"
  })
  void failedWriteIsOneLineAndLeavesTheOldFile(int blocks, String line) throws Exception {
    assumeTrue(Files.isExecutable(SHELL), "needs a shell to limit the size of files");
    Path old = Files.writeString(outputs.resolve("old.csv"), "old");

    Ended run = limited(blocks, line);

    assertEquals(1, run.code(), run.text());
    assertEquals(1, run.text().lines().count(), run.text());
    assertTrue(run.text().startsWith("fallline: "), run.text());
    assertTrue(run.text().contains("cannot be written: "), run.text());
    assertEquals("old", Files.readString(old));
    try (Stream<Path> left = Files.list(outputs)) {
      assertEquals(List.of(old), left.toList());
    }
  }

  /**
   * A program that has ended.
   *
   * @param text what it wrote to standard output and standard error
   */
  private record Ended(int code, String text) {}

  private Ended limited(int blocks, String line) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(SHELL.toString(), "-c", "ulimit -f " + blocks + " && exec \"$@\"", "sh"));
    command.addAll(program());
    String spelt = line.replace(":", inputs + "/").replace("@", outputs + "/");
    command.addAll(List.of(spelt.split(" ")));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    return ended(process, process.getInputStream());
  }

  private List<String> program() {
    return JavaProcess.command(
        Main.class, List.of("-Djava.io.tmpdir=" + outputs, "-XX:-UsePerfData"));
  }

  /** Waits for the end of a program that writes less than a pipe holds. */
  private static Ended ended(Process process, InputStream output) throws Exception {
    try (output) {
      assertTrue(process.waitFor(60, TimeUnit.SECONDS), "the program hangs");
      return new Ended(
          process.exitValue(), new String(output.readAllBytes(), StandardCharsets.UTF_8));
    } finally {
      process.destroyForcibly();
    }
  }

  /** Standard output that is full. */
  @ParameterizedTest
  @CsvSource({
    "train :few.csv --target y",
    "train :few.csv --target y --json",
    "predict :few.csv --model :model.json",
    "predict :many.csv --model :model.json",
    "evaluate :few.csv --model :model.json"
  })
  void fullStandardOutputIsNamed(String line) throws Exception {
    assumeTrue(Files.exists(FULL), "no device that is always full");
    List<String> command = new ArrayList<>(program());
    command.addAll(List.of(line.replace(":", inputs + "/").split(" ")));
    Process process = new ProcessBuilder(command).redirectOutput(FULL.toFile()).start();

    Ended run = ended(process, process.getErrorStream());

    assertEquals(1, run.code(), run.text());
    assertTrue(run.text().startsWith("fallline: standard output: cannot be written: "), run.text());
    assertEquals(1, run.text().lines().count(), run.text());
  }

  @Test
  void fullDeviceBehindALinkIsNamed() throws IOException {
    assumeTrue(Files.exists(FULL), "no device that is always full");
    Path link = Files.createSymbolicLink(outputs.resolve("loss.png"), FULL);

    Run run = Run.of("train", inputs.resolve("few.csv"), "--target", "y", "--plot", link);

    assertEquals(1, run.code());
    assertTrue(run.err().startsWith("fallline: " + link + ": cannot be written: "), run.err());
    assertEquals(1, run.err().lines().count(), run.err());
    Files.delete(link);
  }
}
