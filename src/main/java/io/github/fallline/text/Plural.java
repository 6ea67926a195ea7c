package io.github.fallline.text;

import java.util.Locale;

/** Counts with their nouns, such as {@code 3 rows}. */
public final class Plural {
  private Plural() {}

  /** {@code 1 row}, {@code 1,000 rows}. */
  public static String of(long number, String thing) {
    return String.format(Locale.ROOT, "%,d %s%s", number, thing, number == 1 ? "" : "s");
  }

  /** The number of rows used, and of rows skipped if there are any. */
  public static String rows(long rows, long skippedRows) {
    String skipped =
        skippedRows == 0
            ? ""
            : String.format(Locale.ROOT, " (%,d skipped for missing values)", skippedRows);
    return of(rows, "row") + skipped;
  }
}
