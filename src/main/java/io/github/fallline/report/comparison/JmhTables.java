package io.github.fallline.report.comparison;

import io.github.fallline.chart.Axis;
import io.github.fallline.chart.BarChart;
import io.github.fallline.chart.Drawing;
import io.github.fallline.report.HtmlPage.Cell;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** JMH results as bars with error bars, the best first, and as a table. */
record JmhTables(List<Results.BenchmarkFile> files) {
  private static final int WIDTH = 860;

  /** From this ratio of the largest to the smallest on, small bars cannot be told apart. */
  private static final double WIDE = 20;

  /** One chart a file, benchmark and unit: quantities that can be compared. */
  List<Drawing> charts() {
    List<Drawing> charts = new ArrayList<>();
    for (Results.BenchmarkFile file : files) {
      Map<String, List<JmhResult>> groups = new LinkedHashMap<>();
      for (JmhResult result : file.results()) {
        if (Double.isFinite(primary(result).score())) {
          String benchmark = result.benchmark();
          int end = benchmark.lastIndexOf('.');
          String group = benchmark.substring(0, Math.max(0, end)) + ", " + primary(result).unit();
          groups.computeIfAbsent(group, unused -> new ArrayList<>()).add(result);
        }
      }
      String origin = files.size() == 1 ? "" : " (" + file.name() + ")";
      groups.forEach((title, group) -> charts.add(chart(title + origin, group)));
    }
    return charts;
  }

  private static JmhResult.Measure primary(JmhResult result) {
    return result.measures().get(0);
  }

  private static Drawing chart(String title, List<JmhResult> group) {
    JmhResult.Measure measure = primary(group.get(0));
    Comparator<JmhResult> byScore = Comparator.comparingDouble(each -> primary(each).score());
    List<BarChart.Bar> bars =
        group.stream()
            .sorted(measure.isLowerBetter() ? byScore : byScore.reversed())
            .map(each -> bar(each, group))
            .toList();
    double[] scores = group.stream().mapToDouble(each -> primary(each).score()).sorted().toArray();
    boolean wide = scores[0] > 0 && scores[scores.length - 1] > WIDE * scores[0];
    String label =
        measure.unit() + (measure.isLowerBetter() ? ", lower is better" : ", higher is better");
    return new BarChart(title, wide ? Axis.log(label) : Axis.linear(label), bars).draw(WIDTH);
  }

  private static BarChart.Bar bar(JmhResult result, List<JmhResult> group) {
    JmhResult.Measure measure = primary(result);
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
    if (differs(group, JmhResult::threads)) {
      parts.add(result.threads() + " threads");
    }
    return String.join(", ", parts);
  }

  private static boolean differs(List<JmhResult> group, Function<JmhResult, Object> of) {
    return group.stream().map(of).distinct().count() > 1;
  }

  /** The headings of {@link #rows()}. */
  static List<String> headings() {
    return List.of("benchmark", "parameters", "measure", "score", "± error", "unit", "file");
  }

  /** One row a quantity that was measured. */
  List<List<Cell>> rows() {
    List<List<Cell>> rows = new ArrayList<>();
    for (Results.BenchmarkFile file : files) {
      for (JmhResult result : file.results()) {
        for (JmhResult.Measure measure : result.measures()) {
          rows.add(
              List.of(
                  Cell.of(result.benchmark()),
                  Cell.of(result.parameterText()),
                  Cell.of(measure.name().isEmpty() ? "score" : measure.name()),
                  Cell.of(measure.score()),
                  Cell.of(measure.error()),
                  Cell.of(measure.unit()),
                  Cell.of(file.name())));
        }
      }
    }
    return rows;
  }
}
