package io.github.fallline.csv;

import io.github.fallline.blas.Precision;
import io.github.fallline.data.MissingValues;
import io.github.fallline.data.Schema;
import io.github.fallline.files.TextSource;
import java.util.OptionalLong;

/** Estimates the memory of a delimited text from its beginning and its size. */
public final class CsvSizeEstimate {
  /** A missing value of one column, and the end of its line. */
  private static final int LEAST_CELL_BYTES = 1;

  private CsvSizeEstimate() {}

  /**
   * Returns an upper bound of the bytes of features and targets without reading the text; empty if
   * unknown.
   *
   * @throws io.github.fallline.files.InputException if there is a file that cannot be read
   */
  public static OptionalLong atMost(TextSource input) {
    OptionalLong size = input.size();
    if (size.isEmpty() || input.isCompressedFile()) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(size.getAsLong() / LEAST_CELL_BYTES * Double.BYTES);
  }

  /**
   * Estimates the bytes of features and targets; empty if the size of the text is unknown, as for
   * standard input. Opens a file and reads its first lines.
   *
   * @param precision of the features
   * @throws io.github.fallline.files.InputException if the text cannot be read or does not fit the
   *     schema
   */
  public static OptionalLong about(
      TextSource input, CsvFormat format, Schema schema, Precision precision) {
    if (input.size().isEmpty()) {
      return OptionalLong.empty();
    }
    try (CsvTable table = new CsvTable(input, format, schema, MissingValues.KEEP)) {
      OptionalLong lines = table.linesAbout();
      long row = (long) table.resolvedSchema().features().size() * precision.bytes() + Double.BYTES;
      return lines.isEmpty() ? lines : OptionalLong.of(lines.getAsLong() * row);
    }
  }
}
