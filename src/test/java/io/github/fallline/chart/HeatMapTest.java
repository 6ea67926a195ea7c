package io.github.fallline.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.chart.Series.DataPoint;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HeatMapTest {
  private static Drawing draw(double[][] counts, Series... series) {
    double[] x = new double[counts[0].length + 1];
    double[] y = new double[counts.length + 1];
    for (int i = 0; i < x.length; i++) {
      x[i] = i;
    }
    for (int i = 0; i < y.length; i++) {
      y[i] = 10 * i;
    }
    HeatMap.Bins bins = new HeatMap.Bins(x, y, counts);
    return new HeatMap("T", Axis.linear("x"), Axis.linear("y"), "rows", bins, List.of(series))
        .draw(500, 400);
  }

  /** The cells of each level; those of the legend, which are squares of 10 pixels, left out. */
  private static List<Shape.Cells> levels(Drawing drawing) {
    return shapes(drawing, Shape.Cells.class)
        .filter(cells -> cells.cells().get(0).width() != 10)
        .toList();
  }

  private static <T extends Shape> Stream<T> shapes(Drawing drawing, Class<T> type) {
    return drawing.shapes().stream().filter(type::isInstance).map(type::cast);
  }

  private static List<String> legend(Drawing drawing) {
    return shapes(drawing, Shape.Text.class)
        .filter(text -> text.color() == Palette.TEXT && !text.bold())
        .map(Shape.Text::text)
        .toList();
  }

  @Test
  void legendNamesTheCountsOfEachColour() {
    assertEquals(List.of("1 rows a bin"), legend(draw(new double[][] {{1, 0, 1}})));
    assertEquals(List.of("1", "2–3", "4–7 rows a bin"), legend(draw(new double[][] {{1, 7, 3}})));
    assertEquals(
        List.of("1–9", "10–99", "100–999", "1,000–9,999", "10,000–50,000 rows a bin"),
        legend(draw(new double[][] {{1, 50_000, 3}})));
    assertEquals(
        List.of("below 2", "from 2 rows a bin"), legend(draw(new double[][] {{0.5, 3.25}})));
  }

  @Test
  void binsBesideEachOtherOfOneLevelAreOneCell() {
    Drawing drawing = draw(new double[][] {{1, 1, 0, 1, 5}, {0, 0, 0, 0, 4}});
    List<Shape.Cells> levels = levels(drawing);

    assertEquals(2, levels.size());
    List<Shape.Cell> few = levels.get(0).cells();
    List<Shape.Cell> many = levels.get(1).cells();
    assertEquals(2, few.size());
    assertEquals(2, many.size());
    double bin = few.get(1).width();
    assertEquals(2 * bin, few.get(0).width(), 1e-9);
    assertEquals(few.get(0).x() + 3 * bin, few.get(1).x(), 1e-9);
    assertEquals(few.get(0).x() + 4 * bin, many.get(0).x(), 1e-9);
    assertEquals(many.get(0).y(), many.get(1).y() + many.get(1).height(), 1e-9);
    assertTrue(levels.get(0).opacity() < levels.get(1).opacity());
  }

  @Test
  void singleBinsOfAFinePlaneAreLargeEnoughToBeSeen() {
    double[][] counts = new double[400][1000];
    counts[399][0] = 1;
    Shape.Cell cell = levels(draw(counts)).get(0).cells().get(0);

    assertEquals(3, cell.width());
    assertEquals(3, cell.height());
  }

  @Test
  void seriesBeyondTheBinsAreLeftOut() {
    List<DataPoint> far = List.of(DataPoint.of(0, 5), DataPoint.of(1, 7), DataPoint.of(1, 900));
    Drawing drawing =
        draw(
            new double[][] {{1, 2}}, new Series("line", Series.Style.LINE, Palette.VERMILION, far));
    List<Shape.Line> lines =
        shapes(drawing, Shape.Line.class).filter(line -> line.name().equals("line")).toList();

    assertEquals(2, lines.get(0).places().size());
    assertTrue(legend(drawing).contains("line"));
  }

  @Test
  void totalIsTheSumOfTheCounts() {
    double[][] counts = {{1, 2.5}, {0, 4}};
    HeatMap.Bins bins = new HeatMap.Bins(new double[3], new double[3], counts);

    assertEquals(7.5, bins.total());
  }

  @Test
  void pageColoursCellsByTheirClass() {
    String svg = SvgImage.of(draw(new double[][] {{1, 3}}));

    assertTrue(svg.contains("<path class=\"ink-blue\" fill=\"#0072b2\""), svg);
    assertFalse(svg.contains("NaN"));
  }
}
