package io.github.fallline.csv;

import io.github.fallline.data.RowBlock;
import java.util.Arrays;

/**
 * Where rows are in a text: for every few megabytes, the row that begins there, its line and its
 * byte. It is made while the text is read, so that single rows can be found again without reading
 * all of it. At most one entry for 4 MiB of text.
 */
public final class RowIndex {
  private static final long SPACING = 1 << 22;

  private long[] rows = new long[16];
  private long[] lines = new long[16];
  private long[] bytes = new long[16];
  private int entries;
  private long nextRow;
  private long nextLine;
  private long nextByte;

  /** Begins anew, before the first row of a text. */
  void begin() {
    entries = 0;
    nextRow = 0;
    nextLine = 0;
    nextByte = 0;
    addEntry();
  }

  /** Adds the next rows of the text; none where no parser has begun, which places rows by bytes. */
  void add(RowBlock block) {
    if (entries == 0) {
      return;
    }
    if (nextByte - bytes[entries - 1] >= SPACING) {
      addEntry();
    }
    nextRow += block.rows();
    nextLine += block.lines();
    nextByte += block.bytes();
  }

  private void addEntry() {
    if (entries == rows.length) {
      rows = Arrays.copyOf(rows, 2 * entries);
      lines = Arrays.copyOf(lines, 2 * entries);
      bytes = Arrays.copyOf(bytes, 2 * entries);
    }
    rows[entries] = nextRow;
    lines[entries] = nextLine;
    bytes[entries] = nextByte;
    entries++;
  }

  /** The last place before a row; the beginning of the rows if nothing is known. */
  Place before(long row) {
    int at = Arrays.binarySearch(rows, 0, entries, row);
    int entry = at >= 0 ? at : -at - 2;
    while (entry > 0 && rows[entry - 1] == row) {
      entry--; // rows that were left out are between entries of the same row
    }
    return entry < 0 ? new Place(0, 0, 0) : new Place(rows[entry], lines[entry], bytes[entry]);
  }

  /**
   * A place in a text.
   *
   * @param row the next row
   * @param line lines since the first row's
   * @param offset bytes since the first row's
   */
  record Place(long row, long line, long offset) {}
}
