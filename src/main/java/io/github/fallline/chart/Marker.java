package io.github.fallline.chart;

import io.github.fallline.chart.Shape.Place;
import java.util.ArrayList;
import java.util.List;

/** The sign at a value, so that kinds of values differ not only in colour. */
final class Marker {
  private static final double REACH = 5;
  private static final double ARM = 0.8 * REACH;

  private Marker() {}

  /** The marks of a sign at a place; none for a style without signs. */
  static List<Shape> at(Place place, Series.Style style, Palette color) {
    return switch (style) {
      case DIAMONDS -> polygon(place, color, 0, -REACH, REACH, 0, 0, REACH, -REACH, 0);
      case SQUARES -> polygon(place, color, -ARM, -ARM, ARM, -ARM, ARM, ARM, -ARM, ARM);
      case TRIANGLES -> polygon(place, color, 0, -REACH, REACH, ARM, -REACH, ARM);
      case CROSSES ->
          List.of(
              stroke(place.moved(-ARM, -ARM), place.moved(ARM, ARM), color),
              stroke(place.moved(-ARM, ARM), place.moved(ARM, -ARM), color));
      case LINE, DASHES, FAINT, DOTS -> List.of();
    };
  }

  /** A filled polygon of corners at some distances to the right and down. */
  private static List<Shape> polygon(Place place, Palette color, double... distances) {
    List<Place> corners = new ArrayList<>();
    for (int i = 0; i < distances.length; i += 2) {
      corners.add(place.moved(distances[i], distances[i + 1]));
    }
    return List.of(new Shape.Area(corners, color, 1));
  }

  private static Shape stroke(Place from, Place to, Palette color) {
    return new Shape.Line("", List.of(from, to), color, 2, 1, false);
  }
}
