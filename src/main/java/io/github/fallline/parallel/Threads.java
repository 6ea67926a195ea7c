package io.github.fallline.parallel;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Threads that work on memory or a stream that the caller closes. */
public final class Threads {
  /** Allowed on any machine: results must not depend on the number of threads. */
  private static final int ALWAYS = 64;

  private Threads() {}

  /**
   * At most 64 threads, or twice as many as there are processors where that is more; each takes
   * memory of its own.
   *
   * @param wanted 1 or more
   */
  public static int useful(int wanted) {
    return Math.min(wanted, Math.max(ALWAYS, 2 * Runtime.getRuntime().availableProcessors()));
  }

  /** Creates a thread that does not keep the program from ending; the caller starts it. */
  public static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Throws what a thread failed with: an unchecked exception or an Error; null for nothing. */
  public static void rethrow(@Nullable Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure != null) {
      throw (RuntimeException) failure;
    }
  }

  /** Waits for all of them to end, even if interrupted; the interrupt status is then restored. */
  public static void awaitEnd(List<Thread> threads) {
    boolean interrupted = false;
    for (Thread thread : threads) {
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
