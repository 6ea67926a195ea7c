package io.github.fallline.report.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.compare.BenchmarkData;
import io.github.fallline.compare.MethodLabel;
import io.github.fallline.compare.MethodRuns;
import io.github.fallline.compare.Races;
import io.github.fallline.compare.TimedRun;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class SweepTest {
  private static final double GAP = 1e-1;
  private static final MethodLabel STOCHASTIC = new MethodLabel("stochastic", 0, "plain");
  private static final MethodLabel MOMENTS = new MethodLabel("full-batch by moments", 0, "plain");

  private final List<TimedRun> runs = new ArrayList<>();

  /** Four repetitions on a data set of so many rows that take so long to a gap of 1e-1. */
  private void add(MethodLabel method, long rows, int features, double seconds) {
    BenchmarkData data = new BenchmarkData(rows + " x " + features, rows, features, 10, 0.25);
    for (int i = 1; i <= 4; i++) {
      runs.add(Races.run(data, method, 2, i, seconds, 1));
    }
  }

  private void add(MethodLabel method, long[] rows, DoubleUnaryOperator seconds) {
    for (long count : rows) {
      add(method, count, 20, seconds.applyAsDouble((double) count));
    }
  }

  private List<Sweep> sweeps() {
    return Sweep.of(MeasuredGroup.of("", MethodRuns.of(runs)));
  }

  /** Lines n^1.5 and 100 n cross at n = 10,000, between measurements at 1,000 and 100,000. */
  @Test
  void sentenceSaysWhereLinesCross() {
    long[] rows = {100, 1_000, 100_000, 1_000_000};
    add(STOCHASTIC, rows, n -> 1e-6 * Math.pow(n, 1.5));
    add(MOMENTS, rows, n -> 1e-4 * n);

    Sweep sweep = sweeps().get(0);

    assertEquals(Sweep.Factor.ROWS, sweep.factor());
    assertEquals("20 features, condition 10, noise 0.25, 2 threads", sweep.constant());
    assertEquals(
        "Rows below about 10,000: stochastic is fastest; above about 10,000:"
            + " full-batch by moments is fastest.",
        sweep.sentence(GAP, false));
    assertEquals("Rows from 100 to 1,000,000: stochastic is fastest.", sweep.sentence(GAP, true));
    assertEquals(
        "Rows from 100 to 1,000,000: none reaches it in time.", sweep.sentence(1e-6, false));
  }

  @Test
  void methodsMayBeLevelInTheMiddle() {
    add(STOCHASTIC, new long[] {100, 1_000, 10_000}, n -> n == 100 ? 1 : n == 1_000 ? 2 : 9);
    add(MOMENTS, new long[] {100, 1_000, 10_000}, n -> n == 100 ? 3 : n == 1_000 ? 2.02 : 3);

    assertEquals(
        "Rows below about 320: stochastic is fastest; from about 320 to 1,000: stochastic,"
            + " full-batch by moments are level; above about 1,000: full-batch by moments is fastest.",
        sweeps().get(0).sentence(GAP, false));
  }

  @Test
  void dataSetsThatDifferInTwoThingsAreNoSweep() {
    add(STOCHASTIC, 100, 5, 1);
    add(STOCHASTIC, 1_000, 10, 1);

    assertEquals(List.of(), sweeps());
  }

  @Test
  void longestSweepIsTaken() {
    for (int features : new int[] {2, 4, 8}) {
      add(STOCHASTIC, 500, features, features);
    }
    add(STOCHASTIC, 900, 2, 1);
    add(STOCHASTIC, 900, 4, 1);

    Sweep features =
        sweeps().stream()
            .filter(s -> s.factor() == Sweep.Factor.FEATURES)
            .findFirst()
            .orElseThrow();
    assertEquals(
        List.of(2.0, 4.0, 8.0), features.stages().stream().map(Sweep.Stage::value).toList());
    assertEquals(500, features.stages().get(0).group().data().rows());
  }

  /** Stochastic steps are batches of one row, a full batch one of all rows; moments have none. */
  @Test
  void batchesAreOneLineByTheirSize() {
    add(STOCHASTIC, 1000, 20, 5);
    add(new MethodLabel("mini-batch", 4, "plain"), 1000, 20, 2);
    add(new MethodLabel("mini-batch", 64, "plain"), 1000, 20, 1);
    add(new MethodLabel("full-batch by rows", 0, "plain"), 1000, 20, 3);
    add(MOMENTS, 1000, 20, 0.5);

    Sweep sweep = sweeps().get(0);

    assertEquals(Sweep.Factor.BATCH, sweep.factor());
    Sweep.Line steps =
        sweep.lines().stream()
            .filter(line -> line.name().equals("steps on rows"))
            .findFirst()
            .orElseThrow();
    assertEquals(
        List.of(1.0, 4.0, 64.0, 1000.0), steps.entries().keySet().stream().sorted().toList());
    assertEquals(
        "Of the steps on rows, those on batches of 64 are fastest.", sweep.sentence(GAP, false));
    assertTrue(
        sweep.lines().stream().anyMatch(line -> line.name().equals("full-batch by moments")));
  }
}
