package io.github.fallline.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** What one column holds, as far as it was read: whether there are words, and which ones. */
final class LevelSet {
  private static final int LONGEST_LEVEL = 256;

  private final ColumnSelection selection;
  private final int column;
  private final TreeSet<String> levels = new TreeSet<>();
  private boolean words;
  private boolean tooLong;

  /** Nothing was read yet of a selected column. */
  LevelSet(ColumnSelection selection, int column) {
    this.selection = selection;
    this.column = column;
  }

  /**
   * Adds a cell.
   *
   * @param kept whether the row of the cell is; the levels of others do not count
   * @throws io.github.fallline.files.InputException if there are words, and too many or too long
   */
  void add(CsvRecords record, String cell, boolean kept) {
    if (Decimal.isMissing(cell)) {
      return;
    }
    words = words || !isNumberLike(cell);
    if (kept && cell.length() > LONGEST_LEVEL) {
      tooLong = true;
    } else if (kept && levels.size() <= CategoricalColumn.MOST_LEVELS) {
      levels.add(cell);
    }
    if (words && (tooLong || levels.size() > CategoricalColumn.MOST_LEVELS)) {
      throw record.error(
          String.format(
              Locale.ROOT,
              "column '%s' has %s; for --categorical one-hot a column has at most %d levels of %d"
                  + " characters (%s)",
              Excerpt.of(selection.name(column)),
              tooLong ? "too long a level" : "too many levels",
              CategoricalColumn.MOST_LEVELS,
              LONGEST_LEVEL,
              selection.remedy(column)));
    }
  }

  /** Whether a cell is a number, or one written so that the reader of numbers is to refuse it. */
  private static boolean isNumberLike(String cell) {
    return Decimal.isNumber(cell)
        || Decimal.isInfinity(cell)
        || (cell.length() <= LONGEST_LEVEL && !Decimal.commaRemedy(cell).isEmpty());
  }

  /** Whether the column is one of words. */
  boolean isCategorical() {
    return words && !levels.isEmpty();
  }

  /** The column with the levels found. */
  CategoricalColumn column(boolean hasReference) {
    List<String> sorted = new ArrayList<>(levels);
    return new CategoricalColumn(selection.name(column), sorted, hasReference);
  }
}
