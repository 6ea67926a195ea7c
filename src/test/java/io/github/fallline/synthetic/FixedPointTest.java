package io.github.fallline.synthetic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FixedPointTest {
  private static String text(FixedPoint format, long units) {
    byte[] text = new byte[FixedPoint.MAX_LENGTH];
    int start = format.write(units, text, text.length);
    return new String(text, start, text.length - start, StandardCharsets.US_ASCII);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 12.4, 12",
    "0, -12.6, -13",
    "0, 0, 0",
    "2, 0, 0.00",
    "2, -0.001, 0.00",
    "2, -0.01, -0.01",
    "2, 99.996, 100.00",
    "4, 123.45678, 123.4568",
    "7, 0.1, 0.1000000",
    "10, -1.5, -1.5000000000"
  })
  void writesTheNearestNumber(int decimals, double value, String expected) {
    FixedPoint format = new FixedPoint(decimals);

    assertEquals(expected, text(format, format.units(value)));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 4, 7, 10})
  void whatIsWrittenReadsBackAsTheValue(int decimals) {
    FixedPoint format = new FixedPoint(decimals);
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 20_000; i++) {
      double value = (random.nextDouble() - 0.5) * Math.scalb(1.0, random.nextInt(20));
      long units = format.units(value);
      String text = text(format, units);

      assertEquals(Double.parseDouble(text), format.value(units), 0.0, text);
      // Half a unit, and the rounding of value . 10^decimals where that is near 2^53.
      double error = new BigDecimal(text).subtract(new BigDecimal(value)).abs().doubleValue();
      double unit = new BigDecimal("1e-" + decimals).doubleValue();
      assertTrue(error <= unit / 2 + Math.ulp(value), () -> value + " is written as " + text);
    }
  }

  @Test
  void longestNumberFits() {
    assertEquals("-922337203.6854775807", text(new FixedPoint(10), -Long.MAX_VALUE));
    assertEquals(FixedPoint.MAX_LENGTH, text(new FixedPoint(10), -Long.MAX_VALUE).length());
  }

  @ParameterizedTest
  @CsvSource({
    "0.1, 6, 7",
    "0.99, 6, 7",
    "1, 6, 6",
    "99.9, 6, 5",
    "100, 6, 4",
    "1e9, 6, 0",
    "0.001, 9, 10",
    "0, 6, 10"
  })
  void lastDigitStandsBelowTheLeadingOne(double size, int digits, int decimals) {
    assertEquals(new FixedPoint(decimals), FixedPoint.below(size, digits));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 11})
  void rejectsOtherDecimals(int decimals) {
    assertThrows(IllegalArgumentException.class, () -> new FixedPoint(decimals));
  }
}
