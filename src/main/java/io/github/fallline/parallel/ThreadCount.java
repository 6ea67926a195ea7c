package io.github.fallline.parallel;

/** How many threads are started where more were asked for than can be of use. */
public final class ThreadCount {
  /** So many may be asked for on any machine: what they compute must not depend on their number. */
  private static final int ALWAYS = 64;

  private ThreadCount() {}

  /**
   * At most 64 threads, or twice as many as there are processors where that is more; each takes
   * memory of its own.
   *
   * @param wanted 1 or more
   */
  public static int useful(int wanted) {
    return Math.min(wanted, Math.max(ALWAYS, 2 * Runtime.getRuntime().availableProcessors()));
  }
}
