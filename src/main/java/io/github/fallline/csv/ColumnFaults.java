package io.github.fallline.csv;

import io.github.fallline.csv.ColumnFault.Kind;
import io.github.fallline.files.InputException;
import java.util.ArrayList;
import java.util.List;

/**
 * The first invalid cell of each selected column, and the one error for all of them.
 *
 * <p>The records behind the first such cell are read for those of the other columns, a limited
 * number of them: the error is the same by every reader and on any number of threads.
 */
final class ColumnFaults {
  /** The cells that are read for other faults: 800,000 rows of 40 columns, seconds at most. */
  private static final long CELLS = 1L << 25;

  /** The columns of which more than the first cell is looked at. */
  private static final int SAMPLED = 100;

  private final int[] places;
  private final CellSyntax cells;
  private final FaultMessage message;
  private final ColumnFault[] byColumn;
  private final List<ColumnFault> found = new ArrayList<>();
  private boolean cut;

  /**
   * @param places of the selected columns in a record
   * @param cells how they are written
   * @param firstLine the line of the first row
   */
  ColumnFaults(ResolvedSchema resolved, int[] places, CellSyntax cells, long firstLine) {
    this.places = places;
    this.cells = cells;
    message = new FaultMessage(resolved, firstLine);
    byColumn = new ColumnFault[places.length];
  }

  /** Expects other texts behind this one: what all of its rows lack they may have. */
  void expectOtherTexts() {
    message.expectOtherTexts();
  }

  /** Whether all cells so far are valid. */
  boolean areNone() {
    return found.isEmpty();
  }

  /**
   * Adds an invalid cell of the current record, unless its column has an earlier one.
   *
   * @param expectation what is expected, and the remedy; empty if it depends on the cells below
   */
  void add(CsvRecords records, int selected, Kind kind, String expectation) {
    if (byColumn[selected] == null) {
      ColumnFault fault =
          new ColumnFault(
              selected,
              records.line(),
              records.cell(places[selected]),
              kind,
              expectation,
              new ColumnSample(cells, found.size() < SAMPLED ? ColumnSample.MOST_CELLS : 1));
      byColumn[selected] = fault;
      found.add(fault);
    }
  }

  /**
   * Reads the records behind the current one, which has an invalid cell, for those of other
   * columns.
   *
   * @param decoder decodes the current record, and adds its invalid cells
   * @return the error for all of them
   */
  InputException survey(CsvRecords records, Runnable decoder) {
    int fields = records.size();
    String name = records.name();
    try {
      for (long left = CELLS / fields; left > 0 && !isDone() && records.next(); left--) {
        if (records.size() != fields) {
          cut = true; // another error, which is reported when these are mended
          break;
        }
        int before = found.size();
        decoder.run();
        for (int i = 0; i < before; i++) {
          ColumnFault fault = found.get(i);
          String cell = records.cell(places[fault.column()]);
          fault.addBelow(cell, cells.isMissing(cell));
        }
      }
    } catch (InputException e) {
      cut = true;
    }
    return new InputException(message.of(name, found, cut));
  }

  /** Whether each column has an invalid cell, and enough of its cells are known. */
  private boolean isDone() {
    if (found.size() < places.length) {
      return false;
    }
    for (ColumnFault fault : found) {
      if (!fault.sample().isFull()) {
        return false;
      }
    }
    return true;
  }
}
