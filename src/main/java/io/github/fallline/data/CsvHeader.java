package io.github.fallline.data;

import io.github.fallline.files.InputException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

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
    List<String> names =
        IntStream.range(0, records.size())
            .mapToObj(i -> records.cell(i).isEmpty() ? "column" + (i + 1) : records.cell(i))
            .toList();
    Map<String, Integer> places = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
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
    return names;
  }

  /** The numbers of the fields of the current record, from "1". */
  static List<String> numbered(CsvRecords records) {
    return IntStream.rangeClosed(1, records.size()).mapToObj(Integer::toString).toList();
  }
}
