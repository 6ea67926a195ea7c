package io.github.fallline.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecondsTest {
  @ParameterizedTest
  @CsvSource({
    "0.00642857, 6.43 ms",
    "1.5, 1.5 s",
    "119.9, 120 s",
    "599, 599 s",
    "1800, 30 min",
    "0.000012345, 12.3 µs",
    "0, 0 µs",
    "1e-9, 0.001 µs",
    "Infinity, never"
  })
  void hasThreeDigitsAndAUnit(double seconds, String text) {
    assertEquals(text, Seconds.format(seconds));
  }

  @Test
  void rangeHasOneUnit() {
    assertEquals("0.9 to 1.1 s", Seconds.range(0.9, 1.1));
    assertEquals("6.1 to 6.8 ms", Seconds.range(0.0061, 0.0068));
    assertEquals("1 s to never", Seconds.range(1, Double.POSITIVE_INFINITY));
  }
}
