package io.github.fallline.cli;

import io.github.fallline.csv.KeptFields;
import java.io.IOException;
import java.io.Writer;
import java.util.Optional;

/** The CSV that {@code predict} writes: fields of the rows, if they are kept, and predictions. */
final class PredictionTable {
  /** What stands for a number that is missing. */
  private static final String NONE = "NA";

  private final RowNumbers rows;
  private final Optional<KeptFields> kept;

  /**
   * @param kept the fields of the rows that the predictions are read from; empty for none
   */
  PredictionTable(RowNumbers rows, Optional<KeptFields> kept) {
    this.rows = rows;
    this.kept = kept;
  }

  /** Reads all rows, and writes a line each below the header. */
  void write(Writer text) throws IOException {
    if (kept.isPresent()) {
      text.write(kept.get().header());
    }
    text.write(String.join(",", rows.names()));
    text.write('\n');
    double[] block = new double[rows.capacity() * rows.columns()];
    for (int count = rows.next(block); count > 0; count = rows.next(block)) {
      for (int i = 0; i < count; i++) {
        if (kept.isPresent()) {
          text.write(kept.get().take());
        }
        write(block, i * rows.columns(), text);
      }
    }
  }

  private void write(double[] block, int first, Writer text) throws IOException {
    int columns = rows.columns();
    for (int j = 0; j < columns; j++) {
      double number = block[first + j];
      // Not an empty field or line: CSV readers drop the line, which shifts every later row.
      text.write(Double.isNaN(number) ? NONE : Double.toString(number));
      text.write(j == columns - 1 ? '\n' : ',');
    }
  }
}
