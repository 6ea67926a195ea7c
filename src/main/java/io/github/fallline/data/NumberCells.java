package io.github.fallline.data;

import io.github.fallline.files.InputException;

/** The numbers in the selected cells of a record, with an error for each that holds none. */
final class NumberCells {
  /** A number with more characters is not written out again in a remedy. */
  private static final int LONGEST_EXAMPLE = 40;

  private final ColumnSelection selection;
  private final MissingValues missing;
  private final int[] places;

  NumberCells(ColumnSelection selection, MissingValues missing) {
    this.selection = selection;
    this.missing = missing;
    this.places = selection.places();
  }

  /** The number of selected columns. */
  int size() {
    return places.length;
  }

  /**
   * Reads the selected cells of the current record.
   *
   * @param row overwritten with the features and, behind them, the target; NaN for what is missing
   * @throws InputException if a cell holds no number, or nothing under {@link MissingValues#FAIL}
   */
  void read(CsvRecords records, double[] row) {
    for (int j = 0; j < places.length; j++) {
      String cell = records.cell(places[j]);
      if (Decimal.isMissing(cell)) {
        if (missing == MissingValues.FAIL) {
          throw refusal(records, j, "expected a number (" + selection.missingRemedy() + ")");
        }
        row[j] = Double.NaN;
      } else {
        row[j] = number(records, j, cell);
      }
    }
  }

  private double number(CsvRecords records, int selected, String cell) {
    double number;
    try {
      number = Decimal.parse(cell);
    } catch (NumberFormatException e) {
      throw refusal(records, selected, expectation(selected, cell));
    }
    if (Double.isInfinite(number)) {
      throw refusal(records, selected, "expected a finite number, of size 1.79e308 at most");
    }
    return number;
  }

  private String expectation(int selected, String cell) {
    if (Decimal.isInfinity(cell)) {
      return "expected a finite number (" + selection.remedy(selected) + ")";
    }
    String comma = cell.length() > LONGEST_EXAMPLE ? "" : Decimal.commaRemedy(cell);
    return "expected a number "
        + (comma.isEmpty() ? "(" + selection.remedy(selected) + ")" : "written " + comma);
  }

  private InputException refusal(CsvRecords records, int selected, String expectation) {
    String cell = Excerpt.of(records.cell(places[selected]));
    return records.error(
        String.format(
            "column '%s' is %s; %s",
            Excerpt.of(selection.name(selected)),
            cell.isEmpty() ? "empty" : '"' + cell + '"',
            expectation));
  }
}
