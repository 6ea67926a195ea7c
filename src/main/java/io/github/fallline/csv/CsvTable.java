package io.github.fallline.csv;

import io.github.fallline.argument.Argument;
import io.github.fallline.csv.parser.Chunk;
import io.github.fallline.csv.parser.ParallelParser;
import io.github.fallline.csv.parser.RecordChunks;
import io.github.fallline.csv.parser.RecordLayout;
import io.github.fallline.csv.parser.RowParser;
import io.github.fallline.data.KeyNames;
import io.github.fallline.data.MissingValues;
import io.github.fallline.data.RowBlock;
import io.github.fallline.data.RowSink;
import io.github.fallline.data.Schema;
import io.github.fallline.files.InputException;
import io.github.fallline.files.TextSource;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Delimited texts that are read one after another: the header of the first is read, its columns are
 * resolved, and the rows of all can be read once, into a sink.
 *
 * <p>commons-csv reads the header. The rows are parsed by {@link ParallelParser}, the fast path, up
 * to the first record that it does not support, and by commons-csv from there to the end of the
 * text; numbers and errors do not depend on which of the two reads a row. A text is opened when the
 * one before is read to its end, and its header must be the same; the headers of files are compared
 * before any row is read, too.
 */
final class CsvTable implements AutoCloseable {
  private static final Speed SLOW = new Speed(1, 0);

  /** The line of no record. */
  private static final long NO_LINE = 0;

  private final String name;
  private final OpenTexts texts;
  private final CsvDialect dialect;
  private final MissingValues missing;
  private final ResolvedSchema resolved;
  private final CellDecoder cells;
  private final boolean keepsBlankLines;
  private final boolean empty;
  private final RowShape shape;

  /** Whether the first column has no name and numbers the rows, so that it is left out. */
  private final boolean numbersRows;

  private final RowDelivery delivery;

  /** Receives the fields of the rows as text; null if they are not wanted. */
  private @Nullable KeyNames keyNames;

  private final @Nullable KeptFields kept;

  private Speed speed = SLOW;

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
  CsvTable(TextSource source, CsvFormat format, Schema schema, MissingValues missing) {
    this(source, format, schema, missing, null);
  }

  /**
   * Opens a text and reads its header.
   *
   * @param kept receives the fields of the rows as text; null if they are not wanted
   * @throws InputException if the text cannot be read or does not fit the schema
   */
  CsvTable(
      TextSource source,
      CsvFormat format,
      Schema schema,
      MissingValues missing,
      @Nullable KeptFields kept) {
    this.kept = kept;
    name = source.name();
    this.missing = missing;
    dialect = new CsvDialect(format);
    // Every row gets a prediction, and a row without its only value is a blank line.
    boolean blankRows = schema.ofModel() && schema.target().isEmpty();
    texts = new OpenTexts(source, dialect, schema, blankRows, kept != null);
    delivery = new RowDelivery(texts);
    OpenText first = texts.first();
    try {
      CsvHeader header = first.header();
      ResolvedSchema all = new ResolvedSchema(header, schema, null);
      header.requireNames();
      empty = !first.toFirstRow();
      CsvRecords records = first.records();
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
      if (texts.hasNext()) {
        cells.expectOtherTexts();
      }
      if (first.isArff()) {
        requireUsable(first);
      }
      keepsBlankLines = blankRows && shape.width() == 1;
      texts.keepBlankLines(keepsBlankLines);
    } catch (InputException e) {
      InputException explained = first.explained(e, schema);
      texts.close();
      throw explained;
    } catch (RuntimeException | Error e) {
      texts.close();
      throw e;
    }
    requireSameHeaders();
  }

  /** Collects the cells of the keys of rows; before they are read. */
  void collect(KeyNames names) {
    keyNames = names;
    cells.withKeyNames(names);
  }

  /** Whether the first column is a feature by default, beside others, and numbers the rows. */
  private boolean numbersRows(ResolvedSchema all, boolean[] leftOut) {
    OpenText first = texts.first();
    return IndexColumn.isPossible(first.header(), all.unasked(), leftOut)
        && IndexColumn.counts(
            first.beginning(IndexColumn.BYTES),
            first.isWithin(IndexColumn.BYTES),
            dialect,
            first.separator());
  }

