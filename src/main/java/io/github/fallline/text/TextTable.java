package io.github.fallline.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A table of text with any number of columns: names to the left, the rest to the right. */
public final class TextTable {
  private static final long[] POWERS = {
    1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000
  };

  /** Below it, a product by such a power is off by less than a thousandth of one. */
  private static final double EXACT_BELOW = 1e12;

  private final List<List<String>> rows = new ArrayList<>();

  /** Begins the first row with headings, or adds some to it. */
  public void heading(String... cells) {
    if (rows.isEmpty()) {
      rows.add(new ArrayList<>());
    }
    rows.get(0).addAll(List.of(cells));
  }

  /** Begins a row with its name. */
  public void row(String name) {
    rows.add(new ArrayList<>(List.of(name)));
  }

  /** Adds a cell to the last row. */
  public void cell(String text) {
    rows.get(rows.size() - 1).add(text);
  }

  /** Adds a number to the last row; a dash where it is not defined. */
  public void number(double number, int digits) {
    cell(Double.isNaN(number) ? "-" : format(number, digits));
  }

  /** A number with some significant digits, plain where that is readable. */
  public static String format(double number, int digits) {
    if (!Double.isFinite(number)) {
      return Double.isNaN(number) ? "undefined" : number > 0 ? "infinite" : "-infinite";
    }
    double size = Math.abs(number);
    if (size != 0 && (size < 1e-4 || size >= 1e9)) {
      return String.format(Locale.ROOT, "%." + (digits - 1) + "e", number);
    }
    String quick = fixed(number, digits);
    if (quick != null) {
      return quick;
    }
    int places = Math.max(0, digits - 1 - exponent(size, digits));
    return String.format(Locale.ROOT, "%." + places + "f", number);
  }

  /**
   * The same as the formatter's, which takes a tenth of a second for the numbers of a large table
   * in a cold JVM; null for a number that is near the middle of two decimals, or has many.
   */
  private static @Nullable String fixed(double number, int digits) {
    double size = Math.abs(number);
    int places = size == 0 ? digits - 1 : digits - 1 - (int) Math.floor(Math.log10(size));
    places = Math.max(0, places);
    if (places >= POWERS.length || digits >= POWERS.length) {
      return null;
    }
    double scaled = size * POWERS[places];
    if (Math.abs(scaled - Math.floor(scaled) - 0.5) < 1e-3 || scaled >= EXACT_BELOW) {
      return null;
    }
    long rounded = Math.round(scaled);
    if (places > 0 && rounded >= POWERS[digits]) {
      places--; // 9.996 is 10.00
      rounded /= 10;
    }
    long unit = POWERS[places];
    StringBuilder text = new StringBuilder(number < 0 ? "-" : "").append(rounded / unit);
    if (places > 0) {
      text.append('.').append(unit + rounded % unit);
      text.deleteCharAt(text.length() - places - 1); // the unit
    }
    return text.toString();
  }

  /** The decimal exponent of a size that was rounded to the digits shown: 0.99999999 is 1. */
  private static int exponent(double size, int digits) {
    if (size == 0) {
      return 0;
    }
    BigDecimal rounded = BigDecimal.valueOf(size).round(new MathContext(digits));
    return rounded.precision() - rounded.scale() - 1;
  }

  /** The lines, each with its end: numbers aligned at the decimal point, texts to the right. */
  public String render(String indent) {
    int columns = rows.stream().mapToInt(List::size).max().orElse(0);
    int[] before = new int[columns];
    int[] after = new int[columns];
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        String cell = row.get(i);
        if (i > 0 && isNumber(cell)) {
          before[i] = Math.max(before[i], pointPlace(cell));
          after[i] = Math.max(after[i], cell.length() - pointPlace(cell));
        }
        widths[i] = Math.max(widths[i], Math.max(cell.length(), before[i] + after[i]));
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder(indent);
      for (int i = 0; i < row.size(); i++) {
        String cell = row.get(i);
        boolean number = i > 0 && isNumber(cell);
        String padded =
            number ? cell + " ".repeat(after[i] - cell.length() + pointPlace(cell)) : cell;
        String fill = " ".repeat(widths[i] - padded.length());
        line.append(i == 0 ? padded + fill : "  " + fill + padded);
      }
      text.append(line.toString().stripTrailing()).append(System.lineSeparator());
    }
    return text.toString();
  }

  private static boolean isNumber(String cell) {
    return !cell.isEmpty() && Character.isDigit(cell.charAt(cell.length() - 1));
  }

  private static int pointPlace(String number) {
    int point = number.indexOf('.');
    return point < 0 ? number.length() : point;
  }
}
