package io.github.fallline.csv;

import io.github.fallline.argument.Setting;
import java.util.List;
import org.apache.commons.csv.CSVRecord;

/**
 * Recognizes a first column that numbers the rows, as pandas and R write their index: it has no
 * name, and counts from 0 or 1.
 */
final class IndexColumn {
  /** The beginning of the text that is looked at, unless it has more rows than a sample. */
  static final int BYTES = 1 << 18;

  /** The name that pandas gives to a column without one. */
  private static final String PANDAS_NAME = "Unnamed: 0";

  private static final int FEWEST_ROWS = 2;

  private IndexColumn() {}

  /**
   * Whether the first column may be an index: it has no name, and is a feature by default beside
   * others.
   *
   * @param unasked for each column, whether it is a feature by default
   * @param leftOut for each column, whether it is none nevertheless
   */
  static boolean isPossible(CsvHeader header, boolean[] unasked, boolean[] leftOut) {
    boolean unnamed =
        header.isPresent() && (header.isNameless(0) || header.names().get(0).equals(PANDAS_NAME));
    boolean beside = false;
    for (int i = 1; unnamed && i < unasked.length; i++) {
      beside |= unasked[i] && !leftOut[i];
    }
    return beside && unasked[0] && !leftOut[0];
  }

  /** The note for an index that is left out. */
  static String leftOutNote(String input, CsvHeader header) {
    return String.format(
        "%s: '%s'%s numbers the rows and is left out; to use it, name it in %s",
        input,
        header.names().get(0),
        header.isNameless(0) ? ", which has no name in the header," : "",
        Setting.FEATURES);
  }

  /** The note for a column without a name that is used. */
  static String usedNote(String input, String column) {
    return String.format(
        "%s: '%s', which has no name in the header, is used as a feature; if it numbers the rows,"
            + " leave it out with %s",
        input, column, Setting.EXCLUDED.with(column));
  }

  /**
   * Whether the first cells of the rows at the beginning of a text are 0, 1, 2 and so on, or 1, 2,
   * 3.
   *
   * @param text from the header on
   * @param whole whether it is all of the text
   */
  static boolean counts(String text, boolean whole, CsvDialect dialect, char separator) {
    List<CSVRecord> records = dialect.records(text, separator);
    boolean cut = !whole && records.size() < CsvDialect.SAMPLE_RECORDS;
    int rows = records.size() - 1 - (cut ? 1 : 0);
    long first = rows < FEWEST_ROWS ? -1 : number(records.get(1).get(0));
    if (first != 0 && first != 1) {
      return false;
    }
    for (int i = 0; i < rows; i++) {
      if (number(records.get(1 + i).get(0)) != first + i) {
        return false;
      }
    }
    return true;
  }

  /** The number in a cell of at most nine digits; -1 for any other. */
  private static long number(String cell) {
    String digits = cell == null ? "" : cell.strip();
    return digits.matches("\\d{1,9}") ? Long.parseLong(digits) : -1;
  }
}
