package io.github.fallline.report.training;

import io.github.fallline.chart.Axis;
import io.github.fallline.chart.Drawing;
import io.github.fallline.chart.HeatMap;
import io.github.fallline.chart.LineChart;
import io.github.fallline.chart.Palette;
import io.github.fallline.chart.Series;
import io.github.fallline.chart.Series.DataPoint;
import io.github.fallline.chart.Series.Style;
import io.github.fallline.inference.DensityGrid;
import io.github.fallline.inference.InfluentialRow;
import io.github.fallline.inference.NormalQuantilePlot;
import io.github.fallline.inference.RegressionStatistics;
import io.github.fallline.inference.ResidualAnalysis;
import io.github.fallline.inference.ResidualPoints;
import io.github.fallline.report.NumberFormats;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * The pictures of R's {@code plot.lm}, of all rows: points where they are few, otherwise densities.
 */
final class ResidualCharts {
  private static final double[] COOKS_DISTANCES = {0.5, 1};
  private static final int CURVE_STEPS = 200;
  private static final int LEAST_MARKED = 3;
  private static final int ROWS_PER_MARK = 20;
  private static final String STANDARDIZED = "standardized residual";

  private final String target;
  private final ResidualAnalysis analysis;
  private final RegressionStatistics fit;
  private final Optional<ResidualPoints> points;

  ResidualCharts(String target, ResidualAnalysis analysis, RegressionStatistics fit) {
    this.target = target;
    this.analysis = analysis;
    this.fit = fit;
    points = analysis.points();
  }

  /** Which rows the pictures show, and how. */
  String rowsShown() {
    double rows = bins(analysis.residualsAgainstFitted()).total();
    double defined = bins(analysis.residualsAgainstLeverage()).total();
    String all =
        points.isPresent()
            ? "All " + NumberFormats.count(points.get().size()) + " rows are shown."
            : "All rows, "
                + sum(rows)
                + (fit.design().weightScale() == 1 ? "" : " by their weights")
                + ", are counted in bins, whose colour shows how many.";
    return all + undefined(rows - defined) + largestDistance();
  }

  private String undefined(double rows) {
    if (!(fit.residualStandardError() > 0)) {
      return " All residuals are 0: there are none to standardize.";
    }
    if (rows < 0.5) {
      return "";
    }
    return rows < 1.5
        ? " One row has leverage 1 and no standardized residual: it alone determines a coefficient."
        : " "
            + sum(rows)
            + " rows have leverage 1 and no standardized residual: each alone determines a"
            + " coefficient.";
  }

  /** Names the largest Cook's distance where no contour is in the picture. */
  private String largestDistance() {
    List<InfluentialRow> most = analysis.influentialRows();
    return most.isEmpty() || most.get(0).cooksDistance() >= COOKS_DISTANCES[0]
        ? ""
        : " The largest Cook's distance is "
            + NumberFormats.rounded(most.get(0).cooksDistance(), 3)
            + "; from 0.5 on a row deserves a look.";
  }

  private static String sum(double weights) {
    return weights == Math.rint(weights)
        ? NumberFormats.count((long) weights)
        : NumberFormats.rounded(weights, 7);
  }

  /** The pictures; those of standardized residuals only where these are defined. */
  List<Drawing> draw(int width, int height) {
    List<Drawing> drawings = new ArrayList<>();
    drawings.add(againstFitted(width, height));
    if (analysis.normalQuantiles().sampleQuantiles().length > 0) {
      drawings.add(normalQuantiles(width, height));
      drawings.add(scaleLocation(width, height));
      drawings.add(againstLeverage(width, height));
    }
    return drawings;
  }

  private Drawing againstFitted(int width, int height) {
    Frame frame =
        new Frame(
            "Residuals against fitted values",
            "fitted " + target,
            "residual: " + target + " − fitted");
    List<DataPoint> dots =
        points.map(rows -> Trend.points(rows.fitted(), rows.residuals())).orElse(List.of());
    HeatMap.Bins bins = bins(analysis.residualsAgainstFitted());
    double[] range = range(dots, bins);
    List<Series> lines =
        List.of(
            line("", Style.DASHES, Palette.MUTED, level(range, 0)),
            line("mean", Style.LINE, Palette.VERMILION, trend(dots, bins)));
    return draw(frame, dots, bins, lines, width, height);
  }

  private Drawing scaleLocation(int width, int height) {
    Frame frame = new Frame("Scale-location", "fitted " + target, "√|" + STANDARDIZED + "|");
    List<DataPoint> dots =
        points
            .map(
                rows ->
                    Trend.points(
                        rows.fitted(),
                        Arrays.stream(rows.studentizedResiduals())
                            .map(each -> Math.sqrt(Math.abs(each)))
                            .toArray()))
            .orElse(List.of());
    HeatMap.Bins bins = bins(analysis.scaleLocation());
    List<Series> lines = List.of(line("mean", Style.LINE, Palette.VERMILION, trend(dots, bins)));
    return draw(frame, dots, bins, lines, width, height);
  }

