package io.github.fallline.csv;

import io.github.fallline.argument.Setting;
import io.github.fallline.data.CellFormat;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The dialect of a delimited text. Quotes are {@code "}, doubled inside a quoted field; a line ends
 * in LF, CR LF or CR. A first line such as {@code sep=;} names the separator and is no row.
 */
public final class CsvFormat {
  private final Optional<Character> separator;
  private final boolean header;
  private final boolean numericNames;
  private final CellFormat cells;
  private final long skipLines;
  private final Optional<Character> comment;
  private final Charset charset;

  /** The separator is detected; the first line names the columns. */
  public static final CsvFormat DETECT = new CsvFormat(Optional.empty(), true);

  /**
   * Stands for runs of blanks and tabs between the fields. Those at the beginning and at the end of
   * a line separate nothing. It is no character of any text.
   */
  public static final char BLANKS = '\uffff';

  private static final String NO_SEPARATORS = "\"\r\n\0";
  private static final String NO_COMMENTS = "\"\r\n\0\t +-.0123456789";
  private static final int ASCII = 0x80;

  /** A dialect whose header, if it has one, has a name that is no number. */
  public CsvFormat(Optional<Character> separator, boolean header) {
    this(separator, header, false, CellFormat.DEFAULT, 0, Optional.empty(), StandardCharsets.UTF_8);
  }

  /** Rejects characters with two meanings. */
  private CsvFormat(
      Optional<Character> separator,
      boolean header,
      boolean numericNames,
      CellFormat cells,
      long skipLines,
      Optional<Character> comment,
      Charset charset) {
    Objects.requireNonNull(charset, "charset");
    if (separator.isPresent() && NO_SEPARATORS.indexOf(separator.get()) >= 0) {
      throw new IllegalArgumentException(
          Setting.SEPARATOR + ": expected a character other than a quote, a line end or NUL");
    }
    if (skipLines < 0) {
      throw new IllegalArgumentException(
          Setting.SKIP_LINES + ": expected 0 or more, got " + skipLines);
    }
    if (comment.isPresent()
        && (comment.get() >= ASCII || NO_COMMENTS.indexOf(comment.get()) >= 0)) {
      throw new IllegalArgumentException(
          Setting.COMMENT
              + ": expected a character such as # or %; a digit, sign, point, blank, quote or"
              + " letter beyond ASCII can begin a row");
    }
    if (separator.isPresent() && separator.equals(comment)) {
      throw new IllegalArgumentException(
          Setting.COMMENT
              + ": '"
              + comment.get()
              + "' is the separator too; expected another character");
    }
    if (separator.isPresent() && separator.get() == ',' && cells.decimalComma()) {
      throw new IllegalArgumentException(
          Setting.DECIMAL_COMMA
              + ": the separator is a comma too; use another "
              + Setting.SEPARATOR
              + " such as ';', or leave out "
              + Setting.SEPARATOR
              + " if such numbers are quoted");
    }
    if (separator.isPresent()
        && separator.get() == BLANKS
        && (cells.thousands().equals(Optional.of(' '))
            || cells.thousands().equals(Optional.of('\t')))) {
      throw new IllegalArgumentException(
          Setting.THOUSANDS + ": blanks are the separator too; use another " + Setting.SEPARATOR);
    }
    if (separator.isPresent() && separator.equals(cells.thousands())) {
      throw new IllegalArgumentException(
          Setting.THOUSANDS
              + ": '"
              + separator.get()
              + "' is the separator too; use another "
              + Setting.SEPARATOR
              + ", or leave out "
              + Setting.SEPARATOR
              + " if such numbers are quoted");
    }
    this.separator = separator;
    this.header = header;
    this.numericNames = numericNames;
    this.cells = cells;
    this.skipLines = skipLines;
    this.comment = comment;
    this.charset = charset;
  }

  /**
   * Between the fields; {@link #BLANKS} for runs of blanks and tabs; empty to detect it from the
   * first lines (comma, semicolon, tab, | or runs of blanks).
   */
  public Optional<Character> separator() {
    return separator;
  }

  /** Whether the first line names the columns; without one they are named "1", "2", ... */
  public boolean header() {
    return header;
  }

  /**
   * Whether all names may be numbers; otherwise such a header is taken for a row, which is an
   * error.
   */
  public boolean numericNames() {
    return numericNames;
  }

  /** How cells are written. */
  public CellFormat cells() {
    return cells;
  }

  /** Lines before the header, or before the first row, that are left out. */
  public long skipLines() {
    return skipLines;
  }

  /** The character of ASCII with which a line begins that is left out; empty if there is none. */
  public Optional<Character> comment() {
    return comment;
  }

  /**
   * Of the text, unless it begins with a byte order mark of UTF-8, UTF-16 or UTF-32, which decides.
   */
  public Charset charset() {
    return charset;
  }

  /** Whether blanks may separate fields: they do not occur in numbers. */
  boolean mayHaveBlanks() {
    return !isInNumbers(' ') && !isInNumbers('\t');
  }

  /** The same with this separator. */
  public CsvFormat withSeparator(char character) {
    return new CsvFormat(
        Optional.of(character), header, numericNames, cells, skipLines, comment, charset);
  }

  /** The same for a text whose first line is a row. */
  public CsvFormat withoutHeader() {
    return new CsvFormat(separator, false, numericNames, cells, skipLines, comment, charset);
  }

  /** The same for a header that may be all numbers. */
  public CsvFormat withNumericNames() {
    return new CsvFormat(separator, true, true, cells, skipLines, comment, charset);
  }

  /** The same with cells that are written this way. */
  public CsvFormat withCells(CellFormat other) {
    return new CsvFormat(separator, header, numericNames, other, skipLines, comment, charset);
  }

  /** The same behind a number of lines that are left out. */
  public CsvFormat withSkipLines(long lines) {
    return new CsvFormat(separator, header, numericNames, cells, lines, comment, charset);
  }

  /** The same without the lines that begin with a character. */
  public CsvFormat withComment(char character) {
    return new CsvFormat(
        separator, header, numericNames, cells, skipLines, Optional.of(character), charset);
  }

  /** The same for a text that is encoded so, unless a byte order mark says otherwise. */
  public CsvFormat withCharset(Charset other) {
    return new CsvFormat(separator, header, numericNames, cells, skipLines, comment, other);
  }

  /** Whether a character occurs in numbers: as a field's separator it requires quotes. */
  boolean isInNumbers(char candidate) {
    return (cells.decimalComma() && candidate == ',')
        || cells.thousands().equals(Optional.of(candidate));
  }

  private List<Object> parts() {
    return List.of(separator, header, numericNames, cells, skipLines, comment, charset);
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof CsvFormat other && parts().equals(other.parts());
  }

  @Override
  public int hashCode() {
    return parts().hashCode();
  }

  @Override
  public String toString() {
    return "CsvFormat" + parts();
  }
}
