package io.github.fallline.data;

import java.util.Optional;

/**
 * The dialect of a delimited text.
 *
 * @param separator between the fields; empty to find it out from the first lines (comma, semicolon,
 *     tab or |)
 * @param header whether the first line names the columns; without one they are named "1", "2", ...
 */
public record CsvFormat(Optional<Character> separator, boolean header) {
  /** The separator is found out; the first line names the columns. */
  public static final CsvFormat DETECT = new CsvFormat(Optional.empty(), true);
}
