package io.github.fallline.chart;

import io.github.fallline.chart.Shape.Place;
import java.util.List;

/** The sign at a value, so that kinds of values differ not only in colour. */
final class Marker {
  private static final double REACH = 5;

  private Marker() {}

  /** The marks of a sign at a place; none for a style without signs. */
  static List<Shape> at(Place place, Series.Style look, Palette ink) {
    return switch (look) {
      case DIAMONDS ->
          List.of(
              new Shape.Area(
                  List.of(
                      place.moved(0, -REACH),
                      place.moved(REACH, 0),
                      place.moved(0, REACH),
                      place.moved(-REACH, 0)),
                  ink,
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
                ink,
                1));
      }
      case TRIANGLES ->
          List.of(
              new Shape.Area(
                  List.of(
                      place.moved(0, -REACH),
                      place.moved(REACH, 0.8 * REACH),
                      place.moved(-REACH, 0.8 * REACH)),
                  ink,
                  1));
      case CROSSES -> {
        double arm = 0.8 * REACH;
        yield List.of(
            stroke(place.moved(-arm, -arm), place.moved(arm, arm), ink),
            stroke(place.moved(-arm, arm), place.moved(arm, -arm), ink));
      }
      case LINE, DASHES, FAINT, DOTS -> List.of();
    };
  }

  private static Shape stroke(Place from, Place to, Palette ink) {
    return new Shape.Line("", List.of(from, to), ink, 2, 1, false);
  }
}
