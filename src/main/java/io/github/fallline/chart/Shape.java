package io.github.fallline.chart;

import java.util.List;

/** One stroke on a picture. Places are pixels from the upper left corner. */
public sealed interface Shape {
  /** The same mark elsewhere. */
  Shape moved(double right, double down);

  /** The colour it is drawn in. */
  Palette color();

  /** A place on the picture. */
  record Place(double x, double y) {
    Place moved(double right, double down) {
      return new Place(x + right, y + down);
    }
  }

  /**
   * A line through places.
   *
   * @param name text alternative for screen readers; may be empty
   * @param opacity from 0, invisible, to 1
   */
  record Line(
      String name, List<Place> places, Palette color, double width, double opacity, boolean dashed)
      implements Shape {
    public Line {
      places = List.copyOf(places);
    }

    @Override
    public Line moved(double right, double down) {
      return new Line(name, Shape.moved(places, right, down), color, width, opacity, dashed);
    }
  }

  /** A polygon, filled. */
  record Area(List<Place> places, Palette color, double opacity) implements Shape {
    public Area {
      places = List.copyOf(places);
    }

    @Override
    public Area moved(double right, double down) {
      return new Area(Shape.moved(places, right, down), color, opacity);
    }
  }

  /** A rectangle; its place is its upper left corner. */
  record Cell(double x, double y, double width, double height) {
    Cell moved(double right, double down) {
      return new Cell(x + right, y + down, width, height);
    }
  }

  /** Filled rectangles of one kind. */
  record Cells(List<Cell> cells, Palette color, double opacity) implements Shape {
    public Cells {
      cells = List.copyOf(cells);
    }

    @Override
    public Cells moved(double right, double down) {
      return new Cells(
          cells.stream().map(cell -> cell.moved(right, down)).toList(), color, opacity);
    }
  }

  /** Dots of one kind. */
  record Dots(String name, List<Place> places, Palette color, double radius, double opacity)
      implements Shape {
    public Dots {
      places = List.copyOf(places);
    }

    @Override
    public Dots moved(double right, double down) {
      return new Dots(name, Shape.moved(places, right, down), color, radius, opacity);
    }
  }

  /** A line of writing; its place is on the base line. */
  record Text(String text, Place place, Align align, Palette color, double size, boolean bold)
      implements Shape {
    @Override
    public Text moved(double right, double down) {
      return new Text(text, place.moved(right, down), align, color, size, bold);
    }

    /**
     * About how wide a text is, the same on every machine: a layout must not hang on its fonts.
     *
     * @param size height of the letters in pixels
     */
    static double width(String text, double size) {
      return 0.58 * size * text.codePointCount(0, text.length());
    }

    /** A text shortened in its middle to about a width. */
    static String fitted(String text, double size, double width) {
      int most = Math.max(5, (int) (width / width("n", size)));
      int length = text.codePointCount(0, text.length());
      if (length <= most) {
        return text;
      }
      int head = text.offsetByCodePoints(0, most / 2);
      int tail = text.offsetByCodePoints(text.length(), -(most - 1 - most / 2));
      return text.substring(0, head) + "…" + text.substring(tail);
    }
  }

  /** Which part of a text is at its place. */
  enum Align {
    /** Its beginning. */
    START,
    /** Its middle. */
    MIDDLE,
    /** Its end. */
    END
  }

  private static List<Place> moved(List<Place> places, double right, double down) {
    return places.stream().map(place -> place.moved(right, down)).toList();
  }
}
