package io.github.fallline.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers formatted for display. */
public final class NumberFormats {
  private NumberFormats() {}

  /** A whole number, its thousands set apart. */
  public static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /**
   * A p-value: four decimals, or three digits of a small one; below the range of a double, that.
   */
  public static String probability(double p) {
    if (Double.isNaN(p)) {
      return "–";
    }
    if (p == 0) {
      return "< 1e−300";
    }
    return p < 1e-3 ? rounded(p, 3) : String.format(Locale.ROOT, "%.4f", p);
  }

  /** A number with that many significant digits, without an exponent where that is short. */
  public static String rounded(double number, int digits) {
    if (!Double.isFinite(number)) {
      return Double.isNaN(number) ? "–" : number > 0 ? "∞" : "−∞";
    }
    BigDecimal rounded = new BigDecimal(number).round(new MathContext(digits));
    double size = Math.abs(number);
    String text =
        size != 0 && (size < 1e-4 || size >= 1e7)
            ? String.format(Locale.ROOT, "%." + (digits - 1) + "e", rounded)
                .replaceFirst("\\.?0*e", "e")
            : rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    return text.replace('-', '−');
  }
}
