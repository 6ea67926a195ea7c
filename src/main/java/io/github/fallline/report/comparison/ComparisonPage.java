package io.github.fallline.report.comparison;

import io.github.fallline.chart.SvgImage;
import io.github.fallline.compare.Convergence;
import io.github.fallline.compare.MethodRuns;
import io.github.fallline.report.HtmlPage;
import io.github.fallline.report.HtmlPage.Cell;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Benchmark results and convergence traces as one HTML page: the gap over time, the fastest method
 * for each gap, the effect of each parameter, all figures in sortable tables, and the raw results
 * for download.
 */
public final class ComparisonPage {
  /** The maximum size of a page, so that it opens at once and fits in a mail. */
  static final int MOST_BYTES = 1_000_000;

  /** Values in all lines of the still picture for readers without scripts. */
  private static final int MOST_STILL_SPOTS = 3000;

  private static final int LEAST_STILL_SPOTS = 10;

  private final Results results;
  private final String command;
  private final List<MethodRuns> methodRuns;
  private final HtmlPage page = new HtmlPage("Convergence per second");

  private ComparisonPage(Results results, String command) {
    this.results = results;
    this.command = command;
    methodRuns = results.methodRuns();
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
    page.page.write(file, "sort.js", "chart.js", "race.js");
  }

  private void fill() {
    if (!methodRuns.isEmpty()) {
      convergenceChart();
    }
    if (!results.benchmarks().isEmpty()) {
      benchmarks();
    }
    page.section("environment", "How this was measured");
    results.convergences().forEach(this::environment);
    jvms();
    if (!command.isEmpty()) {
      page.html("<p>This page: <code>" + HtmlPage.escape(command) + "</code></p>");
    }
    page.section("data", "Raw results");
    downloads();
  }

  private void convergenceChart() {
    page.paragraph(
        "The relative gap is (loss − optimum) / (initial loss − optimum), with the exact"
            + " optimum of the data set. A line is the median of the repetitions, its band"
            + " spans the best to the worst of them.");
    page.section("race", "Gap to the optimum")
        .html("<div id=\"race-chart\"></div>")
        .html("<noscript>" + still() + "</noscript>");
    TimeToTarget timeToTarget = new TimeToTarget(methodRuns);
    page.section("winners", "Fastest method by gap")
        .table(
            "The fastest method by its median seconds, and the next",
            TimeToTarget.winnerHeadings(),
            timeToTarget.winners());
    page.section("map", "Changes of the fastest method").html("<div id=\"winner-map\"></div>");
    page.section("scaling", "One parameter varied").html("<div id=\"scaling-chart\"></div>");
    page.section("all", "All methods")
        .table(
            "Median seconds to a gap (fastest to slowest repetition)",
            TimeToTarget.allHeadings(),
            timeToTarget.all());
    page.html(
        "<script type=\"application/json\" id=\"race-data\">"
            + new ConvergenceChartData(methodRuns).json()
            + "</script>");
  }

  private String still() {
    int spots = Math.max(LEAST_STILL_SPOTS, MOST_STILL_SPOTS / methodRuns.size());
    return SvgImage.of(ConvergenceChart.draw(methodRuns, spots));
  }

  private void benchmarks() {
    JmhTables tables = new JmhTables(results.benchmarks());
    page.section("benchmarks", "Benchmarks")
        .paragraph("Means and, as whiskers, their 99.9 % confidence intervals, by JMH.")
        .columns(1, tables.charts())
        .table("All JMH results", JmhTables.headings(), tables.rows());
  }

  private void environment(Convergence convergence) {
    Map<String, String> all = new LinkedHashMap<>(convergence.environment().entries());
    String repeat = all.remove("command");
    all.values().removeIf(String::isEmpty);
    all.putAll(convergence.settings());
    List<List<Cell>> rows = new ArrayList<>();
    all.forEach((name, value) -> rows.add(List.of(Cell.of(name), Cell.of(value))));
    page.table("Environment and settings", List.of("what", "value"), rows);
    if (!repeat.isEmpty()) {
      page.html("<p>To reproduce:</p><pre tabindex=\"0\">" + HtmlPage.escape(repeat) + "</pre>");
    }
  }

  private void jvms() {
    List<String> jvms = results.benchmarks().stream().map(JmhResult::jvm).distinct().toList();
    if (!jvms.isEmpty()) {
      page.paragraph("JMH ran on " + String.join(", ", jvms) + ".");
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
