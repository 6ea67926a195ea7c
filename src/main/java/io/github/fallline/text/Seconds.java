package io.github.fallline.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/** Times with three digits and the unit in which they are easy to read. */
public final class Seconds {
  private static final int DIGITS = 3;
  private static final double LEAST_MINUTES = 600;

  private static final List<Unit> UNITS =
      List.of(
          new Unit("min", 60, LEAST_MINUTES),
          new Unit("s", 1, 1),
          new Unit("ms", 1e-3, 1e-3),
          new Unit("µs", 1e-6, 0));

  private record Unit(String name, double seconds, double from) {}

  private Seconds() {}

  /** A time such as {@code 6.43 ms}; {@code never} where it is infinite. */
  public static String format(double seconds) {
    Unit unit = unit(seconds);
    return Double.isFinite(seconds) ? number(seconds, unit) + " " + unit.name : "never";
  }

  /** Two times with one unit, such as {@code 6.1 to 6.8 ms}. */
  public static String range(double low, double high) {
    if (!Double.isFinite(high)) {
      return format(low) + " to never";
    }
    Unit unit = unit(high);
    return number(low, unit) + " to " + number(high, unit) + " " + unit.name;
  }

  private static Unit unit(double seconds) {
    return UNITS.stream()
        .filter(unit -> seconds >= unit.from)
        .findFirst()
        .orElse(UNITS.get(UNITS.size() - 1));
  }

  private static String number(double seconds, Unit unit) {
    BigDecimal value = new BigDecimal(seconds / unit.seconds).round(new MathContext(DIGITS));
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }
}