  private Drawing againstLeverage(int width, int height) {
    Frame frame = new Frame("Residuals against leverage", "leverage", STANDARDIZED);
    List<DataPoint> dots =
        points
            .map(rows -> Trend.points(rows.leverages(), rows.studentizedResiduals()))
            .orElse(List.of());
    HeatMap.Bins bins = bins(analysis.residualsAgainstLeverage());
    double[] range = range(dots, bins);
    List<Series> lines = new ArrayList<>();
    lines.add(line("", Style.DASHES, Palette.MUTED, level(range, 0)));
    lines.add(line("most influential", Style.DOTS, Palette.PURPLE, influential()));
    Palette[] colors = {Palette.ORANGE, Palette.VERMILION};
    for (int k = 0; k < COOKS_DISTANCES.length; k++) {
      for (int sign : new int[] {1, -1}) {
        List<DataPoint> curve = contour(COOKS_DISTANCES[k], sign, range);
        boolean named = !curve.isEmpty() && isUnnamed(lines, colors[k]);
        String name = named ? "Cook's distance " + COOKS_DISTANCES[k] : "";
        lines.add(line(name.replace(".0", ""), Style.DASHES, colors[k], curve));
      }
    }
    return draw(frame, dots, bins, lines, width, height);
  }

  /** The most influential rows, at most a twentieth of all, but three. */
  private List<DataPoint> influential() {
    return analysis.influentialRows().stream()
        .limit((long) Math.max(LEAST_MARKED, fit.rows() / ROWS_PER_MARK))
        .map(row -> DataPoint.of(row.leverage(), row.studentizedResidual()))
        .toList();
  }

  private static boolean isUnnamed(List<Series> lines, Palette color) {
    return lines.stream().noneMatch(each -> each.color() == color && !each.name().isEmpty());
  }

  /** The standardized residuals of a Cook's distance by leverage, within the range of the rows. */
  private List<DataPoint> contour(double distance, int sign, double... range) {
    int parameters = fit.design().parameters();
    List<DataPoint> curve = new ArrayList<>();
    for (int i = 1; i <= CURVE_STEPS; i++) {
      double leverage = Math.min(range[1], 0.999) * i / CURVE_STEPS;
      double ratio = sign * Math.sqrt(distance * parameters * (1 - leverage) / leverage);
      if (ratio >= range[2] && ratio <= range[3] && leverage >= range[0]) {
        curve.add(DataPoint.of(leverage, ratio));
      }
    }
    return curve.size() < 2 ? List.of() : curve;
  }

  private Drawing normalQuantiles(int width, int height) {
    NormalQuantilePlot plot = analysis.normalQuantiles();
    double[] normal = plot.normalQuantiles();
    double[] sample = plot.sampleQuantiles();
    double low = Math.max(normal[0], sample[0]);
    double high = Math.min(normal[normal.length - 1], sample[sample.length - 1]);
    List<DataPoint> diagonal =
        low < high ? List.of(DataPoint.of(low, low), DataPoint.of(high, high)) : List.of();
    return new LineChart(
            "Normal Q-Q",
            Axis.linear("quantile of the normal distribution"),
            Axis.linear(STANDARDIZED),
            List.of(
                line("normal distribution", Style.DASHES, Palette.VERMILION, diagonal),
                line("", Style.DOTS, Palette.BLUE, Trend.points(normal, sample))))
        .draw(width, height);
  }

  /** Title and labels of a picture. */
  private record Frame(String title, String x, String y) {}

  private static Drawing draw(
      Frame frame,
      List<DataPoint> dots,
      HeatMap.Bins bins,
      List<Series> lines,
      int width,
      int height) {
    Axis x = Axis.linear(frame.x());
    Axis y = Axis.linear(frame.y());
    if (dots.isEmpty()) {
      return new HeatMap(frame.title(), x, y, "rows", bins, lines).draw(width, height);
    }
    List<Series> series = new ArrayList<>();
    series.add(line("", Style.DOTS, Palette.BLUE, dots));
    series.addAll(lines);
    return new LineChart(frame.title(), x, y, series).draw(width, height);
  }

  private static Series line(String name, Style style, Palette color, List<DataPoint> points) {
    return new Series(points.isEmpty() ? "" : name, style, color, points);
  }

  private static List<DataPoint> trend(List<DataPoint> dots, HeatMap.Bins bins) {
    return dots.isEmpty() ? Trend.of(bins) : Trend.of(dots);
  }

  private static HeatMap.Bins bins(DensityGrid grid) {
    return new HeatMap.Bins(grid.xEdges(), grid.yEdges(), grid.counts());
  }

  private static List<DataPoint> level(double[] range, double y) {
    return y < range[2] || y > range[3]
        ? List.of()
        : List.of(DataPoint.of(range[0], y), DataPoint.of(range[1], y));
  }

  /** Least and greatest x, then y, of points, or of bins where there are none. */
  private static double[] range(List<DataPoint> dots, HeatMap.Bins bins) {
    double[] x = dots.stream().mapToDouble(DataPoint::x).toArray();
    double[] y = dots.stream().mapToDouble(DataPoint::y).toArray();
    double[] across = x.length == 0 ? bins.xEdges() : x;
    double[] up = y.length == 0 ? bins.yEdges() : y;
    return new double[] {
      DoubleStream.of(across).min().orElse(0),
      DoubleStream.of(across).max().orElse(1),
      DoubleStream.of(up).min().orElse(0),
      DoubleStream.of(up).max().orElse(1)
    };
  }
}
