package io.github.fallline.report.comparison;

import io.github.fallline.chart.Series.DataPoint;
import io.github.fallline.compare.BenchmarkData;
import io.github.fallline.compare.Convergence;
import io.github.fallline.compare.MethodLabel;
import io.github.fallline.compare.MethodRuns;
import io.github.fallline.compare.SecondsInterval;
import io.github.fallline.compare.Verdict;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The curves, times and verdicts of all entries as the JSON that the scripts of a page draw from.
 */
final class ConvergenceChartData {
  private static final JsonMapper MAPPER = new JsonMapper();

  /** Digits of a number: finer steps are below a pixel. */
  private static final MathContext DIGITS = new MathContext(4);

  /** The budget of the curves in a page, in bytes, and the approximate size of one point. */
  private static final int MOST_BYTES = 400_000;

  private static final int BYTES_A_SPOT = 45;
  private static final int LEAST_SPOTS = 16;
  private static final int MOST_SPOTS = 200;

  private final List<MeasuredGroup> groups;
  private final List<Sweep> sweeps;
  private final String environment;
  private final List<MethodRuns> entries;
  private final IdentityHashMap<MethodRuns, Integer> places = new IdentityHashMap<>();
  private final List<BenchmarkData> dataSets;
  private final List<MethodLabel> methods;
  private final int spots;

  /**
   * The data of a page.
   *
   * @param environment the machine, in one line, as pictures have it below
   */
  ConvergenceChartData(List<MeasuredGroup> groups, List<Sweep> sweeps, String environment) {
    this.groups = groups;
    this.sweeps = sweeps;
    this.environment = environment;
    entries = groups.stream().flatMap(group -> group.methods().stream()).toList();
    for (MethodRuns entry : entries) {
      places.put(entry, places.size());
    }
    dataSets = groups.stream().map(MeasuredGroup::data).distinct().toList();
    methods = entries.stream().map(MethodRuns::method).distinct().toList();
    int room = MOST_BYTES / BYTES_A_SPOT / Math.max(1, 2 * entries.size());
    spots = Math.max(LEAST_SPOTS, Math.min(MOST_SPOTS, room));
  }

  /** The JSON, safe within an HTML script element. */
  String json() {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("gaps", Convergence.GAPS);
    content.put("environment", environment);
    content.put("problems", dataSets.stream().map(ConvergenceChartData::content).toList());
    content.put("solvers", methods.stream().map(MethodLabel::label).toList());
    content.put("entries", entries.stream().map(this::content).toList());
    content.put("groups", groups.stream().map(this::content).toList());
    content.put("first", groups.indexOf(first(groups)));
    content.put("sweeps", sweeps.stream().map(this::content).toList());
    return MAPPER.writeValueAsString(content).replace("<", "\\u003c");
  }

  /** The group that a page shows first: the one with the most methods, then threads. */
  static MeasuredGroup first(List<MeasuredGroup> groups) {
    return groups.stream()
        .max(
            Comparator.<MeasuredGroup>comparingInt(group -> group.methods().size())
                .thenComparingInt(MeasuredGroup::threads))
        .orElseThrow();
  }

  private static Map<String, Object> content(BenchmarkData data) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("name", data.name());
    content.put("rows", data.rows());
    content.put("features", data.features());
    content.put("condition", number(data.condition()));
    content.put("noise", number(data.noise()));
    return content;
  }

  private Map<String, Object> content(MeasuredGroup group) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("problem", dataSets.indexOf(group.data()));
    content.put("threads", group.threads());
    content.put("all", verdicts(group, false));
    content.put("classical", verdicts(group, true));
    return content;
  }

  private List<Object> verdicts(MeasuredGroup group, boolean classicalOnly) {
    List<Object> verdicts = new ArrayList<>();
    for (double gap : Convergence.GAPS) {
      Verdict verdict = group.verdict(gap, classicalOnly);
      Map<String, Object> content = new LinkedHashMap<>();
      content.put("text", verdict.text());
      content.put("certainty", MeasuredGroup.certainty(verdict));
      content.put("decided", verdict.winner().isPresent());
      content.put("first", verdict.first().stream().map(places::get).toList());
      verdicts.add(content);
    }
    return verdicts;
  }

  private Map<String, Object> content(Sweep sweep) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("label", sweep.factor().label());
    content.put("log", sweep.isLogarithmic());
    content.put("constant", sweep.constant());
    content.put("lines", sweep.lines().stream().map(this::content).toList());
    content.put("all", Convergence.GAPS.stream().map(gap -> sweep.sentence(gap, false)).toList());
    content.put(
        "classical", Convergence.GAPS.stream().map(gap -> sweep.sentence(gap, true)).toList());
    return content;
  }

  private Map<String, Object> content(Sweep.Line line) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("name", line.name());
    content.put("x", List.copyOf(line.entries().keySet()));
    content.put("entries", line.entries().values().stream().map(places::get).toList());
    return content;
  }

  private Map<String, Object> content(MethodRuns runs) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("problem", dataSets.indexOf(runs.data()));
    content.put("solver", methods.indexOf(runs.method()));
    content.put("threads", runs.threads());
    content.put("repetitions", runs.runs().size());
    content.put("classical", runs.isClassical());
    List<Object> times = new ArrayList<>();
    for (double gap : Convergence.GAPS) {
      SecondsInterval seconds = runs.secondsTo(gap);
      times.add(seconds.isReached() ? times(seconds) : null);
    }
    content.put("secondsTo", times);
    content.put("limit", number(runs.secondsSpent()));
    content.put(
        "seconds", content(QuantileCurve.of(runs.runs(), QuantileCurve.Cost.SECONDS, spots)));
    content.put("epochs", content(QuantileCurve.of(runs.runs(), QuantileCurve.Cost.EPOCHS, spots)));
    content.put("rows", content(QuantileCurve.of(runs.runs(), QuantileCurve.Cost.ROWS, spots)));
    if (isRowsOfEpochs(runs)) {
      content.put("rows", (double) runs.data().rows());
    }
    return content;
  }

  /** Whether every epoch touched all rows: one curve is a multiple of another then. */
  private static boolean isRowsOfEpochs(MethodRuns runs) {
    double rows = runs.data().rows();
    return runs.runs().stream()
        .flatMap(run -> run.points().stream())
        .allMatch(point -> Math.abs(point.rowGradients() - rows * point.epochs()) <= 1e-3 * rows);
  }

  /** The upper end may be null: it never came there. */
  private static List<@Nullable Number> times(SecondsInterval seconds) {
    List<@Nullable Number> times = new ArrayList<>();
    times.add(number(seconds.low()));
    times.add(number(seconds.median()));
    times.add(number(seconds.high()));
    return times;
  }

  private static Map<String, Object> content(QuantileCurve curve) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("x", numbers(curve, DataPoint::x));
    content.put("y", numbers(curve, DataPoint::y));
    if (curve.points().stream().anyMatch(point -> point.low() < point.high())) {
      content.put("low", numbers(curve, DataPoint::low));
      content.put("high", numbers(curve, DataPoint::high));
    }
    return content;
  }

  private static List<@Nullable Number> numbers(
      QuantileCurve curve, ToDoubleFunction<DataPoint> of) {
    List<@Nullable Number> numbers = new ArrayList<>();
    curve.points().forEach(point -> numbers.add(number(of.applyAsDouble(point))));
    return numbers;
  }

  private static @Nullable Number number(double number) {
    return Double.isFinite(number) ? new BigDecimal(number).round(DIGITS).doubleValue() : null;
  }
}
