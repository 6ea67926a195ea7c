package io.github.fallline.report.training;

import io.github.fallline.chart.Axis;
import io.github.fallline.chart.BarChart;
import io.github.fallline.chart.Drawing;
import io.github.fallline.chart.IntervalChart;
import io.github.fallline.chart.IntervalChart.Estimate;
import io.github.fallline.chart.LineChart;
import io.github.fallline.chart.Palette;
import io.github.fallline.chart.Series;
import io.github.fallline.chart.Series.DataPoint;
import io.github.fallline.chart.Series.Style;
import io.github.fallline.data.RowSource;
import io.github.fallline.inference.CoefficientTable;
import io.github.fallline.model.LinearModel;
import io.github.fallline.model.Link;
import io.github.fallline.report.NumberFormats;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** How a model fits its rows, in pictures. */
final class FitCharts {
  private static final int MOST_BARS = 20;
  private static final int CURVE_STEPS = 100;

  private final LinearModel model;
  private final RowSample sample;

  FitCharts(LinearModel model, RowSource rows) {
    this.model = model;
    sample = RowSample.of(model, rows);
  }

  /** Which rows are shown. */
  String rowsShown() {
    return sample.description();
  }

  /** Residuals against predictions, about the line where there is no error. */
  Drawing residuals(int width, int height) {
    List<DataPoint> dots =
        sample.points().stream()
            .map(point -> DataPoint.of(point.prediction(), point.residual()))
            .toList();
    double least = dots.stream().mapToDouble(DataPoint::x).min().orElse(0);
    double most = dots.stream().mapToDouble(DataPoint::x).max().orElse(1);
    return new LineChart(
            "Residuals by prediction",
            Axis.linear("prediction of " + model.targetName()),
            Axis.linear("residual: " + model.targetName() + " − prediction"),
            List.of(
                new Series("", Style.DOTS, Palette.BLUE, dots),
                new Series(
                    "",
                    Style.DASHES,
                    Palette.VERMILION,
                    List.of(DataPoint.of(least, 0), DataPoint.of(most, 0)))))
        .draw(width, height);
  }

  /** The line (or, of logarithms, the curve) of a model of one feature, over the points. */
  Drawing fittedLine(int width, int height) {
    String feature = model.featureNames().get(0);
    List<DataPoint> dots =
        sample.points().stream()
            .map(point -> DataPoint.of(point.feature(), point.target()))
            .toList();
    double least = dots.stream().mapToDouble(DataPoint::x).min().orElse(0);
    double most = dots.stream().mapToDouble(DataPoint::x).max().orElse(1);
    List<DataPoint> line =
        IntStream.rangeClosed(0, CURVE_STEPS)
            .mapToDouble(i -> least + (most - least) * i / CURVE_STEPS)
            .mapToObj(x -> DataPoint.of(x, model.predict(x)))
            .toList();
    return new LineChart(
            "Fitted line over the rows",
            Axis.linear(feature),
            Axis.linear(model.targetName()),
            List.of(
                new Series("rows", Style.DOTS, Palette.BLUE, dots),
                new Series("model", Style.LINE, Palette.VERMILION, line)))
        .draw(width, height);
  }

  /**
   * The change of the prediction by one standard deviation of a feature, which makes features of
   * different units comparable; the largest first.
   */
  Drawing effects(int width) {
    double[] coefficients = model.coefficientArray();
    List<BarChart.Bar> bars =
        IntStream.range(0, coefficients.length)
            .mapToObj(this::effect)
            .sorted(Comparator.comparingDouble((BarChart.Bar bar) -> -Math.abs(bar.value())))
            .limit(MOST_BARS)
            .toList();
    String more = bars.size() < coefficients.length ? ", the largest " + MOST_BARS : "";
    String changed = model.link() == Link.LOG ? "log of " : "";
    return new BarChart(
            "Effect of one standard deviation" + more,
            Axis.linear("change of " + changed + model.targetName()),
            bars)
        .draw(width);
  }

  /**
   * The same with confidence intervals: in standard deviations of the target where these are known
   * from all rows; the largest first. Empty without intervals.
   */
  Optional<Drawing> intervals(int width, CoefficientTable table, ReportedStatistics statistics) {
    int features = model.featureNames().size();
    double[] units = units(statistics);
    double[] estimates = table.estimates();
    double[][] intervals = table.confidenceInterval(statistics.level());
    List<Estimate> shown = new ArrayList<>();
    for (int j = estimates.length - features; j < estimates.length; j++) {
      double unit = units[j - (estimates.length - features)];
      double low = unit * intervals[j][0];
      double high = unit * intervals[j][1];
      if (Double.isFinite(high - low)) {
        shown.add(new Estimate(table.names().get(j), low, unit * estimates[j], high));
      }
    }
    if (shown.isEmpty()) {
      return Optional.empty();
    }
    shown.sort(Comparator.comparingDouble((Estimate each) -> -Math.abs(each.value())));
    String more = shown.size() > MOST_BARS ? ", the largest " + MOST_BARS : "";
    String percent = NumberFormats.rounded(100 * statistics.level(), 7) + " % intervals";
    boolean standardized = statistics.inference().leastSquares().isPresent();
    String unit =
        standardized
            ? "standard deviations of " + model.targetName()
            : "change of " + (model.link() == Link.LOG ? "log of " : "") + model.targetName();
    return Optional.of(
        new IntervalChart(
                "Effect of one standard deviation" + more,
                unit + ", with " + percent,
                shown.subList(0, Math.min(MOST_BARS, shown.size())))
            .draw(width));
  }

  /** The factors that make coefficients comparable. */
  private double[] units(ReportedStatistics statistics) {
    double[] units = sample.deviations().stream().mapToDouble(each -> each).toArray();
    statistics
        .inference()
        .leastSquares()
        .ifPresent(
            fit -> {
              double target = Math.sqrt(fit.design().centredSquares(units.length));
              for (int j = 0; j < units.length; j++) {
                units[j] = Math.sqrt(fit.design().centredSquares(j)) / target;
              }
            });
    return units;
  }

  private BarChart.Bar effect(int j) {
    double size = model.coefficientArray()[j] * sample.deviations().get(j);
    return new BarChart.Bar(model.featureNames().get(j), size, 0);
  }
}
