package io.github.fallline.chart;

import io.github.fallline.chart.Shape.Cell;
import io.github.fallline.chart.Shape.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Counts of points in the bins of a plane: the darker a bin, the more points, in steps of equal
 * ratios that the legend names. Series lie over it; what of them is beyond the bins is left out.
 *
 * @param title what the chart shows
 * @param x the horizontal axis, linear
 * @param y the vertical axis, linear
 * @param unit what is counted, such as {@code rows}
 * @param bins the counts
 * @param series drawn over the bins in order; copied
 */
public record HeatMap(String title, Axis x, Axis y, String unit, Bins bins, List<Series> series) {
  private static final int MOST_LEVELS = 6;
  private static final double[] RATIOS = {2, 3, 5, 10, 20, 50, 100, 1000, 1e4, 1e6, 1e9, 1e60};
  private static final double LEAST_OPACITY = 0.4;

  /** A bin is drawn at least this large, in pixels, so that single points are seen. */
  private static final double LEAST_SIZE = 3;

  public HeatMap {
    series = List.copyOf(series);
  }

  /**
   * Counts in bins.
   *
   * @param xEdges edges of the columns, ascending, one more than columns; not copied
   * @param yEdges edges of the rows, ascending, one more than rows; not copied
   * @param counts [rows, columns]; not copied
   */
  @SuppressWarnings("ArrayRecordComponent") // read once, by the chart
  public record Bins(double[] xEdges, double[] yEdges, double[][] counts) {
    /** The sum of the counts. */
    public double total() {
      double sum = 0;
      for (double[] row : counts) {
        for (double count : row) {
          sum += count;
        }
      }
      return sum;
    }
  }

  /** Draws the chart at a size in pixels. */
  public Drawing draw(int width, int height) {
    Levels levels = Levels.of(bins);
    List<LegendEntry> named = new ArrayList<>(levels.legend(unit));
    series.stream().filter(each -> !each.name().isEmpty()).map(LegendEntry::of).forEach(named::add);
    Scale across = Scale.holding(x, DoubleStream.of(bins.xEdges));
    Scale up = Scale.holding(y, DoubleStream.of(bins.yEdges));
    ChartLayout frame = new ChartLayout(title, x, y, across, up, named, width, height);
    List<Shape> shapes = new ArrayList<>(frame.shapes());
    for (int level = 0; level < levels.count(); level++) {
      List<Cell> cells = cells(level, levels, frame);
      if (!cells.isEmpty()) {
        shapes.add(new Shape.Cells(cells, Palette.BLUE, levels.opacity(level)));
      }
    }
    series.stream()
        .map(each -> LineChart.clipped(each, across, up))
        .filter(each -> !each.points().isEmpty())
        .forEach(each -> shapes.addAll(LineChart.values(each, frame)));
    return new Drawing(title, width, height, shapes);
  }

  /** The bins of a level; those beside each other in a row are one. */
  private List<Cell> cells(int level, Levels levels, ChartLayout frame) {
    List<Cell> cells = new ArrayList<>();
    for (int i = 0; i < bins.counts.length; i++) {
      double[] row = bins.counts[i];
      for (int from = 0; from < row.length; from++) {
        int to = from;
        while (to < row.length && levels.of(row[to]) == level) {
          to++;
        }
        if (to > from) {
          Place low = frame.place(bins.xEdges[from], bins.yEdges[i]);
          Place high = frame.place(bins.xEdges[to], bins.yEdges[i + 1]);
          cells.add(cell(low, high));
          from = to;
        }
      }
    }
    return cells;
  }

  private static Cell cell(Place low, Place high) {
    double width = Math.max(LEAST_SIZE, high.x() - low.x());
    double height = Math.max(LEAST_SIZE, low.y() - high.y());
    double left = (low.x() + high.x() - width) / 2;
    double top = (low.y() + high.y() - height) / 2;
    return new Cell(left, top, width, height);
  }

  /**
   * Steps of counts: from 1 on, each bound is a ratio times the one before; the first level also
   * has what is less than 1.
   */
  private record Levels(int count, double ratio, double most, boolean whole) {
    static Levels of(Bins bins) {
      double most = 1;
      boolean whole = true;
      for (double[] row : bins.counts) {
        for (double each : row) {
          most = Math.max(most, each);
          whole &= each == Math.rint(each);
        }
      }
      double ratio = RATIOS[0];
      for (int k = 1; k < RATIOS.length && Math.pow(ratio, MOST_LEVELS) <= most; k++) {
        ratio = RATIOS[k];
      }
      int count = 1;
      while (Math.pow(ratio, count) <= most) {
        count++;
      }
      return new Levels(count, ratio, most, whole);
    }

    /** The level of a count; -1 of none. */
    int of(double number) {
      if (!(number > 0)) {
        return -1;
      }
      int level = 0;
      while (level < count - 1 && number >= Math.pow(ratio, level + 1)) {
        level++;
      }
      return level;
    }

    double opacity(int level) {
      return count == 1 ? 0.6 : LEAST_OPACITY + (1 - LEAST_OPACITY) * level / (count - 1.0);
    }

    List<LegendEntry> legend(String unit) {
      return IntStream.range(0, count)
          .mapToObj(
              k -> {
                String last = k == count - 1 ? " " + unit + " a bin" : "";
                return LegendEntry.cells(label(k) + last, Palette.BLUE, opacity(k));
              })
          .toList();
    }

    private String label(int level) {
      double from = Math.pow(ratio, level);
      double to = level == count - 1 ? most : Math.pow(ratio, level + 1) - 1;
      if (!whole) {
        return level == 0 ? "below " + number(ratio) : "from " + number(from);
      }
      return to <= from ? number(from) : number(from) + "–" + number(to);
    }

    private static String number(double number) {
      return String.format(Locale.ROOT, "%,.0f", number);
    }
  }
}
