package io.github.fallline.report.path;

import io.github.fallline.chart.Axis;
import io.github.fallline.chart.Drawing;
import io.github.fallline.chart.LineChart;
import io.github.fallline.chart.Palette;
import io.github.fallline.chart.Series;
import io.github.fallline.chart.Series.DataPoint;
import io.github.fallline.chart.Series.Style;
import io.github.fallline.descent.path.PathPoint;
import io.github.fallline.descent.path.RegularizationPath;
import io.github.fallline.objective.Penalty;
import io.github.fallline.stats.CrossValidation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** A path in pictures, against the strength of its penalty. */
public final class PathCharts {
  /** Features with a line in colour and a name; the others are pale. */
  private static final int MOST_NAMED = 7;

  private final RegularizationPath path;
  private final boolean absolute;

  /** Pictures of a path. */
  public PathCharts(RegularizationPath path) {
    this.path = path;
    absolute = path.settings().mix() > 0;
  }

  /** All pictures beside each other. */
  public Drawing sheet(int width, int height) {
    List<Drawing> drawings = new ArrayList<>(List.of(coefficients(width, height)));
    if (path.validation().isPresent()) {
      drawings.add(errors(width, height));
    }
    return Drawing.sheet("Regularization path of " + path.targetName(), 2, drawings);
  }

  /** The coefficients times the deviations of their features. */
  public Drawing coefficients(int width, int height) {
    int points = path.points().size();
    double[][] weights = new double[points][];
    for (int i = 0; i < points; i++) {
      weights[i] = path.standardizedCoefficients(i);
    }
    List<Integer> order =
        IntStream.range(0, path.featureNames().size())
            .boxed()
            .sorted(Comparator.comparingDouble(j -> -Math.abs(weights[points - 1][j])))
            .toList();
    List<Series> series = new ArrayList<>();
    for (int place = 0; place < order.size(); place++) {
      int feature = order.get(place);
      boolean named = place < MOST_NAMED;
      series.add(
          new Series(
              named ? path.featureNames().get(feature) : "",
              named ? Style.LINE : Style.FAINT,
              named ? Palette.ofSeries(place) : Palette.GREY,
              IntStream.range(0, points)
                  .mapToObj(i -> DataPoint.of(strength(i), weights[i][feature]))
                  .toList()));
    }
    return new LineChart(
            "Coefficients by penalty",
            penaltyAxis(),
            Axis.linear("coefficient × deviation, units of " + path.targetName()),
            series)
        .draw(width, height);
  }

  /** The mean squared error of cross-validation, with a band of one standard error. */
  Drawing errors(int width, int height) {
    CrossValidation validation = path.validation().orElseThrow();
    List<DataPoint> means =
        IntStream.range(0, path.points().size())
            .mapToObj(
                i ->
                    new DataPoint(
                        strength(i),
                        validation.mean(i) - validation.standardError(i),
                        validation.mean(i),
                        validation.mean(i) + validation.standardError(i)))
            .toList();
    int best = validation.best();
    int simple = validation.simplestWithinOneStandardError();
    List<Series> series = new ArrayList<>();
    series.add(new Series("error ± its standard error", Style.LINE, Palette.BLUE, means));
    series.add(mark("best", Palette.VERMILION, Style.DIAMONDS, best));
    series.add(mark("within one standard error", Palette.GREEN, Style.SQUARES, simple));
    return new LineChart(
            "Error in cross-validation",
            penaltyAxis(),
            Axis.linear("mean squared error, " + path.targetName() + "²"),
            series)
        .draw(width, height);
  }

  private Series mark(String name, Palette color, Style style, int point) {
    double error = path.validation().orElseThrow().mean(point);
    return new Series(name, style, color, List.of(DataPoint.of(strength(point), error)));
  }

  private Axis penaltyAxis() {
    return Axis.log(absolute ? "penalty on absolute weights (l1)" : "penalty on squares (l2)");
  }

  private double strength(int point) {
    PathPoint each = path.points().get(point);
    Penalty penalty = each.penalty();
    return absolute ? penalty.l1() : penalty.l2();
  }
}
