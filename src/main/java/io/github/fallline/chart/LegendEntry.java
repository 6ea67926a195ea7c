package io.github.fallline.chart;

import io.github.fallline.chart.Shape.Place;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A line of a legend.
 *
 * @param name what the sign stands for
 * @param style the sign; null for a filled square
 * @param color of the sign
 * @param opacity of a filled square
 */
record LegendEntry(String name, Series.@Nullable Style style, Palette color, double opacity) {
  private static final double SQUARE = 5;

  /** The entry of a series. */
  static LegendEntry of(Series series) {
    return new LegendEntry(series.name(), series.style(), series.color(), 1);
  }

  /** The entry of cells of a heat map. */
  static LegendEntry cells(String name, Palette color, double opacity) {
    return new LegendEntry(name, null, color, opacity);
  }

  /** The sign, its middle at a place. */
  List<Shape> sign(Place middle, double width) {
    if (style == null) {
      Shape.Cell square =
          new Shape.Cell(middle.x() - SQUARE, middle.y() - SQUARE, 2 * SQUARE, 2 * SQUARE);
      return List.of(new Shape.Cells(List.of(square), color, opacity));
    }
    if (style == Series.Style.DOTS) {
      return List.of(new Shape.Dots("", List.of(middle), color, 4, 1));
    }
    List<Shape> marker = Marker.at(middle, style, color);
    if (!marker.isEmpty()) {
      return marker;
    }
    boolean faint = style == Series.Style.FAINT;
    List<Place> ends = List.of(middle.moved(-width / 2, 0), middle.moved(width / 2, 0));
    boolean dashed = style == Series.Style.DASHES;
    return List.of(new Shape.Line("", ends, color, faint ? 1.2 : 2.5, faint ? 0.5 : 1, dashed));
  }
}
