package io.github.fallline.csv;

import io.github.fallline.argument.Setting;
import io.github.fallline.csv.parser.DecimalScanner;
import io.github.fallline.csv.parser.NumberNotation;
import io.github.fallline.data.CellFormat;
import io.github.fallline.data.MissingWords;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells numbers, missing values and words apart as a text writes them; for one thread. */
final class CellSyntax {
  private final CellFormat cells;
  private final MissingWords words;
  private final @Nullable NumberNotation notation;

  CellSyntax(CellFormat cells) {
    this.cells = cells;
    words = cells.missingWords();
    notation = cells.hasPlainNumbers() ? null : new NumberNotation(cells);
  }

  /** Whether a cell, without blanks around it, is a missing value. */
  boolean isMissing(String cell) {
    return words.contains(cell)
        || (words.hasNumbers() && isNumber(cell) && words.contains(parse(cell)));
  }

  /**
   * Parses a number to the nearest double; infinite if it is beyond the range of double.
   *
   * @throws NumberFormatException if the text is none
   */
  double parse(String text) {
    if (notation == null) {
      return DecimalSyntax.parse(text);
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int length = bytes.length == 0 ? -1 : notation.rewrite(bytes, 0, bytes.length);
    double number = length <= 0 ? Double.NaN : DecimalScanner.parse(notation.plain(), 0, length);
    if (Double.isNaN(number)) {
      throw new NumberFormatException("not a number as this text writes them");
    }
    return number;
  }

  /** Whether {@link #parse} accepts a text. */
  boolean isNumber(String text) {
    try {
      parse(text);
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  /**
   * Returns how to write or to read a number with commas, points, signs of percent or currency, or
   * in single quotes; empty for any other text.
   */
  String remedy(String text) {
    String quotes = ForeignQuotes.numberRemedy(text);
    if (!quotes.isEmpty()) {
      return quotes;
    }
    String signs = signRemedy(text);
    if (!signs.isEmpty()) {
      return signs;
    }
    String comma = DecimalSyntax.commaRemedy(text);
    if (!comma.isEmpty() && !cells.decimalComma() && cells.thousands().isEmpty()) {
      return "written " + comma + commaOptions(text);
    }
    if (cells.decimalComma() && DecimalSyntax.isNumber(text)) {
      return "with a decimal comma (a point marks decimals only without "
          + Setting.DECIMAL_COMMA
          + (cells.thousands().isEmpty()
              ? ", thousands with " + Setting.THOUSANDS.with('.') + ")"
              : ")");
    }
    if (cells.decimalComma() && cells.thousands().isEmpty() && DecimalSyntax.isGrouped(text)) {
      return "without points between thousands (or use " + Setting.THOUSANDS.with('.') + ")";
    }
    return comma.isEmpty() ? "" : "written " + comma;
  }

  /** The options that read a number with commas. */
  private static String commaOptions(String text) {
    boolean comma = DecimalSyntax.isDecimalComma(text);
    boolean thousands = DecimalSyntax.isThousands(text);
    if (comma && thousands) {
      return " (" + Setting.DECIMAL_COMMA + " or " + Setting.THOUSANDS.with(',') + " reads it so)";
    }
    if (DecimalSyntax.isGrouped(text)) {
      return " (or use " + Setting.DECIMAL_COMMA + " and " + Setting.THOUSANDS.with('.') + ")";
    }
    return " (or use " + (comma ? Setting.DECIMAL_COMMA : Setting.THOUSANDS.with(',')) + ")";
  }

  /** The remedy for a number with signs that are not expected. */
  private String signRemedy(String text) {
    if (cells.percent() && cells.currency()) {
      return "";
    }
    CellFormat signed = cells.withPercent(true).withCurrency(true);
    // Most currencies have thousands separators too.
    boolean grouping =
        cells.thousands().isEmpty() && text.indexOf(cells.decimalComma() ? '.' : ',') > 0;
    CellFormat grouped = grouping ? signed.withThousands(cells.decimalComma() ? '.' : ',') : signed;
    if (!hasSign(text) || !new CellSyntax(grouped).isNumber(text)) {
      return "";
    }
    boolean scaled = text.indexOf('%') >= 0;
    CellFormat without = scaled ? grouped.withCurrency(false) : grouped;
    boolean coined = !scaled || !new CellSyntax(without).isNumber(text);
    List<String> settings = new ArrayList<>();
    if (scaled && !cells.percent()) {
      settings.add(Setting.PERCENT.toString());
    }
    if (coined && !cells.currency()) {
      settings.add(Setting.CURRENCY.toString());
    }
    if (grouping) {
      settings.add(Setting.THOUSANDS.with(cells.decimalComma() ? '.' : ','));
    }
    return "without signs (or use " + ColumnRemedies.listed(settings) + ")";
  }

  private static boolean hasSign(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean sign = c == '%' || c == '(' || Character.getType(c) == Character.CURRENCY_SYMBOL;
      if (sign || (c >= 'A' && c <= 'Z' && c != 'E')) {
        return true;
      }
    }
    return false;
  }
}