  private void requireUsable(OpenText first) {
    int[] places = resolved.places();
    for (int i = 0; i < places.length; i++) {
      first.requireUsable(places[i], resolved.remedies().of(i));
    }
  }

  /** Whether a selected column has declared levels. */
  boolean isNominal(int selected) {
    return texts.first().isNominal(resolved.places()[selected]);
  }

  /** Whether a feature has declared levels. */
  boolean hasNominal() {
    for (int i = 0; i < resolved.places().length; i++) {
      if (resolved.isFeature(i) && isNominal(i)) {
        return true;
      }
    }
    return false;
  }

  private void requireSameHeaders() {
    try {
      texts.requireSameHeaders();
    } catch (RuntimeException | Error e) {
      texts.close();
      throw e;
    }
  }

  /** The name of the text, for errors. */
  String name() {
    return name;
  }

  /** Reports doubtful points of the header, if any. */
  void report(Consumer<String> notes) {
    OpenText first = texts.first();
    if (numbersRows) {
      notes.accept(IndexColumn.leftOutNote(first.input().name(), first.header()));
    }
    for (String feature : resolved.namelessFeatures()) {
      notes.accept(IndexColumn.usedNote(first.input().name(), feature));
    }
  }

  /** Sets an index that is made while the rows of a single text are read. */
  void fill(Optional<RowIndex> made) {
    delivery.setIndex(texts.isOne() ? made : Optional.empty());
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
    return texts.linesAbout();
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
        (resolved.cluster().isPresent() ? layout.withKey() : layout)
            .withCells(dialect.format().cells());
    if (keyNames != null) {
      known = known.withKeyNames(keyNames);
    }
    if (resolved.exposure().isPresent()) {
      known = known.withExposure(resolved.exposure().get().kind());
    }
    if (texts.first().input().hasRows()) {
      known = known.withRecordsCounted();
    }
    if (resolved.hasNoFeatures()) {
      known = known.withoutFeatures();
    }
    if (keepsBlankLines) {
      known = known.withBlankRows();
    }
    Optional<Character> comment = dialect.format().comment();
    if (comment.isPresent()) {
      known = known.withComment(comment.get());
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
    if (parser.isPresent()) {
      parser.get().run(speed.threads());
    }
    readRest(parser, sink, progress);
  }

  /**
   * Returns a parser of the rows, to be used with {@link #readRest} instead of {@link #readRows};
   * empty if the rows of the first text need the slow path.
   */
  Optional<ParallelParser> parse(RowSink sink, Speed speed, ReadingProgress progress) {
    this.speed = speed;
    if (empty || !parsesFast() || !texts.current().isIntact()) {
      return Optional.empty();
    }
    delivery.begin();
    InputStream rows = texts.current().rows(0);
    return Optional.of(parser(List.of(rows), delivery.counting(sink, true), progress));
  }

  private char separator() {
    return texts.first().separator();
  }

  private boolean parsesFast() {
    // Only the slow path sees the text of a row.
    return kept == null && speed.chunkBytes() > 0 && RecordLayout.separates(separator());
  }

  private ParallelParser parser(List<InputStream> begun, RowSink sink, ReadingProgress progress) {
    RecordLayout layout = layout(separator());
    RecordChunks chunks =
        new RecordChunks(texts.parsed(begun), layout.chunkBytes(speed.chunkBytes()));
    return new ParallelParser(chunks, layout, sink, new Reporting(progress));
  }

  /** Reports the progress of a parser. */
  private final class Reporting implements Runnable {
    private final ReadingProgress progress;

    Reporting(ReadingProgress progress) {
      this.progress = progress;
    }

    @Override
    public void run() {
      delivery.report(progress);
    }
  }

  /** Whether a parser has reached the end of the last text. */
  static boolean isWhole(Optional<ParallelParser> parser) {
    return parser.isPresent() && parser.get().isWhole();
  }

  /**
   * Reads the rows from where a parser has ended.
   *
   * @param progress called on this thread or by another parser; finally with all bytes and rows
   * @throws InputException if the text cannot be read, or holds what is no number
   */
  void readRest(Optional<ParallelParser> parser, RowSink sink, ReadingProgress progress) {
    RowSink counted = delivery.counting(sink, false);
    Optional<ParallelParser> ended = parser;
    int from = texts.firstNumber(); // that of the parser's first text
    while (!empty && !isWhole(ended)) {
      List<InputStream> begun = List.of();
      if (ended.isPresent() && !ended.get().isThrough()) {
        begun = ended.get().begun();
        int number = from + ended.get().number();
        from = number + 1;
        readRest(ended.get(), number, counted, progress);
      } else {
        texts.takePending();
        from = texts.number() + 1;
        CsvRecords records = texts.records();
        boolean some = texts.current().toFirstRow();
        readRecords(records, some, cells(texts.number()), counted, progress);
      }
      if (parsesFast()) {
        ended = Optional.of(parser(begun, counted, progress));
        ended.get().run(speed.threads());
      } else if (!texts.next()) {
        break;
      }
    }
    delivery.report(progress);
  }

  /** Reads a text by commons-csv from where a parser has stopped. */
  private void readRest(ParallelParser parser, int text, RowSink sink, ReadingProgress progress) {
    long lines = texts.linesBefore(text) + parser.lines();
    try (CsvRecords records = texts.records(text, parser.rest(), lines)) {
      readRecords(records, records.next(), cells(text), sink, progress);
    }
  }

  /** The decoder for a text. Only the first row of the first is the first of all. */
  private CellDecoder cells(int number) {
    return number == texts.firstNumber()
        ? cells
        : new CellDecoder(resolved, missing, dialect.cells(), NO_LINE).withKeyNames(keyNames);
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
    if (parser.isPresent()) {
      parser.get().run(speed.threads());
    }
    return isWhole(parser);
  }

  /**
   * Passes all records below the header to a consumer; instead of {@link #readRows}.
   *
   * @throws InputException if the text cannot be read, or a record has another number of fields
   */
  void eachRecord(Consumer<CsvRecords> reader, ReadingProgress progress) {
    long reported = 0;
    for (boolean more = !empty; more; more = texts.next()) {
      CsvRecords records = texts.records();
      for (boolean some = texts.current().toFirstRow(); some; some = records.next()) {
        shape.require(records);
        reader.accept(records);
        reported = delivery.report(progress, reported);
      }
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
    boolean more = !empty;
    while (more) {
      wanted.begin(texts.current().input().name());
      findLinesInText(wanted, from);
      more = !wanted.areFound() && texts.next();
    }
  }

  private void findLinesInText(RowLines wanted, RowIndex.Place from) {
    OpenText current = texts.current();
    if (!current.isIntact() || !RecordLayout.separates(separator())) {
      CsvRecords records = texts.records();
      wanted.search(records, current.toFirstRow(), shape, cells(texts.number()), resolved);
      return;
    }
    RecordLayout layout = layout(separator());
    InputStream text = current.rows(from.offset());
    RecordChunks chunks = new RecordChunks(text, layout.chunkBytes(RecordChunks.CHUNK_BYTES));
    RowParser parser = new RowParser(layout);
    RowBlock block = layout.newBlock();
    Chunk chunk = new Chunk();
    long lines = texts.linesBefore(texts.number()) + from.line();
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

  private void search(RowLines wanted, InputStream text, long lines) {
    try (CsvRecords part = texts.records(texts.number(), text, lines)) {
      wanted.search(part, part.next(), shape, cells(texts.number()), resolved);
    }
  }

  /** Reads records by commons-csv, from the current one on if there is one. */
  private void readRecords(
      CsvRecords records,
      boolean some,
      CellDecoder decoder,
      RowSink sink,
      ReadingProgress progress) {
    RowBlock block = layout(',').newBlock();
    delivery.readRecords(records, some, shape, decoder, block, sink, kept, progress);
  }

  /** Closes the texts, unless they are streams of the caller. */
  @Override
  public void close() {
    texts.close();
  }
}
