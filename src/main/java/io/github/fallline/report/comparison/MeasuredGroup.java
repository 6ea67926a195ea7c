package io.github.fallline.report.comparison;

import io.github.fallline.compare.BenchmarkData;
import io.github.fallline.compare.MethodRuns;
import io.github.fallline.compare.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was measured on one data set with one number of threads: methods that can be compared.
 *
 * @param origin where and when, the same for all that was measured together
 * @param data the data set
 * @param threads of all methods
 * @param methods the methods, each once; copied
 */
record MeasuredGroup(String origin, BenchmarkData data, int threads, List<MethodRuns> methods) {
  private record Key(BenchmarkData data, int threads) {}

  MeasuredGroup {
    methods = List.copyOf(methods);
  }

  /**
   * All groups, in the order in which the entries name them.
   *
   * @param entries of one origin
   */
  static List<MeasuredGroup> of(String origin, List<MethodRuns> entries) {
    Map<Key, List<MethodRuns>> groups = new LinkedHashMap<>();
    for (MethodRuns entry : entries) {
      groups
          .computeIfAbsent(new Key(entry.data(), entry.threads()), key -> new ArrayList<>())
          .add(entry);
    }
    return groups.entrySet().stream()
        .map(
            each ->
                new MeasuredGroup(
                    origin, each.getKey().data, each.getKey().threads, each.getValue()))
        .toList();
  }

  /** The fastest methods to a gap, of all or of the classical ones. */
  Verdict verdict(double gap, boolean classicalOnly) {
    return Verdict.of(
        methods.stream().filter(method -> !classicalOnly || method.isClassical()).toList(), gap);
  }

  /** How certain a verdict is, as a sentence. */
  static String certainty(Verdict verdict) {
    if (verdict.first().isEmpty()) {
      return "";
    }
    int repetitions = verdict.first().get(0).runs().size();
    if (verdict.winner().isPresent()) {
      return "This is certain: its 95 %% interval of %d repetitions is apart from all others."
          .formatted(repetitions);
    }
    return verdict.first().size() > 1
        ? "Which of these is faster is not certain: their 95 % intervals overlap."
        : "";
  }
}
