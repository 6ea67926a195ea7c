package io.github.fallline.report.training;

import io.github.fallline.chart.Axis;
import io.github.fallline.chart.Drawing;
import io.github.fallline.chart.LineChart;
import io.github.fallline.chart.Palette;
import io.github.fallline.chart.Series;
import io.github.fallline.chart.Series.DataPoint;
import io.github.fallline.descent.Trace.Point;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/** The loss on the way down, against epochs and against seconds. */
public final class LossCurve {
  /** Losses that span more than this ratio are on a logarithmic axis. */
  private static final double MOST_LINEAR = 3;

  private static final long MOST_EPOCHS_LINEAR = 50;
  private static final int WIDTH = 520;
  private static final int HEIGHT = 380;

  private final TrainingPageInput input;
  private final List<Point> points;

  LossCurve(TrainingPageInput input) {
    this.input = input;
    points = input.training().trace().points();
  }

  /**
   * Both curves on one sheet; with one feature, the fitted line over the points and the residuals
   * below them.
   */
  public static Drawing draw(TrainingPageInput input) {
    LossCurve curve = new LossCurve(input);
    List<Drawing> drawings =
        new ArrayList<>(List.of(curve.byEpoch(WIDTH, HEIGHT), curve.bySeconds(WIDTH, HEIGHT)));
    if (input.rows().featureNames().size() == 1) {
      FitCharts fit = new FitCharts(input.training().model(), input.rows());
      drawings.add(fit.fittedLine(WIDTH, HEIGHT));
      drawings.add(fit.residuals(WIDTH, HEIGHT));
    }
    return Drawing.sheet("Training on " + input.shortName(), 2, drawings);
  }

  /** The loss against epochs; of many, from the first one on, so that they fit a log axis. */
  Drawing byEpoch(int width, int height) {
    boolean many = points.get(points.size() - 1).epoch() > MOST_EPOCHS_LINEAR;
    String label = "epochs, passes over the rows" + (many ? " (the start is left out)" : "");
    Axis.Kind kind = many ? Axis.Kind.LOG : Axis.Kind.LINEAR;
    return chart("Loss by epoch", new Axis(label, kind), Point::epoch).draw(width, height);
  }

  /** The loss against seconds. */
  Drawing bySeconds(int width, int height) {
    return chart(
            "Loss by time", Axis.linear("seconds of training, setting up included"), Point::seconds)
        .draw(width, height);
  }

  private LineChart chart(String title, Axis x, ToDoubleFunction<Point> place) {
    double[] losses = points.stream().mapToDouble(Point::loss).toArray();
    if (input.training().trace().isValidated()) {
      return withValidation(title, x, place, losses);
    }
    ExponentialSmoothing smoothing = ExponentialSmoothing.suiting(losses);
    List<Series> series =
        smoothing.isNone()
            ? List.of(series("", Series.Style.LINE, Palette.BLUE, place, losses))
            : List.of(
                series("unsmoothed", Series.Style.FAINT, Palette.BLUE, place, losses),
                series("smoothed", Series.Style.LINE, Palette.BLUE, place, smoothing.of(losses)));
    return new LineChart(title, x, new Axis(input.lossLabel(), axisKind(losses)), series);
  }

  /** The loss on the training rows and that on the rows held out, both as they are. */
  private LineChart withValidation(
      String title, Axis x, ToDoubleFunction<Point> place, double[] losses) {
    double[] heldOut = points.stream().mapToDouble(Point::validationLoss).toArray();
    double[] all =
        DoubleStream.concat(Arrays.stream(losses), Arrays.stream(heldOut))
            .filter(Double::isFinite)
            .toArray();
    List<Series> series =
        List.of(
            series("training", Series.Style.LINE, Palette.BLUE, place, losses),
            series(input.heldOutLabel(), Series.Style.LINE, Palette.VERMILION, place, heldOut));
    return new LineChart(title, x, new Axis(input.lossLabel(), axisKind(all)), series);
  }

  private static Axis.Kind axisKind(double[] losses) {
    double least = Double.POSITIVE_INFINITY;
    double most = 0;
    for (double loss : losses) {
      least = Math.min(least, loss);
      most = Math.max(most, loss);
    }
    return least > 0 && most / least > MOST_LINEAR ? Axis.Kind.LOG : Axis.Kind.LINEAR;
  }

  private Series series(
      String name,
      Series.Style style,
      Palette color,
      ToDoubleFunction<Point> place,
      double[] losses) {
    List<DataPoint> dataPoints = new ArrayList<>(losses.length);
    for (int i = 0; i < losses.length; i++) {
      if (Double.isFinite(losses[i])) {
        dataPoints.add(DataPoint.of(place.applyAsDouble(points.get(i)), losses[i]));
      }
    }
    return new Series(name, style, color, dataPoints);
  }
}
