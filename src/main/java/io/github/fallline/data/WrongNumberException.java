package io.github.fallline.data;

/**
 * Thrown for a number outside the valid range: a target that the loss is not defined for, a feature
 * beyond the range of a float. The message names the row, counted from 0 among those that are
 * trained on; a reader of text adds the line.
 */
public final class WrongNumberException extends InvalidDataException {
  private static final long serialVersionUID = 1L;

  private final long row;
  private final String column;
  private final double least;
  private final double most;
  private final String expectation;

  /**
   * @param row counted from 0
   * @param column its name
   * @param number the value found
   * @param least the least number that is not wrong
   * @param most the largest number that is not wrong
   * @param expectation what is expected, in words
   */
  public WrongNumberException(
      long row, String column, double number, double least, double most, String expectation) {
    super("row " + row + ", column '" + column + "' is " + number + "; " + expectation);
    this.row = row;
    this.column = column;
    this.least = least;
    this.most = most;
    this.expectation = expectation;
  }

  /** The row, counted from 0. */
  public long row() {
    return row;
  }

  /** The name of the column. */
  public String column() {
    return column;
  }

  /** What is expected, in words. */
  public String expectation() {
    return expectation;
  }

  /** Whether a number of the column is wrong too. */
  public boolean isWrong(double number) {
    return number < least || number > most;
  }
}
