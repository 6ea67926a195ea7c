package io.github.fallline.chart;

import io.github.fallline.chart.Shape.Align;
import io.github.fallline.chart.Shape.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Horizontal bars, one a name, with a whisker over the error where there is one.
 *
 * @param title what the chart shows
 * @param axis the quantity and its unit; on a logarithmic one bars begin at its left end
 * @param bars from above; copied
 */
public record BarChart(String title, Axis axis, List<Bar> bars) {
  private static final int EDGE = 14;
  private static final int ROW = 22;
  private static final int HEAD = 40;
  private static final int FOOT = 44;
  private static final int LEAST_BARS = 300;

  /**
   * One bar.
   *
   * @param name what it stands for
   * @param value its length, to the left if negative; finite
   * @param error half the length of its whisker, 0 for none; finite, not below zero
   */
  public record Bar(String name, double value, double error) {
    public Bar {
      if (!Double.isFinite(value) || !Double.isFinite(error) || error < 0) {
        throw new IllegalArgumentException(
            name + ": expected finite numbers, got " + value + " ± " + error);
      }
    }

    /** Where the whisker begins: not below zero if the value is above it. */
    private double low() {
      return value > 0 ? Math.max(0, value - error) : value - error;
    }
  }

  public BarChart {
    bars = List.copyOf(bars);
  }

  /**
   * Draws the chart as high as its bars need.
   *
   * @param least its width in pixels at least; long names make it wider
   */
  public Drawing draw(int least) {
    int height = HEAD + ROW * bars.size() + FOOT;
    double names =
        bars.stream()
            .mapToDouble(bar -> Shape.Text.width(bar.name(), ChartLayout.TEXT_SIZE))
            .max()
            .orElse(0);
    double left = EDGE + names + 10;
    int width = (int) Math.max(least, left + LEAST_BARS);
    double right = width - EDGE - 8.0;
    Scale scale =
        Scale.holding(
            axis,
            DoubleStream.concat(
                DoubleStream.of(0),
                bars.stream()
                    .flatMapToDouble(
                        bar ->
                            DoubleStream.of(bar.low(), bar.value(), bar.value() + bar.error()))));
    List<Shape> shapes = new ArrayList<>();
    shapes.add(
        text(title, EDGE, EDGE + 12, Align.START, Palette.TEXT, ChartLayout.TITLE_SIZE, true));
    double bottom = HEAD + ROW * bars.size();
    for (Scale.Tick tick : scale.ticks((int) Math.max(2, (right - left) / 80))) {
      double x = left + (right - left) * scale.place(tick.value());
      shapes.add(line("", x, HEAD, x, bottom, Palette.GRID, 1));
      shapes.add(
          text(
              tick.label(),
              x,
              bottom + 18,
              Align.MIDDLE,
              Palette.MUTED,
              ChartLayout.TEXT_SIZE,
              false));
    }
    shapes.add(
        text(
            axis.label(),
            right,
            height - 8.0,
            Align.END,
            Palette.MUTED,
            ChartLayout.TEXT_SIZE,
            false));
    double zero = axis.kind() == Axis.Kind.LOG ? left : left + (right - left) * scale.place(0);
    for (int i = 0; i < bars.size(); i++) {
      Bar bar = bars.get(i);
      double y = HEAD + ROW * (i + 0.5);
      shapes.add(
          text(bar.name(), left - 8, y + 4, Align.END, Palette.TEXT, ChartLayout.TEXT_SIZE, false));
      double end = left + (right - left) * scale.place(bar.value());
      String said = bar.name() + ": " + bar.value();
      shapes.add(
          line(said, zero, y, end, y, bar.value() < 0 ? Palette.VERMILION : Palette.BLUE, 13));
      if (bar.error() > 0) {
        double from = left + (right - left) * Math.max(0, scale.place(bar.low()));
        double to = left + (right - left) * scale.place(bar.value() + bar.error());
        shapes.add(line("", from, y, to, y, Palette.TEXT, 1.5));
      }
    }
    shapes.add(line("", zero, HEAD, zero, bottom, Palette.MUTED, 1));
    return new Drawing(title, width, height, shapes);
  }

  private static Shape line(
      String name, double x1, double y1, double x2, double y2, Palette color, double width) {
    return new Shape.Line(
        name, List.of(new Place(x1, y1), new Place(x2, y2)), color, width, 1, false);
  }

  private static Shape text(
      String text, double x, double y, Align align, Palette color, double size, boolean bold) {
    return new Shape.Text(text, new Place(x, y), align, color, size, bold);
  }
}
