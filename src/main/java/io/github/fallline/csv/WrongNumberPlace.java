package io.github.fallline.csv;

import io.github.fallline.data.MissingValues;
import io.github.fallline.data.Schema;
import io.github.fallline.data.WrongNumberException;
import io.github.fallline.files.ErrorQuote;
import io.github.fallline.files.InputException;
import io.github.fallline.files.TextSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the line of a number that was rejected after all rows were read. */
public final class WrongNumberPlace {
  private final WrongNumberException error;
  private final MissingValues missing;
  private final int column;
  private final double[] row;
  private final CellDecoder cells;
  private @Nullable InputException found;

  private WrongNumberPlace(CsvTable table, MissingValues missing, WrongNumberException error) {
    ResolvedSchema resolved = table.resolvedSchema();
    List<String> features = resolved.features();
    boolean target = resolved.target().equals(Optional.of(error.column()));
    this.error = error;
    this.missing = missing;
    column = target ? features.size() : features.indexOf(error.column());
    cells =
        new CellDecoder(
            resolved,
            missing,
            table.syntax(),
            0); // no line is the first: no rows are checked ahead
    row = new double[cells.size()];
  }

  /**
   * Reads a text again from its beginning, and returns the error with the line of the first kept
   * row that has a wrong number in that column.
   *
   * @param missing as the rows were read
   * @return empty if there is none, for example if the text has changed meanwhile
   * @throws InputException if the text cannot be read again
   */
  public static Optional<InputException> find(
      TextSource input,
      CsvFormat format,
      Schema schema,
      MissingValues missing,
      WrongNumberException error) {
    try (CsvTable table = new CsvTable(input, format, schema, missing)) {
      WrongNumberPlace place = new WrongNumberPlace(table, missing, error);
      if (place.column < 0) {
        return Optional.empty();
      }
      table.eachRecord(place::search, (bytes, rows) -> {});
      return Optional.ofNullable(place.found);
    }
  }

  private void search(CsvRecords records) {
    if (found != null) {
      return;
    }
    boolean leftOut = cells.read(records, row) && missing == MissingValues.SKIP;
    if (!leftOut && error.isWrong(row[column])) {
      found =
          records.error(
              "column '%s' is %s; %s"
                  .formatted(ErrorQuote.of(error.column()), row[column], error.expectation()));
    }
  }
}
