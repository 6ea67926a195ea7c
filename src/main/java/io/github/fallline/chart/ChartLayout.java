package io.github.fallline.chart;

import io.github.fallline.chart.Shape.Align;
import io.github.fallline.chart.Shape.Place;
import java.util.ArrayList;
import java.util.List;

/**
 * The frame around the values of a chart: title, legend, axes and the lines to read by. It maps
 * values to places in the picture.
 */
final class ChartLayout {
  static final double TITLE_SIZE = 15;
  static final double TEXT_SIZE = 12;
  private static final double LINE_HEIGHT = 18;
  private static final double EDGE = 14;
  private static final double SWATCH = 18;

  private final int width;
  private final List<Shape> shapes = new ArrayList<>();
  private final double left;
  private final double right;
  private final double top;
  private final double bottom;
  private final Scale across;
  private final Scale up;

  /**
   * Computes the layout of a frame.
   *
   * @param named the entries of the legend
   */
  ChartLayout(
      String title, Axis x, Axis y, Scale across, Scale up, List<LegendEntry> named, int w, int h) {
    width = w;
    this.across = across;
    this.up = up;
    String headline = Shape.Text.fitted(title, TITLE_SIZE, w - 2 * EDGE);
    write(headline, EDGE, EDGE + 12, Align.START, Palette.TEXT, TITLE_SIZE, true);
    double line = legend(named, EDGE + 12 + 1.3 * LINE_HEIGHT);
    write(y.label(), EDGE, line + 4, Align.START, Palette.MUTED, TEXT_SIZE, false);
    top = line + 14;
    bottom = h - EDGE - 2 * LINE_HEIGHT;
    List<Scale.Tick> upTicks = up.ticks((int) Math.max(2, (bottom - top) / 44));
    double labels =
        upTicks.stream()
            .mapToDouble(tick -> Shape.Text.width(tick.label(), TEXT_SIZE))
            .max()
            .orElse(0);
    left = EDGE + labels + 8;
    right = w - EDGE - 8;
    upTicks.forEach(this::drawUp);
    across.ticks((int) Math.max(2, (right - left) / 80)).forEach(this::drawAcross);
    rule(left, bottom, right, bottom, Palette.MUTED);
    write(x.label(), right, h - EDGE + 2, Align.END, Palette.MUTED, TEXT_SIZE, false);
  }

  private double legend(List<LegendEntry> named, double line) {
    double at = EDGE;
    double next = line;
    for (LegendEntry entry : named) {
      String name = Shape.Text.fitted(entry.name(), TEXT_SIZE, width - 3 * EDGE - SWATCH);
      double length = SWATCH + 6 + Shape.Text.width(name, TEXT_SIZE) + 14;
      if (at > EDGE && at + length > width - EDGE) {
        at = EDGE;
        next += LINE_HEIGHT;
      }
      shapes.addAll(entry.sign(new Place(at + SWATCH / 2, next - 4), SWATCH));
      write(name, at + SWATCH + 6, next, Align.START, Palette.TEXT, TEXT_SIZE, false);
      at += length;
    }
    return named.isEmpty() ? line : next + 1.3 * LINE_HEIGHT;
  }

  private void drawUp(Scale.Tick tick) {
    double y = y(tick.value());
    rule(left, y, right, y, Palette.GRID);
    write(tick.label(), left - 8, y + 4, Align.END, Palette.MUTED, TEXT_SIZE, false);
  }

  private void drawAcross(Scale.Tick tick) {
    double x = x(tick.value());
    rule(x, bottom, x, bottom + 5, Palette.MUTED);
    // The last label must not leave the picture.
    double middle = Math.min(x, width - Shape.Text.width(tick.label(), TEXT_SIZE) / 2);
    write(
        tick.label(), middle, bottom + LINE_HEIGHT, Align.MIDDLE, Palette.MUTED, TEXT_SIZE, false);
  }

  private void rule(double x1, double y1, double x2, double y2, Palette color) {
    shapes.add(
        new Shape.Line("", List.of(new Place(x1, y1), new Place(x2, y2)), color, 1, 1, false));
  }

  private void write(
      String text, double x, double y, Align align, Palette color, double size, boolean bold) {
    shapes.add(new Shape.Text(text, new Place(x, y), align, color, size, bold));
  }

  /** The shapes of the layout itself, below all values. */
  List<Shape> shapes() {
    return shapes;
  }

  /** Where two values lie. */
  Place place(double x, double y) {
    return new Place(x(x), y(y));
  }

  private double x(double value) {
    return left + (right - left) * across.place(value);
  }

  private double y(double value) {
    return bottom - (bottom - top) * up.place(value);
  }
}
