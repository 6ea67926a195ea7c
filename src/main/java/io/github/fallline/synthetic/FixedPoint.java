package io.github.fallline.synthetic;

import io.github.fallline.argument.Argument;
import java.util.stream.IntStream;

/**
 * Decimal numbers of a fixed number of decimals, held as a long that counts units of {@code
 * 10^-decimals}.
 *
 * @param decimals digits after the point, 0 to {@value #MAX_DECIMALS}; without any, there is no
 *     point either
 */
record FixedPoint(int decimals) {
  /** Keeps numbers up to 900,000 within the integers that a double holds exactly. */
  static final int MAX_DECIMALS = 10;

  /** The longest text of a number: a sign, 19 digits and the point. */
  static final int MAX_LENGTH = 21;

  private static final double[] POWERS_OF_TEN =
      IntStream.rangeClosed(0, MAX_DECIMALS).mapToDouble(k -> StrictMath.pow(10, k)).toArray();

  FixedPoint {
    Argument.require(
        decimals >= 0 && decimals <= MAX_DECIMALS, "decimals", "0 to " + MAX_DECIMALS, decimals);
  }

  /**
   * The format whose last digit stands {@code digits} places after the leading digit of {@code
   * size}, as far as that is among 0 to {@value #MAX_DECIMALS} decimals.
   */
  static FixedPoint below(double size, int digits) {
    double decimals = digits - Math.floor(StrictMath.log10(size));
    return new FixedPoint((int) Math.max(0, Math.min(MAX_DECIMALS, decimals)));
  }

  /** The number of units nearest to a value. */
  long units(double value) {
    return Math.round(value * POWERS_OF_TEN[decimals]);
  }

  /**
   * The double nearest to the decimal number, which is what a reader makes of its text; exact for
   * up to 2^53 units, since then one division of exact operands rounds once.
   */
  double value(long units) {
    return units / POWERS_OF_TEN[decimals];
  }

  /**
   * Writes the number in front of a place in ASCII text.
   *
   * @param text overwritten from the returned index up to {@code end}
   * @param end the index after the last digit
   * @return the index of the first character
   */
  int write(long units, byte[] text, int end) {
    int start = end;
    long rest = Math.abs(units);
    for (int i = 0; i < decimals; i++) {
      text[--start] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    if (decimals > 0) {
      text[--start] = '.';
    }
    do {
      text[--start] = (byte) ('0' + rest % 10);
      rest /= 10;
    } while (rest > 0);
    if (units < 0) {
      text[--start] = '-';
    }
    return start;
  }
}
