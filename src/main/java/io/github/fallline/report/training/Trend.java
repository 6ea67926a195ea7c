package io.github.fallline.report.training;

import io.github.fallline.chart.HeatMap;
import io.github.fallline.chart.Series.DataPoint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The mean height of points from left to right: of groups of about equal numbers of points. */
final class Trend {
  private static final int MOST_GROUPS = 20;
  private static final double LEAST_IN_GROUP = 10;

  private final double inGroup;
  private final List<DataPoint> means = new ArrayList<>();
  private double weight;
  private double xSum;
  private double ySum;

  private Trend(double total) {
    inGroup = Math.max(total / MOST_GROUPS, Math.min(LEAST_IN_GROUP, total / 2));
  }

  /** The means of points. */
  static List<DataPoint> of(List<DataPoint> points) {
    List<DataPoint> sorted = new ArrayList<>(points);
    sorted.sort(Comparator.comparingDouble(DataPoint::x));
    Trend trend = new Trend(points.size());
    for (int i = 0; i < sorted.size(); i++) {
      DataPoint point = sorted.get(i);
      trend.add(point.x(), point.y(), 1);
      boolean tied = i + 1 < sorted.size() && sorted.get(i + 1).x() == point.x();
      if (!tied) {
        trend.endGroupIfFull();
      }
    }
    return trend.ended();
  }

  /** The means of the points in bins, each at the middle of its bin. */
  static List<DataPoint> of(HeatMap.Bins bins) {
    Trend trend = new Trend(bins.total());
    int columns = bins.xEdges().length - 1;
    for (int j = 0; j < columns; j++) {
      double x = middle(bins.xEdges(), j);
      for (int i = 0; i < bins.counts().length; i++) {
        trend.add(x, middle(bins.yEdges(), i), bins.counts()[i][j]);
      }
      trend.endGroupIfFull();
    }
    return trend.ended();
  }

  private static double middle(double[] edges, int bin) {
    return edges[bin] / 2 + edges[bin + 1] / 2;
  }

  private void add(double x, double y, double count) {
    weight += count;
    xSum += count * x;
    ySum += count * y;
  }

  private void endGroupIfFull() {
    if (weight >= inGroup && weight > 0) {
      means.add(DataPoint.of(xSum / weight, ySum / weight));
      weight = 0;
      xSum = 0;
      ySum = 0;
    }
  }

  /** All means; one alone, of which no line can be drawn, is left out. */
  private List<DataPoint> ended() {
    if (weight > inGroup / 2) {
      means.add(DataPoint.of(xSum / weight, ySum / weight));
    }
    return means.size() < 2 ? List.of() : List.copyOf(means);
  }

  /** Points from coordinates; those that are not finite are left out. */
  static List<DataPoint> points(double[] x, double[] y) {
    return IntStream.range(0, x.length)
        .filter(i -> Double.isFinite(x[i]) && Double.isFinite(y[i]))
        .mapToObj(i -> DataPoint.of(x[i], y[i]))
        .toList();
  }
}
