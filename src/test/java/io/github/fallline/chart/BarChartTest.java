package io.github.fallline.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
                Axis.linear("metres"),
                List.of(
                    new BarChart.Bar("a", 2, 0),
                    new BarChart.Bar("b", -1, 0.25),
                    new BarChart.Bar("c", 0, 0)))
            .draw(500);

    double unit = length(drawing, "a: 2.0") / 2;
    assertEquals(-unit, length(drawing, "b: -1.0"), 1e-9);
    assertEquals(0, length(drawing, "c: 0.0"), 1e-9);
  }

  /** An error larger than its value, as JMH gives where iterations differ: no time is negative. */
  @Test
  void whiskerOfAPositiveValueDoesNotGoBelowZero() {
    for (Axis axis : List.of(Axis.linear("s"), Axis.log("s"))) {
      Drawing drawing =
          new BarChart(
                  "Title", axis, List.of(new BarChart.Bar("a", 2, 5), new BarChart.Bar("b", 1, 0)))
              .draw(500);
      Shape.Line whisker =
          drawing.shapes().stream()
              .filter(Shape.Line.class::isInstance)
              .map(Shape.Line.class::cast)
              .filter(line -> line.width() == 1.5)
              .findFirst()
              .orElseThrow();
      Shape.Line bar =
          drawing.shapes().stream()
              .filter(Shape.Line.class::isInstance)
              .map(Shape.Line.class::cast)
              .filter(line -> line.name().equals("a: 2.0"))
              .findFirst()
              .orElseThrow();

      assertTrue(whisker.places().get(0).x() >= bar.places().get(0).x() - 1e-9, axis.toString());
    }
  }

  @Test
  void longNamesAreNotCut() {
    String name = "batch 4096, shape 1000000x100, order shuffled, memory huge pages, ".repeat(3);
    Drawing drawing =
        new BarChart("Title", Axis.linear("s"), List.of(new BarChart.Bar(name, 1, 0))).draw(300);

    assertTrue(drawing.shapes().toString().contains(name));
    assertTrue(drawing.width() > 300);
  }

  @Test
  void rejectsNumbersThatHaveNoLength() {
    assertThrows(IllegalArgumentException.class, () -> new BarChart.Bar("a", Double.NaN, 0));
    assertThrows(IllegalArgumentException.class, () -> new BarChart.Bar("a", 1, -1));
  }
}
