package io.github.fallline.report.comparison;

import io.github.fallline.chart.Axis;
import io.github.fallline.chart.Drawing;
import io.github.fallline.chart.LineChart;
import io.github.fallline.chart.Palette;
import io.github.fallline.chart.Series;
import io.github.fallline.chart.Series.DataPoint;
import io.github.fallline.compare.Convergence;
import io.github.fallline.compare.MethodRuns;
import io.github.fallline.compare.SecondsInterval;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What changes the answer: seconds to a gap against each thing that was varied, one chart each, a
 * line a method with a band over its interval.
 */
final class SweepChart {
  private static final int WIDTH = 620;
  private static final int HEIGHT = 440;

  private SweepChart() {}

  /** Draws all sweeps, at least one. */
  static Drawing draw(List<Sweep> sweeps, double gap) {
    List<String> names =
        sweeps.stream()
            .flatMap(sweep -> sweep.lines().stream())
            .map(Sweep.Line::name)
            .distinct()
            .toList();
    return Drawing.sheet(
        "Seconds to a gap of " + Convergence.gapText(gap),
        2,
        sweeps.stream().map(sweep -> chart(sweep, names, gap)).toList());
  }

  private static Drawing chart(Sweep sweep, List<String> names, double gap) {
    List<Series> series = new ArrayList<>();
    for (Sweep.Line line : sweep.lines()) {
      int place = names.indexOf(line.name());
      String name = line.name();
      for (List<DataPoint> part : parts(line, gap)) {
        Series.Style style =
            part.size() == 1
                ? Series.Style.DOTS
                : place < Palette.seriesCount() ? Series.Style.LINE : Series.Style.DASHES;
        series.add(new Series(name, style, Palette.ofSeries(place), part));
        name = ""; // one entry in the legend
      }
    }
    String label = "%s (%s)".formatted(sweep.factor().label(), sweep.constant());
    Axis across = sweep.isLogarithmic() ? Axis.log(label) : Axis.linear(label);
    String title =
        "Seconds to a gap of %s by %s".formatted(Convergence.gapText(gap), sweep.factor().label());
    return new LineChart(title, across, Axis.log("seconds"), series).draw(WIDTH, HEIGHT);
  }

  /** The line from left to right, broken where the method did not come to the gap. */
  private static List<List<DataPoint>> parts(Sweep.Line line, double gap) {
    List<List<DataPoint>> parts = new ArrayList<>();
    boolean joined = false;
    for (Map.Entry<Double, MethodRuns> each : new TreeMap<>(line.entries()).entrySet()) {
      SecondsInterval seconds = each.getValue().secondsTo(gap);
      if (seconds.isReached()) {
        if (!joined) {
          parts.add(new ArrayList<>());
        }
        double high = Double.isFinite(seconds.high()) ? seconds.high() : seconds.median();
        parts
            .get(parts.size() - 1)
            .add(new DataPoint(each.getKey(), seconds.low(), seconds.median(), high));
      }
      joined = seconds.isReached();
    }
    return parts;
  }
}
