package io.github.fallline.csv;

import io.github.fallline.argument.Setting;
import io.github.fallline.files.ErrorQuote;
import java.util.Arrays;
import java.util.Locale;

/**
 * The number of fields of each row, and which of them must be empty: those that have no name and
 * are left out. These are the fields behind the last name of the header, and fields of the header
 * without a name that are empty in the first row and not selected.
 *
 * <p>A value is never ignored because it has no name: it is an error, since the names may belong to
 * other fields.
 */
final class RowShape {
  private final CsvHeader header;
  private final char separator;
  private final int width;
  private final int[] empty;

  private RowShape(CsvHeader header, char separator, int width, int[] empty) {
    this.header = header;
    this.separator = separator;
    this.width = width;
    this.empty = empty;
  }

  /** The shape of a table without rows. */
  static RowShape ofNone(CsvHeader header, char separator) {
    return new RowShape(header, separator, header.names().size(), new int[0]);
  }

  /**
   * The shape of the first row.
   *
   * @param first the current record is the first row
   * @param leftOut whether a column of the header may be left out: the schema does not name it
   * @throws io.github.fallline.files.InputException if the first row does not fit the header
   */
  static RowShape of(CsvRecords first, CsvHeader header, boolean[] leftOut) {
    int names = header.names().size();
    int[] places = new int[Math.max(first.size(), names)];
    int count = 0;
    for (int i = 0; i < first.size(); i++) {
      boolean unnamed = i < names && header.isNameless(i) && leftOut[i];
      if (i >= names || (unnamed && first.cell(i).isEmpty())) {
        places[count++] = i;
      }
    }
    RowShape shape =
        new RowShape(
            header, first.separator(), Math.max(first.size(), names), Arrays.copyOf(places, count));
    if (first.size() != shape.width || shape.firstValue(first) >= 0) {
      throw first.error(shape.wrongCount(first, names));
    }
    return shape;
  }

  /** The fields of every row. */
  int width() {
    return width;
  }

  /** The fields that are empty in every row, as places in the row, from 0. */
  int[] emptyPlaces() {
    return empty;
  }

  /** For each column of the header, whether it is one of those. */
  boolean[] leftOut() {
    boolean[] leftOut = new boolean[header.names().size()];
    for (int place : empty) {
      if (place < leftOut.length) {
        leftOut[place] = true;
      }
    }
    return leftOut;
  }

  /**
   * Checks a row.
   *
   * @throws io.github.fallline.files.InputException if the current record has another shape
   */
  void require(CsvRecords row) {
    if (row.size() != width) {
      throw row.error(wrongCount(row, width));
    }
    int value = empty.length == 0 ? -1 : firstValue(row);
    if (value >= 0) {
      throw row.error(unexpected(row, value));
    }
  }

  private int firstValue(CsvRecords row) {
    for (int place : empty) {
      if (!row.cell(place).isEmpty()) {
        return place;
      }
    }
    return -1;
  }

  private String wrongCount(CsvRecords row, int expected) {
    boolean asHeader = expected == header.names().size() && header.isPresent();
    return String.format(
        Locale.ROOT,
        "%d %s; expected %d as in the %s%s",
        row.size(),
        row.size() == 1 ? "field" : "fields",
        expected,
        asHeader ? "header" : "first row",
        remedyOfCount(row));
  }

  private String remedyOfCount(CsvRecords row) {
    String comment = LinesAbove.commentRemedy(row.cell(0), row.dialect().format());
    if (!comment.isEmpty()) {
      return comment;
    }
    if (header.isPresent() && row.size() < width) {
      return header.endsNameless() ? " (the header ends in a separator: remove it)" : "";
    }
    String quotes = ForeignQuotes.rowRemedy(row);
    if (!quotes.isEmpty()) {
      return quotes;
    }
    for (int i = header.names().size(); header.isPresent() && i < row.size(); i++) {
      if (!row.cell(i).isEmpty()) {
        return LongRow.remedy(row, header, separator);
      }
    }
    return "";
  }

  private String unexpected(CsvRecords row, int place) {
    String cell = ErrorQuote.of(row.cell(place));
    if (place < header.names().size()) {
      return String.format(
          Locale.ROOT,
          "column %d is \"%s\", but has no name in the header and is empty in the first row"
              + " (name it in the header, or leave it out with %s)",
          place + 1,
          cell,
          Setting.EXCLUDED.with(header.names().get(place)));
    }
    return String.format(
        Locale.ROOT,
        "field %d is \"%s\"; expected it empty, as the header ends with '%s'%s",
        place + 1,
        cell,
        ErrorQuote.of(header.names().get(header.names().size() - 1)),
        LongRow.remedy(row, header, separator));
  }
}
