package io.github.fallline.parallel;

import java.util.List;

/** Threads that work on memory or a stream that the caller closes. */
public final class Threads {
  private Threads() {}

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
