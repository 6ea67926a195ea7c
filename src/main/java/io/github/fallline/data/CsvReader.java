package io.github.fallline.data;

import io.github.fallline.csv.ParallelParse;
import io.github.fallline.csv.RecordChunks;
import io.github.fallline.csv.RowBlock;
import io.github.fallline.csv.RowLayout;
import io.github.fallline.files.InputException;
import io.github.fallline.files.TextInput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.LongConsumer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Reads a delimited text into a {@link Dataset}.
 *
 * <p>Only the selected columns are read as numbers; the others may hold anything. A number is
 * decimal notation (an optional sign, digits, an optional point, an optional exponent), finite, and
 * becomes the double nearest to it. Blanks around names and cells and blank lines are ignored.
 * Columns behind the last one that the header names are left out, with a warning in the log.
 *
 * <p>commons-csv reads the header. The rows are parsed by {@link ParallelParse} as far as it is
 * certain of them, and by commons-csv from there on; which of the two reads a row makes no
 * difference to numbers or errors. Memory: the matrix, and one chunk of text and its numbers a
 * thread.
 */
public final class CsvReader {
  /** Numbers that commons-csv reads before they are put into the matrix together. */
  private static final int NUMBERS_AT_ONCE = 1 << 12;

  private final TextInput input;
  private final TextHead head;
  private final MissingValues missing;
  private final Speed speed;
  private final LongConsumer bytesRead;
  private final boolean header;
  private final List<String> names;
  private final long headerLines;
  private final ColumnSelection selection;
  private final NumberCells cells;
  private final int width;
  private final boolean empty;

  /**
   * How a text is read; the result does not depend on it.
   *
   * @param threads that parse, at least 1
   * @param chunkBytes bytes a thread parses at once; 0 to leave all to commons-csv
   */
  record Speed(int threads, int chunkBytes) {
    /** Every processor, chunks of the usual size. */
    static final Speed FULL =
        new Speed(Runtime.getRuntime().availableProcessors(), RecordChunks.CHUNK_BYTES);

    Speed {
      if (threads < 1) {
        throw new IllegalArgumentException("threads: expected at least 1, got " + threads);
      }
    }
  }

  private CsvReader(
      TextInput input,
      TextHead head,
      CsvRecords records,
      CsvFormat format,
      Schema schema,
      MissingValues missing,
      Speed speed,
      LongConsumer bytesRead) {
    this.input = input;
    this.head = head;
    this.missing = missing;
    this.speed = speed;
    this.bytesRead = bytesRead;
    header = format.header();
    if (!records.next()) {
      throw new InputException(input.name() + ": the file is empty; expected rows of numbers");
    }
    names = header ? CsvHeader.named(records) : CsvHeader.numbered(records);
    headerLines = header ? records.linesRead() : 0;
    selection = new ColumnSelection(names, schema, records::error);
    cells = new NumberCells(selection, missing);
    empty = header && !records.next();
    width = empty ? 0 : CsvHeader.widthOf(records, names);
  }

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
    return read(input, format, schema, missing, Speed.FULL, bytesRead);
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

  /** Reads a text in a given way. */
  static Dataset read(
      TextInput input,
      CsvFormat format,
      Schema schema,
      MissingValues missing,
      Speed speed,
      LongConsumer bytesRead) {
    try (InputStream bytes = input.openBytes()) {
      TextHead head = new TextHead(bytes);
      try (CsvRecords records =
          new CsvRecords(input.name(), input.textOf(head.text()), format.separator())) {
        return new CsvReader(input, head, records, format, schema, missing, speed, bytesRead)
            .read(records);
      }
    } catch (IOException e) {
      throw new InputException(input.name() + ": cannot be closed: " + e.getMessage(), e);
    }
  }

  private Dataset read(CsvRecords records) {
    try (LoadedRows rows =
        new LoadedRows(selection.features().size(), selection.target().isPresent())) {
      if (!empty) {
        readRows(records, rows);
      }
      bytesRead.accept(input.bytesRead());
      requireRows(rows);
      return dataset(rows);
    }
  }

