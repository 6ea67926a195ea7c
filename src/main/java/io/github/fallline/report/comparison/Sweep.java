package io.github.fallline.report.comparison;

import io.github.fallline.compare.BenchmarkData;
import io.github.fallline.compare.MethodRuns;
import io.github.fallline.compare.SecondsInterval;
import io.github.fallline.compare.Verdict;
import io.github.fallline.report.NumberFormats;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Measurements that differ in one thing: data sets in one property, or one data set in the threads
 * or in the sizes of batches.
 *
 * @param factor what differs
 * @param stages by its value; copied
 */
record Sweep(Factor factor, List<Stage> stages) {
  /** What may differ. */
  enum Factor {
    ROWS("rows"),
    FEATURES("features"),
    BATCH("batch size"),
    CONDITION("condition number"),
    NOISE("noise"),
    THREADS("threads");

    private final String label;

    Factor(String label) {
      this.label = label;
    }

    String label() {
      return label;
    }

    /** The label at the beginning of a sentence. */
    String heading() {
      return label.substring(0, 1).toUpperCase(Locale.ROOT) + label.substring(1);
    }

    private double of(MeasuredGroup group) {
      BenchmarkData data = group.data();
      return switch (this) {
        case ROWS -> data.rows();
        case FEATURES -> data.features();
        case CONDITION -> data.condition();
        case NOISE -> data.noise();
        case THREADS -> group.threads();
        case BATCH -> Double.NaN;
      };
    }

    /** Whether two groups differ in nothing else. */
    private boolean relates(MeasuredGroup a, MeasuredGroup b) {
      for (Factor other : values()) {
        if (other != this && Double.compare(other.of(a), other.of(b)) != 0) {
          return false;
        }
      }
      return a.origin().equals(b.origin()) && (this != THREADS || a.data().equals(b.data()));
    }
  }

  /**
   * One value of the factor.
   *
   * @param value the value
   * @param group what was measured there
   */
  record Stage(double value, MeasuredGroup group) {}

  /**
   * A line over the values.
   *
   * @param name of the line
   * @param entries by the value of the factor
   */
  record Line(String name, Map<Double, MethodRuns> entries) {}

  Sweep {
    stages = List.copyOf(stages);
  }

  /** The longest sweep of each factor; factors of which only one value was measured have none. */
  static List<Sweep> of(List<MeasuredGroup> groups) {
    List<Sweep> sweeps = new ArrayList<>();
    for (Factor factor : Factor.values()) {
      Optional<Sweep> sweep = factor == Factor.BATCH ? batches(groups) : longest(factor, groups);
      sweep.ifPresent(sweeps::add);
    }
    return sweeps;
  }

  private static Optional<Sweep> longest(Factor factor, List<MeasuredGroup> groups) {
    return groups.stream()
        .map(base -> around(factor, base, groups))
        .filter(sweep -> sweep.stages.size() > 1)
        .max(
            Comparator.<Sweep>comparingInt(sweep -> sweep.stages.size())
                .thenComparingLong(sweep -> sweep.stages.get(0).group().data().rows())
                .thenComparingInt(sweep -> sweep.stages.get(0).group().threads()));
  }

  private static Sweep around(Factor factor, MeasuredGroup base, List<MeasuredGroup> groups) {
    return new Sweep(
        factor,
        groups.stream()
            .filter(group -> factor.relates(base, group))
            .map(group -> new Stage(factor.of(group), group))
            .filter(stage -> Double.isFinite(stage.value()))
            .sorted(Comparator.comparingDouble(Stage::value))
            .toList());
  }

  /** The group with the most sizes of batches. */
  private static Optional<Sweep> batches(List<MeasuredGroup> groups) {
    return groups.stream()
        .max(
            Comparator.<MeasuredGroup>comparingLong(
                    group -> group.methods().stream().filter(Sweep::isMiniBatch).count())
                .thenComparingInt(MeasuredGroup::threads))
        .filter(group -> group.methods().stream().filter(Sweep::isMiniBatch).count() > 1)
        .map(group -> new Sweep(Factor.BATCH, List.of(new Stage(Double.NaN, group))));
  }

  private static boolean isMiniBatch(MethodRuns entry) {
    return entry.method().batchSize() > 0;
  }

