package io.github.fallline.csv;

import ch.randelshofer.fastdoubleparser.JavaDoubleParser;
import java.util.regex.Pattern;

/** Decimal notation: an optional sign, digits, an optional point, an optional exponent. */
final class DecimalSyntax {
  private static final Pattern INFINITY = Pattern.compile("(?i)[-+]?inf(inity)?");
  private static final Pattern THOUSANDS =
      Pattern.compile("[-+]?[1-9]\\d{0,2}(,\\d{3})+(\\.\\d*)?");
  private static final Pattern DECIMAL_COMMA =
      Pattern.compile("[-+]?(\\d*|\\d{1,3}(\\.\\d{3})+),\\d+([eE][-+]?\\d+)?");

  private static final Pattern GROUPED = Pattern.compile("[-+]?[1-9]\\d{0,2}(\\.\\d{3})+,\\d*");

  private DecimalSyntax() {}

  /**
   * Parses a number to the nearest double, as {@link Double#parseDouble} does; infinite if it is
   * beyond the range of double.
   *
   * @throws NumberFormatException if the text is not decimal notation; Java's additions (blanks
   *     around, 1d, 0x1p3, Infinity) are rejected
   */
  static double parse(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isNotation(text.charAt(i))) {
        throw new NumberFormatException("not in decimal notation");
      }
    }
    return JavaDoubleParser.parseDouble(text);
  }

  /** Whether {@link #parse} accepts a text. */
  static boolean isNumber(String text) {
    try {
      parse(text);
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static boolean isNotation(char c) {
    return (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+' || c == 'e' || c == 'E';
  }

  /** Whether a text is a word for infinity. */
  static boolean isInfinity(String text) {
    return INFINITY.matcher(text).matches();
  }

  /** Returns how to write a number that has commas; empty for any other text. */
  static String commaRemedy(String text) {
    boolean thousands = THOUSANDS.matcher(text).matches();
    boolean comma = DECIMAL_COMMA.matcher(text).matches();
    String joined = text.replace(",", "");
    String pointed = text.replace(".", "").replace(',', '.');
    if (thousands && comma) {
      return "without a comma: " + pointed + " if it marks decimals, " + joined + " if thousands";
    } else if (thousands) {
      return "without thousands commas: " + joined;
    }
    return comma ? "with a decimal point instead of the comma: " + pointed : "";
  }

  /** Whether a text is a number if commas mark decimals. */
  static boolean isDecimalComma(String text) {
    return DECIMAL_COMMA.matcher(text).matches();
  }

  /** Whether a text is a number if commas are between thousands. */
  static boolean isThousands(String text) {
    return THOUSANDS.matcher(text).matches();
  }

  /** Whether a text has points between thousands and a decimal comma. */
  static boolean isGrouped(String text) {
    return GROUPED.matcher(text).matches();
  }
}
