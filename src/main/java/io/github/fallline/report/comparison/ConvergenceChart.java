package io.github.fallline.report.comparison;

import io.github.fallline.chart.Axis;
import io.github.fallline.chart.Drawing;
import io.github.fallline.chart.LineChart;
import io.github.fallline.chart.Palette;
import io.github.fallline.chart.Series;
import io.github.fallline.compare.BenchmarkData;
import io.github.fallline.compare.Convergence;
import io.github.fallline.compare.MethodLabel;
import io.github.fallline.compare.MethodRuns;
import java.util.ArrayList;
import java.util.List;

/**
 * Which method comes down fastest: the gap against seconds, one chart a data set, one line a method
 * with a band over its repetitions. Methods have the same colour in all charts.
 */
public final class ConvergenceChart {
  private static final int WIDTH = 560;
  private static final int HEIGHT = 440;
  private static final int MOST_SPOTS = 300;
  private static final double GAP = 1e-3;

  private ConvergenceChart() {}

  /**
   * Draws what changes the answer where data sets differ in one thing; else the convergence on all
   * data sets, each with its largest number of threads.
   *
   * @throws IllegalArgumentException if there are no traces to draw
   */
  public static Drawing draw(Results results) {
    List<MeasuredGroup> groups = results.groups();
    List<Sweep> sweeps = Sweep.of(groups);
    return sweeps.isEmpty()
        ? draw(groups.stream().flatMap(group -> group.methods().stream()).toList())
        : SweepChart.draw(sweeps, GAP);
  }

  /** Draws the runs that were measured together. */
  public static Drawing draw(Convergence convergence) {
    return draw(MethodRuns.of(convergence.runs()));
  }

  static Drawing draw(List<MethodRuns> methodRuns) {
    List<MethodLabel> methods = methodRuns.stream().map(MethodRuns::method).distinct().toList();
    List<Drawing> charts =
        methodRuns.stream()
            .map(MethodRuns::data)
            .distinct()
            .map(data -> chart(data, methodRuns, methods))
            .toList();
    if (charts.isEmpty()) {
      throw new IllegalArgumentException("no traces to draw");
    }
    return Drawing.sheet("Relative gap to the optimum against seconds", 2, charts);
  }

  private static Drawing chart(
      BenchmarkData data, List<MethodRuns> methodRuns, List<MethodLabel> methods) {
    List<MethodRuns> racing = methodRuns.stream().filter(each -> each.data().equals(data)).toList();
    int threads = racing.stream().mapToInt(MethodRuns::threads).max().orElse(1);
    List<Series> series = new ArrayList<>();
    for (MethodRuns runs : racing) {
      if (runs.threads() == threads) {
        int place = methods.indexOf(runs.method());
        series.add(
            new Series(
                runs.method().label(),
                place < Palette.seriesCount() ? Series.Style.LINE : Series.Style.DASHES,
                Palette.ofSeries(place),
                QuantileCurve.of(runs.runs(), QuantileCurve.Cost.SECONDS, MOST_SPOTS).points()));
      }
    }
    String title = data.name() + (threads == 1 ? ", 1 thread" : ", " + threads + " threads");
    return new LineChart(
            title,
            Axis.log(QuantileCurve.Cost.SECONDS.label()),
            Axis.log("relative gap to the optimum"),
            series)
        .draw(WIDTH, HEIGHT);
  }
}
