package io.github.fallline.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimedRunTest {
  /** A way down with many looks: a factor of about 0.99 each, and noise about it. */
  private static TimedRun noisy(long seed) {
    Random random = new Random(seed);
    List<TimedRun.Point> points = new ArrayList<>(List.of(new TimedRun.Point(0, 0, 0, 1)));
    for (int i = 1; i <= 2000; i++) {
      double gap = Math.pow(0.99, i) * Math.exp(random.nextGaussian());
      points.add(new TimedRun.Point(1e-3 * i, i, 1000.0 * i, gap));
    }
    return new TimedRun(Races.SMALL, Races.MINI, 1, 0.5, "automatic", 1, points);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void briefRunHasTheSameTimes(long seed) {
    TimedRun run = noisy(seed);
    TimedRun brief = run.brief();

    for (double gap : Convergence.GAPS) {
      assertEquals(run.secondsTo(gap), brief.secondsTo(gap));
    }
    assertEquals(run.leastGap(), brief.leastGap());
    assertEquals(run.decadesPerSecond(), brief.decadesPerSecond());
    assertEquals(run.points().get(2000), brief.points().get(brief.points().size() - 1));
    assertTrue(brief.points().size() < 300, "" + brief.points().size());
  }

  @Test
  void briefRunIsBriefAlready() {
    TimedRun run = Races.run(Races.SMALL, Races.FULL, 1, 1, 0.25, 6);

    assertEquals(run, run.brief());
  }
}
