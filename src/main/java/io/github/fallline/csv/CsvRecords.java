package io.github.fallline.csv;

import io.github.fallline.files.InputException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * The records of a delimited text, in order, without the blank lines unless {@link #keepBlankLines}
 * was called.
 */
final class CsvRecords implements AutoCloseable {
  /** The sample from which the separator is detected: the first lines, or a part of long ones. */
  private static final int SAMPLE_LINES = 1 << 8;

  private static final int SAMPLE_CHARACTERS = 1 << 18;
  private static final int SAMPLE_PART = 1 << 13;

  private static final int END = -1;
  private static final int FAILED = -2;

  private final String name;
  private final CsvDialect dialect;
  private final RecordText text;
  private final CSVParser parser;
  private final Iterator<CSVRecord> iterator;
  private final char separator;
  private final long linesBefore;

  /** The characters of the current record and those that were read ahead; null if not wanted. */
  private @Nullable StringBuilder source;

  /** The place in the text of the first of them. */
  private long sourceFrom;

  /** Whether records are counted instead of lines. */
  private boolean countingRecords;

  private boolean keepingBlanks;
  private @Nullable CSVRecord blank;

  /** Blank lines to return before {@link #behind}. */
  private long blanks;

  private @Nullable CSVRecord behind;
  private long behindLine;
  private @Nullable CSVRecord current;
  private long line;

  /**
   * @param name of the text, for errors
   * @param reader closed with the records, and if there is an error
   * @param dialect how to read it
   * @param separator between fields; empty to detect it
   * @param linesBefore lines of the text before those of the reader
   * @throws InputException if the text cannot be read
   */
  CsvRecords(
      String name,
      Reader reader,
      CsvDialect dialect,
      Optional<Character> separator,
      long linesBefore) {
    this.name = name;
    this.dialect = dialect;
    this.linesBefore = linesBefore;
    Reader marking = separator.isEmpty() ? new BufferedReader(reader) : reader;
    try {
      this.separator = separator.isPresent() ? separator.get() : separatorOf(marking, dialect);
      text = new RecordText(marking, this);
      parser = CSVParser.parse(text, dialect.parserFormat(this.separator));
      iterator = parser.iterator();
    } catch (IOException | RuntimeException e) {
      closeAfter(e, reader);
      throw e instanceof RuntimeException known ? known : new UncheckedIOException((IOException) e);
    }
  }

  /** Counts records instead of lines, for errors; before the first record. */
  void countRecords() {
    countingRecords = true;
  }

  /** Keeps the text of each record from here on for {@link #rawFields}; before the first record. */
  void keepSource() {
    source = new StringBuilder();
    text.copyTo(source);
  }

  /** The fields of the current record as they are written. */
  RawFields rawFields() {
    CSVRecord record = current();
    StringBuilder source = Objects.requireNonNull(this.source, "keepSource was called");
    long start = record.getCharacterPosition();
    source.delete(0, (int) (start - sourceFrom));
    sourceFrom = start;
    int comment = dialect.format().comment().isPresent() ? dialect.format().comment().get() : -1;
    return RawFields.of(record, source, 0, separator, comment);
  }

  /**
   * Whether from here on a blank line is a record with an empty field, unless no other record
   * follows it: in a text of one column it is a row without a value.
   */
  void keepBlankLines(boolean keeping) {
    keepingBlanks = keeping;
  }

  private static char separatorOf(Reader reader, CsvDialect dialect) throws IOException {
    reader.mark(SAMPLE_CHARACTERS);
    StringBuilder sample = new StringBuilder();
    char[] part = new char[SAMPLE_PART];
    int lines = 0;
    int count = 0;
    while (count >= 0 && lines < SAMPLE_LINES && sample.length() < SAMPLE_CHARACTERS) {
      count = read(reader, part, Math.min(part.length, SAMPLE_CHARACTERS - sample.length()));
      for (int i = 0; i < count; i++) {
        lines += part[i] == '\n' ? 1 : 0;
      }
      sample.append(part, 0, Math.max(0, count));
    }
    reader.reset();
    return dialect.separatorOf(sample.toString(), count == END);
  }

  private static int read(Reader reader, char[] part, int most) throws IOException {
    try {
      return reader.read(part, 0, most);
    } catch (InputException e) {
      return FAILED; // it recurs when the text is read up to there
    }
  }

  private static void closeAfter(Exception error, Reader reader) {
    try {
      reader.close();
    } catch (IOException | RuntimeException e) {
      error.addSuppressed(e);
    }
  }

  /**
   * Moves to the next record.
   *
   * @return false when there is none left
   * @throws InputException if the record has an unclosed quote, or the text cannot be read
   */
  boolean next() {
    if (blanks > 0) {
      blanks--;
      line++;
      current = blanks > 0 ? blank : behind;
      line = blanks > 0 ? line : behindLine;
      return true;
    }
    parse();
    long firstBlank = line;
    while (current != null && CsvDialect.isBlank(current)) {
      blanks += keepingBlanks ? 1 : 0;
      blank = current;
      parse();
    }
    if (current == null) {
      blanks = 0;
    } else if (blanks > 0) {
      behind = current;
      behindLine = line;
      current = blank;
      line = firstBlank;
    }
    return current != null;
  }

  /** The number of lines left out right before a record. */
  private static long commentLines(CSVRecord record) {
    String comment = record.getComment();
    return comment == null ? 0 : 1 + comment.chars().filter(c -> c == '\n').count();
  }

  private void parse() {
    line = linesRead() + 1;
    text.beginRecord();
    try {
      current = iterator.hasNext() ? iterator.next() : null;
      line += current == null ? 0 : commentLines(current);
    } catch (UncheckedIOException e) {
      // Thrown by the parser only: the text itself fails with an InputException.
      throw quotesDoNotPair(e);
    }
  }

  /** The lines of the text up to the end of the record that was parsed last. */
  long linesRead() {
    return linesBefore
        + (countingRecords ? parser.getRecordNumber() : parser.getCurrentLineNumber());
  }

  /** The line on which the current record starts. */
  long line() {
    return line;
  }

  /** The name of the text, for errors. */
  String name() {
    return name;
  }

  /** How the records are read. */
  CsvDialect dialect() {
    return dialect;
  }

  /** The separator of fields. */
  char separator() {
    return separator;
  }

  private InputException quotesDoNotPair(Exception cause) {
    return new InputException(
        place(
            "quotes do not pair up; a quoted field ends in a quote right before a separator or the"
                + " end of the line, and a quote inside it is written twice"
                + ForeignQuotes.lineRemedy(text.line(line - linesBefore - 1))),
        cause);
  }

  private CSVRecord current() {
    return Objects.requireNonNull(current, "next returned true");
  }

  /** The fields of the record. */
  int size() {
    return current().size();
  }

  /** A field of the record without the blanks around it. */
  String cell(int column) {
    String field = current().get(column);
    return field == null ? "" : field.strip();
  }

  /** An error at the line on which the record starts: {@code file:line: finding}. */
  InputException error(String finding) {
    return new InputException(place(finding));
  }

  /** Returns a factory of errors like {@link #error} at this record, for later use. */
  Function<String, InputException> errors() {
    String place = place("");
    return finding -> new InputException(place + finding);
  }

  /** Returns a finding with the place of the record: {@code file:line: finding}. */
  String place(String finding) {
    return name + ":" + line + ": " + finding;
  }

  @Override
  public void close() {
    try {
      parser.close();
    } catch (IOException e) {
      throw new InputException(name + ": cannot be closed: " + e.getMessage(), e);
    }
  }
}
