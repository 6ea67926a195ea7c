package io.github.fallline.report.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.compare.BenchmarkData;
import io.github.fallline.compare.Convergence;
import io.github.fallline.compare.ConvergenceFile;
import io.github.fallline.compare.Environment;
import io.github.fallline.compare.MethodLabel;
import io.github.fallline.compare.Races;
import io.github.fallline.compare.TimedRun;
import io.github.fallline.report.HtmlPage.Cell;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files are compared, and never merged into one measurement. */
class ChangesTest {
  @TempDir Path directory;

  private static Convergence measured(
      String host, String commit, double seconds, MethodLabel... methods) {
    List<TimedRun> runs = new ArrayList<>();
    for (MethodLabel method : methods) {
      for (int i = 1; i <= 4; i++) {
        runs.add(Races.run(Races.SMALL, method, 1, i, seconds, 3));
      }
    }
    Environment environment =
        new Environment(Map.of("host", host, "commit", commit, "date", "2026-12-01T00:00:00Z"));
    return new Convergence(environment, Map.of(), runs);
  }

  private Results results(Convergence... files) {
    List<Path> paths = new ArrayList<>();
    for (Convergence each : files) {
      Path path = directory.resolve("f" + paths.size() + ".json");
      ConvergenceFile.write(path, each);
      paths.add(path);
    }
    return Results.read(paths);
  }

  /** 3 decades of 1 s before, of 0.5 s after: half the time. */
  @Test
  void changeIsInPercentWithAVerdict() {
    List<List<Cell>> rows =
        Changes.rows(
            List.of(measured("a", "1", 1, Races.FULL), measured("a", "2", 0.5, Races.FULL)));

    assertEquals(
        List.of("full-batch, to 1e-3", "small, 1 thread", "3 s", "1.5 s", "−50.0 %", "faster"),
        rows.get(0).stream().map(Cell::text).toList());
    List<Cell> same =
        Changes.rows(
                List.of(measured("a", "1", 1, Races.FULL), measured("a", "2", 1.02, Races.FULL)))
            .get(0);
    assertEquals("no change shown", same.get(5).text());
  }

  @Test
  void runsOfTwoMachinesAreNotOneMeasurement() {
    List<MeasuredGroup> groups =
        results(measured("a", "1", 1, Races.FULL), measured("b", "1", 9, Races.MINI)).groups();

    assertEquals(
        List.of("small [1. a, 1, 2026-12-01T00:00:00Z]", "small [2. b, 1, 2026-12-01T00:00:00Z]"),
        groups.stream().map(MeasuredGroup::data).map(BenchmarkData::name).toList());
    assertEquals(List.of(), Sweep.of(groups));
  }

  @Test
  void theSameMethodTwiceIsNotMerged() {
    List<MeasuredGroup> groups =
        results(measured("a", "1", 1, Races.FULL), measured("a", "1", 2, Races.FULL)).groups();

    assertEquals(2, groups.size());
    groups.forEach(group -> assertEquals(4, group.methods().get(0).runs().size()));
  }

  @Test
  void partsOfOneMeasurementAreShownTogether() {
    List<MeasuredGroup> groups =
        results(measured("a", "1", 1, Races.FULL), measured("a", "1", 2, Races.MINI)).groups();

    assertEquals(1, groups.size());
    assertEquals("small", groups.get(0).data().name());
    assertEquals(2, groups.get(0).methods().size());
  }

  /**
   * Scores of 10 and 8 with errors of 0.5 are apart; whether lower is better depends on the unit.
   */
  @Test
  void benchmarksAreComparedByTheirIntervals() {
    JmhResult old = result(10, 0.5, "ms/op");

    assertEquals("faster", verdict(old, result(8, 0.5, "ms/op")));
    assertEquals("slower", verdict(result(10, 0.5, "ops/s"), result(8, 0.5, "ops/s")));
    assertEquals("no change shown", verdict(old, result(9.2, 0.5, "ms/op")));
    assertEquals("no change shown", verdict(old, result(1, Double.NaN, "ms/op")));
    assertTrue(jmh(old, result(8, 0.5, "ops/s")).isEmpty());
  }

  private static JmhResult result(double score, double error, String unit) {
    return new JmhResult(
        "A.b", 1, Map.of("x", "1"), List.of(new JmhResult.Measure("", score, error, unit)), "jvm");
  }

  private static String verdict(JmhResult before, JmhResult after) {
    return jmh(before, after).get(0).get(5).text();
  }

  private static List<List<Cell>> jmh(JmhResult before, JmhResult after) {
    return Changes.jmhRows(
        List.of(
            new Results.BenchmarkFile("other", List.of()),
            new Results.BenchmarkFile("before", List.of(before)),
            new Results.BenchmarkFile("after", List.of(after))));
  }
}
