package io.github.fallline.csv;

import io.github.fallline.data.RowBlock;
import io.github.fallline.data.RowSink;
import io.github.fallline.files.InputException;
import java.util.Locale;

/** Counts rows and their missing values. */
final class RowCounter implements RowSink {
  private final String input;
  private final ResolvedSchema resolved;
  private final long[] missing;
  private long rows;
  private long skippedRows;

  /**
   * @param input the name of the text, for errors
   */
  RowCounter(String input, ResolvedSchema resolved) {
    this.input = input;
    this.resolved = resolved;
    missing = new long[resolved.numbers()];
  }

  /** Counts the rows of a block. */
  void add(RowBlock block) {
    for (int j = 0; j < missing.length; j++) {
      missing[j] += block.missingCounts()[j];
    }
    skippedRows += block.skippedRows();
    rows += block.rows();
  }

  @Override
  public long reserve(RowBlock block) {
    add(block);
    return rows - block.rows();
  }

  /** Does nothing: the rows were counted when their place was reserved. */
  @Override
  public void write(long place, RowBlock block) {
    // They are counted by {@link #add}.
  }

  /** Rows that were kept. */
  long rows() {
    return rows;
  }

  /** Rows that were left out because of missing values. */
  long skippedRows() {
    return skippedRows;
  }

  /** Missing values of a selected column, those in rows that were left out included. */
  long missing(int column) {
    return missing[column];
  }

  /**
   * Rejects data without rows.
   *
   * @throws InputException naming the column with the most missing values, if rows were left out
   */
  void requireRows() {
    if (rows > 0) {
      return;
    }
    if (skippedRows == 0) {
      throw new InputException(input + ": no rows below the header; expected at least one");
    }
    long[] bySelected = new long[resolved.places().length];
    for (int j = 0; j < missing.length; j++) {
      bySelected[resolved.columnOf(j)] = missing[j];
    }
    throw noneKept(input, resolved, skippedRows, bySelected);
  }

  /**
   * Returns the error for data of which no row is kept.
   *
   * @param rows that were left out, all there are
   * @param missing values of each selected column
   */
  static InputException noneKept(String input, ResolvedSchema resolved, long rows, long[] missing) {
    return new InputException(
        String.format(
            Locale.ROOT,
            "%s: all rows (%d) were skipped, each for a missing value; %s",
            input,
            rows,
            resolved.remedies().emptiest(rows, missing)));
  }
}
