package io.github.fallline.chart;

import io.github.fallline.chart.Series.DataPoint;
import io.github.fallline.chart.Shape.Place;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Lines, bands and dots between two axes. Values that have no place on an axis (not finite, or not
 * above zero on a logarithmic one) are left out.
 *
 * @param title what the chart shows
 * @param x the horizontal axis
 * @param y the vertical axis
 * @param series drawn in order, the last one on top; copied
 */
public record LineChart(String title, Axis x, Axis y, List<Series> series) {
  private static final double BAND_OPACITY = 0.18;

  public LineChart {
    series = List.copyOf(series);
  }

  /** Draws the chart at a size in pixels. */
  public Drawing draw(int width, int height) {
    List<Series> placed = series.stream().map(this::clipped).toList();
    Scale across =
        Scale.holding(
            x, placed.stream().flatMap(each -> each.points().stream()).mapToDouble(DataPoint::x));
    Scale up =
        Scale.holding(
            y,
            placed.stream()
                .flatMap(each -> each.points().stream())
                .flatMapToDouble(point -> DoubleStream.of(point.low(), point.y(), point.high())));
    List<LegendEntry> named =
        series.stream().filter(each -> !each.name().isEmpty()).map(LegendEntry::of).toList();
    ChartLayout frame = new ChartLayout(title, x, y, across, up, named, width, height);
    List<Shape> shapes = new ArrayList<>(frame.shapes());
    placed.stream().filter(Series::hasBand).forEach(each -> shapes.add(band(each, frame)));
    placed.stream()
        .filter(each -> !each.points().isEmpty())
        .forEach(each -> shapes.addAll(values(each, frame)));
    return new Drawing(title, width, height, shapes);
  }

  /** The values that have a place; a band that leaves the axis ends at its value. */
  private Series clipped(Series each) {
    List<DataPoint> points =
        each.points().stream()
            .filter(point -> x.holds(point.x()) && y.holds(point.y()))
            .map(
                point ->
                    new DataPoint(
                        point.x(),
                        y.holds(point.low()) ? point.low() : point.y(),
                        point.y(),
                        y.holds(point.high()) ? point.high() : point.y()))
            .toList();
    return new Series(each.name(), each.style(), each.color(), points);
  }

  /** The values within two scales: of a line that leaves them, the part until there. */
  static Series clipped(Series each, Scale across, Scale up) {
    List<DataPoint> points =
        each.points().stream()
            .filter(point -> across.holds(point.x()) && up.holds(point.y()))
            .toList();
    return new Series(each.name(), each.style(), each.color(), points);
  }

  private static Shape band(Series each, ChartLayout frame) {
    List<Place> outline = new ArrayList<>();
    each.points().forEach(point -> outline.add(frame.place(point.x(), point.low())));
    Collections.reverse(outline);
    List<Place> upper =
        each.points().stream().map(point -> frame.place(point.x(), point.high())).toList();
    outline.addAll(0, upper);
    return new Shape.Area(outline, each.color(), BAND_OPACITY);
  }

  static List<Shape> values(Series each, ChartLayout frame) {
    List<Place> places =
        each.points().stream().map(point -> frame.place(point.x(), point.y())).toList();
    String name = each.name();
    return switch (each.style()) {
      case LINE -> List.of(new Shape.Line(name, places, each.color(), 2, 1, false));
      case DASHES -> List.of(new Shape.Line(name, places, each.color(), 1.5, 1, true));
      case FAINT -> List.of(new Shape.Line(name, places, each.color(), 1, 0.55, false));
      case DOTS ->
          List.of(new Shape.Dots(name, places, each.color(), 2.2, dotOpacity(places.size())));
      case DIAMONDS, SQUARES, TRIANGLES, CROSSES ->
          places.stream()
              .flatMap(place -> Marker.at(place, each.style(), each.color()).stream())
              .toList();
    };
  }

  /** Many dots lie over each other: they are pale, so that their density is seen. */
  private static double dotOpacity(int dots) {
    return Math.max(0.25, Math.min(0.85, 20 / Math.sqrt(dots + 1.0)));
  }
}
