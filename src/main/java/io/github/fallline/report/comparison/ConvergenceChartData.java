package io.github.fallline.report.comparison;

import io.github.fallline.chart.Series.DataPoint;
import io.github.fallline.compare.BenchmarkData;
import io.github.fallline.compare.Convergence;
import io.github.fallline.compare.MethodLabel;
import io.github.fallline.compare.MethodRuns;
import io.github.fallline.compare.SecondsInterval;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The curves and times of all entries as the JSON that the scripts of a page draw from. */
final class ConvergenceChartData {
  private static final JsonMapper MAPPER = new JsonMapper();

  /** Digits of a number: finer steps are below a pixel. */
  private static final MathContext DIGITS = new MathContext(4);

  /** The budget of the curves in a page, in bytes, and the approximate size of one point. */
  private static final int MOST_BYTES = 300_000;

  private static final int BYTES_A_SPOT = 65;
  private static final int LEAST_SPOTS = 16;
  private static final int MOST_SPOTS = 200;

  private final List<MethodRuns> methodRuns;
  private final List<BenchmarkData> dataSets;
  private final List<MethodLabel> methods;
  private final int spots;

  ConvergenceChartData(List<MethodRuns> methodRuns) {
    this.methodRuns = methodRuns;
    dataSets = methodRuns.stream().map(MethodRuns::data).distinct().toList();
    methods = methodRuns.stream().map(MethodRuns::method).distinct().toList();
    int room = MOST_BYTES / BYTES_A_SPOT / Math.max(1, methodRuns.size());
    spots = Math.max(LEAST_SPOTS, Math.min(MOST_SPOTS, room));
  }

  /** The JSON, safe within an HTML script element. */
  String json() {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("gaps", Convergence.GAPS);
    content.put("problems", dataSets.stream().map(ConvergenceChartData::content).toList());
    content.put("solvers", methods.stream().map(ConvergenceChartData::content).toList());
    content.put("entries", methodRuns.stream().map(this::content).toList());
    return MAPPER.writeValueAsString(content).replace("<", "\\u003c");
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

  private static Map<String, Object> content(MethodLabel method) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("label", method.label());
    content.put("method", method.method());
    content.put("batch", method.batchSize());
    content.put("update", method.update());
    return content;
  }

  private Map<String, Object> content(MethodRuns runs) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("problem", dataSets.indexOf(runs.data()));
    content.put("solver", methods.indexOf(runs.method()));
    content.put("threads", runs.threads());
    content.put("repetitions", runs.runs().size());
    List<Object> times = new ArrayList<>();
    for (double gap : Convergence.GAPS) {
      SecondsInterval seconds = runs.secondsTo(gap);
      times.add(seconds.isReached() ? times(seconds) : null);
    }
    content.put("secondsTo", times);
    content.put(
        "seconds", content(QuantileCurve.of(runs.runs(), QuantileCurve.Cost.SECONDS, spots)));
    content.put("epochs", content(QuantileCurve.of(runs.runs(), QuantileCurve.Cost.EPOCHS, spots)));
    OptionalDouble rows = rowsAnEpoch(runs);
    content.put(
        "rows",
        rows.isPresent()
            ? rows.getAsDouble()
            : content(QuantileCurve.of(runs.runs(), QuantileCurve.Cost.ROWS, spots)));
    return content;
  }

  /** How many rows every epoch touched, if that is one number: one curve is another's then. */
  private static OptionalDouble rowsAnEpoch(MethodRuns runs) {
    double rows = runs.data().rows();
    boolean same =
        runs.runs().stream()
            .flatMap(run -> run.points().stream())
            .allMatch(
                point -> Math.abs(point.rowGradients() - rows * point.epochs()) <= 1e-3 * rows);
    return same ? OptionalDouble.of(rows) : OptionalDouble.empty();
  }

  /** The slowest repetition may be null: it never came there. */
  private static List<Number> times(SecondsInterval seconds) {
    List<Number> times = new ArrayList<>();
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

  private static List<Number> numbers(QuantileCurve curve, ToDoubleFunction<DataPoint> of) {
    return curve.points().stream().map(point -> number(of.applyAsDouble(point))).toList();
  }

  private static @Nullable Number number(double number) {
    return Double.isFinite(number) ? new BigDecimal(number).round(DIGITS).doubleValue() : null;
  }
}
