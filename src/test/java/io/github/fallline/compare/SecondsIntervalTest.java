package io.github.fallline.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecondsIntervalTest {
  private static double[] oneTo(int n) {
    return IntStream.rangeClosed(1, n).asDoubleStream().toArray();
  }

  /**
   * Ranks of the 95 % interval of a median, as tables of nonparametric statistics have them; of
   * fewer than six values no interval reaches 95 %.
   */
  @ParameterizedTest
  @CsvSource({
    "1, 1, 1",
    "4, 1, 4",
    "5, 1, 5",
    "6, 1, 6",
    "8, 1, 8",
    "9, 2, 8",
    "11, 2, 10",
    "12, 3, 10",
    "15, 4, 12",
    "20, 6, 15",
    "25, 8, 18",
    "30, 10, 21",
    "50, 18, 33",
    "100, 40, 61"
  })
  void intervalHasTheRanksOfTables(int n, double low, double high) {
    SecondsInterval interval = SecondsInterval.of(oneTo(n));

    assertEquals(low, interval.low());
    assertEquals(high, interval.high());
  }

  /** 95 of 100 intervals hold the true median, at least. */
  @Test
  void intervalHoldsTheMedianAsOftenAsItSays() {
    Random random = new Random(11);
    int held = 0;
    for (int i = 0; i < 2000; i++) {
      double[] seconds =
          DoubleStream.generate(() -> Math.exp(random.nextGaussian())).limit(12).toArray();
      SecondsInterval interval = SecondsInterval.of(seconds);
      held += interval.low() <= 1 && 1 <= interval.high() ? 1 : 0;
    }

    assertTrue(held >= 0.94 * 2000, held + " of 2000");
  }

  @Test
  void medianOfAnEvenNumberIsTheGeometricMeanOfTheMiddleTwo() {
    assertEquals(4, SecondsInterval.of(100, 2, 8, 1).median(), 1e-12);
  }

  @Test
  void runsThatNeverCameThereCountAsTheSlowest() {
    double never = Double.POSITIVE_INFINITY;

    assertFalse(SecondsInterval.of(never, 1, never).isReached());
    SecondsInterval most = SecondsInterval.of(2, never, 1, 3, 2);
    assertEquals(2, most.median());
    assertEquals(never, most.high());
  }

  @Test
  void fewRepetitionsAreNotBelowAnything() {
    SecondsInterval three = SecondsInterval.of(1, 1, 1);
    SecondsInterval four = SecondsInterval.of(1, 1, 1, 1);
    SecondsInterval slow = SecondsInterval.of(9, 9, 9, 9);

    assertFalse(three.isBelow(slow));
    assertFalse(four.isBelow(SecondsInterval.of(9, 9, 9)));
    assertTrue(four.isBelow(slow));
    assertFalse(slow.isBelow(four));
  }

  @Test
  void intervalsWithinFivePerCentAreNotApart() {
    SecondsInterval one = SecondsInterval.of(1, 1, 1, 1);

    assertFalse(one.isBelow(SecondsInterval.of(1.04, 1.04, 1.04, 1.04)));
    assertTrue(one.isBelow(SecondsInterval.of(1.06, 1.06, 1.06, 1.06)));
  }

  @Test
  void noRepetitionIsAnError() {
    assertThrows(IllegalArgumentException.class, SecondsInterval::of);
  }
}
