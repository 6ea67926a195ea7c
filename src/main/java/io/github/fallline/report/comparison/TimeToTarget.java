package io.github.fallline.report.comparison;

import io.github.fallline.compare.BenchmarkData;
import io.github.fallline.compare.Convergence;
import io.github.fallline.report.HtmlPage.Cell;
import io.github.fallline.report.NumberFormats;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Tables of the fastest method for each gap, and of all methods. */
record TimeToTarget(List<MethodRuns> methodRuns) {
  private record Group(BenchmarkData data, int threads) {}

  /** One row a data set and number of threads, one column a gap. */
  List<List<Cell>> winners() {
    List<List<Cell>> rows = new ArrayList<>();
    methodRuns.stream()
        .map(each -> new Group(each.data(), each.threads()))
        .distinct()
        .forEach(group -> rows.add(winners(group)));
    return rows;
  }

  private List<Cell> winners(Group group) {
    List<Cell> row = new ArrayList<>();
    row.add(Cell.of(group.data().name()));
    row.add(Cell.of(group.threads()));
    for (double gap : Convergence.GAPS) {
      row.add(winner(group, gap));
    }
    return row;
  }

  /** The fastest method, its time and its lead. */
  private Cell winner(Group group, double gap) {
    List<MethodRuns> arrived =
        methodRuns.stream()
            .filter(each -> each.data().equals(group.data()))
            .filter(each -> each.threads() == group.threads())
            .filter(each -> each.secondsTo(gap).isReached())
            .sorted(Comparator.comparingDouble(each -> each.secondsTo(gap).median()))
            .toList();
    if (arrived.isEmpty()) {
      return Cell.of("none reached it");
    }
    MethodRuns.Seconds first = arrived.get(0).secondsTo(gap);
    String lead = arrived.size() == 1 ? "alone" : lead(first, arrived.get(1), gap);
    return new Cell(
        arrived.get(0).method().label(),
        NumberFormats.rounded(first.median(), 3) + " s, " + lead,
        Double.NaN);
  }

  private static String lead(MethodRuns.Seconds first, MethodRuns rival, double gap) {
    MethodRuns.Seconds second = rival.secondsTo(gap);
    // Where the slowest of one is slower than the fastest of the other, chance may have chosen.
    return first.most() >= second.least()
        ? "about equal to " + rival.method().label()
        : ratioText(second.median() / first.median()) + " × faster than " + rival.method().label();
  }

  /** Two digits; three if two would show a ratio of 1. */
  private static String ratioText(double ratio) {
    return NumberFormats.rounded(ratio, ratio < 1.1 ? 3 : 2);
  }

  /** The headings of {@link #winners()}. */
  static List<String> winnerHeadings() {
    List<String> headings = new ArrayList<>(List.of("data set", "threads"));
    Convergence.GAPS.forEach(gap -> headings.add("gap " + Convergence.gapText(gap)));
    return headings;
  }

  /** One row an entry. */
  List<List<Cell>> all() {
    return methodRuns.stream().map(TimeToTarget::row).toList();
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
    row.add(Cell.of(runs.learningRate()));
    row.add(Cell.of(runs.runs().size()));
    row.add(Cell.of(NumberFormats.count(data.rows()), (double) data.rows()));
    row.add(Cell.of(data.features()));
    row.add(Cell.of(data.condition()));
    row.add(Cell.of(data.noise()));
    return row;
  }

  private static Cell cell(MethodRuns.Seconds seconds) {
    if (!seconds.isReached()) {
      return Cell.of("never", Double.POSITIVE_INFINITY);
    }
    String most =
        Double.isFinite(seconds.most()) ? NumberFormats.rounded(seconds.most(), 3) : "never";
    String range = NumberFormats.rounded(seconds.least(), 3) + " to " + most;
    return new Cell(
        NumberFormats.rounded(seconds.median(), 3),
        seconds.least() == seconds.most() ? "" : range,
        seconds.median());
  }

  /** The headings of {@link #all()}. */
  static List<String> allHeadings() {
    List<String> headings = new ArrayList<>(List.of("method", "data set", "threads"));
    Convergence.GAPS.forEach(gap -> headings.add("s to " + Convergence.gapText(gap)));
    headings.addAll(List.of("decades/s", "least gap", "learning rate", "repetitions"));
    headings.addAll(List.of("rows", "features", "condition", "noise"));
    return headings;
  }
}
