package io.github.fallline.report.comparison;

import io.github.fallline.compare.BenchmarkData;
import io.github.fallline.compare.MethodLabel;
import io.github.fallline.compare.TimedRun;
import io.github.fallline.report.NumberFormats;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One method on one data set and a number of threads, over its repetitions.
 *
 * @param data the data set
 * @param method the method
 * @param threads the threads
 * @param runs the repetitions, at least one; copied
 */
record MethodRuns(BenchmarkData data, MethodLabel method, int threads, List<TimedRun> runs) {
  MethodRuns {
    runs = List.copyOf(runs);
  }

  /** Smaller data sets before larger ones, then better conditioned before worse. */
  private static final Comparator<MethodRuns> BY_PROBLEM =
      Comparator.comparing(
          MethodRuns::data,
          Comparator.comparingLong(BenchmarkData::rows)
              .thenComparingInt(BenchmarkData::features)
              .thenComparingDouble(BenchmarkData::condition)
              .thenComparingDouble(BenchmarkData::noise));

  private record Key(BenchmarkData data, MethodLabel method, int threads) {}

  /** All entries of some runs by data set, otherwise in the order in which these come. */
  static List<MethodRuns> of(List<TimedRun> runs) {
    Map<Key, List<TimedRun>> groups = new LinkedHashMap<>();
    for (TimedRun run : runs) {
      Key key = new Key(run.data(), run.method(), run.threads());
      groups.computeIfAbsent(key, unused -> new ArrayList<>()).add(run);
    }
    List<MethodRuns> methodRuns = new ArrayList<>();
    groups.forEach(
        (key, group) -> methodRuns.add(new MethodRuns(key.data, key.method, key.threads, group)));
    methodRuns.sort(BY_PROBLEM);
    return methodRuns;
  }

  /**
   * Seconds over the repetitions.
   *
   * @param least of the fastest one
   * @param median of the middle one; infinite where at least half never came there
   * @param most of the slowest one; infinite where it never came there
   */
  record Seconds(double least, double median, double most) {
    boolean isReached() {
      return Double.isFinite(median);
    }
  }

  /** The seconds to a relative gap. */
  Seconds secondsTo(double gap) {
    double[] seconds = runs.stream().mapToDouble(run -> run.secondsTo(gap)).sorted().toArray();
    return new Seconds(seconds[0], QuantileCurve.median(seconds), seconds[seconds.length - 1]);
  }

  /** The median of the smallest gaps that repetitions saw. */
  double leastGap() {
    double[] gaps =
        runs.stream()
            .mapToDouble(run -> Math.max(TimedRun.LEAST_GAP, run.leastGap()))
            .sorted()
            .toArray();
    return QuantileCurve.median(gaps);
  }

  /** The median over the repetitions. */
  double decadesPerSecond() {
    double[] decades = runs.stream().mapToDouble(TimedRun::decadesPerSecond).toArray();
    Arrays.sort(decades);
    return decades[decades.length / 2];
  }

  /** The learning rates of the repetitions and how they were chosen. */
  String learningRate() {
    String rates =
        String.join(
            ", ",
            runs.stream()
                .map(run -> NumberFormats.rounded(run.learningRate(), 3))
                .distinct()
                .toList());
    List<String> rules = runs.stream().map(TimedRun::learningRateRule).distinct().toList();
    return rates + " (" + String.join(", ", rules) + ")";
  }
}
