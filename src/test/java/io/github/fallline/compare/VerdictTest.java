package io.github.fallline.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VerdictTest {
  private static final double GAP = 1e-1;

  /** A method whose repetitions take so many seconds to a gap of 1e-1. */
  private static MethodRuns method(String name, double... seconds) {
    List<TimedRun> runs = new ArrayList<>();
    MethodLabel label = new MethodLabel(name, 0, "plain");
    for (double time : seconds) {
      int decades = Double.isFinite(time) ? 1 : 0;
      runs.add(Races.run(Races.SMALL, label, 1, runs.size() + 1, decades == 1 ? time : 1, decades));
    }
    return new MethodRuns(Races.SMALL, label, 1, runs);
  }

  private static final MethodRuns FAST = method("fast", 1, 1.1, 1, 1.1);
  private static final MethodRuns NEAR = method("near", 1.05, 1.3, 1.2, 1.3);
  private static final MethodRuns SLOW = method("slow", 3, 4, 3, 4);

  @Test
  void methodApartFromAllOthersWins() {
    Verdict verdict = Verdict.of(List.of(SLOW, FAST), GAP);

    assertEquals(Optional.of(FAST), verdict.winner());
    assertEquals("fast 1.05 s (1 to 1.1 s); slow takes 3.3 times as long", verdict.text());
  }

  @Test
  void overlappingMethodsAreLevelAndTheNextIsNamed() {
    Verdict verdict = Verdict.of(List.of(SLOW, NEAR, FAST), GAP);

    assertTrue(verdict.winner().isEmpty());
    assertEquals(List.of("fast", "near"), verdict.labels());
    assertEquals(
        "level: fast 1.05 s (1 to 1.1 s), near 1.25 s (1.05 to 1.3 s); slow takes 3.3 times as long",
        verdict.text());
  }

  @Test
  void oneRepetitionNeverWins() {
    Verdict verdict = Verdict.of(List.of(method("one", 1), method("two", 100)), GAP);

    assertTrue(verdict.winner().isEmpty());
    assertEquals(
        "undecided (4 repetitions are needed, 1 made); least median: one 1 s", verdict.text());
    assertTrue(Verdict.of(List.of(method("alone", 1)), GAP).winner().isEmpty());
  }

  @Test
  void methodsThatNeverComeThereDoNotHinderAWinner() {
    double never = Double.POSITIVE_INFINITY;
    MethodRuns lost = method("lost", never, never, never, never);

    assertEquals(Optional.of(FAST), Verdict.of(List.of(lost, FAST), GAP).winner());
    Verdict none = Verdict.of(List.of(lost), GAP);
    assertEquals("no method reached it", none.text());
    assertTrue(none.winner().isEmpty());
  }

  @Test
  void momentsAndWhitenedFeaturesAreNotClassical() {
    assertTrue(FAST.isClassical());
    assertFalse(method("full-batch by moments", 1).isClassical());
    TimedRun plain = Races.run(Races.SMALL, Races.MINI, 1, 1, 1, 1);
    TimedRun whitened =
        new TimedRun(
            plain.data(),
            plain.method(),
            1,
            0.1,
            "automatic, features whitened",
            1,
            plain.points());
    assertFalse(new MethodRuns(Races.SMALL, Races.MINI, 1, List.of(whitened)).isClassical());
  }

  @Test
  void interferenceIsSaidAndQuietIsNot() {
    assertEquals(Optional.empty(), Interference.of(List.of(FAST, SLOW)));
    MethodRuns jumpy = method("jumpy", 1, 1, 1, 5);
    assertEquals(
        Optional.of("1 of 8 runs took more than twice their method's median"),
        Interference.of(List.of(FAST, jumpy)));
    List<TimedRun> loaded = new ArrayList<>(FAST.runs());
    loaded.set(0, loaded.get(0).withOthersLoad(0.75));
    loaded.set(1, loaded.get(1).withOthersLoad(0.05));
    assertEquals(
        Optional.of("during 1 of 4 runs other processes kept up to 0.8 processors busy"),
        Interference.of(List.of(new MethodRuns(Races.SMALL, FAST.method(), 1, loaded))));
  }
}
