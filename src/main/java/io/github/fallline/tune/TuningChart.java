package io.github.fallline.tune;

import io.github.fallline.chart.Axis;
import io.github.fallline.chart.Drawing;
import io.github.fallline.chart.LineChart;
import io.github.fallline.chart.Palette;
import io.github.fallline.chart.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The picture of a tuning, on logarithmic axes: how far each learning rate got, for the best size
 * of batch; and how fast each rate was with each size, if several were tried. On the left the slope
 * of rates that are too small, in the valley the good ones, on the right those that overshoot and
 * the edge of those that diverge. The best trial is marked in both.
 */
public final class TuningChart {
  private static final int WIDTH = 720;
  private static final int HEIGHT = 440;

  /** Where runs that went up without end are drawn, as there is no loss to show; and all above. */
  private static final double HIGHEST_GAP = 10;

  private TuningChart() {}

  /** Draws it. */
  public static Drawing draw(Tuning tuning) {
    List<Drawing> charts = charts(tuning);
    return charts.size() == 1
        ? charts.get(0)
        : Drawing.sheet("Tuning of learning rate and batch size", 2, charts);
  }

  /** Its charts one by one. */
  public static List<Drawing> charts(Tuning tuning) {
    return tuning.batchSizes().size() == 1
        ? List.of(gaps(tuning))
        : List.of(gaps(tuning), speeds(tuning));
  }

  /** The speed against the learning rate, one line a size of batch. */
  private static Drawing speeds(Tuning tuning) {
    List<Series> series = new ArrayList<>();
    for (long size : tuning.batchSizes()) {
      List<Series.DataPoint> points =
          tuning.trialsOf(size).stream()
              .filter(trial -> trial.decadesPerSecond() > 0)
              .map(trial -> Series.DataPoint.of(trial.learningRate(), trial.decadesPerSecond()))
              .toList();
      int place = series.size();
      if (!points.isEmpty()) {
        series.add(
            new Series(
                "batches of " + size,
                place < Palette.seriesCount() ? Series.Style.LINE : Series.Style.DASHES,
                Palette.ofSeries(place),
                points));
      }
    }
    Trial best = tuning.best();
    series.add(marked(tuning, Series.DataPoint.of(best.learningRate(), best.decadesPerSecond())));
    return new LineChart(
            "Speed against learning rate",
            Axis.log("learning rate"),
            Axis.log("decades of the gap a second"),
            series)
        .draw(WIDTH, HEIGHT);
  }

  /** The best trial, over all other marks. */
  private static Series marked(Tuning tuning, Series.DataPoint at) {
    Trial best = tuning.best();
    String batch = tuning.config().method().usesAllRows() ? "" : ", batches of " + best.batchRows();
    String name = String.format(Locale.ROOT, "best: rate %.3g%s", best.learningRate(), batch);
    return new Series(name, Series.Style.CROSSES, Palette.TEXT, List.of(at));
  }

  private static Drawing gaps(Tuning tuning) {
    List<Trial> trials = tuning.trialsOf(tuning.best().batchRows());
    List<Series.DataPoint> sound =
        trials.stream()
            .filter(trial -> trial.status() != TrialStatus.DIVERGING)
            .map(TuningChart::point)
            .toList();
    List<Series> series = new ArrayList<>();
    series.add(new Series("", Series.Style.FAINT, Palette.GREY, sound));
    if (trials.size() > 1) {
      series.add(
          new Series(
              "target " + tuning.targetGap(),
              Series.Style.DASHES,
              Palette.GREY,
              List.of(
                  target(trials.get(0), tuning), target(trials.get(trials.size() - 1), tuning))));
    }
    for (TrialStatus status : TrialStatus.values()) {
      List<Series.DataPoint> points =
          trials.stream().filter(t -> t.status() == status).map(TuningChart::point).toList();
      if (!points.isEmpty()) {
        series.add(new Series(status.label(), style(status), color(status), points));
      }
    }
    series.add(marked(tuning, point(tuning.best())));
    String title =
        String.format(
            Locale.ROOT,
            "Loss after %,d epochs against learning rate, %s",
            tuning.epochs(),
            tuning.config().method().label()
                + (tuning.batchSizes().size() > 1 ? " of " + tuning.best().batchRows() : ""));
    return new LineChart(
            title, Axis.log("learning rate"), Axis.log("relative gap to the optimum"), series)
        .draw(WIDTH, HEIGHT);
  }

  private static Series.DataPoint point(Trial trial) {
    return Series.DataPoint.of(trial.learningRate(), Math.min(HIGHEST_GAP, trial.gap()));
  }

  private static Series.DataPoint target(Trial at, Tuning tuning) {
    return Series.DataPoint.of(at.learningRate(), tuning.targetGap());
  }

  private static Series.Style style(TrialStatus status) {
    return switch (status) {
      case TOO_SMALL -> Series.Style.TRIANGLES;
      case GOOD -> Series.Style.DIAMONDS;
      case OVERSHOOTING -> Series.Style.SQUARES;
      case DIVERGING -> Series.Style.CROSSES;
    };
  }

  private static Palette color(TrialStatus status) {
    return switch (status) {
      case TOO_SMALL -> Palette.BLUE;
      case GOOD -> Palette.GREEN;
      case OVERSHOOTING -> Palette.ORANGE;
      case DIVERGING -> Palette.VERMILION;
    };
  }
}
