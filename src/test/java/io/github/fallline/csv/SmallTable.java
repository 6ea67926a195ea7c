package io.github.fallline.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.fallline.data.MissingValues;
import io.github.fallline.data.Schema;
import java.nio.charset.Charset;
import java.nio.file.Path;

/**
 * A table of one trait, and what it is to be read as: the matrix or the message.
 *
 * @param trait in which it differs from others
 */
record SmallTable(
    String trait,
    String text,
    Charset charset,
    CsvFormat format,
    Schema schema,
    MissingValues missing,
    String outcome) {
  static SmallTable of(String trait, String lines, String outcome) {
    return of(trait, lines, CsvFormat.DETECT, Schema.target("y"), outcome);
  }

  static SmallTable of(
      String trait, String lines, CsvFormat format, Schema schema, String outcome) {
    String text = lines.replace('/', '\n');
    return new SmallTable(trait, text, UTF_8, format, schema, MissingValues.FAIL, outcome);
  }

  static SmallTable skipping(String trait, String lines, CsvFormat format, String outcome) {
    String text = lines.replace('/', '\n');
    return new SmallTable(
        trait, text, UTF_8, format, Schema.target("y"), MissingValues.SKIP, outcome);
  }

  /**
   * Requires the outcome of every reader.
   *
   * @param directory for a file
   */
  void check(Path directory) {
    new TableReadings(text.getBytes(charset), format, schema, missing)
        .all(directory)
        .forEach((reader, found) -> assertEquals(outcome, found, reader));
  }

  @Override
  public String toString() {
    return trait;
  }
}
