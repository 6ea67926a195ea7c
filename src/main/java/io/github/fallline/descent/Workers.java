package io.github.fallline.descent;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A fixed number of threads, the caller's among them, that do one thing together. */
final class Workers implements AutoCloseable {
  private final int count;
  private final ExecutorService others;

  Workers(int count) {
    this.count = count;
    others =
        count == 1
            ? null
            : Executors.newFixedThreadPool(
                count - 1,
                task -> {
                  Thread thread = new Thread(task, "fallline-worker");
                  thread.setDaemon(true);
                  return thread;
                });
  }

  int count() {
    return count;
  }

  /**
   * Runs {@code work} once on each thread, and returns when all are done.
   *
   * @param pieces how many pieces the work has: no more threads than that are woken
   */
  void run(long pieces, Runnable work) {
    List<Future<?>> pending = new ArrayList<>();
    for (int i = 1; i < Math.min(count, pieces); i++) {
      pending.add(others.submit(work));
    }
    RuntimeException failure = null;
    try {
      work.run();
    } catch (RuntimeException e) {
      failure = e;
    }
    for (Future<?> one : pending) {
      try {
        one.get();
      } catch (ExecutionException e) {
        failure = failure == null ? new IllegalStateException(e.getCause()) : failure;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while training", e);
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  @Override
  public void close() {
    if (others != null) {
      others.shutdownNow();
    }
  }
}
