package io.github.fallline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.JavaProcess;
import io.github.fallline.faults.FaultyFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every open, read, write, force, rename, delete and native allocation of a run fails in turn. The
 * system property {@code fallline.faults} says how many of these trials are made, drawn at random
 * from all; {@code all} makes all of them.
 */
class FaultTest {
  private static final String TRIALS = System.getProperty("fallline.faults", "200");

  private static final String TRAIN = "train :few.csv --target y ";

  private static final List<String> COMMANDS =
      List.of(
          TRAIN + "--model-output @m.json --history-output @h.csv --plot @p.svg --report @r.html",
          TRAIN + "--plot @p.png --json",
          TRAIN + "--cache @rows.npy= --model-output @m.json",
          TRAIN + "--cache @rows.npy=rows.npy --model-output @m.json",
          TRAIN + "--cache @rows.npy=other.npy --precision float --model-output @m.json",
          TRAIN + "--cache @rows.npy=damaged.npy --memory streaming --model-output @m.json",
          TRAIN
              + "--cache @rows.npy= --memory streaming --method stochastic --epochs 2"
              + " --model-output @m.json",
          TRAIN
              + "--cache @rows.npy=rows.npy --memory streaming --method mini-batch --epochs 2"
              + " --model-output @m.json",
          TRAIN + "--memory streaming --model-output @m.json",
          TRAIN + "--memory streaming --method stochastic --epochs 2 --model-output @m.json",
          TRAIN
              + "--memory streaming --method mini-batch --batch-size 16 --precision float"
              + " --epochs 2 --report @r.html",
          TRAIN
              + "--memory streaming --gradient rows --update nesterov --epochs 2 --threads 2"
              + " --model-output @m.json",
          TRAIN + "--method stochastic --epochs 3 --threads 2 --history-output @h.csv",
          TRAIN
              + "--method mini-batch --batch-size 8 --update adam --epochs 2 --precision float"
              + " --validation-fraction 0.2 --model-output @m.json",
          TRAIN + "--loss huber --l1 0.1 --model-output @m.json",
          TRAIN + "--method mini-batch --precondition whiten --epochs 2 --model-output @m.json",
          TRAIN + "--weight x1 --model-output @m.json",
          TRAIN
              + "--weight x1 --memory streaming --method stochastic --epochs 2"
              + " --model-output @m.json",
          TRAIN
              + "--method stochastic --epochs 3 --tolerance 0 --checkpoint @run.checkpoint="
              + " --checkpoint-every 0 --model-output @m.json",
          TRAIN
              + "--method stochastic --epochs 4 --tolerance 0"
              + " --checkpoint @run.checkpoint=run.checkpoint --checkpoint-every 0 --resume"
              + " --model-output @m.json",
          "train :few.csv.gz --target y --model-output @m.json",
          "train :few.csv.gz --target y --memory streaming --method stochastic --epochs 2"
              + " --history-output @h.csv",
          "train :gaps.csv --target y --missing mean --categorical one-hot --model-output @m.json",
          "train :gaps.csv --target y --missing skip --categorical one-hot --memory streaming"
              + " --model-output @m.json",
          "predict :few.csv --model :model.json --output @p.csv",
          "predict :few.csv.gz --model :model.json",
          "predict :gaps.csv --model :words.json --missing mean --output @p.csv",
          "evaluate :few.csv --model :model.json --json",
          "evaluate :gaps.csv --model :words.json --missing skip",
          "generate --rows 2000 --features 4 --output @g.csv",
          "compare :few.csv --target y --seconds 0.01 --epochs 2 --repetitions 1 --json"
              + " --report @r.html --plot @p.svg",
          "compare :few.csv.gz --target y --seconds 0.01 --epochs 2 --repetitions 1",
          "report :traces.json :jmh.json --output @r.html --plot @p.png",
          "tune :few.csv --target y --plot @p.svg --json");

  @TempDir Path directory;

  private Path in(String name) {
    return directory.resolve("in").resolve(name);
  }

  private void writeInputs() throws IOException {
    Files.createDirectories(directory.resolve("in"));
    Files.createDirectories(directory.resolve("out"));
    SplittableRandom random = new SplittableRandom(3);
    StringBuilder few = new StringBuilder("x1,x2,y\n");
    StringBuilder gaps = new StringBuilder("x,street,y\n");
    for (int i = 0; i < 60; i++) {
      double x1 = 1 + random.nextInt(9);
      double x2 = random.nextInt(20);
      double y = 2 * x1 - x2 + random.nextInt(5);
      few.append(x1).append(',').append(x2).append(',').append(y).append('\n');
      String x = i % 7 == 0 ? "" : Double.toString(x2);
      gaps.append(x).append(i % 3 == 0 ? ",Elm," : ",Oak,").append(y).append('\n');
    }
    Files.writeString(in("few.csv"), few);
    Files.writeString(in("gaps.csv"), gaps);
    try (OutputStream packed = new GZIPOutputStream(Files.newOutputStream(in("few.csv.gz")))) {
      packed.write(few.toString().getBytes(StandardCharsets.UTF_8));
    }
    Object[] train = {"train", in("few.csv"), "--target", "y"};
    succeed(train, "--model-output", in("model.json"), "--cache", in("rows.npy"));
    succeed(train, "--exclude", "x1", "--cache", in("other.npy"));
    succeed(
        train,
        "--method",
        "stochastic",
        "--epochs",
        2,
        "--tolerance",
        0,
        "--checkpoint",
        in("run.checkpoint"));
    byte[] damaged = Files.readAllBytes(in("rows.npy"));
    damaged[200] ^= 1;
    Files.write(in("damaged.npy"), damaged);
    Object[] words = {"train", in("gaps.csv"), "--target", "y", "--missing", "mean"};
    succeed(words, "--categorical", "one-hot", "--model-output", in("words.json"));
    Files.writeString(in("traces.json"), ReportCommandTest.TRACES);
    Files.copy(Path.of("benchmarks/results/steps.json"), in("jmh.json"));
    Files.write(directory.resolve("commands"), COMMANDS);
  }

  private static void succeed(Object[] first, Object... more) {
    Object[] all = Arrays.copyOf(first, first.length + more.length);
    System.arraycopy(more, 0, all, first.length, more.length);
    Run run = Run.of(all);
    assertEquals(0, run.code(), run.err());
  }

  @Test
  void everyFaultIsOneLineAndLeavesOldFilesOrWholeOnes() throws Exception {
    writeInputs();
    Path answer = directory.resolve("answer.txt");
    Process process =
        JavaProcess.of(
                FaultyRuns.class,
                List.of(
                    "-Djava.nio.file.spi.DefaultFileSystemProvider=" + FaultyFiles.class.getName(),
                    "-Djava.io.tmpdir=" + directory.resolve("out"),
                    "-Djava.awt.headless=true",
                    "-Dorg.slf4j.simpleLogger.defaultLogLevel=off"),
                directory.toString(),
                directory.resolve("commands").toString(),
                TRIALS.equals("all") ? "" + Integer.MAX_VALUE : TRIALS)
            .redirectErrorStream(true)
            .redirectOutput(answer.toFile())
            .start();
    try {
      assertTrue(process.waitFor(30, TimeUnit.MINUTES), "the program hangs");
    } finally {
      process.destroyForcibly();
    }
    String text = Files.readString(answer);
    System.out.println(text.lines().reduce("", (first, last) -> last));

    assertEquals(0, process.exitValue(), text);
    try (Stream<Path> left = Files.list(directory.resolve("out"))) {
      assertEquals(0, left.filter(file -> file.toString().endsWith(".tmp")).count());
    }
  }
}
