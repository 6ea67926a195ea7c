package io.github.fallline.blas;

/**
 * Calls without JNI of the vector routines of stochastic steps, by {@code java.lang.foreign}: from
 * JDK 22 on, and where native access is enabled for this library. It is the same library, so the
 * bits are the same. For gemv on batches of rows they gain nothing.
 *
 * <p>A call by JNI takes some 15 ns more, which is half of a step on a row of 20 numbers. Linking
 * takes 0.2 s of a processor in a JVM that has just started, so it happens on a thread of its own,
 * and only once as many calls have been made as it costs; until then, and where it fails, calls go
 * by JNI.
 */
public final class Downcalls {
  /**
   * The property that turns them off, for measurements: {@code -Dfallline.downcalls=false}. Results
   * are the same either way.
   */
  public static final String PROPERTY = "fallline.downcalls";

  /** Calls that by JNI take as much longer as linking takes. */
  private static final long WORTH_LINKING = 16_000_000;

  /**
   * Whether {@link DowncallBlas} is linked. Not volatile: a thread that sees it late calls by JNI
   * for a while.
   */
  static boolean ready;

  private static long calls;
  private static boolean requested;

  private Downcalls() {}

  /**
   * Counts calls of small routines; starts to link once there were many. Cheap enough for each
   * block of rows.
   *
   * @param made since this was called last
   */
  public static void count(long made) {
    if (!requested) {
      calls += made; // threads may lose some of each other's
      if (calls > WORTH_LINKING) {
        start();
      }
    }
  }

  private static synchronized void start() {
    if (!requested) {
      requested = true;
      Thread thread = new Thread(Downcalls::link, "fallline-linker");
      thread.setDaemon(true);
      thread.start();
    }
  }

  /** Links now, on this thread; returns whether calls go without JNI from here on. */
  public static synchronized boolean link() {
    requested = true;
    if (!ready && supported()) {
      try {
        DowncallBlas.link();
        ready = true;
      } catch (LinkageError e) {
        ready = false; // calls go on by JNI
      }
    }
    return ready;
  }

  /** Whether this JVM has such calls and would not print a warning about them. */
  private static boolean supported() {
    if (Runtime.version().feature() < 22 || "false".equals(System.getProperty(PROPERTY))) {
      return false;
    }
    try {
      Module module = Downcalls.class.getModule();
      return (boolean) Module.class.getMethod("isNativeAccessEnabled").invoke(module);
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }
}
