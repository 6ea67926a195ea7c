package io.github.fallline.csv;

import io.github.fallline.argument.Setting;
import io.github.fallline.data.Schema;
import io.github.fallline.files.InputException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Recognizes titles and comments above the header, which are read as one. */
final class LinesAbove {
  /** The beginning of the text that is searched. */
  static final int BYTES = 1 << 14;

  private static final int MOST_LINES = 100;
  private static final String SEPARATORS = ",;\t|";
  private static final String COMMENTS = "#%!";

  private final CsvFormat format;
  private final String[] lines;

  private LinesAbove(CsvFormat format, String text) {
    this.format = format;
    lines = text.split("\r\n|\n|\r", MOST_LINES + 1);
  }

  /**
   * Returns a better error where a later line is the header: it names a column of the schema that
   * the first line does not, or it and the next line have as many fields and the first line has
   * one.
   *
   * @param error of the header that was read
   * @param text the beginning of the text, from its first line that is not left out
   * @param name of the text
   * @param before the lines left out before it
   */
  static InputException explained(
      InputException error,
      String text,
      String name,
      CsvFormat format,
      Schema schema,
      long before) {
    List<String> wanted =
        schema.target().isPresent() ? List.of(schema.target().get()) : schema.features();
    LinesAbove above = new LinesAbove(format, text);
    int header = format.header() && !wanted.isEmpty() ? above.lineOf(wanted.get(0)) : -1;
    int first = above.firstLine();
    header = header < 0 ? above.tableBelow(first) : header;
    if (header <= first) {
      return error;
    }
    String comment = above.comment(first, header);
    return new InputException(
        String.format(
            Locale.ROOT,
            "%s:%d: a %s above the %s line %d (use %s)",
            name,
            before + first + 1,
            comment.isEmpty() ? "title" : "comment",
            format.header() ? "header, which is" : "rows, which begin in",
            before + header + 1,
            comment.isEmpty()
                ? Setting.SKIP_LINES.with(before + header)
                : Setting.COMMENT.with(comment.charAt(0))),
        error);
  }

  /** The index of the first line that is read as the header. */
  private int firstLine() {
    int first = 0;
    while (first < lines.length && isLeftOut(lines[first])) {
      first++;
    }
    return first;
  }

  private boolean isLeftOut(String line) {
    boolean comment =
        format.comment().isPresent() && line.startsWith(format.comment().get().toString());
    return comment || line.isBlank();
  }

  /** The index of the first line with a column of this name beside others; -1 if there is none. */
  private int lineOf(String name) {
    for (int i = 0; i < Math.min(lines.length, MOST_LINES); i++) {
      if (!isLeftOut(lines[i]) && holds(lines[i], name)) {
        return i;
      }
    }
    return -1;
  }

  private boolean holds(String line, String name) {
    String separators = separators();
    for (int i = 0; i < separators.length(); i++) {
      String[] fields = fields(line, separators.charAt(i));
      for (String field : fields) {
        if (fields.length > 1 && name.equals(field)) {
          return true;
        }
      }
    }
    return false;
  }

  private String separators() {
    boolean known = format.separator().isPresent() && format.separator().get() != CsvFormat.BLANKS;
    return known ? format.separator().get().toString() : SEPARATORS;
  }

  /** The fields of a line without blanks and quotes around them. */
  private static String[] fields(String line, char separator) {
    String[] fields = line.split(Pattern.quote(String.valueOf(separator)), -1);
    for (int i = 0; i < fields.length; i++) {
      String cell = fields[i].strip();
      boolean quoted = cell.length() > 1 && cell.startsWith("\"") && cell.endsWith("\"");
      fields[i] = quoted ? cell.substring(1, cell.length() - 1).strip() : cell;
    }
    return fields;
  }

  /**
   * The index of the first line of a table below a line of one field: the next line has as many
   * fields, at least two; -1 if there is none.
   */
  private int tableBelow(int first) {
    String separators = separators();
    for (int s = 0; first < lines.length && s < separators.length(); s++) {
      char separator = separators.charAt(s);
      if (lines[first].indexOf(separator) >= 0) {
        continue;
      }
      for (int i = first + 1; i < Math.min(lines.length, MOST_LINES); i++) {
        String[] fields = fields(lines[i], separator);
        int next = i + 1;
        while (next < lines.length && isLeftOut(lines[next])) {
          next++;
        }
        if (!isLeftOut(lines[i])
            && fields.length > 1
            && next < lines.length
            && fields(lines[next], separator).length == fields.length
            && isNumbers(fields) != format.header()) {
          return i;
        }
      }
    }
    return -1;
  }

  /** Whether at least half of the fields are numbers. */
  private static boolean isNumbers(String... fields) {
    int numbers = 0;
    for (String field : fields) {
      numbers += DecimalSyntax.isNumber(field) ? 1 : 0;
    }
    return 2 * numbers >= fields.length;
  }

  /** The character with which all lines begin that are not left out; empty if there is none. */
  private String comment(int from, int to) {
    String begins = lines[from].substring(0, 1);
    boolean all = COMMENTS.contains(begins) && format.comment().isEmpty();
    for (int i = from; i < to; i++) {
      all &= isLeftOut(lines[i]) || lines[i].startsWith(begins);
    }
    return all ? begins : "";
  }

  /**
   * The remedy for a row of another length that may be a comment; empty if it is none.
   *
   * @param cell the first of the row
   */
  static String commentRemedy(String cell, CsvFormat format) {
    boolean comment = !cell.isEmpty() && COMMENTS.indexOf(cell.charAt(0)) >= 0;
    return comment && format.comment().isEmpty()
        ? " (if it is a comment, use " + Setting.COMMENT.with(cell.charAt(0)) + ")"
        : "";
  }
}
