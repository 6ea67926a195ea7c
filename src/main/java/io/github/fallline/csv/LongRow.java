package io.github.fallline.csv;

import io.github.fallline.files.ErrorQuote;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Explains a row with more fields than the header has names. */
final class LongRow {
  private static final Pattern WHOLE = Pattern.compile("[-+]?\\d+");
  private static final Pattern FIRST_GROUP = Pattern.compile("[-+]?\\d{1,3}");
  private static final Pattern REST = Pattern.compile("\\d+(\\.\\d*)?");
  private static final Pattern THREE_DIGITS = Pattern.compile("\\d{3}(\\.\\d*)?");
  private static final String SEPARATORS = ",;\t| :";

  private LongRow() {}

  /**
   * Returns the possible causes for the current record, the likeliest first, each with a remedy.
   *
   * @param header of fewer names than the record has fields, read from the text
   * @return in brackets, with a blank before them
   */
  static String remedy(CsvRecords row, CsvHeader header, char separator) {
    List<String> causes = new ArrayList<>();
    int extra = row.size() - header.names().size();
    boolean split = extra > 1 && splitNumbers(row, separator, extra, causes);
    if (extra == 1) {
      causes.add(
          "if the first is a row name, as R's write.table writes it, name it in the header too");
      splitNumbers(row, separator, extra, causes);
    }
    if (!split) {
      causes.add("if names in the header run together" + runTogether(header) + ", separate them");
    }
    return " (" + String.join("; ", causes) + ")";
  }

  /** Whether neighbouring fields may be parts of numbers, as many as there are fields too many. */
  private static boolean splitNumbers(
      CsvRecords row, char separator, int extra, List<String> causes) {
    if (separator != ',' && separator != ' ') {
      return false;
    }
    int cuts = 0;
    int thousands = 0;
    for (int i = 0; i + 1 < row.size(); i++) {
      String left = row.cell(i);
      String right = row.cell(i + 1);
      cuts += matches(WHOLE, left) && matches(REST, right) ? 1 : 0;
      thousands += matches(FIRST_GROUP, left) && matches(THREE_DIGITS, right) ? 1 : 0;
    }
    if (cuts < extra) {
      return false;
    }
    if (separator == ',') {
      causes.add(
          thousands >= extra
              ? "if thousands separators cut numbers in two, write the numbers without them"
              : "if decimal commas or thousands separators cut numbers in two, write decimal points"
                  + " and no thousands separators");
    } else {
      causes.add("if blanks within numbers mark thousands, write the numbers without them");
    }
    return true;
  }

  private static boolean matches(Pattern pattern, String cell) {
    return pattern.matcher(cell).matches();
  }

  private static String runTogether(CsvHeader header) {
    for (String name : header.names()) {
      for (int i = 0; i < name.length(); i++) {
        if (SEPARATORS.indexOf(name.charAt(i)) >= 0) {
          return ", as '" + ErrorQuote.of(name) + "' may";
        }
      }
    }
    return "";
  }
}
