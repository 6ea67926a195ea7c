package io.github.fallline.csv;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVRecord;

/**
 * The fields of one record as they are written: with the blanks around them, which the parser
 * removes.
 */
final class RawFields {
  private static final char QUOTE = '"';

  private final List<String> texts = new ArrayList<>();
  private final List<Boolean> quoted = new ArrayList<>();

  private final CharSequence source;
  private final char separator;
  private int at;

  private RawFields(CharSequence source, int from, char separator) {
    this.source = source;
    this.separator = separator;
    at = from;
  }

  /**
   * Splits a record.
   *
   * @param record as the parser has read it
   * @param source text that holds the record
   * @param from where it begins there, perhaps with comments
   * @param comment the character that begins a comment; a negative number if there is none
   */
  static RawFields of(
      CSVRecord record, CharSequence source, int from, char separator, int comment) {
    RawFields fields = new RawFields(source, from, separator);
    fields.skipComments(comment);
    fields.split();
    return fields.agreeWith(record) ? fields : parsed(record);
  }

  /** The fields as the parser returns them: only of records that are no CSV in the strict sense. */
  private static RawFields parsed(CSVRecord record) {
    RawFields fields = new RawFields("", 0, ',');
    for (String each : record) {
      fields.add(each == null ? "" : each, false);
    }
    return fields;
  }

  private boolean agreeWith(CSVRecord record) {
    boolean agree = texts.size() == record.size();
    for (int i = 0; agree && i < texts.size(); i++) {
      String field = record.get(i);
      agree = texts.get(i).strip().equals(field == null ? "" : field.strip());
    }
    return agree;
  }

  private void skipComments(int comment) {
    while (comment >= 0 && at < source.length() && source.charAt(at) == comment) {
      while (!isEnd()) {
        at++;
      }
      boolean pair = at + 1 < source.length() && source.charAt(at) == '\r';
      at += pair && source.charAt(at + 1) == '\n' ? 2 : 1;
    }
  }

  private boolean isEnd() {
    return at >= source.length() || source.charAt(at) == '\n' || source.charAt(at) == '\r';
  }

  private boolean isFieldEnd() {
    return isEnd() || source.charAt(at) == separator;
  }

  private void split() {
    boolean more = true;
    while (more) {
      field();
      more = !isEnd();
      at++;
    }
  }

  private void field() {
    int first = at;
    while (!isFieldEnd() && Character.isWhitespace(source.charAt(at))) {
      at++;
    }
    if (!isFieldEnd() && source.charAt(at) == QUOTE) {
      add(withinQuotes(), true);
      while (!isFieldEnd()) {
        at++;
      }
      return;
    }
    while (!isFieldEnd()) {
      at++;
    }
    add(source.subSequence(first, at).toString(), false);
  }

  private String withinQuotes() {
    StringBuilder text = new StringBuilder();
    at++;
    while (at < source.length()) {
      char c = source.charAt(at++);
      if (c == QUOTE) {
        if (at >= source.length() || source.charAt(at) != QUOTE) {
          break;
        }
        at++;
      }
      text.append(c);
    }
    return text.toString();
  }

  private void add(String text, boolean hasQuotes) {
    texts.add(text);
    quoted.add(hasQuotes);
  }

  /** The text of a field, of a quoted one what is between the quotes. */
  String text(int place) {
    return texts.get(place);
  }

  /** Whether a field has quotes. */
  boolean isQuoted(int place) {
    return quoted.get(place);
  }
}
