package io.github.fallline.csv;

/**
 * The first cell of a selected column that cannot be used, and what the column looks like from
 * there on.
 */
final class ColumnFault {
  /** What is wrong with the cell. */
  enum Kind {
    /** No number, in the first row. */
    WORD,
    /** No number, in a later row. */
    SLIP,
    /** A number that is written another way. */
    NOTATION,
    /** A word for infinity. */
    INFINITE,
    /** A number beyond the range of double. */
    TOO_LARGE,
    /** No exposure. */
    OUT_OF_RANGE,
    /** A weight below 0. */
    NEGATIVE,
    /** No value. */
    MISSING,
    /** No value where none is imputed. */
    NEEDED,
    /** A word that is no level. */
    UNSEEN,
    /** No date of the format. */
    NO_DATE
  }

  /** More characters than an error quotes. */
  private static final int SHOWN = 128;

  private final int column;
  private final long line;
  private final String cell;
  private final Kind kind;
  private final String expectation;
  private final ColumnSample sample;
  private int rowsBelow;

  /** The rows below the cell before the first that has a value; all of them if none has. */
  private int emptyBelow;

  /**
   * @param column that is selected
   * @param cell without blanks around it
   * @param expectation the text behind the cell; empty if it depends on the cells below
   * @param sample of the cells from this one on, to which they are added here
   */
  ColumnFault(
      int column, long line, String cell, Kind kind, String expectation, ColumnSample sample) {
    this.column = column;
    this.line = line;
    this.cell = cell.length() > SHOWN ? cell.substring(0, SHOWN) : cell;
    this.kind = kind;
    this.expectation = expectation;
    this.sample = sample;
    sample.add(cell);
  }

  /** Adds the cell of the next row. */
  void addBelow(String below, boolean missing) {
    sample.add(below);
    emptyBelow += missing && emptyBelow == rowsBelow ? 1 : 0;
    rowsBelow++;
  }

  int column() {
    return column;
  }

  long line() {
    return line;
  }

  /** The cell, or the beginning of a long one. */
  String cell() {
    return cell;
  }

  Kind kind() {
    return kind;
  }

  String expectation() {
    return expectation;
  }

  ColumnSample sample() {
    return sample;
  }

  /** The rows below the cell that were read. */
  int rowsBelow() {
    return rowsBelow;
  }

  /** The rows right below the cell that have no value either. */
  int emptyBelow() {
    return emptyBelow;
  }
}
