package io.github.fallline.jdbc;

import io.github.fallline.csv.CsvFormat;
import io.github.fallline.csv.CsvReader;
import io.github.fallline.csv.CsvStream;
import io.github.fallline.csv.ReadingOptions;
import io.github.fallline.data.Dataset;
import io.github.fallline.data.MissingValues;
import io.github.fallline.data.RowStream;
import io.github.fallline.data.Schema;
import io.github.fallline.files.InputException;
import io.github.fallline.files.TextInput;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;

/**
 * The rows of a {@link ResultSet}, from the row behind the current one to the last.
 *
 * <p>Columns are named by their labels. Numbers of any type become the double nearest to their
 * decimal text ({@code BigDecimal} and {@code REAL} too, as they would be read from a CSV),
 * Booleans 1 and 0; NULL, a NaN and the words for missing values are missing. Text is read as the
 * cell of a CSV: as a number if it is one, or as a level of a categorical column; dates and times
 * are text.
 *
 * <p>The result stays the caller's to close, and must be open while rows are read. Errors name the
 * row, from 1: {@code name:3: column 'a' is "x"; expected a number}.
 */
public final class ResultSetRows {
  private ResultSetRows() {}

  /** How the text of a result is written. */
  public static CsvFormat format() {
    return CsvFormat.DETECT.withSeparator(',').withNumericNames();
  }

  /**
   * The rows as text, which can be read once, in {@link #format()}.
   *
   * @param name of the rows, for errors
   */
  public static TextInput text(ResultSet rows, String name) {
    Objects.requireNonNull(rows, "rows");
    boolean[] opened = {false};
    return TextInput.ofRows(
        name,
        () -> {
          if (opened[0]) {
            throw new IllegalStateException(name + " can be read only once");
          }
          opened[0] = true;
          try {
            return new ResultSetText(rows, name, () -> {});
          } catch (SQLException e) {
            throw new InputException(name + ": " + SqlErrors.text(e), e);
          }
        },
        false);
  }

  /**
   * Reads the rows into memory; missing values are errors.
   *
   * @param name of the rows, for errors
   * @return a data set [rows, features] that the caller closes; without targets if the schema has
   *     none
   * @throws InputException if a row cannot be read or does not fit the schema
   */
  public static Dataset read(ResultSet rows, String name, Schema schema) {
    return read(rows, name, schema, MissingValues.FAIL, ReadingOptions.DEFAULT);
  }

  /**
   * Reads the rows into memory.
   *
   * @param name of the rows, for errors
   * @param schema without a column of weights
   * @return a data set [rows, features] that the caller closes; without targets if the schema has
   *     none
   * @throws InputException if a row cannot be read or does not fit the schema
   */
  public static Dataset read(
      ResultSet rows, String name, Schema schema, MissingValues missing, ReadingOptions options) {
    return CsvReader.read(text(rows, name), format(), schema, missing, options);
  }

  /**
   * Opens the rows for one pass, in memory that does not depend on their number.
   *
   * @param name of the rows, for errors
   * @return closed by the caller, before the result
   * @throws InputException if the columns do not fit the schema
   */
  public static RowStream stream(
      ResultSet rows, String name, Schema schema, MissingValues missing, ReadingOptions options) {
    return new CsvStream(text(rows, name), format(), schema, missing, options);
  }
}
