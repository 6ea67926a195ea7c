package io.github.fallline.parallel;

/** Limits the number of threads to those that can be of use. */
public final class ThreadCount {
  /** Allowed on any machine: results must not depend on the number of threads. */
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
