package io.github.fallline.report.comparison;

import io.github.fallline.chart.SvgImage;
import io.github.fallline.compare.ComparisonResult;
import io.github.fallline.compare.Convergence;
import io.github.fallline.compare.Interference;
import io.github.fallline.compare.Verdict;
import io.github.fallline.report.HtmlPage;
import io.github.fallline.report.HtmlPage.Cell;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Benchmark results and convergence traces as one HTML page: the fastest method first, then what
 * changes it, the gap over time, all figures in sortable tables, and the raw results for download.
 */
public final class ComparisonPage {
  /** The maximum size of a page, so that it opens at once and fits in a mail. */
  static final int MOST_BYTES = 1_000_000;

  /** The gap of the first answer; a reader may choose another. */
  private static final double FIRST_GAP = 1e-3;

  private final Results results;
  private final String command;
  private final List<MeasuredGroup> groups;
  private final List<Sweep> sweeps;
  private final HtmlPage page;

  private ComparisonPage(Results results, String command) {
    this.results = results;
    this.command = command;
    groups = results.groups();
    sweeps = Sweep.of(groups);
    page = new HtmlPage(groups.isEmpty() ? "Benchmark results" : "Convergence per second");
  }

  /**
   * Writes the page; the file appears complete or not at all.
   *
   * @param command what writes the same page again; may be empty
   * @throws io.github.fallline.files.OutputException when it cannot be written
   */
  public static void write(Path file, Results results, String command) {
    ComparisonPage page = new ComparisonPage(results, command);
    page.fill();
    page.page.write(file, "sort.js", "chart.js", "comparison.js");
  }

  private void fill() {
    if (!groups.isEmpty()) {
      answer();
      page.contents();
      factors();
      curves();
      tables();
    } else {
      page.contents();
    }
    changes();
    if (!results.benchmarks().isEmpty()) {
      benchmarks();
    }
    if (!results.rivals().isEmpty()) {
      page.section("rivals", "Beside other programs")
          .paragraph(
              "Each is a whole process that reads the same CSV and prints the coefficients; all run"
                  + " in turn, in a drawn order. Digits are those of the worst coefficient. A wrong"
                  + " answer has no bar.");
      results.rivals().forEach(this::rivals);
    }
    environment();
    page.section("data", "Raw results");
    downloads();
  }

  /** The first screen: who is fastest, and by how much. */
  private void answer() {
    MeasuredGroup first = ConvergenceChartData.first(groups);
    Verdict verdict = first.verdict(FIRST_GAP, false);
    page.html("<div id=\"view\"></div>");
    page.html("<div id=\"answer\">");
    page.html(
        "<p class=\"answer\" id=\"answer-text\">"
            + HtmlPage.escape(
                "On %s with %d threads, to a gap of %s: %s. %s"
                    .formatted(
                        first.data().name(),
                        first.threads(),
                        Convergence.gapText(FIRST_GAP),
                        verdict.text(),
                        MeasuredGroup.certainty(verdict)))
            + "</p>");
    page.html("<div id=\"answer-chart\"></div></div>");
    for (Convergence convergence : results.convergences()) {
      Stream.of(ComparisonResult.DATA, ComparisonResult.OPTIMUM)
          .map(convergence.settings()::get)
          .filter(Objects::nonNull)
          .reduce((data, optimum) -> data + "; optimum: " + optimum)
          .ifPresent(text -> page.paragraph(text + "."));
    }
    machine()
        .ifPresent(text -> page.html("<p class=\"machine\">" + HtmlPage.escape(text) + "</p>"));
    page.html(
        "<noscript>"
            + SvgImage.of(
                sweeps.isEmpty()
                    ? ConvergenceChart.draw(first.methods())
                    : SweepChart.draw(sweeps, FIRST_GAP))
            + "</noscript>");
    page.html(
        "<script type=\"application/json\" id=\"race-data\">"
            + new ConvergenceChartData(groups, sweeps, machine().orElse("")).json()
            + "</script>");
  }

  /** The machines in one line. */
  private Optional<String> machine() {
    String text =
        results.convergences().stream()
            .map(each -> each.environment().entries())
            .map(
                entries ->
                    Stream.of(
                            entries.getOrDefault("cpu", ""),
                            entries.getOrDefault("cores", "") + " cores",
                            entries.getOrDefault("jvm", ""),
                            entries.getOrDefault("host", ""),
                            entries.getOrDefault("date", "").replaceFirst("T.*", ""))
                        .filter(part -> !part.isEmpty() && !part.equals(" cores"))
                        .collect(Collectors.joining(", ")))
            .distinct()
            .collect(Collectors.joining("; "));
    return text.isEmpty() ? Optional.empty() : Optional.of("Measured on " + text + ".");
  }

