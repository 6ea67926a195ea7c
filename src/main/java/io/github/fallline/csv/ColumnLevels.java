package io.github.fallline.csv;

import io.github.fallline.argument.Setting;
import io.github.fallline.data.CategoricalColumn;
import io.github.fallline.data.LevelOrder;
import io.github.fallline.files.ErrorQuote;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

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
  private final ColumnSample sample;
  private int wordLevels;
  private long numbers;
  private long words;
  private boolean tooLong;

  /** The line of the first word in a row that is kept; 0 if there is none. */
  private long line;

  /** The first word in a row that is kept; empty if there is none. */
  private String slip = "";

  /** The line of the first word in a row that is left out; 0 if there is none. */
  private long leftOutLine;

  private String leftOutWord = "";

  /** The fault of too many or too long levels. */
  private @Nullable LevelFault excess;

  /**
   * @param cells how they are written
   * @param asked whether its cells are levels in any case, even numbers
   */
  ColumnLevels(ResolvedSchema resolved, CellSyntax cells, int column, boolean asked) {
    this.resolved = resolved;
    this.cells = cells;
    this.column = column;
    this.asked = asked;
    sample = new ColumnSample(cells, ColumnSample.MOST_CELLS);
  }

  /**
   * Adds a cell.
   *
   * @param kept whether the row of the cell is kept; others do not count
   */
  void add(CsvRecords record, String cell, boolean kept) {
    if (excess != null || cells.isMissing(cell)) {
      return;
    }
    boolean number = isNumberLike(cell);
    if (!kept) {
      noteLeftOut(record, cell, number);
      return;
    }
    sample.add(cell);
    numbers += number ? 1 : 0;
    words += number ? 0 : 1;
    if (!number && line == 0) {
      line = record.line();
      slip = cell;
    }
    if (cell.length() > LONGEST_LEVEL) {
      tooLong = true;
    } else if (levels.size() <= CategoricalColumn.MOST_LEVELS) {
      wordLevels += levels.add(cell) && !number ? 1 : 0;
    }
    if ((asked || words > 0) && (tooLong || levels.size() > CategoricalColumn.MOST_LEVELS)) {
      excess = slipFault().orElse(excess(record.line()));
    }
  }

  private LevelFault excess(long at) {
    String likeness =
        switch (sample.nature(resolved.name(column))) {
          case ISO_DATES, OTHER_DATES -> "; it looks like dates";
          case IDENTIFIERS -> "; it looks like an identifier";
          case NUMBERS, WORDS -> "";
        };
    return new LevelFault(
        column,
        at,
        "has " + (tooLong ? "too long a level" : "too many levels"),
        String.format(
            Locale.ROOT,
            "for %s a column has at most %d levels of %d characters (%s)%s",
            Setting.ONE_HOT,
            CategoricalColumn.MOST_LEVELS,
            LONGEST_LEVEL,
            resolved.remedies().of(column),
            likeness),
        false);
  }

  private void noteLeftOut(CsvRecords record, String cell, boolean number) {
    if (!number && leftOutLine == 0) {
      leftOutLine = record.line();
      leftOutWord = cell;
    }
  }

  /** Whether a cell is a number, or a malformed one that the reader of numbers must reject. */
  private boolean isNumberLike(String cell) {
    return cells.isNumber(cell)
        || DecimalSyntax.isInfinity(cell)
        || (cell.length() <= LONGEST_LEVEL && !cells.remedy(cell).isEmpty());
  }

  /** The fault of words in a column of numbers. */
  private Optional<LevelFault> slipFault() {
    int numberLevels = levels.size() - wordLevels;
    boolean mostly = numbers >= words || numberLevels > NUMBERS_A_WORD * wordLevels;
    if (asked || words == 0 || numbers == 0 || !mostly) {
      return Optional.empty();
    }
    return Optional.of(
        new LevelFault(
            column,
            line,
            "is \"" + ErrorQuote.of(slip) + '"',
            String.format(
                Locale.ROOT,
                "expected a number as in %d of %d rows (%s)",
                numbers,
                numbers + words,
                resolved.remedies().slip(column)),
            true));
  }

  /**
   * Why the column cannot be used: it mixes numbers and words, has too many or too long levels, or
   * has words only in rows that are left out, which the reader of numbers must reject.
   */
  Optional<LevelFault> fault() {
    if (excess != null) {
      return Optional.of(excess);
    }
    Optional<LevelFault> mixed = slipFault();
    if (mixed.isPresent() || isCategorical() || leftOutLine == 0) {
      return mixed;
    }
    boolean empty = levels.isEmpty();
    ColumnRemedies remedies = resolved.remedies();
    return Optional.of(
        new LevelFault(
            column,
            leftOutLine,
            "is \"" + ErrorQuote.of(leftOutWord) + "\" in a row that is left out",
            String.format(
                "%s (%s)",
                empty
                    ? "it is empty in the rows that are kept"
                    : "expected a number as in the rows that are kept",
                empty ? remedies.of(column) : remedies.slip(column)),
            !empty));
  }

  /** Whether the column is categorical, if it has no fault. */
  boolean isCategorical() {
    return !levels.isEmpty() && (asked || words > 0);
  }

  /** What the cells look like. */
  ColumnSample.Nature nature() {
    return sample.nature(resolved.name(column));
  }

  /** The column with its levels. */
  CategoricalColumn column(boolean hasReference) {
    List<String> sorted = new ArrayList<>(levels);
    sorted.sort(LevelOrder.of(sorted));
    return new CategoricalColumn(resolved.name(column), sorted, hasReference);
  }
}
