package io.github.fallline.csv;

import io.github.fallline.data.CategoricalColumn;
import io.github.fallline.files.ErrorQuote;
import io.github.fallline.files.InputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/**
 * The words of one column in the rows that are kept, and whether they are levels or slips in a
 * column of numbers.
 *
 * <p>Words are slips where at least as many cells are numbers, or more than twice as many of the
 * different cells: a column of numbers turned into levels because of a few cells would have nearly
 * as many levels as rows.
 */
final class ColumnLevels {
  private static final int LONGEST_LEVEL = 256;

  /**
   * In a column of numbers there are at least this many different numbers for each different word.
   */
  private static final int NUMBERS_A_WORD = 2;

  private final ResolvedSchema resolved;
  private final CellSyntax cells;
  private final int column;
  private final boolean asked;
  private final TreeSet<String> levels = new TreeSet<>();
  private int wordLevels;
  private long numbers;
  private long words;
  private boolean tooLong;

  /** The place of the first word in a row that is kept, otherwise of the first in any row. */
  private String place;

  private String slip;
  private String leftOutPlace;
  private String leftOutWord;

  /**
   * @param cells how they are written
   * @param asked whether its cells are levels in any case, even numbers
   */
  ColumnLevels(ResolvedSchema resolved, CellSyntax cells, int column, boolean asked) {
    this.resolved = resolved;
    this.cells = cells;
    this.column = column;
    this.asked = asked;
  }

  /**
   * Adds a cell.
   *
   * @param kept whether the row of the cell is kept; others do not count
   * @throws InputException if there are words, and too many or too long
   */
  void add(CsvRecords record, String cell, boolean kept) {
    if (cells.isMissing(cell)) {
      return;
    }
    boolean number = isNumberLike(cell);
    if (!kept) {
      noteLeftOut(record, cell, number);
      return;
    }
    numbers += number ? 1 : 0;
    words += number ? 0 : 1;
    if (!number && place == null) {
      place = record.place("");
      slip = cell;
    }
    if (cell.length() > LONGEST_LEVEL) {
      tooLong = true;
    } else if (levels.size() <= CategoricalColumn.MOST_LEVELS) {
      wordLevels += levels.add(cell) && !number ? 1 : 0;
    }
    if ((asked || words > 0) && (tooLong || levels.size() > CategoricalColumn.MOST_LEVELS)) {
      requireNoSlip();
      throw record.error(
          String.format(
              Locale.ROOT,
              "column '%s' has %s; for --categorical one-hot a column has at most %d levels of %d"
                  + " characters (%s)",
              ErrorQuote.of(resolved.name(column)),
              tooLong ? "too long a level" : "too many levels",
              CategoricalColumn.MOST_LEVELS,
              LONGEST_LEVEL,
              resolved.remedy(column)));
    }
  }

  private void noteLeftOut(CsvRecords record, String cell, boolean number) {
    if (!number && leftOutPlace == null) {
      leftOutPlace = record.place("");
      leftOutWord = cell;
    }
  }

  /** Whether a cell is a number, or a malformed one that the reader of numbers must reject. */
  private boolean isNumberLike(String cell) {
    return cells.isNumber(cell)
        || DecimalSyntax.isInfinity(cell)
        || (cell.length() <= LONGEST_LEVEL && !cells.remedy(cell).isEmpty());
  }

  /** Rejects words in a column of numbers. */
  private void requireNoSlip() {
    int numberLevels = levels.size() - wordLevels;
    boolean mostly = numbers >= words || numberLevels > NUMBERS_A_WORD * wordLevels;
    if (!asked && words > 0 && numbers > 0 && mostly) {
      throw new InputException(
          String.format(
              Locale.ROOT,
              "%scolumn '%s' is \"%s\"; expected a number as in %d of %d rows (%s)",
              place,
              ErrorQuote.of(resolved.name(column)),
              ErrorQuote.of(slip),
              numbers,
              numbers + words,
              resolved.slipRemedy(column)));
    }
  }

  /**
   * Whether the column is categorical.
   *
   * @throws InputException if it mixes numbers and words, or has words only in rows that are left
   *     out, which the reader of numbers must reject
   */
  boolean isCategorical() {
    requireNoSlip();
    boolean categorical = !levels.isEmpty() && (asked || words > 0);
    if (!categorical && leftOutPlace != null) {
      throw new InputException(
          String.format(
              "%scolumn '%s' is \"%s\" in a row that is left out; %s (%s)",
              leftOutPlace,
              ErrorQuote.of(resolved.name(column)),
              ErrorQuote.of(leftOutWord),
              levels.isEmpty()
                  ? "it is empty in the rows that are kept"
                  : "expected a number as in the rows that are kept",
              levels.isEmpty() ? resolved.remedy(column) : resolved.slipRemedy(column)));
    }
    return categorical;
  }

  /** The column with its levels. */
  CategoricalColumn column(boolean hasReference) {
    List<String> sorted = new ArrayList<>(levels);
    return new CategoricalColumn(resolved.name(column), sorted, hasReference);
  }
}
