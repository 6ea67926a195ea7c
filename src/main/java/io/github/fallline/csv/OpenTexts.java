package io.github.fallline.csv;

import io.github.fallline.csv.parser.TextSequence;
import io.github.fallline.data.Schema;
import io.github.fallline.files.InputException;
import io.github.fallline.files.TextInput;
import io.github.fallline.files.TextSource;
import io.github.fallline.parallel.Threads;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Texts that are read one after another, of which one is open at a time. All have the header of the
 * first one with rows; those of files are compared before any row is read.
 *
 * <p>One thread at a time moves on to the next text.
 */
final class OpenTexts implements AutoCloseable {
  private final String name;
  private final List<TextInput> texts;
  private final CsvDialect dialect;

  /** The first text with rows, or the last text if there are none. */
  private final OpenText first;

  private final int firstNumber;

  /** For each text that was opened, the lines before its rows. */
  private final long[] linesBefore;

  private final boolean keepsSource;
  private boolean keepsBlankLines;
  private volatile OpenText current;
  private int number;

  /** The bytes of the texts before the current one. */
  private volatile long bytesBefore;

  /** Whether the current text was opened for a parser that cannot parse it. */
  private boolean pending;

  /** The reason for which the next text could not be opened for a parser. */
  private @Nullable Throwable failure;

  private boolean closed;

  /**
   * Opens the first text with rows, or the last text if there are none, and reads its header.
   *
   * @param blankRows whether blank lines are rows if there is one column
   * @param keepsSource whether records keep their text
   * @throws InputException if a text cannot be read or has no header
   */
  OpenTexts(
      TextSource source,
      CsvDialect dialect,
      Schema schema,
      boolean blankRows,
      boolean keepsSource) {
    this.keepsSource = keepsSource;
    name = source.name();
    texts = source.texts();
    this.dialect = dialect;
    linesBefore = new long[texts.size()];
    OpenText text = null;
    while (text == null) {
      text = openFirst(schema, blankRows);
    }
    first = text;
    firstNumber = number;
    current = text;
    linesBefore[number] = text.linesBefore();
  }

  /** Opens a text; returns null and moves on if it has no rows and is not the last. */
  private synchronized @Nullable OpenText openFirst(Schema schema, boolean blankRows) {
    OpenText text = new OpenText(texts.get(number), dialect, keepsSource);
    try {
      text.readHeader();
      text.records().keepBlankLines(blankRows && text.header().names().size() == 1);
      if (number == texts.size() - 1 || text.toFirstRow()) {
        return text;
      }
    } catch (InputException e) {
      InputException explained = text.explained(e, schema);
      text.close();
      throw explained;
    } catch (RuntimeException | Error e) {
      text.close();
      throw e;
    }
    text.close();
    bytesBefore += text.input().bytesRead();
    number++;
    return null;
  }

  /**
   * Compares the headers of all files with that of the first.
   *
   * @throws InputException if one has another
   */
  void requireSameHeaders() {
    for (int i = 0; i < texts.size(); i++) {
      if (i != firstNumber && !texts.get(i).isStream()) {
        open(i).close();
      }
    }
  }

  /** Opens a text other than the first and checks its header. */
  private OpenText open(int which) {
    OpenText text = new OpenText(texts.get(which), dialect, keepsSource);
    try {
      text.readHeader(first);
      return text;
    } catch (RuntimeException | Error e) {
      text.close();
      throw e;
    }
  }

  /** Whether from here on blank lines are rows. */
  void keepBlankLines(boolean keeping) {
    keepsBlankLines = keeping;
    first.records().keepBlankLines(keeping);
  }

  /** Whether there is a single text. */
  boolean isOne() {
    return texts.size() == 1;
  }

  /** The first text with rows, or the last if there are none. */
  OpenText first() {
    return first;
  }

  /** The number of that text. */
  int firstNumber() {
    return firstNumber;
  }

  /** The text that is read. */
  OpenText current() {
    return current;
  }

  /** The number of the text that is read, from 0. */
  int number() {
    return number;
  }

  /** Whether there is a text behind the current one. */
  boolean hasNext() {
    return number + 1 < texts.size();
  }

  /**
   * Closes the current text and opens the next, if there is one.
   *
   * @return whether there is one
   * @throws InputException if it cannot be read, or has another header
   */
  synchronized boolean next() {
    if (!hasNext()) {
      return false;
    }
    if (closed) {
      throw new InputException(name + ": was closed while it was read");
    }
    current.close();
    bytesBefore += current.input().bytesRead();
    number++;
    current = open(number);
    linesBefore[number] = current.linesBefore();
    return true;
  }

  /** The lines of a text before its rows. */
  long linesBefore(int text) {
    return linesBefore[text];
  }

  /** The bytes read from all texts. */
  long bytesRead() {
    return bytesBefore + current.input().bytesRead();
  }

  /** The records of the current text, at the first row if {@link OpenText#toFirstRow} is true. */
  CsvRecords records() {
    CsvRecords records = current.records(first);
    records.keepBlankLines(keepsBlankLines);
    return records;
  }

  /**
   * Opens records from within a text.
   *
   * @param lines of the text before them
   */
  CsvRecords records(int text, InputStream bytes, long lines) {
    TextInput input = texts.get(text);
    CsvRecords records =
        new CsvRecords(
            input.name(),
            input.textOf(bytes, lines),
            dialect,
            Optional.of(first.separator()),
            lines);
    if (input.hasRows()) {
      records.countRecords();
    }
    records.keepBlankLines(keepsBlankLines);
    return records;
  }

  /**
   * Texts for a parser, which is to be asked {@link #takePending} when it ends.
   *
   * @param begun those before the ones that are not opened yet
   */
  TextSequence parsed(List<InputStream> begun) {
    return new ParsedTexts(begun);
  }

  /**
   * Whether the current text was opened for a parser that cannot parse it.
   *
   * @throws InputException if the text behind the current one could not be opened for it
   */
  void takePending() {
    Threads.rethrow(failure);
    pending = false;
  }

  /**
   * Estimates the number of lines from the first ones; empty if the size is unknown. Call it before
   * the rows are read.
   */
  OptionalLong linesAbout() {
    return texts.size() == 1
        ? first.linesAbout()
        : LineEstimate.of(texts, firstNumber, first, dialect);
  }

  /** Closes the texts, unless they are streams of the caller. */
  @Override
  public synchronized void close() {
    closed = true;
    current.close();
  }

  private final class ParsedTexts implements TextSequence {
    private final Deque<InputStream> begun;

    ParsedTexts(List<InputStream> begun) {
      this.begun = new ArrayDeque<>(begun);
    }

    @Override
    public boolean hasNext() {
      return !begun.isEmpty() || pending || OpenTexts.this.hasNext();
    }

    @Override
    public @Nullable InputStream next() {
      if (!begun.isEmpty()) {
        return begun.poll();
      }
      if (!OpenTexts.this.hasNext()) {
        return null;
      }
      pending = true;
      try {
        OpenTexts.this.next();
      } catch (RuntimeException | Error e) {
        failure = e; // the error of a row before it comes first
        return null;
      }
      if (!current.isIntact()) {
        return null;
      }
      pending = false;
      return current.rows(0);
    }
  }
}
