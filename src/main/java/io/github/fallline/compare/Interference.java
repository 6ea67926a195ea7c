package io.github.fallline.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Signs that something else disturbed measurements, in words. */
public final class Interference {
  /** Processors that others keep busy on a machine at rest. */
  private static final double AT_REST = 0.1;

  /** Times the median of its method, from which a run is an outlier. */
  private static final double OUTLIER = 2;

  private Interference() {}

  /**
   * What was seen, in words, empty if nothing: repetitions during which other processes kept more
   * than a tenth of a processor busy, and runs that took more than twice their method's median to
   * the smallest gap that it reached.
   */
  public static Optional<String> of(List<MethodRuns> methods) {
    List<TimedRun> runs = methods.stream().flatMap(method -> method.runs().stream()).toList();
    long disturbed = runs.stream().filter(run -> run.othersLoad() > AT_REST).count();
    double most =
        runs.stream()
            .mapToDouble(TimedRun::othersLoad)
            .filter(load -> load > AT_REST)
            .max()
            .orElse(0);
    long outliers = methods.stream().mapToLong(Interference::outliers).sum();
    List<String> seen = new ArrayList<>();
    if (disturbed > 0) {
      seen.add(
          String.format(
              Locale.ROOT,
              "during %d of %d runs other processes kept up to %.1f processors busy",
              disturbed,
              runs.size(),
              most));
    }
    if (outliers > 0) {
      seen.add(
          "%d of %d runs took more than twice their method's median"
              .formatted(outliers, runs.size()));
    }
    return seen.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", seen));
  }

  private static long outliers(MethodRuns method) {
    List<Double> gaps = new ArrayList<>(Convergence.GAPS);
    gaps.removeIf(gap -> !method.secondsTo(gap).isReached());
    if (gaps.isEmpty()) {
      return 0;
    }
    double gap = gaps.get(gaps.size() - 1);
    double median = method.secondsTo(gap).median();
    return method.runs().stream().filter(run -> run.secondsTo(gap) > OUTLIER * median).count();
  }
}
