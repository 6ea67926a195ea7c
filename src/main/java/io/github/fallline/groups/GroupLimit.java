package io.github.fallline.groups;

import io.github.fallline.argument.Setting;
import io.github.fallline.data.InvalidDataException;
import java.util.Locale;

/** Counts groups, as many as fit in a share of the heap. */
final class GroupLimit {
  /** Bytes of an array, and its part of a table. */
  private static final int OVERHEAD = 48;

  private static final double SHARE_OF_HEAP = 0.6;

  private final int columns;
  private final long most;
  private long left;

  /**
   * The groups that fit.
   *
   * @param columns of a row, the target last
   * @param heapBytes of the JVM
   */
  GroupLimit(int columns, long heapBytes) {
    this.columns = columns;
    most = (long) (SHARE_OF_HEAP * heapBytes / bytes());
    left = most;
  }

  /** The numbers of a group: those of {@link io.github.fallline.stats.Moments#toArray}. */
  static int length(int columns) {
    return 2 + columns + columns * (columns + 1) / 2;
  }

  private long bytes() {
    return (long) length(columns) * Double.BYTES + OVERHEAD;
  }

  /**
   * Counts one more group.
   *
   * @throws InvalidDataException when it does not fit
   */
  void take() {
    if (left == 0) {
      throw new InvalidDataException(
          String.format(
              Locale.ROOT,
              "%s: expected at most %,d groups of %,d features in this heap, got more; each takes"
                  + " %,d bytes (use a larger heap, java -Xmx, or fewer features)",
              Setting.GROUPS,
              most,
              columns - 1,
              bytes()));
    }
    left--;
  }
}
