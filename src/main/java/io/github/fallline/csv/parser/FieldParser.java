package io.github.fallline.csv.parser;

import io.github.fallline.data.CellFormat;
import io.github.fallline.data.MissingWords;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Parses single fields in all forms: with blanks around, quoted, empty, a word, a long number.
 * {@link RowParser} calls it for every field that is not a short plain number.
 */
final class FieldParser {
  private final byte separator;
  private final MissingWords words;

  /** Null for plain numbers. */
  private final @Nullable NumberNotation notation;

  private int to;
  private int end;
  private double value;
  private int first;
  private int last;
  private int innerLines;
  private boolean quotes;
  private boolean otherThanAscii;

  FieldParser(byte separator, CellFormat cells) {
    this.separator = separator;
    words = cells.missingWords();
    notation = cells.hasPlainNumbers() ? null : new NumberNotation(cells);
  }

  /** Begins a range of bytes that ends before {@code to}, with the end of a line. */
  void begin(int to) {
    this.to = to;
    innerLines = 0;
    quotes = false;
    otherThanAscii = false;
  }

  /** The end of the last field: the place of a separator or the end of the line. */
  int end() {
    return end;
  }

  /** The number in the last field; NaN if it is missing. */
  double value() {
    return value;
  }

  /** Returns and resets the number of line ends within quotes. */
  int takeInnerLines() {
    int lines = innerLines;
    innerLines = 0;
    return lines;
  }

  /** Notes that there was a quote; it is written once, as other threads may read beside it. */
  void noteQuotes() {
    if (!quotes) {
      quotes = true;
    }
  }

  boolean sawQuotes() {
    return quotes;
  }

  boolean sawOtherThanAscii() {
    return otherThanAscii;
  }

  /** Whether the rest of a line is blank; if so, {@link #end()} is the line's end. */
  boolean isBlankLine(byte[] text, int from) {
    int at = from;
    while (isWhitespace(text[at]) && !isLineEnd(text[at]) && text[at] != separator) {
      at++;
    }
    end = at;
    return isLineEnd(text[at]);
  }

  /** Finds the {@link #end()} of a line; false if it needs the slow path. */
  boolean skipLine(byte[] text, int from) {
    int at = from;
    while (!isLineEnd(text[at])) {
      if (text[at] == 0) {
        return false;
      }
      otherThanAscii |= text[at] < 0;
      at++;
    }
    end = at;
    return true;
  }

  /** Returns the beginning of the line behind one that ends at {@code lineEnd}. */
  int nextLine(byte[] text, int lineEnd) {
    int next = lineEnd + 1;
    return text[lineEnd] == '\r' && next < to && text[next] == '\n' ? next + 1 : next;
  }

  /**
   * Reads a field.
   *
   * @param from its first byte
   * @param selected whether it must hold a number or nothing
   * @return false if the field needs the slow path
   */
  boolean read(byte[] text, int from, boolean selected) {
    if (!find(text, from)) {
      return false;
    }
    value = 0;
    return !selected || readValue(text);
  }

  /**
   * Reads a field that must hold what an encoding has numbers for, or nothing.
   *
   * @param from its first byte
   * @param numbers receives them from {@code place} on
   * @return false if the field needs the slow path
   */
  boolean readEncoded(byte[] text, int from, FieldEncoding encoding, double[] numbers, int place) {
    if (!find(text, from)) {
      return false;
    }
    trim(text);
    if (isMissing(text)) {
      value = Double.NaN;
      encoding.writeMissing(numbers, place);
      return true;
    }
    value = 0;
    return encoding.write(text, first, last, numbers, place);
  }

