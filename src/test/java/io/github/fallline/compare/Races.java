package io.github.fallline.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Small convergence results with round numbers, for tests. */
public final class Races {
  public static final BenchmarkData SMALL = new BenchmarkData("small", 1000, 10, 10, 0.1);
  static final BenchmarkData LARGE = new BenchmarkData("large", 100000, 10, 10, 0.1);
  public static final MethodLabel FULL = new MethodLabel("full-batch", 0, "plain");
  static final MethodLabel STOCHASTIC = new MethodLabel("stochastic", 0, "plain");
  public static final MethodLabel MINI = new MethodLabel("mini-batch", 32, "adam");

  private Races() {}

  public static Environment environment() {
    return new Environment(
        Map.of(
            "host",
            "lab",
            "cpu",
            "a processor",
            "cores",
            "2",
            "jvm",
            "a JVM",
            "nd4j",
            "1.0",
            "blas",
            "a BLAS",
            "commit",
            "abc",
            "date",
            "2026-11-21T03:00:00Z",
            "command",
            "run"));
  }

  /** A run with one decade an epoch, of so many seconds each, down to a gap. */
  public static TimedRun run(
      BenchmarkData data,
      MethodLabel method,
      int threads,
      int repetition,
      double seconds,
      int decades) {
    List<TimedRun.Point> points = new ArrayList<>();
    for (int i = 0; i <= decades; i++) {
      double gap = Double.parseDouble("1e-" + i);
      points.add(new TimedRun.Point(i * seconds, i, i * (double) data.rows(), gap));
    }
    return new TimedRun(data, method, threads, 0.5, "automatic", repetition, points);
  }

  /**
   * Two data sets, three methods, one and two threads, four repetitions. A decade takes full batch
   * 1 and 1.25 s a thread, the mini-batch 0.5 s, and stochastic steps 0.25 s, but these end at
   * 1e-2.
   */
  public static Convergence convergence() {
    List<TimedRun> runs = new ArrayList<>();
    for (BenchmarkData data : List.of(SMALL, LARGE)) {
      double size = data.rows() / 1000.0;
      for (int threads = 1; threads <= 2; threads++) {
        for (int i = 1; i <= 4; i++) {
          double full = i % 2 == 1 ? size : 1.25 * size;
          runs.add(run(data, FULL, threads, i, full / threads, 8));
          runs.add(run(data, STOCHASTIC, threads, i, 0.25 * size, 2));
          runs.add(run(data, MINI, threads, i, 0.5 * size, 4));
        }
      }
    }
    return new Convergence(environment(), Map.of("learning rates", "automatic"), runs);
  }
}
