package io.github.fallline.chart;

import io.github.fallline.chart.Shape.Place;
import java.util.List;

/** The sign at a value, so that kinds of values differ not only in colour. */
final class Marker {
  private static final double REACH = 5;

  private Marker() {}

  /** The marks of a sign at a place; none for a style without signs. */
  static List<Shape> at(Place place, Series.Style style, Palette color) {
    return switch (style) {
      case DIAMONDS ->
          List.of(
              new Shape.Area(
                  List.of(
                      place.moved(0, -REACH),
                      place.moved(REACH, 0),
                      place.moved(0, REACH),
                      place.moved(-REACH, 0)),
                  color,
                  1));
      case SQUARES -> {
        double half = 0.8 * REACH;
        yield List.of(
            new Shape.Area(
                List.of(
                    place.moved(-half, -half),
                    place.moved(half, -half),
                    place.moved(half, half),
                    place.moved(-half, half)),
                color,
                1));
      }
      case TRIANGLES ->
          List.of(
              new Shape.Area(
                  List.of(
                      place.moved(0, -REACH),
                      place.moved(REACH, 0.8 * REACH),
                      place.moved(-REACH, 0.8 * REACH)),
                  color,
                  1));
      case CROSSES -> {
        double arm = 0.8 * REACH;
        yield List.of(
            stroke(place.moved(-arm, -arm), place.moved(arm, arm), color),
            stroke(place.moved(-arm, arm), place.moved(arm, -arm), color));
      }
      case LINE, DASHES, FAINT, DOTS -> List.of();
    };
  }

  private static Shape stroke(Place from, Place to, Palette color) {
    return new Shape.Line("", List.of(from, to), color, 2, 1, false);
  }
}
