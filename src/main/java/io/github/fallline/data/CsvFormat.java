package io.github.fallline.data;

import java.util.Optional;

/**
 * The dialect of a delimited text. Quotes are {@code "}, doubled inside a quoted field; a line ends
 * in LF, CR LF or CR.
 *
 * @param separator between the fields; empty to find it out from the first lines (comma, semicolon,
 *     tab or |)
 * @param header whether the first line names the columns; without one they are named "1", "2", ...
 */
public record CsvFormat(Optional<Character> separator, boolean header) {
  /** The separator is found out; the first line names the columns. */
  public static final CsvFormat DETECT = new CsvFormat(Optional.empty(), true);

  /** Rejects separators that mean something else: a quote, the end of a line. */
  public CsvFormat {
    if (separator.isPresent() && "\"\r\n\0".indexOf(separator.get()) >= 0) {
      throw new IllegalArgumentException(
          "separator: expected a character other than a quote, a line end or NUL");
    }
  }
}
