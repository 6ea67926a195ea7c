package io.github.fallline.report.comparison;

import io.github.fallline.chart.BarChart;
import io.github.fallline.chart.Drawing;
import io.github.fallline.report.HtmlPage.Cell;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** JMH results as bars with error bars and as a table. */
record JmhTables(List<JmhResult> results) {
  /** Beyond that a chart is longer than a screen; the table has all. */
  private static final int MOST_BARS = 24;

  private static final int WIDTH = 760;

  /** One chart a benchmark class and unit: quantities that can be compared. */
  List<Drawing> charts() {
    Map<String, List<JmhResult>> groups = new LinkedHashMap<>();
    for (JmhResult result : results) {
      String benchmark = result.benchmark();
      int end = benchmark.lastIndexOf('.');
      String group = benchmark.substring(0, Math.max(0, end)) + ", " + unit(result);
      groups.computeIfAbsent(group, unused -> new ArrayList<>()).add(result);
    }
    List<Drawing> charts = new ArrayList<>();
    groups.forEach((title, group) -> charts.add(chart(title, group)));
    return charts;
  }

  private static String unit(JmhResult result) {
    return result.measures().get(0).unit();
  }

  private static Drawing chart(String title, List<JmhResult> group) {
    List<BarChart.Bar> bars =
        group.stream()
            .filter(each -> Double.isFinite(each.measures().get(0).score()))
            .limit(MOST_BARS)
            .map(each -> bar(each, group))
            .toList();
    String more =
        group.size() > MOST_BARS ? " (the first " + MOST_BARS + " of " + group.size() + ")" : "";
    return new BarChart(title + more, unit(group.get(0)), bars).draw(WIDTH);
  }

  private static BarChart.Bar bar(JmhResult result, List<JmhResult> group) {
    JmhResult.Measure measure = result.measures().get(0);
    double error = Double.isFinite(measure.error()) ? measure.error() : 0;
    return new BarChart.Bar(name(result, group), measure.score(), error);
  }

  /** By what a result differs from others of its group: its method, and some parameters. */
  private static String name(JmhResult result, List<JmhResult> group) {
    List<String> parts = new ArrayList<>();
    if (differs(group, JmhResult::benchmark) || result.parameters().isEmpty()) {
      parts.add(result.benchmark().substring(result.benchmark().lastIndexOf('.') + 1));
    }
    result
        .parameters()
        .forEach(
            (name, value) -> {
              if (differs(group, each -> each.parameters().getOrDefault(name, ""))) {
                parts.add(name + " " + value);
              }
            });
    return String.join(", ", parts);
  }

  private static boolean differs(List<JmhResult> group, Function<JmhResult, String> of) {
    return group.stream().map(of).distinct().count() > 1;
  }

  /** The headings of {@link #rows()}. */
  static List<String> headings() {
    return List.of("benchmark", "parameters", "measure", "score", "± error", "unit");
  }

  /** One row a quantity that was measured. */
  List<List<Cell>> rows() {
    List<List<Cell>> rows = new ArrayList<>();
    for (JmhResult result : results) {
      for (JmhResult.Measure measure : result.measures()) {
        rows.add(
            List.of(
                Cell.of(result.benchmark()),
                Cell.of(result.parameterText()),
                Cell.of(measure.name().isEmpty() ? "score" : measure.name()),
                Cell.of(measure.score()),
                Cell.of(measure.error()),
                Cell.of(measure.unit())));
      }
    }
    return rows;
  }
}
