package io.github.fallline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.fallline.JavaProcess;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A program that is interrupted (Ctrl-C, SIGINT) ends at once and leaves nothing behind. */
class InterruptTest {
  private static final Path KILL = Path.of("/bin/kill");

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "train - --target y --model-output :model.json",
        "train - --target y --method stochastic --memory streaming --history-output :loss.csv"
      })
  void interruptedTrainingLeavesNothingBehind(String line) throws Exception {
    assumeTrue(Files.isExecutable(KILL), "needs kill(1)");
    assumeFalse(isIgnored(), "SIGINT is ignored here, as by a job in the background");
    List<String> command =
        JavaProcess.command(
            Main.class, List.of("-Djava.io.tmpdir=" + directory, "-XX:-UsePerfData"));
    command.addAll(List.of(line.replace(":", directory + "/").split(" ")));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (OutputStream input = process.getOutputStream()) {
      feed(input);

      new ProcessBuilder(KILL.toString(), "-INT", Long.toString(process.pid())).start().waitFor();

      assertTrue(process.waitFor(60, TimeUnit.SECONDS));
      assertEquals(130, process.exitValue());
      assertEquals("", new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    } finally {
      process.destroyForcibly();
    }
    try (Stream<Path> left = Files.list(directory)) {
      assertEquals(
          List.of(), left.filter(file -> !file.getFileName().toString().contains("jni")).toList());
    }
  }

  /** Whether this process, and those it starts, are deaf to SIGINT, the second signal. */
  private static boolean isIgnored() throws IOException {
    Path status = Path.of("/proc/self/status");
    return Files.exists(status)
        && Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("SigIgn:"))
            .anyMatch(line -> (Long.parseUnsignedLong(line.split("\\s+", -1)[1], 16) & 2) != 0);
  }

  /** Gives the program more than a pipe holds, so that it is reading when this returns. */
  private static void feed(OutputStream input) throws IOException {
    byte[] row = "1.5,2.5,3.5\n".getBytes(StandardCharsets.US_ASCII);
    input.write("a,b,y\n".getBytes(StandardCharsets.US_ASCII));
    for (int i = 0; i < 400_000; i++) {
      input.write(row);
    }
    input.flush();
  }
}
