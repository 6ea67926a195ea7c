package io.github.fallline.csv;

import java.util.Optional;

/**
 * The dialect of a delimited text. Quotes are {@code "}, doubled inside a quoted field; a line ends
 * in LF, CR LF or CR.
 *
 * @param separator between the fields; empty to detect it from the first lines (comma, semicolon,
 *     tab or |)
 * @param header whether the first line names the columns; without one they are named "1", "2", ...
 * @param numericNames whether all names may be numbers; otherwise such a header is taken for a row,
 *     which is an error
 */
public record CsvFormat(Optional<Character> separator, boolean header, boolean numericNames) {
  /** The separator is detected; the first line names the columns. */
  public static final CsvFormat DETECT = new CsvFormat(Optional.empty(), true);

  /** A dialect whose header, if it has one, has a name that is no number. */
  public CsvFormat(Optional<Character> separator, boolean header) {
    this(separator, header, false);
  }

  /** Rejects separators with another meaning: a quote, the end of a line. */
  public CsvFormat {
    if (separator.isPresent() && "\"\r\n\0".indexOf(separator.get()) >= 0) {
      throw new IllegalArgumentException(
          "separator: expected a character other than a quote, a line end or NUL");
    }
  }
}
