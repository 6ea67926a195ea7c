package io.github.fallline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.JavaProcess;
import io.github.fallline.model.LinearModel;
import io.github.fallline.model.ModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Training that is killed at random moments (SIGKILL) and resumed ends with the model of
 * uninterrupted training. The system property {@code fallline.kills} sets the number of kills.
 */
class KillTest {
  private static final int KILLS = Integer.getInteger("fallline.kills", 3);

  /** Moments later than this after the start are after the end, on any machine that is not busy. */
  private static final int LATEST_MILLIS = 2000;

  private static final int EARLIEST_MILLIS = 300;

  @TempDir Path directory;

  private Process start(String options) throws IOException {
    List<String> command = JavaProcess.command(Main.class, List.of());
    command.addAll(List.of(options.split(" ")));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve("output.txt").toFile())
        .start();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--method stochastic",
        "--method mini-batch --batch-size 32 --update adam --memory streaming",
        "--gradient rows --update nesterov"
      })
  void killedTrainingResumesToTheSameModel(String options) throws Exception {
    Path data = directory.resolve("data.csv");
    Run.done("generate", "--rows", 10_000, "--features", 5, "--output", data);
    Path expected = directory.resolve("expected.json");
    Path found = directory.resolve("found.json");
    Path checkpoint = directory.resolve("run.checkpoint");
    String line =
        "train " + data + " --target y --epochs 150 --tolerance 0 " + options + " --model-output ";
    assertEquals(0, Run.of((Object[]) (line + expected).split(" ")).code());
    LinearModel model = ModelFile.read(expected).model();
    String resumed =
        line + found + " --checkpoint " + checkpoint + " --checkpoint-every 0 --resume";
    SplittableRandom random = new SplittableRandom(options.hashCode());

    int kills = 0;
    while (kills < Math.max(1, KILLS / 3)) {
      Process process = start(resumed);
      int millis = random.nextInt(EARLIEST_MILLIS, LATEST_MILLIS);
      if (process.waitFor(millis, TimeUnit.MILLISECONDS)) {
        assertEquals(0, process.exitValue(), Files.readString(directory.resolve("output.txt")));
        beginAnew(model, found, checkpoint);
      } else {
        process.destroyForcibly().waitFor();
        kills++;
      }
    }
    Process last = start(resumed);
    assertTrue(last.waitFor(60, TimeUnit.SECONDS));
    assertEquals(0, last.exitValue(), Files.readString(directory.resolve("output.txt")));
    beginAnew(model, found, checkpoint);
  }

  /** Looks at a model that is there, and makes ready for another run. */
  private void beginAnew(LinearModel expected, Path found, Path checkpoint) throws IOException {
    assertEquals(expected, ModelFile.read(found).model());
    Files.delete(found);
    Files.delete(checkpoint);
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(one -> one.toString().contains(".previous")).toList()) {
        Files.delete(file);
      }
    }
  }
}
