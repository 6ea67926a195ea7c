package io.github.fallline.chart;

import java.util.ArrayList;
import java.util.List;

/**
 * A drawing: shapes on a sheet of paper, the first one lowest.
 *
 * @param title text alternative for screen readers, one sentence
 * @param width in pixels
 * @param height in pixels
 * @param shapes copied
 */
public record Drawing(String title, int width, int height, List<Shape> shapes) {
  public Drawing {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException(
          "expected a width and height of at least 1, got " + width + " x " + height);
    }
    shapes = List.copyOf(shapes);
  }

  /**
   * Pictures on one sheet, row by row.
   *
   * @param title what the sheet shows
   * @param columns how many stand beside each other
   * @param drawings of one size, at least one
   */
  public static Drawing sheet(String title, int columns, List<Drawing> drawings) {
    int width = drawings.get(0).width;
    int height = drawings.get(0).height;
    List<Shape> shapes = new ArrayList<>();
    for (int i = 0; i < drawings.size(); i++) {
      int right = i % columns * width;
      int down = i / columns * height;
      drawings.get(i).shapes.forEach(shape -> shapes.add(shape.moved(right, down)));
    }
    int rows = (drawings.size() + columns - 1) / columns;
    return new Drawing(title, Math.min(columns, drawings.size()) * width, rows * height, shapes);
  }
}
