package io.github.fallline.report.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.chart.Series.DataPoint;
import io.github.fallline.compare.Races;
import io.github.fallline.compare.TimedRun;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class QuantileCurveTest {
  private static TimedRun run(double... secondsAndGaps) {
    List<TimedRun.Point> points = new ArrayList<>();
    for (int i = 0; i < secondsAndGaps.length; i += 2) {
      points.add(new TimedRun.Point(secondsAndGaps[i], i, 10 * i, secondsAndGaps[i + 1]));
    }
    return new TimedRun(Races.SMALL, Races.FULL, 1, 0.1, "automatic", 1, points);
  }

  private static List<DataPoint> curve(TimedRun... runs) {
    return QuantileCurve.of(List.of(runs), QuantileCurve.Cost.SECONDS, 100).points();
  }

  @Test
  void oneRunIsItsPoints() {
    assertEquals(
        List.of(DataPoint.of(0, 1), DataPoint.of(2, 0.5), DataPoint.of(3, 0.25)),
        curve(run(0, 1, 2, 0.5, 3, 0.25)));
  }

  /** Half way between two looks, the gap is their geometric mean. */
  @Test
  void gapsFallEvenlyOnALogarithmicScaleBetweenEvaluations() {
    List<DataPoint> drawn = curve(run(0, 1, 4, 1e-4), run(0, 1, 2, 1e-6));

    assertEquals(2, drawn.get(1).x(), 0);
    assertEquals(1e-6, drawn.get(1).low(), 1e-21);
    assertEquals(1e-2, drawn.get(1).high(), 1e-16);
    // The median of two is their geometric mean.
    assertEquals(1e-4, drawn.get(1).y(), 1e-18);
  }

  @Test
  void aRunThatHasEndedStaysWhereItIs() {
    List<DataPoint> drawn = curve(run(0, 1, 1, 0.5), run(0, 1, 9, 1e-3), run(0, 1, 9, 1e-3));

    DataPoint last = drawn.get(drawn.size() - 1);
    assertEquals(new DataPoint(9, 1e-3, 1e-3, 0.5), last);
  }

  @Test
  void gapsThatRoundingHidesAreDrawnAtTheLeast() {
    assertEquals(TimedRun.LEAST_GAP, curve(run(0, 1, 1, -1e-17)).get(1).y(), 0);
  }

  @Test
  void longRunsAreThinnedButKeepTheirEnds() {
    double[] points =
        DoubleStream.iterate(0, i -> i + 1)
            .limit(5000)
            .flatMap(i -> DoubleStream.of(i, 1 / (i + 1)))
            .toArray();
    List<DataPoint> drawn =
        QuantileCurve.of(List.of(run(points)), QuantileCurve.Cost.SECONDS, 50).points();

    assertEquals(50, drawn.size());
    assertEquals(DataPoint.of(0, 1), drawn.get(0));
    assertEquals(4999, drawn.get(49).x(), 0);
    for (DataPoint point : drawn) {
      assertEquals(1 / (point.x() + 1), point.y(), 0);
    }
  }

  @Test
  void secondsToAGapAreThoseOfTheFirstEvaluationAtOrBelowIt() {
    TimedRun run = run(0, 1, 1, 0.1, 2, 0.2, 3, 0.01);

    assertEquals(1, run.secondsTo(0.1), 0);
    assertEquals(3, run.secondsTo(0.05), 0);
    assertTrue(Double.isInfinite(run.secondsTo(1e-3)));
    // Two decades in three seconds.
    assertEquals(2.0 / 3, run.decadesPerSecond(), 1e-15);
  }
}
