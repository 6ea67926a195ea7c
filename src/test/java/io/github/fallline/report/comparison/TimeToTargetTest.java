package io.github.fallline.report.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.github.fallline.compare.MethodRuns;
import io.github.fallline.compare.Races;
import io.github.fallline.compare.TimedRun;
import io.github.fallline.report.HtmlPage.Cell;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimeToTargetTest {
  private static TimeToTarget timeToTarget(List<TimedRun> runs) {
    return new TimeToTarget(MeasuredGroup.of("", MethodRuns.of(runs)));
  }

  private static String text(Cell cell) {
    return cell.text() + ": " + cell.detail();
  }

  /** On one thread: a decade takes 0.25 s, 0.5 s, and 1 to 1.25 s; they end at 1e-2, -4 and -8. */
  @Test
  void winnerDependsOnTheGap() {
    List<Cell> first = timeToTarget(Races.convergence().runs()).winners().get(0);

    assertEquals("small", first.get(0).text());
    assertEquals(1, first.get(1).number(), 0);
    assertEquals(
        "stochastic 250 ms; mini-batch 32, adam takes 2.0 times as long", first.get(2).text());
    assertEquals(
        "stochastic 500 ms; mini-batch 32, adam takes 2.0 times as long", first.get(3).text());
    // The median of 3 and 3.75 s is their geometric mean, 3.354; over 1.5 s that is 2.2.
    assertEquals(
        "mini-batch 32, adam 1.5 s; full-batch takes 2.2 times as long", first.get(4).text());
    assertEquals("full-batch 6.71 s (6 to 7.5 s)", first.get(5).text());
  }

  /** On two threads full batch takes 0.5 to 0.625 s a decade: no clear third after 0.5 s. */
  @Test
  void overlappingRangesAreLevel() {
    List<Cell> two = timeToTarget(Races.convergence().runs()).winners().get(1);

    assertEquals(
        "level: mini-batch 32, adam 1.5 s, full-batch 1.68 s (1.5 to 1.88 s)", two.get(4).text());
  }

  @Test
  void aGapThatMostRepetitionsMissIsNotReached() {
    List<TimedRun> runs = new ArrayList<>();
    runs.add(Races.run(Races.SMALL, Races.FULL, 1, 1, 1, 2));
    runs.add(Races.run(Races.SMALL, Races.FULL, 1, 2, 1, 1));
    runs.add(Races.run(Races.SMALL, Races.FULL, 1, 3, 1, 1));
    MethodRuns methodRuns = MethodRuns.of(runs).get(0);

    assertEquals(3, methodRuns.runs().size());
    assertFalse(methodRuns.secondsTo(1e-2).isReached());
    assertEquals("no method reached it", timeToTarget(runs).winners().get(0).get(3).text());
    assertEquals("never", timeToTarget(runs).all().get(0).get(4).text());
  }

  @Test
  void losingMethodsAreListedToo() {
    List<List<Cell>> all = timeToTarget(Races.convergence().runs()).all();

    // Two data sets, two counts of threads, three methods.
    assertEquals(12, all.size());
    assertEquals(TimeToTarget.allHeadings().size(), all.get(0).size());
    Cell full = all.get(0).get(3);
    // Repetitions of 1 and 1.25 s: the geometric mean is 1.118.
    assertEquals("1.12 s: 1 to 1.25 s", text(full));
    assertEquals(Math.sqrt(1.25), full.number(), 1e-15);
  }
}
