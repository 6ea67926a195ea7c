package io.github.fallline.data;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Why a row may have more fields than the header has names. */
final class LongRow {
  private static final Pattern WHOLE = Pattern.compile("[-+]?\\d+");
  private static final Pattern THOUSANDS = Pattern.compile("[-+]?[1-9]\\d{0,2}");
  private static final String SEPARATORS = ",;\t| :";

  private LongRow() {}

  /**
   * The causes that the current record may have, the likeliest first, each with what to do.
   *
   * @param header of fewer names than the record has fields
   * @return in brackets, with a blank before them
   */
  static String remedy(CsvRecords row, CsvHeader header, char separator) {
    List<String> causes = new ArrayList<>();
    if (!header.isPresent()) {
      splitNumbers(row, separator, row.size(), causes);
      return causes.isEmpty() ? "" : " (" + causes.get(0) + ")";
    }
    int extra = row.size() - header.names().size();
    boolean split = extra > 1 && splitNumbers(row, separator, extra, causes);
    if (extra == 1) {
      causes.add("if the first is a row name, as R's write.table writes it, name it in the header too");
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
    int pairs = 0;
    boolean thousands = true;
    for (int i = 0; i + 1 < row.size(); i++) {
      boolean pair = isWhole(row.cell(i)) && isDigits(row.cell(i + 1));
      if (pair) {
        pairs++;
        thousands &= THOUSANDS.matcher(row.cell(i)).matches() && row.cell(i + 1).length() == 3;
        i++;
      }
    }
    if (pairs == 0 || (extra < row.size() && pairs < extra)) {
      return false;
    }
    if (separator == ',') {
      causes.add(
          thousands
              ? "if thousands separators cut numbers in two, write the numbers without them"
              : "if decimal commas or thousands separators cut numbers in two, write decimal points"
                  + " and no thousands separators");
    } else {
      causes.add("if blanks within numbers mark thousands, write the numbers without them");
    }
    return true;
  }

  private static boolean isWhole(String cell) {
    return WHOLE.matcher(cell).matches();
  }

  private static boolean isDigits(String cell) {
    return isWhole(cell) && Character.isDigit(cell.charAt(0));
  }

  private static String runTogether(CsvHeader header) {
    for (String name : header.names()) {
      for (int i = 0; i < name.length(); i++) {
        if (SEPARATORS.indexOf(name.charAt(i)) >= 0) {
          return ", as '" + Excerpt.of(name) + "' may";
        }
      }
    }
    return "";
  }
}
