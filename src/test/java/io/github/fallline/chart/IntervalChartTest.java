package io.github.fallline.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.fallline.chart.IntervalChart.Estimate;
import java.util.List;
import org.junit.jupiter.api.Test;

class IntervalChartTest {
  private static final Drawing DRAWING =
      new IntervalChart(
              "Title",
              "metres",
              List.of(new Estimate("a", 1, 2, 4), new Estimate("b", -1, -0.5, 0.25)))
          .draw(500);

  private static Shape.Line line(String name) {
    return DRAWING.shapes().stream()
        .filter(Shape.Line.class::isInstance)
        .map(Shape.Line.class::cast)
        .filter(line -> line.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static double x(Shape.Line line, int end) {
    return line.places().get(end).x();
  }

  @Test
  void intervalsAndEstimatesLieOnOneScale() {
    Shape.Line first = line("a: 2.0, 1.0 to 4.0");
    Shape.Line second = line("b: -0.5, -1.0 to 0.25");
    double unit = (x(first, 1) - x(first, 0)) / 3;
    List<Shape.Dots> dots =
        DRAWING.shapes().stream()
            .filter(Shape.Dots.class::isInstance)
            .map(Shape.Dots.class::cast)
            .toList();

    assertEquals(x(first, 0) - 2 * unit, x(second, 0), 1e-9);
    assertEquals(1.25 * unit, x(second, 1) - x(second, 0), 1e-9);
    assertEquals(x(first, 0) + unit, dots.get(0).places().get(0).x(), 1e-9);
    assertEquals(x(second, 0) + 0.5 * unit, dots.get(1).places().get(0).x(), 1e-9);
  }

  @Test
  void intervalsThatHoldZeroAreGrey() {
    assertEquals(Palette.BLUE, line("a: 2.0, 1.0 to 4.0").color());
    assertEquals(Palette.GREY, line("b: -0.5, -1.0 to 0.25").color());
  }

  @Test
  void rejectsWhatHasNoPlace() {
    assertThrows(IllegalArgumentException.class, () -> new Estimate("a", 1, 0, 2));
    assertThrows(IllegalArgumentException.class, () -> new Estimate("a", Double.NaN, 0, 2));
    assertThrows(
        IllegalArgumentException.class, () -> new Estimate("a", 0, 1, Double.POSITIVE_INFINITY));
  }
}
