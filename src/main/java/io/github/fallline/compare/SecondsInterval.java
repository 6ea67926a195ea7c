package io.github.fallline.compare;

import io.github.fallline.argument.Argument;
import java.util.Arrays;

/**
 * The seconds that repetitions of one run took: their median with a 95 % interval.
 *
 * <p>The interval ends at order statistics and assumes nothing of how seconds are distributed: the
 * median lies below the i-th smallest of n values where fewer than i of them fall below it, which
 * has the probability of fewer than i heads of n coins (W. J. Conover, Practical Nonparametric
 * Statistics, 3.2). Of five repetitions and fewer it spans all, and holds the median less often: of
 * four in 87 cases of 100.
 *
 * @param low the lower end
 * @param median the middle of the repetitions, of an even number the geometric mean of the middle
 *     two; infinite where at least half never came there
 * @param high the upper end; infinite where enough repetitions never came there
 * @param repetitions how many there were
 */
public record SecondsInterval(double low, double median, double high, int repetitions) {
  /** The probability outside the interval on either side. */
  private static final double TAIL = 0.025;

  /**
   * Fewer repetitions of two equal methods lie apart by chance too often: of three each, all of one
   * are below all of the other in one case of ten, of four in one of 35.
   */
  public static final int LEAST_REPETITIONS = 4;

  /**
   * By this factor at least intervals have to be apart. Compilation and the place of the rows in
   * memory, which are drawn once a process, shift seconds by some per cent, and repetitions in one
   * process do not show it.
   */
  public static final double MARGIN = 1.05;

  /**
   * The interval of some repetitions.
   *
   * @param seconds one each, at least one, infinite where it never came there; not modified
   */
  public static SecondsInterval of(double... seconds) {
    Argument.require(seconds.length >= 1, "seconds", "at least 1 repetition", seconds.length);
    double[] sorted = seconds.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    int low = 0; // as many repetitions below the interval, and above it
    while (low < (n - 1) / 2 && headsAtMost(low + 1, n) <= TAIL) {
      low++;
    }
    return new SecondsInterval(sorted[low], middle(sorted), sorted[n - 1 - low], n);
  }

  /** The probability of at most this many heads of n coins. */
  private static double headsAtMost(int most, int n) {
    double sum = 0;
    double choose = 1;
    for (int k = 0; k <= most; k++) {
      sum += choose;
      choose *= (double) (n - k) / (k + 1);
    }
    return sum * Math.pow(2, -n);
  }

  /** The middle of sorted values; of an even number, the geometric mean of the middle two. */
  public static double middle(double[] sorted) {
    double upper = sorted[sorted.length / 2];
    double lower = sorted[(sorted.length - 1) / 2];
    return lower == upper ? upper : Math.sqrt(lower) * Math.sqrt(upper);
  }

  /** Whether at least half of the repetitions came there. */
  public boolean isReached() {
    return Double.isFinite(median);
  }

  /**
   * Whether this is less than another for certain: both have enough repetitions, and the intervals
   * are apart by {@link #MARGIN}.
   */
  public boolean isBelow(SecondsInterval other) {
    return Math.min(repetitions, other.repetitions) >= LEAST_REPETITIONS
        && high * MARGIN < other.low;
  }
}
