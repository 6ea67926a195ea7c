package io.github.fallline.data;

import io.github.fallline.files.InputException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.LoggerFactory;

/** The names of the columns of a delimited text. */
final class CsvHeader {
  private CsvHeader() {}

  /**
   * The names in the current record. A column without one is called {@code column3} after its
   * number.
   *
   * @throws InputException if two columns have one name
   */
  static List<String> named(CsvRecords records) {
    List<String> names = new ArrayList<>();
    Map<String, Integer> places = new HashMap<>();
    for (int i = 0; i < records.size(); i++) {
      names.add(records.cell(i).isEmpty() ? "column" + (i + 1) : records.cell(i));
      Integer earlier = places.put(names.get(i), i);
      if (earlier != null) {
        throw records.error(
            String.format(
                Locale.ROOT,
                "columns %d and %d are both named '%s'; expected different names",
                earlier + 1,
                i + 1,
                Excerpt.of(names.get(i))));
      }
    }
    return List.copyOf(names);
  }

  /**
   * The number of fields of every row, judged by the current record, the first below the header. It
   * may be larger than the number of names: then the last columns have none and are left out.
   *
   * @throws InputException if the row has fewer fields, or one more of which the first may be the
   *     name of the row: then the names would all be off by one
   */
  static int widthOf(CsvRecords records, List<String> names) {
    int unnamed = records.size() - names.size();
    boolean offByOne = unnamed == 1 && mayNameTheRow(records.cell(0), records.cell(names.size()));
    if (unnamed < 0 || offByOne) {
      throw records.error(
          String.format(
              Locale.ROOT,
              "%d %s; expected %d as in the header%s",
              records.size(),
              records.size() == 1 ? "field" : "fields",
              names.size(),
              unnamed < 0 ? "" : " (if the first field names the row, name it in the header too)"));
    }
    if (unnamed > 0) {
      // Looked up where it is needed: to start a logger takes longer than to read a header.
      LoggerFactory.getLogger(CsvHeader.class)
          .warn(
              "{} left out: the header ends with '{}'",
              records.place(unnamed + (unnamed == 1 ? " field a row is" : " fields a row are")),
              Excerpt.of(names.get(names.size() - 1)));
    }
    return records.size();
  }

  /** Row names are words or count from 0 or 1; a separator too many at the end adds nothing. */
  private static boolean mayNameTheRow(String first, String last) {
    return !last.isEmpty() && (!Decimal.isNumber(first) || first.equals("0") || first.equals("1"));
  }

  /** The numbers of the fields of the current record, from "1". */
  static List<String> numbered(CsvRecords records) {
    List<String> numbers = new ArrayList<>();
    for (int i = 1; i <= records.size(); i++) {
      numbers.add(Integer.toString(i));
    }
    return numbers;
  }
}
