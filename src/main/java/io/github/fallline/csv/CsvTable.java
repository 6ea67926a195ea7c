package io.github.fallline.csv;

import io.github.fallline.argument.Argument;
import io.github.fallline.csv.parser.Chunk;
import io.github.fallline.csv.parser.ParallelParser;
import io.github.fallline.csv.parser.RecordChunks;
import io.github.fallline.csv.parser.RecordLayout;
import io.github.fallline.csv.parser.RowParser;
import io.github.fallline.data.MissingValues;
import io.github.fallline.data.RowBlock;
import io.github.fallline.data.RowSink;
import io.github.fallline.data.Schema;
import io.github.fallline.files.InputException;
import io.github.fallline.files.TextInput;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.SequenceInputStream;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * An open delimited text: its header is read, its columns are resolved, and its rows can be read
 * once, into a sink.
 *
 * <p>commons-csv reads the header. The rows are parsed by {@link ParallelParser}, the fast path, up
 * to the first record that it does not support, and by commons-csv from there on; numbers and
 * errors do not depend on which of the two reads a row.
 */
final class CsvTable implements AutoCloseable {
  private final TextInput input;
  private final CsvFormat format;
  private final CsvDialect dialect;
  private final MissingValues missing;
  private final InputStream bytes;
  private final ReplayableHead head;
  private final CsvRecords records;
  private final CsvHeader header;

  /** Lines before the header, or the first row, that are left out or name the separator. */
  private final long linesAbove;

  /** Lines of the header and of comments above it. */
  private final long headerLines;

  private final ResolvedSchema resolved;
  private final CellDecoder cells;
  private final boolean empty;

  /** Whether the first column has no name and numbers the rows, so that it is left out. */
  private final boolean numbersRows;

  private final RowShape shape;

  private final RowDelivery delivery;

  /** Receives the fields of the rows as text; null if they are not wanted. */
  private final KeptFields kept;

  /**
   * Threads and chunk size of reading, which do not affect the result.
   *
   * @param threads that parse, at least 1
   * @param chunkBytes bytes a thread parses at once; 0 to read all by commons-csv
   */
  record Speed(int threads, int chunkBytes) {
    Speed {
      Argument.require(threads >= 1, "threads", "at least 1", threads);
    }
  }

  /**
   * Opens a text and reads its header.
   *
   * @throws InputException if the text cannot be read or does not fit the schema
   */
  CsvTable(TextInput input, CsvFormat format, Schema schema, MissingValues missing) {
    this(input, format, schema, missing, null);
  }

