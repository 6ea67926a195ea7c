package io.github.fallline.csv;

import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The rows of an ARFF text as CSV, on the same lines: single quotes and backslash escapes become
 * double quotes, an unquoted {@code ?} an empty field, a comment a blank line, and blanks between
 * values a comma.
 */
final class ArffRows extends ConvertedText {
  /** What one byte becomes at most. */
  private static final int MOST = 4;

  private enum Place {
    BEGINNING,
    BEHIND_COMMA,
    BEHIND_VALUE,
    VALUE,
    QUESTION,
    QUOTED,
    ESCAPED,
    COMMENT
  }

  private final String name;
  private Place place = Place.BEGINNING;
  private byte quote;
  private byte previous;
  private long line;
  private @Nullable IOException failure;

  /**
   * @param source closed with this
   * @param name of the text, for errors
   * @param lines of the text before the source
   */
  ArffRows(InputStream source, String name, long lines) {
    super(source, MOST * BLOCK);
    this.name = name;
    line = lines + 1;
  }

  @Override
  void requireSound(boolean ended) throws IOException {
    if (ended && (place == Place.QUOTED || place == Place.ESCAPED)) {
      failure = refusal("a quote that is not closed", "close it");
    }
    if (failure != null) {
      throw failure;
    }
  }

  @Override
  void convert(byte[] given, int count) {
    for (int i = 0; i < count && failure == null; i++) {
      convert(given[i]);
    }
  }

  private void convert(byte next) {
    boolean lineEnd = next == '\n' || next == '\r';
    if (next == '\r' || (next == '\n' && previous != '\r')) {
      line++;
    }
    previous = next;
    if (place == Place.ESCAPED) {
      add(unescaped(next));
      place = Place.QUOTED;
    } else if (place == Place.QUOTED && !lineEnd) {
      quoted(next);
    } else if (lineEnd) {
      endLine(next);
    } else if (place != Place.COMMENT) {
      unquoted(next);
    }
  }

  /** Line ends and tabs become blanks, so that lines keep their numbers. */
  private static byte unescaped(byte next) {
    return next == 'n' || next == 't' || next == 'r' ? (byte) ' ' : next;
  }

  private void quoted(byte next) {
    if (next == '\\') {
      place = Place.ESCAPED;
    } else if (next == quote) {
      made[end++] = '"';
      place = Place.BEHIND_VALUE;
    } else {
      add(next);
    }
  }

  private void add(byte next) {
    made[end++] = next;
    if (next == '"') {
      made[end++] = next;
    }
  }

  private void endLine(byte next) {
    if (place == Place.QUOTED) {
      line -= 1;
      failure = refusal("a quote that is not closed in its line", "close it");
      return;
    }
    made[end++] = next;
    place = Place.BEGINNING;
  }

  private void unquoted(byte next) {
    boolean blank = next == ' ' || next == '\t';
    boolean begins = place != Place.VALUE && place != Place.QUESTION;
    if (next == ',') {
      made[end++] = ',';
      place = Place.BEHIND_COMMA;
    } else if (blank) {
      place = begins ? place : Place.BEHIND_VALUE;
    } else if (begins && next == '%') {
      place = Place.COMMENT;
    } else if (begins && next == '{') {
      failure =
          refusal(
              place == Place.BEGINNING ? "a sparse row" : "a row with a weight",
              "write all values of the row, and a weight as a column");
    } else {
      if (place == Place.BEHIND_VALUE) {
        made[end++] = ',';
      }
      value(next, begins);
    }
  }

  private void value(byte next, boolean begins) {
    if (begins && (next == '\'' || next == '"')) {
      quote = next;
      made[end++] = '"';
      place = Place.QUOTED;
    } else if (begins && next == '?') {
      place = Place.QUESTION; // an empty field if nothing follows
    } else {
      if (place == Place.QUESTION) {
        made[end++] = '?';
      }
      made[end++] = next;
      place = Place.VALUE;
    }
  }

  private IOException refusal(String found, String remedy) {
    return new CharConversionException(name + ":" + line + ": " + found + " of ARFF; " + remedy);
  }
}
