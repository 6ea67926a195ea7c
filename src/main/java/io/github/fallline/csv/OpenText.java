package io.github.fallline.csv;

import io.github.fallline.argument.Setting;
import io.github.fallline.data.Schema;
import io.github.fallline.files.ErrorQuote;
import io.github.fallline.files.InputException;
import io.github.fallline.files.TextInput;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * An open text, whose header is read, and whose rows can be read once: as {@link #rows bytes} or as
 * {@link #records() records}.
 */
final class OpenText implements AutoCloseable {
  private static final int LISTED = 5;

  private final TextInput input;
  private final InputStream bytes;

  /** The settings: those of ARFF if it is such a text. */
  private CsvFormat format;

  private CsvDialect dialect;
  private ReplayableHead head;

  /** The header of ARFF; null if it is none. */
  private final @Nullable ArffText arff;

  /** Whether runs of blanks separate the fields; the text then has tabs in their places. */
  private boolean blanks;

  /** The separator that the first line names. */
  private final Optional<Character> named;

  /** Lines before the header, or the first row, that are left out or name the separator. */
  private final long linesAbove;

  private @Nullable CsvRecords records;
  private @Nullable CsvHeader header;

  /** Lines of the header and of comments above it. */
  private long headerLines;

  /** The text up to the end of the header, if it is short; or nothing. */
  private byte[] headerBytes = new byte[0];

  private final boolean keepsSource;
  private boolean advanced;
  private boolean some;

  /**
   * Opens a text.
   *
   * @param keepsSource whether records keep their text
   * @throws InputException if it cannot be read
   */
  OpenText(TextInput input, CsvDialect dialect, boolean keepsSource) {
    this.input = input;
    this.keepsSource = keepsSource;
    this.dialect = dialect;
    format = dialect.format();
    InputStream text = input.openUtf8(format.charset());
    try {
      bytes =
          format.skipLines() == 0 ? text : CsvStart.skip(text, format.skipLines(), input.name());
    } catch (RuntimeException | Error e) {
      close(text);
      throw e;
    }
    head = new ReplayableHead(bytes);
    named = head.skipSeparatorLine();
    long above = format.skipLines() + (named.isPresent() ? 1 : 0);
    linesAbove = input.hasRows() ? above - 1 : above; // the header is no row
    try {
      arff = head.mayBeArff() ? arff() : null;
    } catch (RuntimeException | Error e) {
      close(bytes);
      throw e;
    }
  }

  /** Reads the header of ARFF, behind which the text is one of CSV; null if it is none. */
  private @Nullable ArffText arff() {
    head.fill();
    if (!ArffText.begins(head.bytes())) {
      return null;
    }
    if (format.cells().decimalComma()) {
      throw new InputException(
          input.name() + ": ARFF has decimal points; leave out " + Setting.DECIMAL_COMMA);
    }
    ArffText header = new ArffText(head.text(), input.name(), linesAbove);
    head = new ReplayableHead(header.csv());
    format =
        CsvFormat.DETECT
            .withSeparator(',')
            .withNumericNames()
            .withCells(format.cells())
            .withSkipLines(format.skipLines())
            .withCharset(format.charset());
    dialect = new CsvDialect(format);
    return header;
  }

  /** Whether this is ARFF. */
  boolean isArff() {
    return arff != null;
  }

  /** Whether this is ARFF, and a column has declared levels. */
  boolean isNominal(int column) {
    return arff != null && arff.isNominal(column);
  }

  /**
   * Rejects a column of text or dates, if this is ARFF.
   *
   * @throws InputException if it is one
   */
  void requireUsable(int column, String remedy) {
    if (arff != null) {
      arff.requireUsable(column, remedy);
    }
  }

  /**
   * Reads the header.
   *
   * @throws InputException if the text is empty, or its first line is no header
   */
  void readHeader() {
    readHeader(format.separator().isPresent() ? format.separator() : named);
    if (named.isEmpty() && format.separator().isEmpty()) {
      dialect.requireSeparable(records(), head.holds('"'));
    }
    CsvRecords records = records();
    CsvHeader header = new CsvHeader(records, format);
    this.header = header;
    headerLines = header.isPresent() ? records.linesRead() - linesAbove : 0;
    if (header.isPresent() && head.isIntact() && format.skipLines() == 0 && arff == null) {
      headerBytes = head.upTo(head.placeBehind(headerLines));
    }
  }

  private void readHeader(Optional<Character> separator) {
    CsvRecords opened = open(separator);
    records = opened;
    if (opened.separator() == CsvFormat.BLANKS) {
      separateByTabs();
      opened = open(Optional.of(BlankRuns.SEPARATOR));
      records = opened;
    }
    if (!opened.next()) {
      throw new InputException(input.name() + ": the file is empty; expected rows of numbers");
    }
  }

  private CsvRecords open(Optional<Character> separator) {
    Reader reader =
        linesAbove == 0 ? input.textOf(head.text()) : input.textOf(head.text(), linesAbove);
    CsvRecords opened = new CsvRecords(input.name(), reader, dialect, separator, linesAbove);
    if (keepsSource) {
      opened.keepSource();
    }
    if (input.hasRows()) {
      opened.countRecords();
    }
    return opened;
  }

  private void separateByTabs() {
    int comment = format.comment().isPresent() ? format.comment().get() : -1;
    head = new ReplayableHead(BlankRuns.of(head.text(), comment));
    head.fillFirst();
    blanks = true;
  }

  /**
   * Reads the header, which must be that of another text.
   *
   * @throws InputException if it is another
   */
  void readHeader(OpenText first) {
    char separator = first.separator();
    if (first.blanks) {
      separateByTabs();
    }
    if (named.isPresent() && named.get() != separator && format.separator().isEmpty()) {
      throw new InputException(
          String.format(
              "%s:%d: its first line names '%s' as the separator; expected '%s' as in %s",
              input.name(), linesAbove, named.get(), separator, first.input.name()));
    }
    byte[] same = first.headerBytes;
    if (same.length > 0 && arff == null && head.startsWith(same)) {
      header = first.header;
      headerLines = first.headerLines;
    } else {
      readHeader(Optional.of(separator));
      if (format.header()) {
        requireNames(first);
      } else {
        requireWidth(first);
      }
      header = first.header;
      headerLines = header().isPresent() ? records().linesRead() - linesAbove : 0;
    }
  }

  private void requireNames(OpenText first) {
    CsvHeader wanted = first.header();
    List<String> expected = wanted.names();
    CsvRecords records = records();
    int count = records.size();
    for (int i = 0; i < Math.min(count, expected.size()); i++) {
      String name = records.cell(i);
      boolean nameless = name.isEmpty() && wanted.isNameless(i);
      if (!nameless && !name.equals(expected.get(i))) {
        throw records.error(otherName(first, i));
      }
    }
    if (count != expected.size()) {
      throw records.error(
          String.format(
              Locale.ROOT,
              "%d %s; expected the %d of %s: %s",
              count,
              count == 1 ? "column" : "columns",
              expected.size(),
              first.input.name(),
              listing(expected)));
    }
  }

  private String otherName(OpenText first, int column) {
    List<String> expected = first.header().names();
    CsvRecords records = records();
    String[] names = new String[records.size()];
    int numbers = 0;
    for (int i = 0; i < names.length; i++) {
      names[i] = records.cell(i);
      numbers += dialect.cells().isNumber(names[i]) ? 1 : 0;
    }
    String other = first.input.name();
    if (numbers == names.length) {
      return String.format(
          "the first line is all numbers; expected the header of %s: %s", other, listing(expected));
    }
    String[] sorted = names.clone();
    Arrays.sort(sorted);
    String[] wanted = expected.toArray(new String[0]);
    Arrays.sort(wanted);
    if (Arrays.equals(sorted, wanted)) {
      return String.format(
          Locale.ROOT,
          "the columns of %s in another order: column %d is '%s', expected '%s' (write the columns"
              + " of all files in the same order)",
          other,
          column + 1,
          ErrorQuote.of(names[column]),
          ErrorQuote.of(expected.get(column)));
    }
    return String.format(
        Locale.ROOT,
        "another header than in %s: column %d is '%s', expected '%s'",
        other,
        column + 1,
        ErrorQuote.of(names[column]),
        ErrorQuote.of(expected.get(column)));
  }

  private static String listing(List<String> names) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < Math.min(LISTED, names.size()); i++) {
      text.append(i == 0 ? "" : ", ").append(ErrorQuote.of(names.get(i)));
    }
    return text + (names.size() > LISTED ? ", ..." : "");
  }

  private void requireWidth(OpenText first) {
    int expected = first.header().names().size();
    CsvRecords records = records();
    if (records.size() != expected) {
      throw records.error(
          String.format(
              Locale.ROOT,
              "%d %s; expected %d as in %s",
              records.size(),
              records.size() == 1 ? "field" : "fields",
              expected,
              first.input.name()));
    }
  }

  /**
   * Moves the records to the first row, once.
   *
   * @return whether there is one
   */
  boolean toFirstRow() {
    if (!advanced) {
      advanced = true;
      some = !header().isPresent() || records().next();
    }
    return some;
  }

  /** The text. */
  TextInput input() {
    return input;
  }

  /** The header, once it was read. */
  CsvHeader header() {
    return Objects.requireNonNull(header, "readHeader was called");
  }

  /** The separator of fields. */
  char separator() {
    return records().separator();
  }

  /**
   * The records, at the header, or at the first row if there is no header.
   *
   * @param other whose header this text has
   */
  CsvRecords records(OpenText other) {
    if (records == null) {
      readHeader(Optional.of(other.separator()));
    }
    return records();
  }

  /** The records, once the header was read. */
  CsvRecords records() {
    return Objects.requireNonNull(records, "readHeader was called");
  }

  /** Whether there are {@link #rows}: the header is in the head. */
  boolean isIntact() {
    return head.isIntact();
  }

  /**
   * The bytes of the rows; once, and not beside {@link #records}.
   *
   * @param from the first of them
   */
  InputStream rows(long from) {
    return head.from(head.placeBehind(headerLines) + from);
  }

  /** The first lines of the text, at most so many bytes. */
  String beginning(int most) {
    return head.beginning(most);
  }

  /** Whether the text is known to have at most so many bytes. */
  boolean isWithin(int most) {
    return head.isWithin(most);
  }

  /** The lines before the {@link #rows}. */
  long linesBefore() {
    return linesAbove + headerLines;
  }

  /**
   * Returns a better error where the header is not the first line.
   *
   * @param error of the header that was read
   */
  InputException explained(InputException error, Schema schema) {
    return input.hasRows()
        ? error
        : LinesAbove.explained(
            error, head.beginning(LinesAbove.BYTES), input.name(), format, schema, linesAbove);
  }

  /**
   * Estimates the number of lines from the first ones; empty if the size is unknown. Call it before
   * the rows are read.
   */
  OptionalLong linesAbout() {
    OptionalLong size = input.size();
    boolean plain = size.isPresent() && !input.isConverted() && !blanks && arff == null;
    if (!plain) {
      head.fill();
    }
    if (head.isWhole() || size.isEmpty()) {
      return head.isWhole() ? OptionalLong.of(head.linesAbout()) : OptionalLong.empty();
    }
    double share = (double) size.getAsLong() / (plain ? head.length() : input.bytesRead());
    return OptionalLong.of((long) (head.linesAbout() * share));
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