  /**
   * Opens a text and reads its header.
   *
   * @param kept receives the fields of the rows as text; null if they are not wanted
   * @throws InputException if the text cannot be read or does not fit the schema
   */
  CsvTable(
      TextInput input, CsvFormat format, Schema schema, MissingValues missing, KeptFields kept) {
    this.kept = kept;
    this.input = input;
    delivery = new RowDelivery(input);
    this.missing = missing;
    this.format = format;
    dialect = new CsvDialect(format);
    InputStream text = input.openUtf8(format.charset());
    try {
      bytes =
          format.skipLines() == 0 ? text : CsvStart.skip(text, format.skipLines(), input.name());
    } catch (RuntimeException | Error e) {
      close(text);
      throw e;
    }
    head = new ReplayableHead(bytes);
    try {
      Optional<Character> named = head.skipSeparatorLine();
      long above = format.skipLines() + (named.isPresent() ? 1 : 0);
      linesAbove = input.hasRows() ? above - 1 : above; // the header is no row
      Reader reader =
          linesAbove == 0 ? input.textOf(head.text()) : input.textOf(head.text(), linesAbove);
      records =
          new CsvRecords(
              input.name(),
              reader,
              dialect,
              format.separator().isPresent() ? format.separator() : named,
              linesAbove);
      if (kept != null) {
        records.keepSource();
      }
      if (input.hasRows()) {
        records.countRecords();
      }
      if (!records.next()) {
        throw new InputException(input.name() + ": the file is empty; expected rows of numbers");
      }
      if (named.isEmpty() && format.separator().isEmpty()) {
        dialect.requireSeparable(records, head.holds('"'));
      }
      header = new CsvHeader(records, format);
      headerLines = header.isPresent() ? records.linesRead() - linesAbove : 0;
      ResolvedSchema all = new ResolvedSchema(header, schema, null);
      header.requireNames();
      // Every row gets a prediction, and a row without its only value is a blank line.
      boolean blankRows = schema.ofModel() && schema.target().isEmpty();
      records.keepBlankLines(blankRows && header.names().size() == 1);
      empty = header.isPresent() && !records.next();
      shape =
          empty
              ? RowShape.ofNone(header, records.separator())
              : RowShape.of(records, header, all.unasked());
      boolean[] leftOut = shape.leftOut();
      numbersRows = !empty && numbersRows(all, leftOut);
      leftOut[0] |= numbersRows;
      boolean some = numbersRows || shape.emptyPlaces().length > 0;
      resolved = some ? new ResolvedSchema(header, schema, leftOut) : all;
      if (kept != null) {
        kept.resolve(header, resolved);
      }
      cells = new CellDecoder(resolved, missing, dialect.cells(), records.line());
      records.keepBlankLines(blankRows && shape.width() == 1);
    } catch (InputException e) {
      String beginning = head.beginning(LinesAbove.BYTES);
      close();
      if (input.hasRows()) {
        throw e;
      }
      throw LinesAbove.explained(
          e,
          beginning,
          input.name(),
          format,
          schema,
          format.skipLines() + (head.startsBehindLine() ? 1 : 0));
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  /** The name of the text, for errors. */
  String name() {
    return input.name();
  }

  /** Whether the first column is a feature by default, beside others, and numbers the rows. */
  private boolean numbersRows(ResolvedSchema all, boolean[] leftOut) {
    return IndexColumn.isPossible(header, all.unasked(), leftOut)
        && IndexColumn.counts(
            head.beginning(IndexColumn.BYTES),
            head.isWithin(IndexColumn.BYTES),
            dialect,
            records.separator());
  }

  /** Reports doubtful points of the header, if any. */
  void report(Consumer<String> notes) {
    if (numbersRows) {
      notes.accept(IndexColumn.leftOutNote(input.name(), header));
    }
    for (String feature : resolved.namelessFeatures()) {
      notes.accept(IndexColumn.usedNote(input.name(), feature));
    }
  }

  /** Sets an index that is made while rows are read. */
  void fill(Optional<RowIndex> made) {
    delivery.setIndex(made);
  }

  /** How cells are written. */
  CellSyntax syntax() {
    return dialect.cells();
  }

  /** The columns that are read. */
  ResolvedSchema resolvedSchema() {
    return resolved;
  }

  /**
   * Estimates the number of lines from the first ones; empty if the size is unknown. Call it before
   * the rows are read.
   */
  OptionalLong linesAbout() {
    OptionalLong size = input.size();
    boolean plain = size.isPresent() && !input.isConverted();
    if (!plain) {
      head.fill();
    }
    if (head.isWhole() || size.isEmpty()) {
      return head.isWhole() ? OptionalLong.of(head.linesAbout()) : OptionalLong.empty();
    }
    double share = (double) size.getAsLong() / (plain ? head.length() : input.bytesRead());
    return OptionalLong.of((long) (head.linesAbout() * share));
  }

  /**
   * The number of rows to reserve memory for: a little above the estimate; 0 if the size of the
   * text is unknown.
   */
  long rowsAbout() {
    long lines = linesAbout().orElse(0);
    return lines + lines / 16;
  }

  /** The layout of records for the parser. */
  private RecordLayout layout(char separator) {
    RecordLayout.Gaps gaps =
        switch (missing) {
          case FAIL -> RecordLayout.Gaps.REFUSED;
          case SKIP -> RecordLayout.Gaps.DROPPED;
          case MEAN, KEEP -> RecordLayout.Gaps.KEPT;
        };
    RecordLayout layout =
        new RecordLayout(
            separator,
            shape.width(),
            resolved.places(),
            resolved.target().isPresent(),
            resolved.weight().isPresent(),
            gaps,
            resolved.encodings());
    RecordLayout known =
        (resolved.cluster().isPresent() ? layout.withKey() : layout).withCells(format.cells());
    if (resolved.exposure().isPresent()) {
      known = known.withExposure(resolved.exposure().get().kind());
    }
    if (input.hasRows()) {
      known = known.withRecordsCounted();
    }
    if (resolved.hasNoFeatures()) {
      known = known.withoutFeatures();
    }
    if (records.keepsBlankLines()) {
      known = known.withBlankRows();
    }
    if (format.comment().isPresent()) {
      known = known.withComment(format.comment().get());
    }
    return shape.emptyPlaces().length == 0 ? known : known.withEmpty(shape.emptyPlaces());
  }

  /**
   * Reads all rows; once.
   *
   * @param progress called periodically, on this thread; finally with all bytes and rows
   * @throws InputException if the text cannot be read, or holds what is no number
   */
  void readRows(RowSink sink, Speed speed, ReadingProgress progress) {
    Optional<ParallelParser> parser = parse(sink, speed, progress);
    parser.ifPresent(known -> known.run(speed.threads()));
    readRest(parser, sink, progress);
  }

  /**
   * Returns a parser of the rows, to be used with {@link #readRest} instead of {@link #readRows};
   * empty if all rows need the slow path.
   */
  Optional<ParallelParser> parse(RowSink sink, Speed speed, ReadingProgress progress) {
    if (empty
        || kept != null // only the slow path sees the text of a row
        || speed.chunkBytes() == 0
        || !head.isIntact()
        || !RecordLayout.separates(records.separator())) {
      return Optional.empty();
    }
    delivery.begin();
    RecordLayout layout = layout(records.separator());
    InputStream text = head.from(head.placeBehind(headerLines));
    RecordChunks chunks = new RecordChunks(text, layout.chunkBytes(speed.chunkBytes()));
    Runnable reporting = () -> delivery.report(progress);
    return Optional.of(new ParallelParser(chunks, layout, delivery.counting(sink), reporting));
  }

  /** Whether a parser has reached the end of the text. */
  static boolean isWhole(Optional<ParallelParser> parser) {
    return parser.isPresent() && parser.get().isWhole();
  }

  /**
   * Reads the rows from where a parser has ended.
   *
   * @param progress called on this thread; finally with all bytes and rows
   * @throws InputException if the text cannot be read, or holds what is no number
   */
  void readRest(Optional<ParallelParser> parser, RowSink sink, ReadingProgress progress) {
    if (empty || isWhole(parser)) {
      delivery.report(progress);
    } else if (parser.isEmpty()) {
      readRecords(records, true, sink, progress);
    } else {
      long lines = linesAbove + headerLines + parser.get().lines();
      InputStream rest = parser.get().rest();
      try (CsvRecords further = records.further(input.textOf(rest, lines), lines)) {
        readRecords(further, further.next(), sink, progress);
      }
    }
  }

  /**
   * Parses up to the first record that needs the slow path, and discards the rows; instead of
   * {@link #readRows}.
   *
   * @return whether there was none, so that each selected cell is valid
   */
  boolean parsesFast(Speed speed, ReadingProgress progress) {
    if (empty) {
      return true;
    }
    Optional<ParallelParser> parser = parse(RowDelivery.NOWHERE, speed, progress);
    parser.ifPresent(known -> known.run(speed.threads()));
    return isWhole(parser);
  }

  /**
   * Passes all records below the header to a consumer; instead of {@link #readRows}.
   *
   * @throws InputException if the text cannot be read, or a record has another number of fields
   */
  void eachRecord(Consumer<CsvRecords> reader, ReadingProgress progress) {
    long reported = 0;
    for (boolean more = !empty; more; more = records.next()) {
      shape.require(records);
      reader.accept(records);
      reported = delivery.report(progress, reported);
    }
  }

  /**
   * Reads the text for the lines of rows; instead of {@link #readRows}. Chunks without such a row
   * are parsed only to count their rows and lines.
   *
   * @param from where to begin, before the first of the rows
   * @throws InputException if the text cannot be read, or is not the one that the rows are from
   */
  void findLines(RowLines wanted, RowIndex.Place from) {
    if (empty) {
      return;
    }
    if (!head.isIntact() || !RecordLayout.separates(records.separator())) {
      wanted.search(records, true, shape, cells, resolved);
      return;
    }
    RecordLayout layout = layout(records.separator());
    InputStream text = head.from(head.placeBehind(headerLines) + from.offset());
    RecordChunks chunks = new RecordChunks(text, layout.chunkBytes(RecordChunks.CHUNK_BYTES));
    RowParser parser = new RowParser(layout);
    RowBlock block = layout.newBlock();
    Chunk chunk = new Chunk();
    long lines = linesAbove + headerLines + from.line();
    boolean whole = true;
    while (whole && !wanted.areFound() && chunks.next(chunk)) {
      whole = parser.parse(chunk.text(), 0, chunk.end(), block) == chunk.end();
      if (parser.sawQuotes()) {
        chunks.expectQuotes();
      }
      if (whole && !wanted.areWithin(block.rows())) {
        wanted.pass(block.rows());
      } else {
        InputStream part = chunk.copyFrom(0);
        search(wanted, whole ? part : new SequenceInputStream(part, chunks.rest()), lines);
      }
      lines += block.lines();
    }
    if (whole && !wanted.areFound() && !chunks.areWhole()) {
      search(wanted, chunks.rest(), lines);
    }
  }

  private void search(RowLines wanted, InputStream text, long linesBefore) {
    try (CsvRecords part = records.further(input.textOf(text, linesBefore), linesBefore)) {
      wanted.search(part, part.next(), shape, cells, resolved);
    }
  }

  /** Reads records by commons-csv, from the current one on if there is one. */
  private void readRecords(
      CsvRecords current, boolean some, RowSink sink, ReadingProgress progress) {
    RowBlock block = layout(',').newBlock();
    delivery.readRecords(current, some, shape, cells, block, sink, kept, progress);
  }

  /** Closes the text, unless it is a stream of the caller. */
  @Override
  public void close() {
    close(bytes);
  }

  private void close(InputStream text) {
    try {
      text.close();
    } catch (IOException e) {
      throw new InputException(input.name() + ": cannot be closed: " + e.getMessage(), e);
    }
  }
}
