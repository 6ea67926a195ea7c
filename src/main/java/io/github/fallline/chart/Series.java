package io.github.fallline.chart;

import java.util.List;

/**
 * One set of values in a chart.
 *
 * @param name name in the legend; empty for no entry
 * @param style how it is drawn
 * @param color its colour
 * @param points its values, in the order in which a line meets them; copied
 */
public record Series(String name, Style style, Palette color, List<DataPoint> points) {
  /** How a series is drawn. */
  public enum Style {
    /** A line, over its band where it has one. */
    LINE,
    /** A dashed line. */
    DASHES,
    /** A thin, pale line that others are drawn over. */
    FAINT,
    /** A dot a value. */
    DOTS,
    /** A square a value, standing on a corner. */
    DIAMONDS,
    /** A square a value. */
    SQUARES,
    /** A triangle a value, pointing up. */
    TRIANGLES,
    /** A cross a value. */
    CROSSES
  }

  /**
   * A value with the range around it.
   *
   * @param x along the horizontal axis
   * @param low where the band begins
   * @param y along the vertical axis
   * @param high where the band ends
   */
  public record DataPoint(double x, double low, double y, double high) {
    /** A value without a range. */
    public static DataPoint of(double x, double y) {
      return new DataPoint(x, y, y, y);
    }
  }

  public Series {
    points = List.copyOf(points);
  }

  /** Whether any value has a range. */
  boolean hasBand() {
    return points.stream().anyMatch(point -> point.low() < point.high());
  }
}
