package io.github.fallline.csv;

import io.github.fallline.csv.parser.DecimalScanner;
import io.github.fallline.csv.parser.NumberNotation;
import io.github.fallline.data.CellFormat;
import io.github.fallline.data.MissingWords;
import java.nio.charset.StandardCharsets;

/** Tells numbers, missing values and words apart as a text writes them; for one thread. */
final class CellSyntax {
  private final CellFormat cells;
  private final MissingWords words;
  private final NumberNotation notation;

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

  /** Returns how to write or to read a number with commas or points; empty for any other text. */
  String remedy(String text) {
    String comma = DecimalSyntax.commaRemedy(text);
    if (!comma.isEmpty() && cells.hasPlainNumbers()) {
      return "written " + comma;
    }
    if (cells.decimalComma() && DecimalSyntax.isNumber(text)) {
      return "with a decimal comma (a point marks decimals only without --decimal-comma"
          + (cells.thousands().isEmpty() ? ", thousands with --thousands .)" : ")");
    }
    if (cells.decimalComma() && cells.thousands().isEmpty() && DecimalSyntax.isGrouped(text)) {
      return "without points between thousands (or use --thousands .)";
    }
    return comma.isEmpty() ? "" : "written " + comma;
  }
}
