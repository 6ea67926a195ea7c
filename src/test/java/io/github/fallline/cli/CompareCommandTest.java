package io.github.fallline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.SharedData;
import io.github.fallline.csv.CsvReader;
import io.github.fallline.data.Dataset;
import io.github.fallline.data.Schema;
import io.github.fallline.descent.ConvergenceRun;
import io.github.fallline.descent.GradientMethod;
import io.github.fallline.descent.TrainingConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CompareCommandTest {
  @TempDir private Path folder;

  /** A line through scattered points, whose best fit has a closed form. */
  private Path line(double[] sums) throws IOException {
    Random random = new Random(5);
    StringBuilder text = new StringBuilder("x,y\n");
    for (int i = 0; i < 300; i++) {
      double x = i % 25;
      double y = 3 * x - 4 + random.nextInt(9);
      text.append(x).append(',').append(y).append('\n');
      sums[0] += x;
      sums[1] += y;
      sums[2] += x * x;
      sums[3] += x * y;
      sums[4] += y * y;
    }
    Path file = folder.resolve("line.csv");
    Files.writeString(file, text);
    return file;
  }

  @Test
  void optimumIsTheClosedFormAndAllComeNearIt() throws IOException {
    double[] sums = new double[5];
    Path file = line(sums);
    double xx = sums[2] - sums[0] * sums[0] / 300;
    double xy = sums[3] - sums[0] * sums[1] / 300;
    double yy = sums[4] - sums[1] * sums[1] / 300;

    Run run =
        Run.of(
            "compare",
            file.toString(),
            "--target",
            "y",
            "--seconds",
            "0.2",
            "--repetitions",
            "1",
            "--json");

    assertEquals(0, run.code(), run.err());
    JsonNode json = new JsonMapper().readTree(run.out());
    double least = (yy - xy * xy / xx) / 300; // the residual mean square of a line
    assertEquals(least, json.at("/optimum/loss").asDouble(), 1e-9 * least);
    assertEquals(xy * xy / xx / yy, json.at("/optimum/r2").asDouble(), 1e-9);
    for (JsonNode method : json.at("/methods")) {
      assertTrue(method.at("/gap").asDouble() < 1e-3, method.toString());
      assertTrue(method.at("/secondsTo/1e-2").asDouble() > 0, method.toString());
    }
    assertEquals(5, json.at("/methods").size(), "4096 and 300 rows are a full batch");
  }

  @Test
  void writesPageAndPicture() throws IOException {
    Path page = folder.resolve("race.html");
    Path picture = folder.resolve("race.svg");

    Run run =
        Run.of(
            "compare",
            line(new double[5]).toString(),
            "--target",
            "y",
            "--seconds",
            "0.05",
            "--report",
            page.toString(),
            "--plot",
            picture.toString());

    assertEquals(0, run.code(), run.err());
    assertTrue(run.out().contains("fastest to 1e-6: "), run.out());
    assertTrue(Files.readString(page).contains("full-batch by moments"));
    assertTrue(Files.readString(page).contains("OpenBLAS 0."), "the page names its BLAS");
    assertTrue(Files.readString(picture).contains("stochastic"));
  }

  /** r2 of the least squares, by numpy 2.4 lstsq (an SVD) on standardized columns. */
  @ParameterizedTest
  @CsvSource({
    "winequality-white.csv, quality, '', 0.281870364133286",
    "auto-mpg.csv, mpg, 'origin,name', 0.8092552890383933",
    "diabetes.tsv, y, '', 0.5177484222203499"
  })
  void realDataHasTheKnownOptimum(String name, String target, String without, double r2) {
    List<String> arguments =
        new ArrayList<>(List.of("compare", SharedData.file(name).toString(), "--target", target));
    arguments.addAll(List.of("--missing", "skip", "--seconds", "0.02", "--repetitions", "1"));
    if (!without.isEmpty()) {
      arguments.addAll(List.of("--exclude", without));
    }
    arguments.add("--json");

    Run run = Run.of(arguments.toArray());

    assertEquals(0, run.code(), run.err());
    JsonNode json = new JsonMapper().readTree(run.out());
    assertEquals(r2, json.at("/optimum/r2").asDouble(), 1e-9);
    assertFalse(json.at("/methods/0/diverged").asBoolean(true), run.out());
  }

  @Test
  void refusesNoRepetitions() throws IOException {
    Run run =
        Run.of("compare", line(new double[5]).toString(), "--target", "y", "--repetitions", "0");

    assertEquals(2, run.code());
    assertTrue(run.err().contains("--repetitions"), run.err());
  }

  /** Batch sizes, 0 for a full batch by rows. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 8, 32})
  void runsAlikeTakeTheSamePath(int batch) throws IOException {
    GradientMethod method =
        batch == 0
            ? new GradientMethod.FullBatch(GradientMethod.Gradients.ROWS)
            : new GradientMethod.MiniBatch(batch);
    ConvergenceRun.Limits limits = new ConvergenceRun.Limits(0, 1e9, 5);
    Path file = SharedData.file("diabetes.tsv");
    try (Dataset rows = CsvReader.read(file, Schema.target("y"))) {
      TrainingConfig config = TrainingConfig.of(method);
      List<Double> first = gaps(ConvergenceRun.run(config, rows, limits));
      List<Double> second = gaps(ConvergenceRun.run(config.withThreads(1), rows, limits));

      assertEquals(first, second);
      assertTrue(first.size() > 5, "looks within epochs, too");
    }
  }

  private static List<Double> gaps(ConvergenceRun.ConvergenceCurve curve) {
    return curve.points().stream().map(ConvergenceRun.Point::gap).toList();
  }
}
