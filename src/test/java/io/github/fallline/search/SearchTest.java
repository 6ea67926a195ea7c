package io.github.fallline.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.function.DifferentiableFunction;
import io.github.fallline.function.Minimizer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SearchTest {
  private static final List<Range> SQUARE =
      List.of(Range.linear("x", 0, 64), Range.linear("y", 0, 64));

  /** Least at 41.3, 7.9: in the cell 41, 7 of a grid of 64 x 64, whose middle is 41.5, 7.5. */
  private static double bowl(ParameterValues values) {
    return Math.pow(values.get("x") - 41.3, 2) + Math.pow(values.get("y") - 7.9, 2);
  }

  /**
   * Parts and rounds, trials, and the middle of the best cell: 64 / parts^rounds wide, or a wider
   * one whose middle happens to be nearer.
   */
  @ParameterizedTest
  @CsvSource({
    "64, 1, 4096, 41.5, 7.5",
    "4,  3, 48,   41.5, 7.5",
    "8,  2, 128,  41.5, 7.5",
    "2,  6, 24,   41.5, 7.5",
    "4,  2, 32,   40,   8",
    "4,  1, 16,   40,   8"
  })
  void coarseToFineNeedsFewTrialsInABowl(int parts, int rounds, long trials, double x, double y) {
    Search search = new Search(SQUARE, parts, rounds);

    Search.Outcome outcome = search.run(SearchTest::bowl, 1);

    assertEquals(new ParameterValues(Map.of("x", x, "y", y)), outcome.best().setting());
    assertEquals(trials, outcome.trials().size());
    assertEquals(trials, search.trials());
  }

  @Test
  void coarseToFineMissesANarrowDip() {
    // A bowl around 0.8, and a dip of width 0.02 at 0.3 that is ten times as deep.
    List<Range> line = List.of(Range.linear("x", 0, 1));
    ToDoubleFunction<ParameterValues> function =
        values -> {
          double x = values.get("x");
          return Math.pow(x - 0.8, 2) - 10 * Math.exp(-Math.pow((x - 0.3) / 0.01, 2));
        };

    double coarse = new Search(line, 4, 3).run(function, 1).best().setting().get("x");
    double all = Search.exhaustive(line, 64).run(function, 1).best().setting().get("x");

    // Of the middles 1/8, 3/8, 5/8, 7/8 none is in the dip; (19 + 1/2) / 64 is.
    assertEquals(0.8, coarse, 1.0 / 64);
    assertEquals(19.5 / 64, all);
  }

  @Test
  void coarseToFineTakesTheValleyWithTheLowerMiddle() {
    // Valleys at 0.2 (depth 1) and 0.75 (depth 0.9): only the second has a middle of the first
    // round.
    List<Range> line = List.of(Range.linear("x", 0, 1));
    ToDoubleFunction<ParameterValues> function =
        values -> {
          double x = values.get("x");
          return Math.min(10 * Math.abs(x - 0.2) - 1, 10 * Math.abs(x - 0.75) - 0.9);
        };

    assertEquals(0.75, new Search(line, 2, 8).run(function, 1).best().setting().get("x"), 1e-2);
    assertEquals(
        0.2, Search.exhaustive(line, 256).run(function, 1).best().setting().get("x"), 1e-2);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 16})
  void threadsDoNotChangeTheOutcome(int threads) {
    Search search = new Search(SQUARE, 8, 3);
    // Many equal scores, and some that are no numbers.
    ToDoubleFunction<ParameterValues> steps =
        values -> values.get("x") < 8 ? Double.NaN : Math.floor(bowl(values) / 100);

    assertEquals(search.run(steps, 1), search.run(steps, threads));
  }

  @Test
  void findsTheLearningRateOfTheParabola() {
    DifferentiableFunction parabola =
        DifferentiableFunction.of(
            1, x -> x[0] * x[0] - 4 * x[0] + 5, (x, g) -> g[0] = 2 * x[0] - 4);
    Search search = new Search(List.of(Range.logarithmic("rate", 1e-3, 10)), 8, 3);

    Search.Outcome outcome =
        search.run(
            values -> Minimizer.at(values.get("rate")).withSteps(3).minimize(parabola, 7).value(),
            2);

    // Each step leaves 1 - 2 rate of the way: nothing at 0.5; a cell's ends have a ratio of 1.018.
    assertEquals(0.5, outcome.best().setting().get("rate"), 0.5 * 0.018);
    assertEquals(24, outcome.trials().size());
  }

  @ParameterizedTest
  @CsvSource({
    "LINEAR,      0, 8,    4, 1 3 5 7",
    "LOGARITHMIC, 1, 1e4,  2, 10 1000",
    "LINEAR,     -1, 1,    2, -0.5 0.5"
  })
  void triesTheMiddlesOfTheParts(
      Range.Scale scale, double low, double high, int parts, String middles) {
    Search search = Search.exhaustive(List.of(new Range("x", low, high, scale)), parts);

    List<Search.Trial> trials = search.run(values -> 0, 1).trials();

    List<Double> expected =
        Pattern.compile(" ").splitAsStream(middles).map(Double::valueOf).toList();
    for (int i = 0; i < parts; i++) {
      double middle = expected.get(i);
      double rounding = 8 * Math.ulp(middle) * Math.log(high); // of logarithms, then of exp
      assertEquals(middle, trials.get(i).setting().get("x"), Math.abs(rounding));
    }
  }

  @Test
  void ofEqualScoresTheFirstIsTheBest() {
    Search.Outcome outcome = Search.exhaustive(SQUARE, 2).run(values -> 3, 2);

    assertEquals(new ParameterValues(Map.of("x", 16.0, "y", 16.0)), outcome.best().setting());
    assertEquals(
        new ParameterValues(Map.of("x", 16.0, "y", 48.0)), outcome.trials().get(1).setting());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void failureOfTheFirstTrialToFailIsThrown(int threads) {
    Search search = Search.exhaustive(SQUARE, 4);
    ToDoubleFunction<ParameterValues> failing =
        values -> {
          if (values.get("x") > 30) {
            throw new UnsupportedOperationException("at " + values.get("x"));
          }
          return 0;
        };

    Exception failure =
        assertThrows(UnsupportedOperationException.class, () -> search.run(failing, threads));

    assertEquals("at 40.0", failure.getMessage());
  }

  static Stream<Arguments> refusals() {
    Range x = Range.linear("x", 0, 1);
    return Stream.of(
        refusal(
            () -> Range.linear("x", 1, 1),
            "range 'x': expected two numbers, the lower one " + "first, got 1.0 and 1.0"),
        refusal(
            () -> Range.logarithmic("x", 0, 1),
            "range 'x': expected two numbers above 0, the lower one first, got 0.0 and 1.0"),
        refusal(
            () -> Range.linear("x", Double.NaN, 1),
            "range 'x': expected two numbers, the lower one first, got NaN and 1.0"),
        refusal(() -> new Search(List.of(), 2, 1), "search ranges: expected at least 1, got 0"),
        refusal(
            () -> new Search(List.of(x, x), 2, 1),
            "search ranges: expected names that differ, got 1 names"),
        refusal(() -> new Search(List.of(x), 1, 1), "search parts: expected at least 2, got 1"),
        refusal(() -> new Search(List.of(x), 2, 0), "search rounds: expected at least 1, got 0"),
        refusal(
            () -> new Search(SQUARE, 10_000, 1),
            "search parts: expected at most 10000000 trials, got 1.0E8"),
        refusal(
            () -> new Search(List.of(x), 2, 1).run(values -> 0, 0),
            "search threads: expected at least 1, got 0"),
        refusal(
            () -> new Search(List.of(x), 2, 1).run(values -> values.get("y"), 1),
            "setting 'y': unknown; expected one of [x]"));
  }

  private static Arguments refusal(Executable call, String message) {
    return Arguments.of(call, message);
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void refusesWhatCannotBeSearched(Executable call, String message) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }

  @Test
  void saysSoWhenNoScoreIsANumber() {
    Exception failure =
        assertThrows(
            IllegalStateException.class,
            () -> Search.exhaustive(SQUARE, 2).run(values -> Double.NaN, 1));

    assertEquals("search: none of 4 scores is a number; try other ranges", failure.getMessage());
  }

  /** What a trial reads may be closed once the search has ended, by an error too. */
  @Test
  void endsAfterTheLastTrialThoughAnotherOneFailed() {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    AtomicBoolean ended = new AtomicBoolean();
    Search search = new Search(List.of(Range.linear("x", 0, 1)), 2, 1);

    assertThrows(
        ArithmeticException.class,
        () ->
            search.run(
                values -> {
                  try {
                    if (values.get("x") < 0.5) {
                      begun.await();
                      throw new ArithmeticException("the first trial fails");
                    }
                    begun.countDown();
                    never.await();
                  } catch (InterruptedException e) {
                    // The end of the search; a trial that continues for a while.
                    IntStream.range(0, 1 << 22).forEach(i -> ended.set(false));
                    ended.set(true);
                  }
                  return 0;
                },
                2));

    assertTrue(ended.get());
  }
}