  /**
   * Reads a field that must hold a number or a word: its {@link ClusterKey} is the value.
   *
   * @param from its first byte
   * @return false if the field needs the slow path
   */
  boolean readKey(byte[] text, int from) {
    if (!find(text, from)) {
      return false;
    }
    trim(text);
    if (first < last && isUnusual(text)) {
      // Quotes are written twice, or there may be blanks that are not ASCII.
      String key = cell(text);
      value = words.contains(key) ? Double.NaN : ClusterKey.of(key);
      return true;
    }
    value = isMissing(text) ? Double.NaN : ClusterKey.of(text, first, last);
    return true;
  }

  /** The cell of the last field, without blanks around it and with quotes written once. */
  String cell(byte[] text) {
    String cell = new String(text, first, last - first, StandardCharsets.UTF_8);
    return cell.replace("\"\"", "\"").strip();
  }

  private boolean isUnusual(byte[] text) {
    if (text[first] < 0 || text[last - 1] < 0) {
      return true;
    }
    for (int at = first; quotes && at < last; at++) {
      if (text[at] == '"') {
        return true;
      }
    }
    return false;
  }

  /**
   * Reads a field that must be empty.
   *
   * @param from its first byte
   * @return false if it is not
   */
  boolean readEmpty(byte[] text, int from) {
    if (!find(text, from)) {
      return false;
    }
    trim(text);
    value = 0;
    return first == last;
  }

  /** Finds the end of a field and its content. */
  private boolean find(byte[] text, int from) {
    first = skipBlanks(text, from);
    boolean isQuoted = text[first] == '"';
    first += isQuoted ? 1 : 0;
    last = isQuoted ? quoted(text, first) : unquoted(text, first);
    return last >= 0;
  }

  private void trim(byte[] text) {
    while (first < last && isWhitespace(text[first])) {
      first++;
    }
    while (first < last && isWhitespace(text[last - 1])) {
      last--;
    }
  }

  private boolean readValue(byte[] text) {
    trim(text);
    if (isMissing(text)) {
      value = Double.NaN;
      return true;
    }
    value = number(text);
    return !Double.isNaN(value) && !Double.isInfinite(value);
  }

  /** Finds the end of an unquoted field; returns it, or -1. */
  private int unquoted(byte[] text, int from) {
    int at = from;
    while (text[at] != separator && !isLineEnd(text[at])) {
      if (text[at] == '"' || text[at] == 0) {
        return -1;
      }
      otherThanAscii |= text[at] < 0;
      at++;
    }
    end = at;
    return at;
  }

  /** Finds the closing quote and the end of a quoted field; returns the former, or -1. */
  private int quoted(byte[] text, int from) {
    noteQuotes();
    int at = from;
    while (at < to && (text[at] != '"' || text[at + 1] == '"')) {
      byte next = text[at];
      if (next == 0) {
        return -1;
      }
      otherThanAscii |= next < 0;
      innerLines += next == '\n' || (next == '\r' && text[at + 1] != '\n') ? 1 : 0;
      at += next == '"' ? 2 : 1;
    }
    if (at >= to) {
      return -1;
    }
    end = skipBlanks(text, at + 1);
    return end < to && (text[end] == separator || isLineEnd(text[end])) ? at : -1;
  }

  private int skipBlanks(byte[] text, int from) {
    int at = from;
    while ((text[at] == ' ' || text[at] == '\t') && text[at] != separator) {
      at++;
    }
    return at;
  }

  private static boolean isLineEnd(byte b) {
    return b == '\n' || b == '\r';
  }

  private static boolean isWhitespace(byte b) {
    return b >= 0 && Character.isWhitespace(b);
  }

  private boolean isMissing(byte[] text) {
    return words.contains(text, first, last)
        || (words.hasNumbers() && words.contains(number(text)));
  }

  /** The number between {@link #first} and {@link #last}; NaN if it is none. */
  private double number(byte[] text) {
    if (notation == null) {
      return DecimalScanner.parse(text, first, last);
    }
    int length = notation.rewrite(text, first, last);
    return length <= 0 ? Double.NaN : DecimalScanner.parse(notation.plain(), 0, length);
  }
}
