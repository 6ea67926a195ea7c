package io.github.fallline.inference;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * An influential row with its place in the data.
 *
 * @param influence of the row
 * @param number of the row among those of the data, from 1; rows that were skipped are not counted,
 *     rows held out for validation are
 * @param file that the row is in; empty unless there are several
 * @param line that the row begins on in its file, from 1; empty where it is not known
 */
public record LocatedRow(
    InfluentialRow influence, long number, Optional<String> file, OptionalLong line) {
  /** The line, behind the file if there are several; the number if the line is not known. */
  public String place() {
    String last = Long.toString(line.orElse(number));
    return file.isPresent() ? file.get() + ":" + last : last;
  }
}
