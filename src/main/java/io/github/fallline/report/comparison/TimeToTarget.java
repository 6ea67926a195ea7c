package io.github.fallline.report.comparison;

import io.github.fallline.compare.BenchmarkData;
import io.github.fallline.compare.Convergence;
import io.github.fallline.compare.MethodRuns;
import io.github.fallline.compare.SecondsInterval;
import io.github.fallline.compare.TimedRun;
import io.github.fallline.report.HtmlPage.Cell;
import io.github.fallline.report.NumberFormats;
import io.github.fallline.text.Seconds;
import java.util.ArrayList;
import java.util.List;

/** Tables of the fastest method for each gap, and of all methods. */
record TimeToTarget(List<MeasuredGroup> groups) {
  /** One row a data set and number of threads, one column a gap. */
  List<List<Cell>> winners() {
    return groups.stream().map(TimeToTarget::winners).toList();
  }

  private static List<Cell> winners(MeasuredGroup group) {
    List<Cell> row = new ArrayList<>();
    row.add(Cell.of(group.data().name()));
    row.add(Cell.of(group.threads()));
    for (double gap : Convergence.GAPS) {
      row.add(Cell.of(group.verdict(gap, false).text()));
    }
    return row;
  }

  /** The headings of {@link #winners()}. */
  static List<String> winnerHeadings() {
    List<String> headings = new ArrayList<>(List.of("data set", "threads"));
    Convergence.GAPS.forEach(gap -> headings.add("gap " + Convergence.gapText(gap)));
    return headings;
  }

  /** One row an entry. */
  List<List<Cell>> all() {
    return groups.stream()
        .flatMap(group -> group.methods().stream())
        .map(TimeToTarget::row)
        .toList();
  }

  private static List<Cell> row(MethodRuns runs) {
    BenchmarkData data = runs.data();
    List<Cell> row = new ArrayList<>();
    row.add(Cell.of(runs.method().label()));
    row.add(Cell.of(data.name()));
    row.add(Cell.of(runs.threads()));
    Convergence.GAPS.forEach(gap -> row.add(cell(runs.secondsTo(gap))));
    row.add(Cell.of(runs.decadesPerSecond()));
    row.add(Cell.of(runs.leastGap()));
    row.add(Cell.of(learningRate(runs)));
    row.add(Cell.of(runs.runs().size()));
    row.add(Cell.of(NumberFormats.count(data.rows()), (double) data.rows()));
    row.add(Cell.of(data.features()));
    row.add(Cell.of(data.condition()));
    row.add(Cell.of(data.noise()));
    return row;
  }

  private static Cell cell(SecondsInterval seconds) {
    if (!seconds.isReached()) {
      return Cell.of("never", Double.POSITIVE_INFINITY);
    }
    return new Cell(
        Seconds.format(seconds.median()),
        seconds.low() == seconds.high() ? "" : Seconds.range(seconds.low(), seconds.high()),
        seconds.median());
  }

  /** The learning rates of the repetitions and how they were chosen. */
  private static String learningRate(MethodRuns methodRuns) {
    List<String> rates =
        methodRuns.runs().stream()
            .map(run -> NumberFormats.rounded(run.learningRate(), 3))
            .distinct()
            .toList();
    List<String> rules =
        methodRuns.runs().stream().map(TimedRun::learningRateRule).distinct().toList();
    return String.join(", ", rates) + " (" + String.join(", ", rules) + ")";
  }

  /** The headings of {@link #all()}. */
  static List<String> allHeadings() {
    List<String> headings = new ArrayList<>(List.of("method", "data set", "threads"));
    Convergence.GAPS.forEach(gap -> headings.add("time to " + Convergence.gapText(gap)));
    headings.addAll(List.of("decades/s", "least gap", "learning rate", "repetitions"));
    headings.addAll(List.of("rows", "features", "condition", "noise"));
    return headings;
  }
}
