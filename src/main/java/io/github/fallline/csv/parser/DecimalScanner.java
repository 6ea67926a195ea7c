package io.github.fallline.csv.parser;

import ch.randelshofer.fastdoubleparser.JavaDoubleParser;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Parses numbers in decimal notation from bytes: an optional sign, digits, an optional point, an
 * optional exponent.
 *
 * <p>The result has the bits of {@link Double#parseDouble}. Up to 16 digits, their value below
 * 2^53, and a power of ten up to 10^22 are both exact doubles, and one division or product of them
 * is rounded once (Clinger, 1990); longer ones are parsed by fastdoubleparser. Digits are taken
 * eight at a time, as the bytes of a long, because a loop over them mispredicts its end for every
 * number.
 */
public final class DecimalScanner {
  /**
   * The number of bytes that must be readable behind the end of a text; their values do not matter.
   */
  public static final int PADDING = 16;

  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ZEROS = 0x3030303030303030L;
  private static final long ABOVE_NINE = 0x7676767676767676L;
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final long ALTERNATE_PAIRS = 0x000000FF000000FFL;
  private static final long WEIGHTS_100_1000000 = 100 + (1_000_000L << 32);
  private static final long WEIGHTS_1_10000 = 1 + (10_000L << 32);
  private static final long EXACT_BELOW = 1L << 53;

  /** Powers of ten that are exact as doubles. */
  private static final double[] EXACT_POWERS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };

  private static final long[] WHOLE_POWERS = {
    1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000
  };

  private DecimalScanner() {}

  /**
   * Parses the number that begins at {@code from}, if it has a usual length: up to seven digits
   * before the point and fifteen behind it, no exponent, no plus.
   *
   * <p>Its end is returned, not stored in a field: written for each number, that could share a
   * cache line with data that another thread reads as often.
   *
   * @param point the character before the decimals
   * @param numbers receives the number; undefined unless it ends where a number can end
   * @param place its index there
   * @return the place of the first byte behind it, from which the caller sees whether it is a
   *     number; {@code from} if there is no digit
   */
  static int scanShort(byte[] text, int from, byte point, double[] numbers, int place) {
    long sign = text[from] == '-' ? 1 : 0;
    int at = from + (int) sign;
    long digits = (long) EIGHT.get(text, at) ^ ZEROS;
    int count = digitCount(digits);
    if (count == 0 || count == Long.BYTES) {
      return from;
    }
    long number = value(digits, count);
    at += count;
    double magnitude = number;
    if (text[at] == point) {
      at++;
      digits = (long) EIGHT.get(text, at) ^ ZEROS;
      count = digitCount(digits);
      if (count == Long.BYTES) {
        long head = number * WHOLE_POWERS[count] + value(digits, count);
        return scanDecimals(text, from, at, head, numbers, place);
      }
      if (count > 0) {
        at += count;
        number = number * WHOLE_POWERS[count] + value(digits, count);
        magnitude = number / EXACT_POWERS[count];
      }
    }
    numbers[place] = Double.longBitsToDouble(Double.doubleToRawLongBits(magnitude) | sign << 63);
    return at;
  }

  /**
   * Parses the number that begins at {@code from} and has eight digits behind its point, if it has
   * at most fifteen of them and in total no more than a double holds exactly.
   *
   * @param point where the digits behind the point begin
   * @param head the digits up to the eighth of them
   */
  private static int scanDecimals(
      byte[] text, int from, int point, long head, double[] numbers, int place) {
    int at = point + Long.BYTES;
    long digits = (long) EIGHT.get(text, at) ^ ZEROS;
    int count = digitCount(digits);
    if (count == Long.BYTES || head >= EXACT_BELOW / WHOLE_POWERS[count]) {
      return from;
    }
    long number = head;
    if (count > 0) {
      number = head * WHOLE_POWERS[count] + value(digits, count);
    }
    double magnitude = number / EXACT_POWERS[Long.BYTES + count];
    numbers[place] = text[from] == '-' ? -magnitude : magnitude;
    return at + count;
  }

  /** Returns how many of eight bytes, each xor '0', are digits before the first other byte. */
  private static int digitCount(long digits) {
    long others = (digits + ABOVE_NINE | digits) & HIGH_BITS;
    return Long.numberOfTrailingZeros(others) >>> 3;
  }

  /** Returns the value of the first {@code count} of eight bytes, 1 to 8, each xor '0'. */
  private static long value(long digits, int count) {
    long aligned = digits << (Long.SIZE - 8 * count); // leading zeros
    long pairs = aligned * 10 + (aligned >>> 8);
    return ((pairs & ALTERNATE_PAIRS) * WEIGHTS_100_1000000
            + ((pairs >>> 16) & ALTERNATE_PAIRS) * WEIGHTS_1_10000)
        >>> 32;
  }

  /**
   * Parses all of the bytes from {@code from} to {@code to} as a number.
   *
   * @return the nearest double, infinite beyond their range; NaN if the bytes are no decimal
   *     notation
   */
  public static double parse(byte[] text, int from, int to) {
    int at = from;
    boolean negative = text[at] == '-';
    int sign = negative || text[at] == '+' ? 1 : 0;
    at += sign;
    long number = 0;
    int digits = 0;
    int point = -1;
    for (; at < to; at++) {
      int digit = text[at] - '0';
      if (digit >= 0 && digit <= 9) {
        number = number * 10 + digit; // an overflow is detected by the count
        digits += number == 0 ? 0 : 1;
      } else if (text[at] == '.' && point < 0) {
        point = at;
      } else {
        break;
      }
    }
    int decimals = point < 0 ? 0 : at - point - 1;
    boolean empty = at - from - sign == (point < 0 ? 0 : 1);
    if (empty || digits > 18 || number >= EXACT_BELOW) {
      return parseLong(text, from, to);
    }
    int exponent = -decimals + (at < to ? exponent(text, at, to) : 0);
    if (exponent < -22 || exponent > 22) {
      return parseLong(text, from, to);
    }
    double magnitude =
        exponent < 0 ? number / EXACT_POWERS[-exponent] : number * EXACT_POWERS[exponent];
    return negative ? -magnitude : magnitude;
  }

  /** Parses an exponent of up to three digits; returns one out of range for anything else. */
  private static int exponent(byte[] text, int from, int to) {
    int at = from + 1;
    boolean negative = text[at] == '-';
    at += negative || text[at] == '+' ? 1 : 0;
    if ((text[from] | 0x20) != 'e' || at >= to || to - at > 3) {
      return Short.MAX_VALUE;
    }
    int exponent = 0;
    for (; at < to; at++) {
      int digit = text[at] - '0';
      if (digit < 0 || digit > 9) {
        return Short.MAX_VALUE;
      }
      exponent = exponent * 10 + digit;
    }
    return negative ? -exponent : exponent;
  }

  private static double parseLong(byte[] text, int from, int to) {
    for (int at = from; at < to; at++) {
      byte next = text[at];
      boolean notation =
          (next >= '0' && next <= '9')
              || next == '.'
              || next == '-'
              || next == '+'
              || (next | 0x20) == 'e';
      if (!notation) {
        return Double.NaN; // Java itself would take 1d, 0x1p3 and blanks
      }
    }
    try {
      return JavaDoubleParser.parseDouble(text, from, to - from);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }
}
