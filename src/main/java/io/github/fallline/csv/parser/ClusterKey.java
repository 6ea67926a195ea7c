package io.github.fallline.csv.parser;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The key of a cell by which rows are clustered, as one double: equal for equal words, and for
 * equal numbers of up to 15 characters, however they are written. It is a hash of 63 bits: of a
 * million different cells, two have the same key with a probability of 1e-7.
 */
public final class ClusterKey {
  /** Numbers of up to so many digits are different doubles if they are different. */
  private static final int EXACT_DIGITS = 15;

  /** Whole numbers below it are written without an exponent. */
  private static final double MOST_WHOLE = 1e15;

  private static final long FIRST = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  /** Tells words from numbers. */
  private static final long WORD = 0x9e3779b97f4a7c15L;

  /** Without this bit of the exponent, any bits are a finite number. */
  private static final long FINITE = ~(1L << 62);

  private ClusterKey() {}

  /**
   * The key of a cell.
   *
   * @param text with {@link DecimalScanner#PADDING} bytes readable behind {@code to}
   * @param from the first byte of the cell, without blanks around it; before {@code to}
   */
  static double of(byte[] text, int from, int to) {
    boolean exact = to - from <= EXACT_DIGITS;
    double number = exact ? DecimalScanner.parse(text, from, to) : Double.NaN;
    if (!Double.isNaN(number) && !Double.isInfinite(number)) {
      return key(Double.doubleToLongBits(number + 0.0)); // -0 becomes 0
    }
    long hash = FIRST;
    for (int at = from; at < to; at++) {
      hash = (hash ^ (text[at] & 0xff)) * PRIME;
    }
    return key(mixed(hash) + WORD);
  }

  /**
   * The key of a cell.
   *
   * @param cell without blanks around it, not empty
   */
  public static double of(String cell) {
    byte[] bytes = cell.getBytes(StandardCharsets.UTF_8);
    int length = bytes.length;
    byte[] padded = Arrays.copyOf(bytes, length + DecimalScanner.PADDING);
    return of(padded, 0, length);
  }

  /**
   * The name of the key of a cell: the cell, or the shortest decimal of a number that has the key
   * of equal numbers.
   *
   * @param cell without blanks around it, not empty
   */
  public static String name(String cell) {
    byte[] bytes = cell.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > EXACT_DIGITS) {
      return cell;
    }
    byte[] padded = Arrays.copyOf(bytes, bytes.length + DecimalScanner.PADDING);
    double number = DecimalScanner.parse(padded, 0, bytes.length);
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      return cell;
    }
    boolean whole = number == Math.rint(number) && Math.abs(number) < MOST_WHOLE;
    return whole ? Long.toString((long) number) : Double.toString(number);
  }

  private static double key(long bits) {
    return Double.longBitsToDouble(mixed(bits) & FINITE);
  }

  /** The finalizer of MurmurHash3: every bit of the result depends on every bit. */
  private static long mixed(long bits) {
    long mixed = (bits ^ bits >>> 33) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ mixed >>> 33) * 0xc4ceb9fe1a85ec53L;
    return mixed ^ mixed >>> 33;
  }
}
