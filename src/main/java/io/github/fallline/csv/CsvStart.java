package io.github.fallline.csv;

import io.github.fallline.argument.Setting;
import io.github.fallline.files.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Locale;

/** Leaves out the lines above a table. */
final class CsvStart {
  private CsvStart() {}

  /**
   * Reads past a number of lines.
   *
   * @return the rest of the stream
   * @throws InputException if it has fewer lines
   */
  static InputStream skip(InputStream bytes, long lines, String name) {
    PushbackInputStream rest = new PushbackInputStream(bytes, 1);
    try {
      for (long line = 0; line < lines; line++) {
        if (!skipLine(rest)) {
          throw new InputException(
              String.format(
                  Locale.ROOT,
                  "%s: only %d lines; expected more than %s leaves out",
                  name,
                  line,
                  Setting.SKIP_LINES.with(lines)));
        }
      }
      return rest;
    } catch (IOException e) {
      return rest; // it recurs when the rest is read
    }
  }

  /** Reads past one line; returns false if there is none. */
  private static boolean skipLine(PushbackInputStream bytes) throws IOException {
    int next = bytes.read();
    if (next < 0) {
      return false;
    }
    while (next >= 0 && next != '\n' && next != '\r') {
      next = bytes.read();
    }
    if (next == '\r') {
      int behind = bytes.read();
      if (behind >= 0 && behind != '\n') {
        bytes.unread(behind);
      }
    }
    return true;
  }
}
