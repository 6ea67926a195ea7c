package io.github.fallline.chart;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Where the values of an axis lie, between 0 and 1, and which of them are written beside it.
 *
 * @param kind how values are spread
 * @param low the value at 0
 * @param high the value at 1, above the low one
 */
record Scale(Axis.Kind kind, double low, double high) {
  /** Ranges below this are none: parts of them would be beyond the smallest number. */
  private static final double LEAST_RANGE = 0x1p-1000;

  private static final String RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";

  /** A value that is written beside the axis. */
  record Tick(double value, String label) {}

  Scale {
    if (!(low < high) || (kind == Axis.Kind.LOG && !(low > 0))) {
      throw new IllegalArgumentException("no scale from " + low + " to " + high);
    }
  }

  /** The scale that holds all values that have a place on the axis, and little else. */
  static Scale holding(Axis axis, DoubleStream values) {
    double[] placed = values.filter(axis::holds).toArray();
    double least = DoubleStream.of(placed).min().orElse(axis.kind() == Axis.Kind.LOG ? 1 : 0);
    double most = DoubleStream.of(placed).max().orElse(axis.kind() == Axis.Kind.LOG ? 10 : 1);
    return axis.kind() == Axis.Kind.LOG
        ? log(Math.max(Double.MIN_NORMAL, least), Math.max(Double.MIN_NORMAL, most))
        : linear(least, most);
  }

  private static Scale log(double least, double most) {
    double room = most > least ? Math.pow(most / least, 0.03) : 2;
    double high = Math.min(Double.MAX_VALUE, most * room);
    return new Scale(Axis.Kind.LOG, Math.max(Double.MIN_NORMAL, least / room), high);
  }

  private static Scale linear(double least, double most) {
    if (!(most / 2 - least / 2 > LEAST_RANGE)) {
      double room = Math.abs(least) <= LEAST_RANGE ? 1 : Math.abs(least) / 2;
      return new Scale(Axis.Kind.LINEAR, least - room, most + room);
    }
    // Half of each: the range itself may be beyond the largest number.
    double room = 0.06 * (most / 2 - least / 2);
    boolean atZero = least >= 0 && least <= 0.1 * most;
    double low = atZero ? 0 : Math.max(-Double.MAX_VALUE, least - room);
    return new Scale(Axis.Kind.LINEAR, low, Math.min(Double.MAX_VALUE, most + room));
  }

  /** The place of a value, between 0 and 1 where it is on the scale. */
  double place(double value) {
    if (kind == Axis.Kind.LOG) {
      return (Math.log(value) - Math.log(low)) / (Math.log(high) - Math.log(low));
    }
    return (value / 2 - low / 2) / (high / 2 - low / 2);
  }

  /** Whether a value lies on the scale. */
  boolean holds(double value) {
    return value >= low && value <= high;
  }

  /** Round values on the scale, in order. */
  List<Tick> ticks(int most) {
    double decades = Math.log10(high) - Math.log10(low);
    return kind == Axis.Kind.LOG && decades >= 1 ? logTicks(decades, most) : linearTicks(most);
  }

  private List<Tick> logTicks(double decades, int most) {
    int step = Math.max(1, (int) Math.ceil(decades / most));
    boolean between = decades < 3;
    List<Tick> ticks = new ArrayList<>();
    for (int exponent = (int) Math.floor(Math.log10(low)); ; exponent++) {
      double power = Double.parseDouble("1e" + exponent);
      if (!(power <= high)) {
        return ticks;
      }
      for (int digit : between ? new int[] {1, 2, 5} : new int[] {1}) {
        double value = digit * power;
        if (value >= low && value <= high && Math.floorMod(exponent, step) == 0) {
          ticks.add(new Tick(value, between ? plain(value, 0) : power(exponent)));
        }
      }
    }
  }

  private List<Tick> linearTicks(int most) {
    BigDecimal step = step((high / 2 - low / 2) / most * 2);
    BigDecimal value = BigDecimal.valueOf(low).divide(step, 0, RoundingMode.CEILING).multiply(step);
    List<Tick> ticks = new ArrayList<>();
    for (; value.doubleValue() <= high; value = value.add(step)) {
      ticks.add(new Tick(value.doubleValue(), plain(value.doubleValue(), step.scale())));
    }
    return ticks;
  }

  /** The smallest of 1, 2 and 5 times a power of ten that is not below a size. */
  private static BigDecimal step(double size) {
    BigDecimal power = BigDecimal.ONE.scaleByPowerOfTen((int) Math.floor(Math.log10(size)));
    for (int digit : new int[] {1, 2, 5}) {
      BigDecimal step = power.multiply(BigDecimal.valueOf(digit));
      if (step.doubleValue() >= size) {
        return step.stripTrailingZeros();
      }
    }
    return power.multiply(BigDecimal.TEN).stripTrailingZeros();
  }

  /** A value without an exponent where that is short. */
  private static String plain(double value, int decimals) {
    double size = Math.abs(value);
    if (size != 0 && (size < 1e-4 || size >= 1e7)) {
      BigDecimal rounded = new BigDecimal(value).round(new MathContext(4)).stripTrailingZeros();
      int exponent = rounded.precision() - rounded.scale() - 1;
      String digits = rounded.movePointLeft(exponent).stripTrailingZeros().toPlainString();
      return digits.equals("1") ? power(exponent) : digits + "·" + power(exponent);
    }
    BigDecimal exact = new BigDecimal(value).round(new MathContext(12));
    String text =
        decimals > 0
            ? exact.setScale(decimals, RoundingMode.HALF_EVEN).toPlainString()
            : exact.stripTrailingZeros().toPlainString();
    return grouped(text);
  }

  /** Thousands set apart. */
  private static String grouped(String text) {
    int point = text.indexOf('.') < 0 ? text.length() : text.indexOf('.');
    int first = text.startsWith("-") ? 1 : 0;
    StringBuilder grouped = new StringBuilder(text);
    for (int i = point - 3; i > first && point - first > 3; i -= 3) {
      grouped.insert(i, ',');
    }
    return grouped.toString().replace('-', '−');
  }

  private static String power(int exponent) {
    StringBuilder text = new StringBuilder(exponent < 0 ? "10⁻" : "10");
    Integer.toString(Math.abs(exponent)).chars().forEach(c -> text.append(RAISED.charAt(c - '0')));
    return text.toString();
  }
}
