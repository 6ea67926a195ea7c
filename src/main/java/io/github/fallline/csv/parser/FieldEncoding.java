package io.github.fallline.csv.parser;

import java.util.Arrays;

/** How a field that holds a word or a date becomes numbers of a row. Any thread may use it. */
public abstract class FieldEncoding {
  /** The number of numbers that a field becomes. */
  public abstract int numbers();

  /**
   * Writes the numbers of a field.
   *
   * @param text the bytes of the field without blanks around it, not empty; quotes in a quoted
   *     field are doubled
   * @param numbers overwritten in {@link #numbers()} elements from {@code first} on
   * @return false if the field has none, or is not certain to: {@link #write(String, double[],
   *     int)} decides
   */
  abstract boolean write(byte[] text, int from, int to, double[] numbers, int first);

  /**
   * Writes the numbers of a cell.
   *
   * @param cell without blanks around it, not empty
   * @param numbers overwritten in {@link #numbers()} elements from {@code first} on
   * @return false if the cell has none; then they are zeros
   */
  public abstract boolean write(String cell, double[] numbers, int first);

  /** Writes NaN for a missing value. */
  public final void writeMissing(double[] numbers, int first) {
    Arrays.fill(numbers, first, first + numbers(), Double.NaN);
  }
}