  private void readRows(CsvRecords records, LoadedRows rows) {
    if (speed.chunkBytes() == 0 || !head.isIntact() || !RowLayout.separates(records.separator())) {
      readRecords(records, true, rows);
      return;
    }
    int place = head.placeBehind(headerLines);
    RecordChunks chunks = new RecordChunks(head.from(place), speed.chunkBytes());
    if (head.hasQuote(place)) {
      chunks.expectQuotes();
    }
    ParallelParse parse = new ParallelParse(chunks, layout(records.separator()), rows);
    parse.run(speed.threads(), () -> bytesRead.accept(input.bytesRead()));
    long lines = headerLines + parse.lines();
    try (CsvRecords further = records.further(input.textOf(parse.rest(), lines), lines)) {
      readRecords(further, further.next(), rows);
    }
  }

  private RowLayout layout(char separator) {
    RowLayout.Gaps gaps =
        switch (missing) {
          case FAIL -> RowLayout.Gaps.REFUSED;
          case SKIP -> RowLayout.Gaps.DROPPED;
          case MEAN, KEEP -> RowLayout.Gaps.KEPT;
        };
    return new RowLayout(
        separator, width, selection.places(), selection.target().isPresent(), gaps);
  }

  /** Reads records by commons-csv, from the current one on if there is one. */
  private void readRecords(CsvRecords records, boolean some, LoadedRows rows) {
    double[] row = new double[cells.size()];
    RowBlock block = new RowBlock(layout(','));
    long told = 0;
    for (boolean more = some; more; more = records.next()) {
      requireWidth(records);
      cells.read(records, row);
      block.add(row);
      if ((long) block.rows() * row.length >= NUMBERS_AT_ONCE) {
        put(block, rows);
      }
      if (input.bytesRead() != told) {
        told = input.bytesRead();
        bytesRead.accept(told);
      }
    }
    put(block, rows);
  }

  private static void put(RowBlock block, LoadedRows rows) {
    rows.write(rows.reserve(block), block);
    block.clear();
  }

  private void requireWidth(CsvRecords records) {
    if (records.size() != width) {
      throw records.error(
          records.size()
              + (records.size() == 1 ? " field" : " fields")
              + "; expected "
              + width
              + " as in the "
              + (width == names.size() && header ? "header" : "first row"));
    }
  }

  private void requireRows(LoadedRows rows) {
    if (rows.rows() > 0) {
      return;
    }
    if (rows.skippedRows() == 0) {
      throw new InputException(input.name() + ": no rows below the header; expected at least one");
    }
    int emptiest = 0;
    for (int j = 1; j < cells.size(); j++) {
      emptiest = rows.missingCount(j) > rows.missingCount(emptiest) ? j : emptiest;
    }
    throw new InputException(
        String.format(
            Locale.ROOT,
            "%s: all rows (%d) were skipped, each for a missing value; column '%s' lacks %d (%s)",
            input.name(),
            rows.skippedRows(),
            Excerpt.of(selection.name(emptiest)),
            rows.missingCount(emptiest),
            selection.remedy(emptiest)));
  }

  private void fillMissing(INDArray features, LoadedRows rows) {
    boolean[] lacking = new boolean[selection.features().size()];
    boolean some = false;
    for (int j = 0; j < lacking.length; j++) {
      lacking[j] = rows.missingCount(j) > 0;
      some |= lacking[j];
    }
    int hopeless = some ? ColumnMeans.replaceMissing(features, lacking) : -1;
    if (hopeless >= 0) {
      throw new InputException(
          String.format(
              "%s: column '%s' has no value to take the mean of (%s)",
              input.name(), Excerpt.of(selection.name(hopeless)), selection.remedy(hopeless)));
    }
  }

  private Dataset dataset(LoadedRows rows) {
    INDArray x = rows.drainFeatures();
    INDArray y = null;
    try {
      if (missing == MissingValues.MEAN) {
        fillMissing(x, rows);
      }
      y = rows.drainTargets();
      return Dataset.owning(
          x, y, selection.features(), selection.target().orElse(""), rows.skippedRows());
    } catch (RuntimeException | Error e) {
      x.close();
      if (y != null) {
        y.close();
      }
      throw e;
    }
  }
}