  /** The settings that are the same throughout, in words. */
  String constant() {
    MeasuredGroup group = stages.get(0).group();
    List<String> parts = new ArrayList<>();
    for (Factor other : Factor.values()) {
      double value = other.of(group);
      if (other != factor && Double.isFinite(value)) {
        parts.add(
            switch (other) {
              case CONDITION -> "condition " + exact(value);
              case NOISE -> "noise " + exact(value);
              case THREADS -> exact(value) + (value == 1 ? " thread" : " threads");
              default -> exact(value) + " " + other.label();
            });
      }
    }
    return String.join(", ", parts);
  }

  /** Whether values are spread by their ratios: where all are above zero. */
  boolean isLogarithmic() {
    return factor == Factor.BATCH || stages.get(0).value() > 0;
  }

  /** The lines of the chart: one a method, or for batches one a kind of step. */
  List<Line> lines() {
    Map<String, Map<Double, MethodRuns>> lines = new LinkedHashMap<>();
    for (Stage stage : stages) {
      for (MethodRuns entry : stage.group().methods()) {
        if (factor != Factor.BATCH) {
          put(lines, entry.method().label(), stage.value(), entry);
        } else if (entry.method().method().equals("full-batch by moments")) {
          // It has no batches: a level line to compare with.
          put(lines, entry.method().label(), 1, entry);
          put(lines, entry.method().label(), (double) entry.data().rows(), entry);
        } else if (entry.method().update().equals("plain")) {
          put(lines, kindOfStep(entry), batchRows(entry), entry);
        }
      }
    }
    return lines.entrySet().stream()
        .filter(line -> line.getValue().size() > 1) // one point shows no effect
        .map(line -> new Line(line.getKey(), line.getValue()))
        .toList();
  }

  private static void put(
      Map<String, Map<Double, MethodRuns>> lines, String name, double value, MethodRuns entry) {
    lines.computeIfAbsent(name, key -> new LinkedHashMap<>()).putIfAbsent(value, entry);
  }

  private static String kindOfStep(MethodRuns entry) {
    String suffix = entry.method().method().endsWith("unwhitened") ? " unwhitened" : "";
    return "steps on rows" + suffix;
  }

  private static double batchRows(MethodRuns entry) {
    if (entry.method().batchSize() > 0) {
      return entry.method().batchSize();
    }
    return entry.method().method().startsWith("stochastic") ? 1 : entry.data().rows();
  }

  /** Which method is fastest where, as a sentence. */
  String sentence(double gap, boolean classicalOnly) {
    if (factor == Factor.BATCH) {
      return batchSentence(gap, classicalOnly);
    }
    List<Line> lines = lines();
    List<Verdict> verdicts =
        stages.stream().map(stage -> verdict(stage, lines, gap, classicalOnly)).toList();
    List<Integer> starts = new ArrayList<>();
    for (int i = 0; i < verdicts.size(); i++) {
      if (i == 0 || !sameMethods(verdicts.get(i), verdicts.get(i - 1))) {
        starts.add(i);
      }
    }
    if (starts.size() == 1) {
      return "%s from %s to %s: %s."
          .formatted(
              factor.heading(),
              exact(stages.get(0).value()),
              exact(stages.get(stages.size() - 1).value()),
              methods(verdicts.get(0)));
    }
    if (factor == Factor.THREADS) {
      return IntStream.range(0, stages.size())
          .mapToObj(
              i -> {
                double count = stages.get(i).value();
                return exact(count)
                    + (count == 1 ? " thread: " : " threads: ")
                    + methods(verdicts.get(i));
              })
          .collect(Collectors.joining("; ", "", "."));
    }
    StringBuilder sentence = new StringBuilder();
    String from = "";
    for (int k = 0; k < starts.size(); k++) {
      boolean last = k == starts.size() - 1;
      String to = last ? "" : about(boundary(verdicts, starts.get(k + 1), gap));
      if (k == 0) {
        sentence.append("%s below about %s".formatted(factor.heading(), to));
      } else if (last) {
        sentence.append("; above about ").append(from);
      } else {
        sentence.append("; from about %s to %s".formatted(from, to));
      }
      sentence.append(": ").append(methods(verdicts.get(starts.get(k))));
      from = to;
    }
    return sentence.append('.').toString();
  }

