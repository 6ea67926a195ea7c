package io.github.fallline.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.chart.Series.DataPoint;
import io.github.fallline.chart.Series.Style;
import io.github.fallline.chart.Shape.Place;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LineChartTest {
  private static LineChart chart(Axis x, Axis y, Style style, DataPoint... spots) {
    return new LineChart(
        "Title", x, y, List.of(new Series("ours", style, Palette.BLUE, List.of(spots))));
  }

  private static <T extends Shape> List<T> marks(Drawing drawing, Class<T> kind) {
    return drawing.shapes().stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  private static Shape.Line ours(Drawing drawing) {
    return marks(drawing, Shape.Line.class).stream()
        .filter(line -> line.name().equals("ours"))
        .findFirst()
        .orElseThrow();
  }

  /** Where the label of a value stands: below the horizontal axis, or left of the vertical one. */
  private static double labelled(
      Drawing drawing, Shape.Align align, String label, ToDoubleFunction<Place> along) {
    return marks(drawing, Shape.Text.class).stream()
        .filter(text -> text.align() == align && text.text().equals(label))
        .mapToDouble(text -> along.applyAsDouble(text.place()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void valuesLieAtTheirLabels() {
    Drawing drawing =
        chart(
                Axis.linear("x"),
                Axis.log("y"),
                Style.LINE,
                DataPoint.of(0, 1e-6),
                DataPoint.of(4, 1e-3),
                DataPoint.of(10, 1))
            .draw(600, 700);

    Place middle = ours(drawing).places().get(1);
    assertEquals(labelled(drawing, Shape.Align.MIDDLE, "4", Place::x), middle.x(), 1e-9);
    // Labels stand with their middle, 4 pixels above the base line, at the value.
    assertEquals(labelled(drawing, Shape.Align.END, "10⁻³", Place::y) - 4, middle.y(), 1e-9);
  }

  @Test
  void valuesWithoutAPlaceAreLeftOut() {
    Drawing drawing =
        chart(
                Axis.log("x"),
                Axis.log("y"),
                Style.LINE,
                DataPoint.of(0, 1),
                DataPoint.of(1, 0),
                DataPoint.of(2, Double.NaN),
                DataPoint.of(3, 2),
                DataPoint.of(4, 3))
            .draw(600, 400);

    assertEquals(2, ours(drawing).places().size());
  }

  @Test
  void bandGoesAroundTheLine() {
    Drawing drawing =
        chart(
                Axis.linear("x"),
                Axis.linear("y"),
                Style.LINE,
                new DataPoint(0, 1, 2, 3),
                new DataPoint(1, 0.5, 1, 2))
            .draw(600, 400);

    List<Place> band = marks(drawing, Shape.Area.class).get(0).places();
    assertEquals(4, band.size());
    Place first = ours(drawing).places().get(0);
    assertTrue(band.get(0).y() < first.y() && band.get(3).y() > first.y(), band::toString);
    assertEquals(first.x(), band.get(3).x(), 1e-12);
  }

  @Test
  void bandThatLeavesALogAxisEndsAtItsLine() {
    Drawing drawing =
        chart(
                Axis.linear("x"),
                Axis.log("y"),
                Style.LINE,
                new DataPoint(0, 0, 2, 3),
                new DataPoint(1, 1, 2, 3))
            .draw(600, 400);

    Place below = marks(drawing, Shape.Area.class).get(0).places().get(3);
    assertEquals(ours(drawing).places().get(0), below);
  }

  @Test
  void everyMarkOfACrowdedChartIsOnThePaper() {
    List<Series> many =
        Stream.iterate(0, i -> i + 1)
            .limit(20)
            .map(
                i ->
                    new Series(
                        "a rather long name of method " + i,
                        Style.LINE,
                        Palette.ofSeries(i),
                        List.of(DataPoint.of(1, i), DataPoint.of(2, i + 0.5))))
            .toList();
    Drawing drawing =
        new LineChart("x".repeat(300), Axis.log("x"), Axis.linear("y"), many).draw(420, 500);

    for (Shape.Line line : marks(drawing, Shape.Line.class)) {
      for (Place place : line.places()) {
        assertTrue(place.x() >= 0 && place.x() <= 420, line::toString);
        assertTrue(place.y() >= 0 && place.y() <= 500, line::toString);
      }
    }
    assertEquals(
        20,
        marks(drawing, Shape.Text.class).stream()
            .filter(text -> text.text().contains("method"))
            .count());
  }

  @Test
  void chartOfNothingIsItsFrame() {
    Drawing drawing = chart(Axis.log("x"), Axis.linear("y"), Style.DOTS).draw(300, 200);

    assertTrue(marks(drawing, Shape.Dots.class).size() <= 1, drawing::toString);
    assertTrue(marks(drawing, Shape.Text.class).size() > 4, drawing::toString);
  }
}
