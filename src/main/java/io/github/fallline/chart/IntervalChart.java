package io.github.fallline.chart;

import io.github.fallline.chart.Shape.Align;
import io.github.fallline.chart.Shape.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Estimates as dots with their intervals as lines, one a name, about a line at zero.
 *
 * @param title what the chart shows
 * @param label the quantity and its unit
 * @param estimates from above; copied
 */
public record IntervalChart(String title, String label, List<Estimate> estimates) {
  private static final int EDGE = 14;
  private static final int ROW = 22;
  private static final int HEAD = 40;
  private static final int FOOT = 44;
  private static final double CAP = 4;

  /**
   * One estimate.
   *
   * @param name what it is of
   * @param low where its interval begins
   * @param value the estimate
   * @param high where its interval ends
   */
  public record Estimate(String name, double low, double value, double high) {
    public Estimate {
      if (!(low <= value && value <= high && Double.isFinite(high - low))) {
        throw new IllegalArgumentException(
            name + ": expected low <= value <= high, got " + low + ", " + value + ", " + high);
      }
    }
  }

  public IntervalChart {
    estimates = List.copyOf(estimates);
  }

  /** Draws the chart at a width in pixels, as high as its estimates need. */
  public Drawing draw(int width) {
    int height = HEAD + ROW * estimates.size() + FOOT;
    double most = 0.5 * width;
    double names =
        estimates.stream()
            .mapToDouble(each -> Shape.Text.width(each.name(), ChartLayout.TEXT_SIZE))
            .max()
            .orElse(0);
    double left = EDGE + Math.min(most, names) + 10;
    double right = width - EDGE - 8.0;
    double bottom = HEAD + ROW * estimates.size();
    Scale scale =
        Scale.holding(
            Axis.linear(label),
            DoubleStream.concat(
                DoubleStream.of(0),
                estimates.stream()
                    .flatMapToDouble(each -> DoubleStream.of(each.low(), each.high()))));
    Span span = new Span(scale, left, right);
    List<Shape> shapes = new ArrayList<>();
    shapes.add(
        new Shape.Text(
            Shape.Text.fitted(title, ChartLayout.TITLE_SIZE, width - 2 * EDGE),
            new Place(EDGE, EDGE + 12),
            Align.START,
            Palette.TEXT,
            ChartLayout.TITLE_SIZE,
            true));
    for (Scale.Tick tick : scale.ticks((int) Math.max(2, (right - left) / 50))) {
      double x = span.x(tick.value());
      shapes.add(line("", x, HEAD, x, bottom, Palette.GRID, 1));
      shapes.add(text(tick.label(), x, bottom + 18, Align.MIDDLE, Palette.MUTED));
    }
    shapes.add(text(label, right, height - 8.0, Align.END, Palette.MUTED));
    shapes.add(line("", span.x(0), HEAD, span.x(0), bottom, Palette.MUTED, 1.5));
    for (int i = 0; i < estimates.size(); i++) {
      Estimate each = estimates.get(i);
      double y = HEAD + ROW * (i + 0.5);
      String name = Shape.Text.fitted(each.name(), ChartLayout.TEXT_SIZE, most);
      shapes.add(text(name, left - 8, y + 4, Align.END, Palette.TEXT));
      shapes.addAll(marks(each, span, y));
    }
    return new Drawing(title, width, height, shapes);
  }

  /** The horizontal range of the values. */
  private record Span(Scale scale, double left, double right) {
    double x(double value) {
      return left + (right - left) * scale.place(value);
    }
  }

  private static List<Shape> marks(Estimate each, Span span, double y) {
    double low = span.x(each.low());
    double high = span.x(each.high());
    String said = each.name() + ": " + each.value() + ", " + each.low() + " to " + each.high();
    boolean apart = each.low() > 0 || each.high() < 0;
    Palette color = apart ? Palette.BLUE : Palette.GREY;
    return List.of(
        line(said, low, y, high, y, color, 2),
        line("", low, y - CAP, low, y + CAP, color, 1.5),
        line("", high, y - CAP, high, y + CAP, color, 1.5),
        new Shape.Dots("", List.of(new Place(span.x(each.value()), y)), color, 4, 1));
  }

  private static Shape line(
      String name, double x1, double y1, double x2, double y2, Palette color, double width) {
    return new Shape.Line(
        name, List.of(new Place(x1, y1), new Place(x2, y2)), color, width, 1, false);
  }

  private static Shape text(String text, double x, double y, Align align, Palette color) {
    return new Shape.Text(text, new Place(x, y), align, color, ChartLayout.TEXT_SIZE, false);
  }
}
