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

  /** The rows, ascending. */
  private final long[] wanted;

  private final Place[] places;
  private String text = "";
  private int found;

  /** How many are to be found by this reading. */
  private int limit;

  private long row;

  /**
   * A place in a text.
   *
   * @param text its name
   * @param line from 1
   */
  public record Place(String text, long line) {}

  private RowLines(MissingValues missing, long... rows) {
    this.missing = missing;
    wanted = Arrays.stream(rows).sorted().distinct().toArray();
    places = new Place[wanted.length];
  }

  /**
   * Reads those parts of a text again that have the rows.
   *
   * @param missing as the rows were read
   * @param index made when the rows were read; an empty one has the text read from its beginning
   * @param rows from 0, in any order
   * @return the place of each row; empty if the text has changed since and has not all rows
   * @throws InputException if the text cannot be read again
   */
  public static Optional<List<Place>> find(
      TextSource input,
      CsvFormat format,
      Schema schema,
      MissingValues missing,
      RowIndex index,
      long... rows) {
    RowLines places = new RowLines(missing, rows);
    while (places.found < places.wanted.length) {
      RowIndex.Place from = places.moveTo(index);
      try (CsvTable table = new CsvTable(input, format, schema, missing)) {
        table.findLines(places, from);
      }
      if (!places.areFound()) {
        return Optional.empty();
      }
    }
    return Optional.of(places.of(rows));
  }

  /** The place before the next row; it is read from there for the rows that have no later one. */
  private RowIndex.Place moveTo(RowIndex index) {
    RowIndex.Place place = index.before(wanted[found]);
    limit = found + 1;
    while (limit < wanted.length && index.before(wanted[limit]).equals(place)) {
      limit++;
    }
    row = place.row();
    return place;
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

  /** Whether the lines that this reading is for are known. */
  boolean areFound() {
    return found == limit;
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
  void search(
      CsvRecords records,
      boolean some,
      RowShape shape,
      CellDecoder cells,
      ResolvedSchema resolved) {
    double[] numbers = new double[resolved.numbers()];
    int target = resolved.target().isPresent() ? resolved.features().size() : -1;
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
