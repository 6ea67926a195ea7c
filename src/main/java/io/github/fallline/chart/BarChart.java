package io.github.fallline.chart;

import io.github.fallline.chart.Mark.Align;
import io.github.fallline.chart.Mark.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.DoubleStream;

/**
 * Horizontal bars from zero, one a name, with a whisker over the error where there is one.
 *
 * @param title what the chart shows
 * @param label the quantity and its unit
 * @param bars from above; copied
 */
public record BarChart(String title, String label, List<Bar> bars) {
  private static final int EDGE = 14;
  private static final int ROW = 22;
  private static final int HEAD = 40;
  private static final int FOOT = 44;

  /**
   * One bar.
   *
   * @param name what it stands for
   * @param value its length, to the left if negative; finite
   * @param error half the length of its whisker, 0 for none; finite, not below zero
   */
  public record Bar(String name, double value, double error) {
    /** Checks the numbers. */
    public Bar {
      Objects.requireNonNull(name, "name");
      if (!Double.isFinite(value) || !Double.isFinite(error) || error < 0) {
        throw new IllegalArgumentException(
            name + ": expected finite numbers, got " + value + " ± " + error);
      }
    }
  }

  /** Copies the bars. */
  public BarChart {
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(label, "label");
    bars = List.copyOf(bars);
  }

  /** Draws the chart at a width in pixels, as high as its bars need. */
  public Picture draw(int width) {
    int height = HEAD + ROW * bars.size() + FOOT;
    double most = 0.5 * width;
    double names =
        bars.stream()
            .mapToDouble(bar -> Mark.Text.width(bar.name(), Frame.TEXT_SIZE))
            .max()
            .orElse(0);
    double left = EDGE + Math.min(most, names) + 10;
    double right = width - EDGE - 8.0;
    Scale scale =
        Scale.holding(
            Axis.linear(label),
            DoubleStream.concat(
                DoubleStream.of(0),
                bars.stream()
                    .flatMapToDouble(
                        bar ->
                            DoubleStream.of(
                                bar.value() - bar.error(), bar.value() + bar.error()))));
    List<Mark> marks = new ArrayList<>();
    marks.add(text(title, EDGE, EDGE + 12, Align.START, Ink.TEXT, Frame.TITLE_SIZE, true));
    double bottom = HEAD + ROW * bars.size();
    for (Scale.Tick tick : scale.ticks((int) Math.max(2, (right - left) / 80))) {
      double x = left + (right - left) * scale.place(tick.value());
      marks.add(line("", x, HEAD, x, bottom, Ink.GRID, 1));
      marks.add(
          text(tick.label(), x, bottom + 18, Align.MIDDLE, Ink.MUTED, Frame.TEXT_SIZE, false));
    }
    marks.add(text(label, right, height - 8.0, Align.END, Ink.MUTED, Frame.TEXT_SIZE, false));
    double zero = left + (right - left) * scale.place(0);
    for (int i = 0; i < bars.size(); i++) {
      Bar bar = bars.get(i);
      double y = HEAD + ROW * (i + 0.5);
      String name = Mark.Text.fitted(bar.name(), Frame.TEXT_SIZE, most);
      marks.add(text(name, left - 8, y + 4, Align.END, Ink.TEXT, Frame.TEXT_SIZE, false));
      double end = left + (right - left) * scale.place(bar.value());
      String said = bar.name() + ": " + bar.value();
      marks.add(line(said, zero, y, end, y, bar.value() < 0 ? Ink.VERMILION : Ink.BLUE, 13));
      if (bar.error() > 0) {
        double from = left + (right - left) * scale.place(bar.value() - bar.error());
        double to = left + (right - left) * scale.place(bar.value() + bar.error());
        marks.add(line("", from, y, to, y, Ink.TEXT, 1.5));
      }
    }
    marks.add(line("", zero, HEAD, zero, bottom, Ink.MUTED, 1));
    return new Picture(title, width, height, marks);
  }

  private static Mark line(
      String name, double x1, double y1, double x2, double y2, Ink ink, double width) {
    return new Mark.Line(name, List.of(new Place(x1, y1), new Place(x2, y2)), ink, width, 1, false);
  }

  private static Mark text(
      String text, double x, double y, Align align, Ink ink, double size, boolean bold) {
    return new Mark.Text(text, new Place(x, y), align, ink, size, bold);
  }
}
