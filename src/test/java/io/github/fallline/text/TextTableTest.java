package io.github.fallline.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TextTableTest {
  /** A plain number of some significant digits, by decimal arithmetic. */
  private static String decimal(double number, int digits) {
    BigDecimal exact = new BigDecimal(Double.toString(number));
    BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_UP));
    int exponent = rounded.precision() - rounded.scale() - 1;
    return exact.setScale(Math.max(0, digits - 1 - exponent), RoundingMode.HALF_UP).toPlainString();
  }

  @Test
  void roundsAsDecimalArithmeticDoes() {
    Random random = new Random(3);
    for (int i = 0; i < 200_000; i++) {
      double size = Math.pow(10, random.nextInt(13) - 4) * (1 + 8.9 * random.nextDouble());
      double number = random.nextBoolean() ? size : -size;
      int digits = 1 + random.nextInt(9);
      assertEquals(
          decimal(number, digits), TextTable.format(number, digits), number + ", " + digits);
    }
  }

  @Test
  void roundsInTheMiddleAndBelowPowersOfTen() {
    for (double power : new double[] {0.001, 0.1, 1, 10, 1000, 100_000}) {
      for (double part : new double[] {0.5, 0.125, 0.375, 0.995, 0.9995, 0.99996, 0.999995, 1}) {
        for (int digits = 1; digits <= 9; digits++) {
          double number = power * part;
          assertEquals(decimal(number, digits), TextTable.format(number, digits));
        }
      }
    }
  }

  @Test
  void showsOtherNumbersByPowersAndWords() {
    assertEquals("0.000", TextTable.format(0, 4));
    assertEquals("1.235e-05", TextTable.format(1.2345678e-5, 4));
    assertEquals("-1.23e+09", TextTable.format(-1.234e9, 3));
    assertEquals("999999999", TextTable.format(999_999_999, 4));
    assertEquals("undefined", TextTable.format(Double.NaN, 4));
    assertEquals("-infinite", TextTable.format(Double.NEGATIVE_INFINITY, 4));
  }
}
