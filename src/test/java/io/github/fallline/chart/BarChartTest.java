package io.github.fallline.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class BarChartTest {
  private static double length(Drawing drawing, String name) {
    return drawing.shapes().stream()
        .filter(Shape.Line.class::isInstance)
        .map(Shape.Line.class::cast)
        .filter(line -> line.name().equals(name))
        .mapToDouble(line -> line.places().get(1).x() - line.places().get(0).x())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void barsAreAsLongAsTheirValues() {
    Drawing drawing =
        new BarChart(
                "Title",
                "metres",
                List.of(
                    new BarChart.Bar("a", 2, 0),
                    new BarChart.Bar("b", -1, 0.25),
                    new BarChart.Bar("c", 0, 0)))
            .draw(500);

    double unit = length(drawing, "a: 2.0") / 2;
    assertEquals(-unit, length(drawing, "b: -1.0"), 1e-9);
    assertEquals(0, length(drawing, "c: 0.0"), 1e-9);
  }

  @Test
  void rejectsNumbersThatHaveNoLength() {
    assertThrows(IllegalArgumentException.class, () -> new BarChart.Bar("a", Double.NaN, 0));
    assertThrows(IllegalArgumentException.class, () -> new BarChart.Bar("a", 1, -1));
  }
}
