package io.github.fallline.csv;

import io.github.fallline.data.MissingValues;
import io.github.fallline.data.Schema;
import io.github.fallline.files.InputException;
import io.github.fallline.files.TextSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The lines of texts that rows begin on. Rows are counted as they are read: those that are left
 * out, blank lines and the header are none, and a quoted field may have several lines.
 */
public final class RowLines {
  private final MissingValues missing;
  private final double[] numbers;
  private final int target;

  /** The rows, ascending. */
  private final long[] wanted;

  private final Place[] places;
  private String text = "";
  private int found;
  private long row;

  /**
   * A place in a text.
   *
   * @param text its name
   * @param line from 1
   */
  public record Place(String text, long line) {}

  private RowLines(ResolvedSchema resolved, MissingValues missing, long... rows) {
    this.missing = missing;
    numbers = new double[resolved.numbers()];
    target = resolved.target().isPresent() ? resolved.features().size() : -1;
    wanted = Arrays.stream(rows).sorted().distinct().toArray();
    places = new Place[wanted.length];
  }

  /**
   * Reads a text again from its beginning, up to the last of the rows.
   *
   * @param missing as the rows were read
   * @param rows from 0, in any order
   * @return the place of each row; empty if the text has changed since and has not all rows
   * @throws InputException if the text cannot be read again
   */
  public static Optional<List<Place>> find(
      TextSource input, CsvFormat format, Schema schema, MissingValues missing, long... rows) {
    try (CsvTable table = new CsvTable(input, format, schema, missing)) {
      RowLines places = new RowLines(table.resolvedSchema(), missing, rows);
      table.findLines(places);
      return places.areFound() ? Optional.of(places.of(rows)) : Optional.empty();
    }
  }

  private List<Place> of(long... rows) {
    List<Place> ordered = new ArrayList<>();
    for (long each : rows) {
      ordered.add(places[Arrays.binarySearch(wanted, each)]);
    }
    return ordered;
  }

  /** Begins a text. */
  void begin(String name) {
    text = name;
  }

  /** Whether all lines are known. */
  boolean areFound() {
    return found == wanted.length;
  }

  /** Whether some of the next rows are wanted. */
  boolean areWithin(long rows) {
    return !areFound() && wanted[found] < row + rows;
  }

  /** Passes over rows, none of which is wanted. */
  void pass(long rows) {
    row += rows;
  }

  /**
   * Reads the rows of records, until all are found.
   *
   * @param some whether there is a current record
   */
  void search(CsvRecords records, boolean some, RowShape shape, CellDecoder cells) {
    for (boolean more = some; more && !areFound(); more = records.next()) {
      shape.require(records);
      boolean incomplete = cells.read(records, numbers);
      boolean leftOut =
          incomplete
              && (missing == MissingValues.SKIP || (target >= 0 && Double.isNaN(numbers[target])));
      if (leftOut) {
        continue;
      }
      if (wanted[found] == row) {
        places[found++] = new Place(text, records.line());
      }
      row++;
    }
  }
}
