package io.github.fallline.report.comparison;

import io.github.fallline.chart.Axis;
import io.github.fallline.chart.BarChart;
import io.github.fallline.chart.Drawing;
import io.github.fallline.compare.SecondsInterval;
import io.github.fallline.report.HtmlPage.Cell;
import io.github.fallline.report.NumberFormats;
import io.github.fallline.text.Seconds;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** This project beside other programs on the same files: bars of the right answers, and a table. */
record RivalTables(List<RivalResult> results) {
  private static final String OURS = "fallline";
  private static final int WIDTH = 860;
  private static final double MEBIBYTE = 1 << 20;

  /** One chart a file; answers that are wrong are not in it, however fast. */
  List<Drawing> charts() {
    List<Drawing> charts = new ArrayList<>();
    for (String data : results.stream().map(RivalResult::data).distinct().toList()) {
      List<BarChart.Bar> bars =
          right(data).stream()
              .map(
                  each ->
                      new BarChart.Bar(
                          each.rival() + ", " + each.what(), each.interval().median(), 0))
              .toList();
      if (!bars.isEmpty()) {
        charts.add(
            new BarChart(
                    "From file to coefficients, " + data,
                    Axis.log("seconds of the whole process, lower is better"),
                    bars)
                .draw(WIDTH));
      }
    }
    return charts;
  }

  private List<RivalResult> right(String data) {
    return results.stream()
        .filter(each -> each.data().equals(data) && each.isRight())
        .sorted(Comparator.comparingDouble(each -> each.interval().median()))
        .toList();
  }

  static List<String> headings() {
    return List.of(
        "program",
        "method",
        "data",
        "time",
        "times of Fallline",
        "verdict",
        "peak memory",
        "digits");
  }

  /** One row a program and file. */
  List<List<Cell>> rows() {
    return results.stream().map(this::row).toList();
  }

  private List<Cell> row(RivalResult result) {
    List<Cell> row = new ArrayList<>();
    row.add(Cell.of(result.rival()));
    row.add(Cell.of(result.what()));
    row.add(Cell.of(result.data()));
    row.add(result.seconds().isEmpty() ? Cell.of("–") : time(result.interval()));
    row.add(ratio(result));
    row.add(Cell.of(verdict(result)));
    double peak = result.peakBytes().stream().mapToDouble(each -> each).max().orElse(Double.NaN);
    row.add(
        Double.isNaN(peak)
            ? Cell.of("–")
            : Cell.of(String.format(Locale.ROOT, "%,.0f MiB", peak / MEBIBYTE), peak));
    row.add(
        Double.isNaN(result.digits())
            ? Cell.of("–")
            : Cell.of(String.format(Locale.ROOT, "%.1f", result.digits()), result.digits()));
    return row;
  }

  private static Cell time(SecondsInterval seconds) {
    return new Cell(
        Seconds.format(seconds.median()),
        seconds.low() == seconds.high() ? "" : Seconds.range(seconds.low(), seconds.high()),
        seconds.median());
  }

  private Optional<RivalResult> ours(String data) {
    return results.stream()
        .filter(each -> each.data().equals(data) && each.rival().equals(OURS) && each.isRight())
        .findFirst();
  }

  private Cell ratio(RivalResult result) {
    Optional<RivalResult> ours = ours(result.data());
    if (ours.isEmpty() || result.seconds().isEmpty()) {
      return Cell.of("–");
    }
    double ratio = result.interval().median() / ours.get().interval().median();
    return Cell.of(NumberFormats.rounded(ratio, 3), ratio);
  }

  /** Correctness first: a wrong answer is never fast. */
  private String verdict(RivalResult result) {
    if (!result.error().isEmpty()) {
      return result.error();
    }
    if (result.wrong()) {
      return "wrong answer";
    }
    Optional<RivalResult> ours = ours(result.data());
    if (result.rival().equals(OURS) || ours.isEmpty()) {
      return "";
    }
    SecondsInterval other = result.interval();
    return other.isBelow(ours.get().interval())
        ? "faster than Fallline"
        : ours.get().interval().isBelow(other) ? "slower than Fallline" : "level";
  }
}
