package io.github.fallline.compare;

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
public record MethodRuns(BenchmarkData data, MethodLabel method, int threads, List<TimedRun> runs) {
  public MethodRuns {
    runs = List.copyOf(runs);
  }

  /** Smaller data sets before larger ones, then better conditioned before worse. */
  private static final Comparator<MethodRuns> BY_DATA =
      Comparator.comparing(
          MethodRuns::data,
          Comparator.comparingLong(BenchmarkData::rows)
              .thenComparingInt(BenchmarkData::features)
              .thenComparingDouble(BenchmarkData::condition)
              .thenComparingDouble(BenchmarkData::noise)
              .thenComparing(BenchmarkData::name));

  /**
   * Full batches, stochastic steps, mini-batches by size; variants and other updates after them.
   */
  private static final Comparator<MethodRuns> BY_METHOD =
      Comparator.comparing(
          MethodRuns::method,
          Comparator.comparing((MethodLabel label) -> !label.update().equals("plain"))
              .thenComparing(label -> label.method().endsWith("unwhitened"))
              .thenComparing(label -> !label.method().startsWith("full-batch"))
              .thenComparingInt(MethodLabel::batchSize));

  private record Key(BenchmarkData data, MethodLabel method, int threads) {}

  /** All entries of some runs, by data set, threads and method. */
  public static List<MethodRuns> of(List<TimedRun> runs) {
    Map<Key, List<TimedRun>> groups = new LinkedHashMap<>();
    for (TimedRun run : runs) {
      Key key = new Key(run.data(), run.method(), run.threads());
      groups.computeIfAbsent(key, unused -> new ArrayList<>()).add(run);
    }
    List<MethodRuns> methodRuns = new ArrayList<>();
    groups.forEach(
        (key, group) -> methodRuns.add(new MethodRuns(key.data, key.method, key.threads, group)));
    methodRuns.sort(BY_DATA.thenComparingInt(MethodRuns::threads).thenComparing(BY_METHOD));
    return methodRuns;
  }

  /** The seconds to a relative gap. */
  public SecondsInterval secondsTo(double gap) {
    return SecondsInterval.of(runs.stream().mapToDouble(run -> run.secondsTo(gap)).toArray());
  }

  /** The median of the smallest gaps that repetitions saw. */
  public double leastGap() {
    double[] gaps =
        runs.stream()
            .mapToDouble(run -> Math.max(TimedRun.LEAST_GAP, run.leastGap()))
            .sorted()
            .toArray();
    return SecondsInterval.middle(gaps);
  }

  /** The median over the repetitions of the decades of the gap closed a second. */
  public double decadesPerSecond() {
    double[] decades = runs.stream().mapToDouble(TimedRun::decadesPerSecond).toArray();
    Arrays.sort(decades);
    return decades[decades.length / 2];
  }

  /** The median of the seconds after which repetitions ended. */
  public double secondsSpent() {
    double[] ends =
        runs.stream()
            .mapToDouble(run -> run.points().get(run.points().size() - 1).seconds())
            .sorted()
            .toArray();
    return SecondsInterval.middle(ends);
  }

  /**
   * Whether it is a method of the textbooks: rows only, on features as they are. Gradients from
   * moments and whitened features are not.
   */
  public boolean isClassical() {
    return !method.method().contains("moments")
        && runs.stream().noneMatch(run -> run.learningRateRule().contains("whitened"));
  }
}
