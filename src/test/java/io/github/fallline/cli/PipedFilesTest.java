package io.github.fallline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.fallline.report.comparison.Results;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pipes in the place of files: what is read and written is that of files. */
class PipedFilesTest {
  @TempDir static Path directory;

  private static int pipes;

  @BeforeAll
  static void writeFiles() throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    StringBuilder text = new StringBuilder("a,b,y\n");
    for (int i = 0; i < 4000; i++) {
      double a = random.nextDouble();
      double b = random.nextDouble();
      text.append(a + "," + b + "," + (2 * a - b + random.nextDouble()) + "\n");
    }
    Files.writeString(directory.resolve("d.csv"), text);
    try (OutputStream packed =
        new GZIPOutputStream(Files.newOutputStream(directory.resolve("d.csv.gz")))) {
      packed.write(text.toString().getBytes(StandardCharsets.UTF_8));
    }
    Path data = directory.resolve("d.csv");
    Run.done("train", data, "--target", "y", "--model-output", directory.resolve("m.json"));
  }

  /** The numbers of a training's JSON: all but its seconds. */
  private static String result(String json) {
    assertTrue(json.contains("\"coefficients\""), json);
    return json.substring(0, json.indexOf(",\"seconds\""));
  }

  /** How a text reaches the program, which is called at the @. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "@ <(cat d.csv)",
        "cat d.csv.gz | @ /dev/stdin",
        "cat d.csv | @ /proc/self/fd/0",
        "@ /dev/stdin <d.csv",
        "@ /proc/self/fd/7 7< <(cat d.csv)"
      })
  void openStreamsAreReadByTheirNames(String script) throws Exception {
    Run expected = Run.done("train", directory.resolve("d.csv"), "--target", "y", "--json");

    Shell run = Shell.done(directory, script.replace("@", "fallline train --target y --json"));

    assertEquals(result(expected.out()), result(run.out()));
  }

  /** What writes to a named pipe. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "cat d.csv",
        "cat d.csv.gz",
        "head -n 2 d.csv; sleep 0.3; tail -n +3 d.csv",
        "head -n 9 d.csv | gzip; sleep 0.3; tail -n +10 d.csv | gzip",
        "head -c 1 d.csv.gz; sleep 0.3; tail -c +2 d.csv.gz",
        "printf '\\xef\\xbb\\xbf'; sleep 0.2; cat d.csv"
      })
  void whatPipesBringTrainsTheModelOfTheFile(String writer) throws Exception {
    for (String memory : List.of("auto", "streaming")) {
      String command = "train % --target y --json --memory " + memory;
      // What is read once has no passes for the last digits: pipes are compared with a plain pipe.
      boolean once = memory.equals("streaming");
      Run expected = run(command, once ? pipe("cat d.csv") : directory.resolve("d.csv"));
      Run run = run(command, pipe(writer));

      assertEquals(result(expected.out()), result(run.out()), memory);
    }
  }

  /** A named pipe that a script of bash writes to. */
  private static Path pipe(String writer) throws IOException, InterruptedException {
    Path pipe = pipe();
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "needs bash");
    new ProcessBuilder("/bin/bash", "-c", "(" + writer + ") >" + pipe)
        .directory(directory.toFile())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
    return pipe;
  }

  private static Path pipe() throws IOException, InterruptedException {
    Path pipe = directory.resolve("pipe" + pipes++);
    Process made = new ProcessBuilder("mkfifo", pipe.toString()).start();
    assumeTrue(made.waitFor() == 0, "needs mkfifo");
    return pipe;
  }

  /** Commands with a pipe at the %, and the file in its place. */
  @ParameterizedTest
  @CsvSource({
    "train % --target y --json --memory streaming --missing mean, d.csv",
    "train % --target y --json --method mini-batch --epochs 9 --precision float, d.csv",
    "train % --target y --json --weight b, d.csv",
    "train % --target y --json --validation-fraction 0.3, d.csv.gz",
    "train % --target y --json --report :r.html --plot :p.svg, d.csv.gz",
    "predict % --model :m.json, d.csv",
    "predict :d.csv --model %, m.json",
    "predict % --model :m.json --missing mean, d.csv.gz",
    "evaluate % --model :m.json --json, d.csv",
    "evaluate :d.csv --model % --json, m.json",
    "evaluate % --model :m.json --json --missing mean, d.csv",
    "compare % --target y --seconds 0.05 --epochs 3 --repetitions 1 --json, d.csv",
    "tune % --target y --json, d.csv"
  })
  void pipedInputsGiveTheResultsOfFiles(String command, String file) throws Exception {
    Run expected = run(command, directory.resolve(file));
    Run run = run(command, pipe("cat " + file));

    assertEquals(0, run.code(), run.err());
    if (command.startsWith("train")) {
      assertEquals(result(expected.out()), result(run.out()));
    } else if (command.startsWith("predict") || command.startsWith("evaluate")) {
      assertEquals(expected.out(), run.out());
    }
  }

  private static Run run(String command, Path input) {
    String[] words = command.split(" ", -1);
    for (int i = 0; i < words.length; i++) {
      if (words[i].startsWith(":")) {
        words[i] = directory.resolve(words[i].substring(1)).toString();
      } else if (words[i].equals("%")) {
        words[i] = input.toString();
      }
    }
    return Run.of((Object[]) words);
  }

  /** A report carries the results as they were, though a pipe can be read only once. */
  @ParameterizedTest
  @ValueSource(strings = {"gradient.json", "convergence.json"})
  void pipedResultsMakeTheReportOfTheFile(String name) throws Exception {
    Files.copy(Path.of("benchmarks/results", name), directory.resolve(name));

    Results expected = Results.read(List.of(directory.resolve(name)));
    Results found = Results.read(List.of(pipe("cat " + name)));

    assertEquals(expected.convergences(), found.convergences());
    assertEquals(expected.embedded().get(0).packed(), found.embedded().get(0).packed());
  }

  /** Commands that write to a pipe at the %, and how many lines arrive at its other end. */
  @ParameterizedTest
  @CsvSource({
    "generate --rows 20000 --features 2 --output %, 20001",
    "predict :d.csv --model :m.json --output %, 4001",
    "train :d.csv --target y --history-output % --epochs 2 --tolerance 0, 4"
  })
  void outputsGoIntoPipes(String command, int lines) throws Exception {
    Path pipe = pipe();
    Process reader = new ProcessBuilder("wc", "-l", pipe.toString()).start();

    Run run = run(command, pipe);

    assertEquals(0, run.code(), run.err());
    String counted = new String(reader.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(lines + " " + pipe, counted.strip());
    assertTrue(Files.exists(pipe), "the pipe is still there");
  }

  @Test
  void outputsGoIntoSubstitutedProcessesAndStandardOutput() throws Exception {
    String generate = "fallline generate --rows 5 --features 2 --output ";
    String substituted = generate + ">(wc -l >n.part; mv n.part n) >/dev/null;";
    String waiting = " until [ -e n ]; do sleep 0.1; done; cat n; ";
    Shell run =
        Shell.run(directory, substituted + waiting + generate + "/dev/stdout 2>/dev/null | wc -l");

    assertEquals(List.of("6", "6"), run.out().lines().map(String::strip).toList(), run.err());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "train % --target y | true | pipe: the file is empty; expected rows of numbers",
        "train /dev/null --target y | | /dev/null: the file is empty; expected rows of numbers",
        "predict :d.csv --model % | true | pipe: damaged: the file is empty",
        "train % --target y --categorical one-hot | | can be read only once; save it to a file",
        "train % --target y --cache :rows.npy | | not a regular file; --cache requires one",
        "train :d.csv --target y --checkpoint /dev/stdout | | /dev/stdout is a pipe or a device",
        "train :d.csv --target y --checkpoint /dev/null | | /dev/null is a pipe or a device",
        "train :d.csv --target y --checkpoint % | | is a pipe or a device, which cannot hold",
        "train /proc/self/status --target y | | /proc/self/status:1: no column 'y'"
      })
  void errorsOfPipesAreNamed(String command, String writer, String message) throws Exception {
    Run run = run(command, writer == null ? pipe() : pipe(writer));

    assertTrue(run.code() == 2 || run.code() == 3, run.err());
    assertTrue(run.err().replaceAll("pipe\\d+:", "pipe:").contains(message), run.err());
    assertEquals(1, run.err().lines().count(), run.err());
    assertTrue(Files.exists(Path.of("/dev/null")) && Files.exists(Path.of("/dev/stdout")));
  }

  @Test
  void trainingResumesFromAPipedCheckpoint() throws Exception {
    String train = "train :d.csv --target y --json --method stochastic --tolerance 0 --epochs ";
    Run whole = run(train + 6, null);
    run(train + "3 --checkpoint :ck.json", null);

    Run resumed = run(train + "6 --resume --checkpoint %", pipe("cat ck.json"));

    assertEquals(0, resumed.code(), resumed.err());
    assertEquals(result(whole.out()), result(resumed.out()));
    assertTrue(resumed.err().contains("no checkpoints are written"), resumed.err());
    assertFalse(Files.exists(directory.resolve("ck.json.previous")));
  }
}
