package io.github.fallline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A program whose output nothing reads any more ends, as others do, with 141 and no message. */
class ClosedPipeTest {
  @TempDir static Path directory;

  @BeforeAll
  static void writeFiles() throws IOException {
    StringBuilder text = new StringBuilder("x,y\n");
    for (int i = 0; i < 50_000; i++) {
      text.append(i).append(',').append(2 * i + i % 3).append('\n');
    }
    Path data = Files.writeString(directory.resolve("d.csv"), text);
    Run.done("train", data, "--target", "y", "--model-output", directory.resolve("m.json"));
  }

  /** Commands whose results no one waits for. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "predict d.csv --model m.json",
        "predict d.csv --model m.json --output /dev/stdout",
        "train d.csv --target y --json",
        "evaluate d.csv --model m.json",
        "generate --rows 50000 --features 3 --output /dev/stdout",
        "train d.csv --target y --model-output /dev/stdout",
        "train --help"
      })
  void aClosedPipeEndsTheProgramQuietly(String command) throws Exception {
    Shell run =
        Shell.run(
            directory, "(sleep 0.1; fallline " + command + "; echo $? >code) | true; cat code");

    assertEquals("141\n", run.out(), run.err());
    assertTrue(
        run.err().lines().noneMatch(line -> line.contains("written") || line.contains("fault")),
        run.err());
  }

  @Test
  void whatWasReadIsWhole() throws Exception {
    Shell run =
        Shell.run(
            directory, "fallline predict d.csv --model m.json | head -n 2; echo ${PIPESTATUS[0]}");

    assertEquals(List.of("prediction", "141"), List.of(line(run, 0), line(run, 2)));
    assertEquals("", run.err());
  }

  private static String line(Shell run, int number) {
    return run.out().lines().toList().get(number);
  }

  @Test
  void aFullDiskIsStillAnError() throws Exception {
    Shell run = Shell.run(directory, "fallline predict d.csv --model m.json >/dev/full");

    assertEquals(1, run.code());
    assertTrue(run.err().contains("standard output: cannot be written"), run.err());
  }
}
