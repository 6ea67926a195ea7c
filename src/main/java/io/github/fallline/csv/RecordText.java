package io.github.fallline.csv;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The text of records: a reader that limits the characters of one record, and keeps those read last
 * so that an error can quote a line.
 */
final class RecordText extends FilterReader {
  /** Room for millions of columns. Without a limit, an unclosed quote would fill the memory. */
  private static final int RECORD_CHARACTERS = 1 << 26;

  /** The characters that are kept: more than the parser reads ahead. */
  private static final int KEPT = 1 << 15;

  private final CsvRecords records;
  private final StringBuilder kept = new StringBuilder();
  private int left = RECORD_CHARACTERS;

  /** Line ends before the kept characters. */
  private long linesBefore;

  /** Line ends read. */
  private long lines;

  /** Receives all characters; null if they are not wanted. */
  private @Nullable StringBuilder source;

  private boolean behindReturn;
  private boolean dropped;

  /**
   * @param records that report a record of too many characters
   */
  RecordText(Reader in, CsvRecords records) {
    super(in);
    this.records = records;
  }

  /** Appends all characters that are read from here on. */
  void copyTo(StringBuilder target) {
    source = target;
  }

  /** Begins a record: the parser has at most read ahead. */
  void beginRecord() {
    left = RECORD_CHARACTERS;
    if (dropped) {
      kept.setLength(0);
      linesBefore = lines;
      dropped = false;
    } else if (kept.length() > 2 * KEPT) {
      trim();
    }
  }

  /** Drops lines from the front. */
  private void trim() {
    int end = kept.length() - KEPT;
    while (end > 0 && kept.charAt(end - 1) != '\n') {
      end--;
    }
    for (int i = 0; i < end; i++) {
      char next = kept.charAt(i);
      boolean pair = next == '\n' && i > 0 && kept.charAt(i - 1) == '\r';
      linesBefore += (next == '\n' && !pair) || next == '\r' ? 1 : 0;
    }
    kept.delete(0, end);
  }

  /**
   * A line as far as it was read; empty if it is not kept any more.
   *
   * @param line from 0, of this reader
   */
  String line(long line) {
    int at = 0;
    long ends = linesBefore;
    while (at < kept.length() && ends < line) {
      char next = kept.charAt(at++);
      boolean pair = next == '\r' && at < kept.length() && kept.charAt(at) == '\n';
      at += pair ? 1 : 0;
      ends += next == '\n' || next == '\r' ? 1 : 0;
    }
    int end = at;
    while (end < kept.length() && kept.charAt(end) != '\n' && kept.charAt(end) != '\r') {
      end++;
    }
    return ends == line ? kept.substring(at, end) : "";
  }

  @Override
  public int read(char[] target, int offset, int length) throws IOException {
    if (left <= 0) {
      throw records.error(
          String.format(
              Locale.ROOT,
              "a record of more than %d characters; if a quote is left open in it, close it",
              RECORD_CHARACTERS));
    }
    int count = super.read(target, offset, length);
    left -= count;
    for (int i = offset; i < offset + count; i++) {
      char next = target[i];
      lines += next == '\r' || (next == '\n' && !behindReturn) ? 1 : 0;
      behindReturn = next == '\r';
    }
    boolean room = RECORD_CHARACTERS - left <= 2 * KEPT && !dropped;
    dropped |= !room;
    if (room && count > 0) {
      kept.append(target, offset, count);
    }
    if (source != null && count > 0) {
      source.append(target, offset, count);
    }
    return count;
  }
}
