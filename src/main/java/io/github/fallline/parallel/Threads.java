package io.github.fallline.parallel;

import java.util.List;

/** Threads that work beside the caller's on memory or a stream that is its to close. */
public final class Threads {
  private Threads() {}

  /** Waits for all of them to end, whatever happens; an interrupt is kept for afterwards. */
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
