package io.github.fallline.csv;

import io.github.fallline.argument.Setting;

/** Recognizes quotes and escapes that other programs write and this reader does not take. */
final class ForeignQuotes {
  /** The remedy for a header whose names are in single quotes. */
  static final String OF_NAMES =
      " (its names are in single quotes, which do not quote here: write double quotes or none)";

  private ForeignQuotes() {}

  /** Whether a cell is in single quotes. */
  static boolean isSingleQuoted(String cell) {
    return cell.length() > 1 && cell.startsWith("'") && cell.endsWith("'");
  }

  /** Returns how a number in a cell of numbers should be written; empty if no quotes are wrong. */
  static String numberRemedy(String cell) {
    if (isSingleQuoted(cell) && DecimalSyntax.isNumber(cell.substring(1, cell.length() - 1))) {
      return "not in single quotes, which do not quote here: write double quotes or none";
    }
    return cell.equals("\\N")
        ? "(if it marks a missing value, name it with " + Setting.MISSING_WORDS.with(cell) + ")"
        : "";
  }

  /** The remedy for a row with another number of fields; empty if no quotes are wrong. */
  static String rowRemedy(CsvRecords row) {
    boolean open = false;
    for (int i = 0; i < row.size(); i++) {
      String cell = row.cell(i);
      if (cell.endsWith("\\") && i + 1 < row.size()) {
        return " (a backslash does not escape a separator here: put the field in double quotes)";
      }
      if (open && cell.endsWith("'")) {
        return " (single quotes do not quote here: put fields that contain the separator in double"
            + " quotes)";
      }
      open |= cell.startsWith("'") && !(cell.length() > 1 && cell.endsWith("'"));
    }
    return "";
  }

  /**
   * The end of the error for quotes that do not pair.
   *
   * @param line the first of the record
   */
  static String lineRemedy(String line) {
    return line.contains("\\\"")
        ? "; a backslash does not escape a quote here: write \"\" instead of \\\""
        : "";
  }
}
