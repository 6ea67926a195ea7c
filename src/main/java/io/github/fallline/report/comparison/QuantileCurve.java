package io.github.fallline.report.comparison;

import io.github.fallline.chart.Series.DataPoint;
import io.github.fallline.compare.SecondsInterval;
import io.github.fallline.compare.TimedRun;
import io.github.fallline.compare.TimedRun.Point;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The gap of several repetitions of one descent as one line: the median, with a band from the least
 * to the largest. Between two evaluations the gap is interpolated on a logarithmic scale; after its
 * last one a repetition keeps its value.
 *
 * @param points the line and its band, by what was spent; copied
 */
record QuantileCurve(List<DataPoint> points) {
  /** The quantity on the horizontal axis. */
  enum Cost {
    /** Seconds of training. */
    SECONDS("seconds of training"),
    /** Passes over the rows. */
    EPOCHS("epochs, passes over the rows"),
    /** Rows that gradients were taken of. */
    ROWS("rows touched");

    private final String label;

    Cost(String label) {
      this.label = label;
    }

    /** The quantity and its unit. */
    String label() {
      return label;
    }

    private double of(Point point) {
      return switch (this) {
        case SECONDS -> point.seconds();
        case EPOCHS -> point.epochs();
        case ROWS -> point.rowGradients();
      };
    }
  }

  QuantileCurve {
    points = List.copyOf(points);
  }

  /**
   * The curve of some runs.
   *
   * @param runs repetitions of one descent, at least one
   * @param mostSpots how many values the line has at most
   */
  static QuantileCurve of(List<TimedRun> runs, Cost cost, int mostSpots) {
    List<double[]> costs = new ArrayList<>();
    List<double[]> gaps = new ArrayList<>();
    for (TimedRun run : runs) {
      costs.add(run.points().stream().mapToDouble(cost::of).toArray());
      gaps.add(
          run.points().stream().mapToDouble(p -> Math.max(TimedRun.LEAST_GAP, p.gap())).toArray());
    }
    double[] places = thinned(union(costs), mostSpots);
    List<DataPoint> points = new ArrayList<>(places.length);
    for (double place : places) {
      DataPoint first = point(place, costs, gaps, false);
      DataPoint last = point(place, costs, gaps, true);
      if (first.y() > last.y()) {
        points.add(first); // steps from moments touch no more rows: the line falls at one place
      }
      points.add(last);
    }
    return new QuantileCurve(points);
  }

  /** The median at a place and its band, before or after the steps that cost nothing. */
  private static DataPoint point(
      double place, List<double[]> costs, List<double[]> gaps, boolean after) {
    double[] across = new double[costs.size()];
    for (int i = 0; i < across.length; i++) {
      across[i] = gapAt(place, costs.get(i), gaps.get(i), after);
    }
    Arrays.sort(across);
    return new DataPoint(
        place, across[0], SecondsInterval.middle(across), across[across.length - 1]);
  }

  private static double[] union(List<double[]> sequences) {
    return sequences.stream().flatMapToDouble(Arrays::stream).sorted().distinct().toArray();
  }

  /** Evenly many of each part, first and last among them. */
  private static double[] thinned(double[] places, int most) {
    if (places.length <= most) {
      return places;
    }
    double[] thinned = new double[most];
    for (int i = 0; i < most; i++) {
      thinned[i] = places[(int) Math.round((double) i * (places.length - 1) / (most - 1))];
    }
    return thinned;
  }

  private static double gapAt(double place, double[] costs, double[] gaps, boolean last) {
    int found = Arrays.binarySearch(costs, place);
    if (found >= 0) {
      int at = found;
      int step = last ? 1 : -1;
      while (at + step >= 0 && at + step < costs.length && costs[at + step] == place) {
        at += step;
      }
      return gaps[at];
    }
    int after = -found - 1;
    if (after == 0 || after == costs.length) {
      return gaps[after == 0 ? 0 : after - 1];
    }
    double share = (place - costs[after - 1]) / (costs[after] - costs[after - 1]);
    return gaps[after - 1] * Math.pow(gaps[after] / gaps[after - 1], share);
  }
}
