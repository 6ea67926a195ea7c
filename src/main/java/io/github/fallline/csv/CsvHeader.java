package io.github.fallline.csv;

import io.github.fallline.argument.Setting;
import io.github.fallline.files.InputException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * The names of the columns of a delimited text: those of its first line, or numbers from "1" for a
 * text without a header.
 *
 * <p>A column without a name is named by its number, such as {@code column3}.
 */
final class CsvHeader {
  private static final String IF_DATA = "if the first line is data, use " + Setting.NO_HEADER;

  private final CsvFormat format;
  private final CellSyntax cells;
  private final List<String> names = new ArrayList<>();
  private final BitSet nameless = new BitSet();
  private final Function<String, InputException> errors;

  /**
   * Reads the header from the current record, or numbers its columns.
   *
   * @throws InputException if the first line is no header: it is the beginning of a web page, XML
   *     or JSON
   */
  CsvHeader(CsvRecords records, CsvFormat format) {
    this.format = format;
    cells = records.dialect().cells();
    errors = records.errors();
    requireNoMarkup(records.cell(0));
    for (int i = 0; i < records.size(); i++) {
      if (format.header()) {
        nameless.set(i, records.cell(i).isEmpty());
        names.add(nameless.get(i) ? "column" + (i + 1) : records.cell(i));
      } else {
        names.add(Integer.toString(i + 1));
      }
    }
  }

  private void requireNoMarkup(String first) {
    String start = first.substring(0, Math.min(first.length(), 14)).toLowerCase(Locale.ROOT);
    if (start.startsWith("<!doctype html") || start.startsWith("<html")) {
      throw error("a web page (HTML); expected CSV (download the data itself)");
    }
    if (start.startsWith("<?xml")) {
      throw error("XML; expected CSV (export the data as CSV)");
    }
    boolean list = start.equals("[") || start.startsWith("[{") || start.startsWith("[[");
    if (list || start.startsWith("{")) {
      throw error("JSON; expected CSV (export the data as CSV)");
    }
  }

  /** The names; several columns may have the same one. */
  List<String> names() {
    return names;
  }

  /** Whether the text has a header. */
  boolean isPresent() {
    return format.header();
  }

  /** The separator from the settings; empty if it was detected. */
  Optional<Character> givenSeparator() {
    return format.separator().equals(Optional.of(CsvFormat.BLANKS))
        ? Optional.of(' ')
        : format.separator();
  }

  /** Whether the field of a column in the header is empty. */
  boolean isNameless(int column) {
    return nameless.get(column);
  }

  /** Whether the header ends in fields without a name. */
  boolean endsNameless() {
    return nameless.get(names.size() - 1);
  }

  /** Returns an error at the line of the header. */
  InputException error(String finding) {
    return errors.apply(finding);
  }

  /**
   * Rejects a header that appears to be a row of data.
   *
   * @throws InputException if all names are numbers, unless that was expected
   */
  void requireNames() {
    if (isPresent() && !format.numericNames() && numbers() > 0 && isAllNumbers()) {
      throw error(
          "the first line is all numbers; "
              + IF_DATA
              + ", if it names the columns, "
              + Setting.HEADER);
    }
  }

  /** The remedy if the first line looks like data: at least half of its fields are numbers. */
  String dataHint() {
    return isPresent() && !format.numericNames() && 2 * numbers() >= names.size()
        ? " (" + IF_DATA + ")"
        : "";
  }

  private int numbers() {
    int numbers = 0;
    for (String name : names) {
      numbers += cells.isNumber(name) ? 1 : 0;
    }
    return numbers;
  }

  /** Whether the header holds nothing but numbers and missing values. */
  private boolean isAllNumbers() {
    for (int i = 0; i < names.size(); i++) {
      if (!nameless.get(i) && !cells.isNumber(names.get(i)) && !cells.isMissing(names.get(i))) {
        return false;
      }
    }
    return true;
  }
}
