package io.github.fallline.data;

import io.github.fallline.blas.Precision;
import io.github.fallline.csv.RecordChunks;
import io.github.fallline.data.CsvTable.Speed;
import io.github.fallline.files.InputException;
import io.github.fallline.files.TextInput;
import java.nio.file.Path;
import java.util.function.LongConsumer;

/**
 * Reads a delimited text into a {@link Dataset}.
 *
 * <p>Only the selected columns are read as numbers; the others may hold anything. A number is
 * decimal notation (an optional sign, digits, an optional point, an optional exponent), finite, and
 * becomes the double nearest to it. Blanks around names and cells and blank lines are ignored.
 * Columns behind the last one that the header names are left out, with a warning in the log.
 *
 * <p>The rows are parsed by several threads straight into native memory. What takes memory is the
 * matrix, and one chunk of text and its numbers a thread.
 */
public final class CsvReader {
  private CsvReader() {}

  /**
   * Reads a file in the dialect it shows, with a header; missing values are errors.
   *
   * @return a data set that the caller closes
   * @throws InputException if the file cannot be read or does not fit the schema
   */
  public static Dataset read(Path file, Schema schema) {
    return read(TextInput.of(file), CsvFormat.DETECT, schema, MissingValues.FAIL, bytesRead -> {});
  }

  /**
   * Reads a text on all processors.
   *
   * @param bytesRead told now and then, on this thread, how many bytes of the input were taken, at
   *     last all of them
   * @return a data set that the caller closes; without targets if the schema has none
   * @throws InputException if the text cannot be read or does not fit the schema
   */
  public static Dataset read(
      TextInput input,
      CsvFormat format,
      Schema schema,
      MissingValues missing,
      LongConsumer bytesRead) {
    return read(input, format, schema, missing, Precision.DOUBLE, bytesRead);
  }

  /**
   * Reads a text on all processors, features in the precision asked for.
   *
   * @param bytesRead told now and then, on this thread, how many bytes of the input were taken, at
   *     last all of them
   * @return a data set that the caller closes; without targets if the schema has none
   * @throws InputException if the text cannot be read or does not fit the schema
   */
  public static Dataset read(
      TextInput input,
      CsvFormat format,
      Schema schema,
      MissingValues missing,
      Precision precision,
      LongConsumer bytesRead) {
    return read(input, format, schema, missing, precision, Speed.FULL, bytesRead);
  }

  /**
   * Reads a text on a number of threads, this one among them; the result is the same for any.
   *
   * @param threads at least 1
   * @param bytesRead told now and then, on this thread, how many bytes of the input were taken, at
   *     last all of them
   * @return a data set that the caller closes; without targets if the schema has none
   * @throws InputException if the text cannot be read or does not fit the schema
   */
  public static Dataset read(
      TextInput input,
      CsvFormat format,
      Schema schema,
      MissingValues missing,
      int threads,
      LongConsumer bytesRead) {
    Speed speed = new Speed(threads, RecordChunks.CHUNK_BYTES);
    return read(input, format, schema, missing, speed, bytesRead);
  }

  /** Reads a text in a given way, as doubles. */
  static Dataset read(
      TextInput input,
      CsvFormat format,
      Schema schema,
      MissingValues missing,
      Speed speed,
      LongConsumer bytesRead) {
    return read(input, format, schema, missing, Precision.DOUBLE, speed, bytesRead);
  }

  /** Reads a text in a given way. */
  static Dataset read(
      TextInput input,
      CsvFormat format,
      Schema schema,
      MissingValues missing,
      Precision precision,
      Speed speed,
      LongConsumer bytesRead) {
    try (CsvTable table = new CsvTable(input, format, schema, missing);
        LoadedRows rows = new LoadedRows(input.name(), table.selection(), precision)) {
      table.readRows(rows, speed, bytesRead);
      return rows.drain(missing);
    }
  }
}