  private void factors() {
    page.section("factors", "What changes the answer");
    if (sweeps.isEmpty()) {
      page.paragraph("These results vary nothing but the method.");
      return;
    }
    page.paragraph(
        "One thing is varied at a time. A dot is a median, its whisker a 95 % interval; methods"
            + " that did not come to the gap in time have no dot.");
    page.paragraph(
        "Full batch by moments reads the rows once, for their second moments, and steps on these; by"
            + " rows it passes over all rows for every step. Stochastic steps and mini-batches"
            + " whiten features of a condition above 100, unless they are called unwhitened."
            + " Classical methods use neither moments nor whitening. Condition is that of the"
            + " features' correlations, noise its deviation over that of the signal.");
    page.html("<div id=\"factor-charts\"></div>");
    page.html("<noscript><ul>");
    sweeps.forEach(
        sweep -> page.html("<li>" + HtmlPage.escape(sweep.sentence(FIRST_GAP, false)) + "</li>"));
    page.html("</ul></noscript>");
  }

  private void curves() {
    page.section("curves", "Gap against time")
        .paragraph(
            "The relative gap is (loss − optimum) / (initial loss − optimum), with the exact"
                + " optimum of the data set. A line is the median of the repetitions, its band"
                + " spans the best to the worst of them.")
        .html("<div id=\"curve-chart\"></div>");
  }

  private void tables() {
    TimeToTarget times = new TimeToTarget(groups);
    page.section("winners", "Fastest method by data set")
        .html("<div id=\"winner-map\"></div>")
        .html("<details class=\"chooser\"><summary>In words</summary>")
        .table(
            "The fastest method, or those that are level",
            TimeToTarget.winnerHeadings(),
            times.winners())
        .html("</details>");
    page.section("all", "All methods")
        .html("<div id=\"columns\"></div>")
        .table(
            "Median time to a gap, with 95 % intervals", TimeToTarget.allHeadings(), times.all());
  }

  /** Before and after: what several files have measured. */
  private void changes() {
    List<List<Cell>> rows = Changes.rows(results.convergences());
    List<List<Cell>> jmh = Changes.jmhRows(results.benchmarkFiles());
    if (rows.isEmpty() && jmh.isEmpty()) {
      return;
    }
    page.section("changes", "Before and after")
        .paragraph(
            "The first file that has it is before, a later one after. A change counts only where intervals"
                + " are apart.");
    if (!rows.isEmpty()) {
      page.table("Methods in several files", Changes.headings(), rows);
    }
    if (!jmh.isEmpty()) {
      page.table("Benchmarks in several files", Changes.headings(), jmh);
    }
  }

  private void benchmarks() {
    JmhTables tables = new JmhTables(results.benchmarkFiles());
    page.section("benchmarks", "Benchmarks")
        .paragraph("Means and, as whiskers, their 99.9 % confidence intervals, by JMH.")
        .columns(1, tables.charts())
        .table("All JMH results", JmhTables.headings(), tables.rows());
  }

  private void rivals(RivalResult.RivalFile file) {
    RivalTables tables = new RivalTables(file.results());
    page.columns(1, tables.charts())
        .table("Programs on the same files", RivalTables.headings(), tables.rows());
    if (!file.skipped().isEmpty()) {
      page.paragraph(
          file.skipped().entrySet().stream()
              .map(each -> each.getKey() + " (" + each.getValue() + ")")
              .collect(Collectors.joining(", ", "Not run: ", ".")));
    }
    page.table("Environment of the programs", List.of("what", "value"), cells(file.environment()));
  }

  private static List<List<Cell>> cells(Map<String, String> entries) {
    List<List<Cell>> rows = new ArrayList<>();
    entries.forEach((name, value) -> rows.add(List.of(Cell.of(name), Cell.of(value))));
    return rows;
  }

  private void environment() {
    page.section("environment", "How this was measured");
    results.convergences().forEach(this::environment);
    List<String> jvms = results.benchmarks().stream().map(JmhResult::jvm).distinct().toList();
    if (!jvms.isEmpty()) {
      page.paragraph("JMH ran on " + String.join(", ", jvms) + ".");
    }
    Interference.of(groups.stream().flatMap(group -> group.methods().stream()).toList())
        .ifPresent(text -> page.paragraph("Disturbance: " + text + "."));
    if (!command.isEmpty()) {
      page.html("<p>This page: <code>" + HtmlPage.escape(command) + "</code></p>");
    }
  }

  private void environment(Convergence convergence) {
    Map<String, String> all = new LinkedHashMap<>(convergence.environment().entries());
    String repeat = all.remove("command");
    all.values().removeIf(String::isEmpty);
    all.putAll(convergence.settings());
    page.table("Environment and settings", List.of("what", "value"), cells(all));
    if (!repeat.isEmpty()) {
      page.html("<p>To reproduce:</p><pre tabindex=\"0\">" + HtmlPage.escape(repeat) + "</pre>");
    }
  }

  /** The files as they were, packed, as long as the page stays small. */
  private void downloads() {
    page.html("<div id=\"curves-download\"></div>");
    page.html("<ul>");
    for (EmbeddedResults embedded : results.embedded()) {
      page.html("<li>" + embedded.link(MOST_BYTES - page.size()) + "</li>");
    }
    page.html("</ul>");
  }
}
