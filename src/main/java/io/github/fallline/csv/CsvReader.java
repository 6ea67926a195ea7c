package io.github.fallline.csv;

import io.github.fallline.csv.CsvTable.Speed;
import io.github.fallline.data.Dataset;
import io.github.fallline.data.MissingValues;
import io.github.fallline.data.RowSink;
import io.github.fallline.data.Schema;
import io.github.fallline.data.WeightedRows;
import io.github.fallline.files.InputException;
import io.github.fallline.files.TextFiles;
import io.github.fallline.files.TextSource;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads a delimited text into a {@link Dataset}.
 *
 * <p>Only the selected columns are read as numbers; the others may hold anything. A number is
 * decimal notation (an optional sign, digits, an optional point, an optional exponent), finite, and
 * becomes the double nearest to it. Blanks around names and cells and blank lines are ignored; but
 * where a model's only feature is the only column of rows without a target, a blank line before
 * another row is a row with a missing value. Fields behind the last name of the header are ignored
 * if they are empty in every row; a value there is an error, since the names may belong to other
 * fields.
 *
 * <p>The rows are parsed by several threads straight into native memory. Memory is taken by the
 * matrix and, for each thread, by one chunk of text and its numbers.
 */
public final class CsvReader {
  private CsvReader() {}

  /**
   * Reads a file, or the tables of a directory, with a header in its detected dialect; missing
   * values are errors.
   *
   * @return a data set that the caller closes
   * @throws InputException if the file cannot be read or does not fit the schema
   */
  public static Dataset read(Path file, Schema schema) {
    return read(List.of(file), schema);
  }

  /**
   * Reads files that have the same header, and the tables of directories, one after another as one
   * data set; missing values are errors.
   *
   * @return a data set that the caller closes
   * @throws InputException if a file cannot be read, does not fit the schema or has another header
   */
  public static Dataset read(List<Path> files, Schema schema) {
    return read(TextFiles.of(files), CsvFormat.DETECT, schema, MissingValues.FAIL);
  }

  /**
   * Reads a text on all processors into doubles.
   *
   * @return a data set that the caller closes; without targets if the schema has none
   * @throws InputException if the text cannot be read or does not fit the schema
   */
  public static Dataset read(
      TextSource input, CsvFormat format, Schema schema, MissingValues missing) {
    return read(input, format, schema, missing, ReadingOptions.DEFAULT);
  }

  /**
   * Reads a text.
   *
   * @return a data set that the caller closes; without targets if the schema has none
   * @throws InputException if the text cannot be read or does not fit the schema
   */
  public static Dataset read(
      TextSource input,
      CsvFormat format,
      Schema schema,
      MissingValues missing,
      ReadingOptions options) {
    return read(input, format, schema, missing, options, options.speed());
  }

  /**
   * Reads a text whose rows have weights. The means that replace missing features are weighted; a
   * missing weight is an error unless its row is skipped.
   *
   * @param schema with a target and a weight
   * @return rows that the caller closes; those without their weights are a {@link Dataset}
   * @throws InputException if the text cannot be read or does not fit the schema, or if all weights
   *     are 0
   */
  public static WeightedRows readWeighted(
      TextSource input,
      CsvFormat format,
      Schema schema,
      MissingValues missing,
      ReadingOptions options) {
    try (CsvTable table = new CsvTable(input, format, schema, missing);
        DatasetBuilder rows = new DatasetBuilder(table, options);
        WeightCollector weights = new WeightCollector(table)) {
      table.report(options.notes());
      table.fill(options.index());
      RowSink both = KeySink.before(new TeeSink(rows, weights), table, options);
      table.readRows(both, options.speed(), options.progress());
      rows.requireRows();
      double[] values = weights.values();
      return weights.weigh(rows.drain(missing, values).readBy(schema), values);
    }
  }

  /** Reads a text with another chunk size and number of threads. */
  static Dataset read(
      TextSource input,
      CsvFormat format,
      Schema schema,
      MissingValues missing,
      ReadingOptions options,
      Speed speed) {
    if (schema.weight().isPresent()) {
      throw new IllegalArgumentException("schema: a data set has no weights; use readWeighted");
    }
    try (CsvTable table = new CsvTable(input, format, schema, missing);
        DatasetBuilder rows = new DatasetBuilder(table, options)) {
      table.report(options.notes());
      table.fill(options.index());
      table.readRows(KeySink.before(rows, table, options), speed, options.progress());
      return rows.drain(missing, null).readBy(schema);
    }
  }
}