  /**
   * Of the methods that were measured at several values: others would win at one by being there.
   */
  private static Verdict verdict(Stage stage, List<Line> lines, double gap, boolean classicalOnly) {
    List<MethodRuns> methods =
        lines.stream()
            .map(line -> line.entries().get(stage.value()))
            .filter(Objects::nonNull)
            .filter(entry -> !classicalOnly || entry.isClassical())
            .toList();
    return Verdict.of(methods, gap);
  }

  private String batchSentence(double gap, boolean classicalOnly) {
    MeasuredGroup group = stages.get(0).group();
    List<MethodRuns> steps =
        group.methods().stream()
            .filter(entry -> entry.method().update().equals("plain"))
            .filter(entry -> !entry.method().method().contains("moments"))
            .filter(entry -> !classicalOnly || entry.isClassical())
            .toList();
    Verdict verdict = Verdict.of(steps, gap);
    Set<String> sizes = new LinkedHashSet<>();
    verdict.first().stream()
        .sorted(Comparator.comparingDouble(Sweep::batchRows))
        .forEach(entry -> sizes.add(exact(batchRows(entry))));
    if (sizes.isEmpty()) {
      return "No size of a batch reaches it.";
    }
    return verdict.winner().isPresent()
        ? "Of the steps on rows, those on batches of %s are fastest."
            .formatted(String.join("", sizes))
        : "Of the steps on rows, batches of %s are fastest, and level."
            .formatted(String.join(", ", sizes));
  }

  private static boolean sameMethods(Verdict a, Verdict b) {
    return Set.copyOf(a.labels()).equals(Set.copyOf(b.labels()))
        && a.winner().isPresent() == b.winner().isPresent();
  }

  private static String methods(Verdict verdict) {
    List<String> labels = verdict.labels();
    if (labels.isEmpty()) {
      return "none reaches it in time";
    }
    if (verdict.winner().isPresent()) {
      return labels.get(0) + " is fastest";
    }
    return labels.size() == 1
        ? "undecided, too few repetitions"
        : String.join(", ", labels.subList(0, Math.min(3, labels.size())))
            + (labels.size() > 3 ? " and " + (labels.size() - 3) + " more" : "")
            + " are level";
  }

  /**
   * Where the methods change between one stage and the next: where the lines of the two fastest
   * cross, else in the middle; on logarithmic scales.
   */
  private double boundary(List<Verdict> verdicts, int next, double gap) {
    Stage left = stages.get(next - 1);
    Stage right = stages.get(next);
    double middle = Math.sqrt(left.value() * right.value());
    if (verdicts.get(next - 1).first().isEmpty() || verdicts.get(next).first().isEmpty()) {
      return middle;
    }
    String before = verdicts.get(next - 1).labels().get(0);
    String after = verdicts.get(next).labels().get(0);
    double leftLead = logRatio(left.group(), before, after, gap);
    double rightLead = logRatio(right.group(), before, after, gap);
    if (!(leftLead < 0 && rightLead > 0) || Double.isInfinite(leftLead - rightLead)) {
      return middle;
    }
    double share = leftLead / (leftLead - rightLead);
    return left.value() * Math.pow(right.value() / left.value(), share);
  }

  /** The logarithm of the seconds of one method over those of another; NaN if one is missing. */
  private static double logRatio(MeasuredGroup group, String a, String b, double gap) {
    return Math.log(seconds(group, a, gap) / seconds(group, b, gap));
  }

  private static double seconds(MeasuredGroup group, String label, double gap) {
    return group.methods().stream()
        .filter(entry -> entry.method().label().equals(label))
        .map(entry -> entry.secondsTo(gap))
        .mapToDouble(SecondsInterval::median)
        .findFirst()
        .orElse(Double.NaN);
  }

  /** A place between measurements, which is not known to more than two digits. */
  private String about(double value) {
    double rounded = new BigDecimal(value).round(new MathContext(2)).doubleValue();
    boolean whole = factor == Factor.ROWS || factor == Factor.FEATURES;
    return exact(whole ? Math.rint(rounded) : rounded);
  }

  private static String exact(double value) {
    return value == Math.rint(value)
        ? NumberFormats.count((long) value)
        : NumberFormats.rounded(value, 3);
  }
}
