package io.github.fallline.cli.terminal;

import io.github.fallline.text.Plural;
import java.util.Locale;
import java.util.OptionalLong;

/** How far long work is, in words and a bar. */
final class ProgressText {
  private static final int BAR = 12;
  private static final double MINUTE = 60;
  private static final double HOUR = 60 * MINUTE;

  private ProgressText() {}

  /**
   * Reading, as {@code [#### ] 33 %, 1,000,000 rows, 400 MB/s, 2 s left}.
   *
   * @param bytes read so far
   * @param total bytes, if known: without it there is no bar
   * @param rows read so far; not shown before the first
   */
  static String reading(long bytes, OptionalLong total, long rows, double seconds) {
    String counted = rows == 0 ? "" : ", " + Plural.of(rows, "row");
    String rate = String.format(Locale.ROOT, ", %,.0f MB/s", bytes / 1e6 / seconds);
    if (total.isEmpty() || total.getAsLong() == 0) {
      return String.format(Locale.ROOT, "%,d MB", bytes / 1_000_000) + counted + rate;
    }
    double share = Math.min(1, (double) bytes / total.getAsLong());
    String left = share == 0 ? "" : ", " + duration(seconds * (1 - share) / share) + " left";
    return bar(share) + counted + rate + left;
  }

  private static String bar(double share) {
    int full = (int) (share * BAR);
    return String.format(
        Locale.ROOT, "[%s%s] %3.0f %%", "#".repeat(full), " ".repeat(BAR - full), 100 * share);
  }

  private static String duration(double seconds) {
    if (seconds < 2 * MINUTE) {
      return String.format(Locale.ROOT, "%.0f s", seconds);
    }
    return seconds < 2 * HOUR
        ? String.format(Locale.ROOT, "%.0f min", seconds / MINUTE)
        : String.format(Locale.ROOT, "%.0f h", seconds / HOUR);
  }
}
