package io.github.fallline.report.comparison;

import io.github.fallline.compare.Convergence;
import io.github.fallline.compare.MethodRuns;
import io.github.fallline.compare.SecondsInterval;
import io.github.fallline.compare.TimedRun;
import io.github.fallline.report.HtmlPage.Cell;
import io.github.fallline.report.NumberFormats;
import io.github.fallline.text.Seconds;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What changed from one measurement to another: the same methods on the same data sets, and the
 * same benchmarks of JMH.
 */
final class Changes {
  private static final double GAP = 1e-3;

  private Changes() {}

  /** The identity of a method on a data set, by which files are compared. */
  static List<Object> key(TimedRun run) {
    return List.of(run.data(), run.method(), run.threads());
  }

  static List<String> headings() {
    return List.of("what", "on", "before", "after", "change", "verdict");
  }

  /** Rows for what is in several files: each later one against the first. */
  static List<List<Cell>> rows(List<Convergence> files) {
    Map<List<Object>, MethodRuns> first = new LinkedHashMap<>();
    List<List<Cell>> rows = new ArrayList<>();
    for (Convergence file : files) {
      for (MethodRuns entry : MethodRuns.of(file.runs())) {
        Optional.ofNullable(first.putIfAbsent(key(entry.runs().get(0)), entry))
            .ifPresent(before -> rows.add(row(before, entry)));
      }
    }
    return rows;
  }

  private static List<Cell> row(MethodRuns before, MethodRuns after) {
    SecondsInterval old = before.secondsTo(GAP);
    SecondsInterval now = after.secondsTo(GAP);
    String verdict = now.isBelow(old) ? "faster" : old.isBelow(now) ? "slower" : "no change shown";
    return List.of(
        Cell.of(after.method().label() + ", to " + Convergence.gapText(GAP)),
        Cell.of(
            after.data().name()
                + ", "
                + after.threads()
                + (after.threads() == 1 ? " thread" : " threads")),
        cell(old),
        cell(now),
        change(old.median(), now.median()),
        Cell.of(verdict));
  }

  private static Cell cell(SecondsInterval seconds) {
    return new Cell(
        Seconds.format(seconds.median()),
        seconds.low() == seconds.high() ? "" : Seconds.range(seconds.low(), seconds.high()),
        seconds.median());
  }

  private static Cell change(double before, double after) {
    double percent = 100 * (after / before - 1);
    return Double.isFinite(percent)
        ? Cell.of(String.format(Locale.ROOT, "%+.1f %%", percent).replace('-', '−'), percent)
        : Cell.of("–");
  }

  /** Rows for the benchmarks of JMH that are in several files: each later one against the first. */
  static List<List<Cell>> jmhRows(List<Results.BenchmarkFile> files) {
    Map<List<Object>, JmhResult> earlier = new LinkedHashMap<>();
    List<List<Cell>> rows = new ArrayList<>();
    for (Results.BenchmarkFile file : files) {
      Map<List<Object>, JmhResult> own = new LinkedHashMap<>();
      for (JmhResult result : file.results()) {
        Optional.ofNullable(earlier.get(key(result)))
            .ifPresent(before -> rows.add(row(before, result)));
        own.put(key(result), result);
      }
      own.forEach(earlier::putIfAbsent);
    }
    return rows;
  }

  private static List<Object> key(JmhResult result) {
    return List.of(
        result.benchmark(), result.parameters(), result.threads(), result.measures().get(0).unit());
  }

  private static List<Cell> row(JmhResult before, JmhResult after) {
    JmhResult.Measure old = before.measures().get(0);
    JmhResult.Measure now = after.measures().get(0);
    boolean apart = Math.abs(old.score() - now.score()) > old.error() + now.error();
    boolean better = now.isLowerBetter() == now.score() < old.score();
    return List.of(
        Cell.of(after.benchmark()),
        Cell.of(after.parameterText()),
        cell(old),
        cell(now),
        change(old.score(), now.score()),
        Cell.of(apart ? (better ? "faster" : "slower") : "no change shown"));
  }

  private static Cell cell(JmhResult.Measure measure) {
    return new Cell(
        NumberFormats.rounded(measure.score(), 4) + " " + measure.unit(),
        "± " + NumberFormats.rounded(measure.error(), 2),
        measure.score());
  }
}
