package io.github.fallline.csv;

import java.io.InputStream;

/**
 * A text whose fields are separated by runs of blanks and tabs, as a text whose fields are
 * separated by single tabs. Blanks at the beginning and the end of a line are left out; blanks
 * within quotes are kept, and so are comments.
 */
final class BlankRuns extends ConvertedText {
  /** The separator of fields in the result. */
  static final char SEPARATOR = '\t';

  /** The places in a line. */
  private enum Place {
    BEGINNING,
    BEHIND_BLANK,
    FIELD,
    QUOTED,
    BEHIND_QUOTE,
    COMMENT
  }

  private final int comment;
  private Place place = Place.BEGINNING;

  /**
   * Converts a text.
   *
   * @param source closed with the result
   * @param comment the character that begins a line that is left out; negative if there is none
   */
  static InputStream of(InputStream source, int comment) {
    return new BlankRuns(source, comment);
  }

  private BlankRuns(InputStream source, int comment) {
    super(source, BLOCK + 1); // a separator may be due from the block before
    this.comment = comment;
  }

  @Override
  void convert(byte[] given, int count) {
    Place now = place;
    int to = 0;
    for (int from = 0; from < count; from++) {
      byte next = given[from];
      if (now == Place.FIELD) {
        while ((next > ' ' || next < 0) && from < count - 1) {
          made[to++] = next;
          next = given[++from];
        }
      }
      boolean lineEnd = next == '\n' || next == '\r';
      boolean blank = next == ' ' || next == '\t';
      if (now == Place.QUOTED || (now == Place.BEHIND_QUOTE && next == '"')) {
        now = now == Place.QUOTED && next == '"' ? Place.BEHIND_QUOTE : Place.QUOTED;
        made[to++] = next;
        continue;
      }
      if (now == Place.COMMENT) {
        now = lineEnd ? Place.BEGINNING : now;
        made[to++] = next;
        continue;
      }
      if (lineEnd) {
        now = Place.BEGINNING;
        made[to++] = next;
      } else if (blank) {
        now = now == Place.BEGINNING ? now : Place.BEHIND_BLANK;
      } else if (now == Place.BEGINNING && next == comment) {
        now = Place.COMMENT;
        made[to++] = next;
      } else {
        boolean begins = now == Place.BEGINNING || now == Place.BEHIND_BLANK;
        if (now == Place.BEHIND_BLANK) {
          made[to++] = SEPARATOR;
        }
        now = begins && next == '"' ? Place.QUOTED : Place.FIELD;
        made[to++] = next;
      }
    }
    place = now;
    end = to;
  }
}
