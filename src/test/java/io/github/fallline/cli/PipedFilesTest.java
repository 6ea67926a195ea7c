package io.github.fallline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
        "@ <(cat d.csv.gz)",
        "cat d.csv | @ /dev/stdin",
        "cat d.csv.gz | @ /dev/stdin",
        "cat d.csv | @ /dev/fd/0",
        "cat d.csv | @ /proc/self/fd/0",
        "@ /dev/stdin <d.csv",
        "@ /proc/self/fd/7 7< <(cat d.csv)",
        "@ /dev/fd/7 7<d.csv",
        "mkfifo p; cat d.csv >p & @ p",
        "mkfifo p; ln -s p link; cat d.csv.gz >p & @ link",
        "mkfifo p; (head -n 2 d.csv; sleep 0.3; tail -n +3 d.csv) >p & @ p",
        "mkfifo p; (head -n 9 d.csv | gzip; sleep 0.3; tail -n +10 d.csv | gzip) >p & @ p",
        "mkfifo p; (head -c 1 d.csv.gz; sleep 0.3; tail -c +2 d.csv.gz) >p & @ p",
        "@ <(printf '\\xef\\xbb\\xbf'; sleep 0.2; cat d.csv)",
      })
  void pipedDataTrainTheModelOfTheFile(String script, @TempDir Path own) throws Exception {
    for (String name : List.of("d.csv", "d.csv.gz")) {
      Files.copy(directory.resolve(name), own.resolve(name));
    }
    Run expected = Run.done("train", directory.resolve("d.csv"), "--target", "y", "--json");

    Shell run = Shell.done(own, script.replace("@", "fallline train --target y --json"));

    assertEquals(result(expected.out()), result(run.out()));
  }

  /** Commands with pipes for their inputs, and the files in their place. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "train % --target y --json --memory streaming | d.csv",
        "train % --target y --json --memory streaming --missing mean | d.csv",
        "train % --target y --json --method mini-batch --epochs 9 --tolerance 0 --precision float"
            + " --memory streaming | d.csv",
        "train % --target y --json --weight b | d.csv",
        "train % --target y --json --validation-fraction 0.3 | d.csv.gz",
        "predict % --model m.json | d.csv",
        "predict d.csv --model % | m.json",
        "predict % --model m.json --missing mean | d.csv.gz",
        "evaluate % --model m.json --json | d.csv",
        "evaluate d.csv --model % --json | m.json",
        "evaluate % --model m.json --json --missing mean | d.csv"
      })
  void pipedInputsGiveTheResultsOfFiles(String command, String file) throws Exception {
    Shell expected = Shell.run(directory, "fallline " + command.replace("%", file));
    Shell run = Shell.run(directory, "fallline " + command.replace("%", "<(cat " + file + ")"));

    assertEquals(0, run.code(), run.err());
    boolean training = command.startsWith("train");
    assertEquals(
        training ? result(expected.out()) : expected.out(),
        training ? result(run.out()) : run.out());
    assertEquals(expected.err(), run.err());
  }

  @Test
  void compareAndTuneAndReportReadPipes() throws Exception {
    String limits = " --target y --seconds 0.05 --epochs 3 --repetitions 1 --json";
    Shell compared = Shell.run(directory, "fallline compare <(cat d.csv)" + limits);
    assertEquals(0, compared.code(), compared.err());
    assertTrue(compared.out().startsWith("{\"optimum\":"), compared.out());

    Shell tuned = Shell.run(directory, "fallline tune <(cat d.csv) --target y --json");
    assertEquals(0, tuned.code(), tuned.err());

    Files.writeString(
        directory.resolve("jmh.json"),
        "[{\"benchmark\": \"a.B.c\", \"mode\": \"avgt\", \"primaryMetric\": {\"score\": 1.0,"
            + " \"scoreError\": 0.1, \"scoreUnit\": \"ms/op\"}, \"secondaryMetrics\": {}}]");
    Shell reported =
        Shell.run(directory, "fallline report <(cat jmh.json) --output r.html && wc -c <r.html");
    assertEquals(0, reported.code(), reported.err());
  }

  /** The end of a script, and the lines that arrive at the other end of its pipe. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "generate --rows 5 --features 2 --output % | 6",
        "generate --rows 20000 --features 2 --output % | 20001",
        "predict d.csv --model m.json --output % | 4001",
        "train d.csv --target y --history-output % --epochs 2 --tolerance 0 | 4"
      })
  void outputsGoIntoPipes(String command, int lines) throws Exception {
    String quiet = "fallline " + command + " >/dev/null 2>&1";
    Shell substituted =
        Shell.run(
            directory,
            "rm -f n; " + quiet.replace("%", ">(wc -l >n.part; mv n.part n)")
                + "; until [ -e n ]; do sleep 0.1; done; cat n");
    Shell named =
        Shell.run(
            directory, "rm -f q; mkfifo q; wc -l <q & " + quiet.replace("%", "q") + "; wait");
    Shell standard =
        Shell.run(
            directory,
            "fallline " + command.replace("%", "/dev/stdout") + " 2>/dev/null | wc -l");

    assertEquals(List.of(lines, lines, lines), List.of(count(substituted), count(named), count(standard)));
    assertTrue(Files.exists(directory.resolve("q")), "the pipe is still there");
  }

  private static int count(Shell run) {
    return Integer.parseInt(run.out().strip());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "train <(true) --target y | /dev/fd/63: the file is empty; expected rows of numbers",
        "train /dev/null --target y | /dev/null: the file is empty; expected rows of numbers",
        "predict d.csv --model <(true) | /dev/fd/63: damaged: the file is empty",
        "train <(cat d.csv) --target y --categorical one-hot | can be read only once; save it",
        "train <(cat d.csv) --target y --cache rows.npy | is no file with a size and a time",
        "train d.csv --target y --checkpoint /dev/stdout | /dev/stdout is a pipe or a device",
        "train d.csv --target y --checkpoint >(cat) | /dev/fd/63 is a pipe or a device",
        "train /proc/self/status --target y | /proc/self/status:",
      })
  void errorsOfPipesAreNamed(String command, String message) throws Exception {
    Shell run = Shell.run(directory, "fallline " + command);

    assertTrue(run.code() == 2 || run.code() == 3, run.err());
    assertTrue(run.err().contains(message), run.err());
    assertEquals(1, run.err().lines().count(), run.err());
  }

  @Test
  void trainingResumesFromAPipedCheckpoint() throws Exception {
    String train = "fallline train d.csv --target y --json --method stochastic --tolerance 0";
    Shell whole = Shell.run(directory, train + " --epochs 6");
    Shell.run(directory, train + " --epochs 3 --checkpoint ck.json");

    Shell resumed = Shell.run(directory, train + " --epochs 6 --resume --checkpoint <(cat ck.json)");

    assertEquals(0, resumed.code(), resumed.err());
    assertEquals(result(whole.out()), result(resumed.out()));
    assertTrue(resumed.err().contains("no checkpoints are written"), resumed.err());
    assertFalse(Files.exists(directory.resolve("ck.json.previous")));
  }
}
