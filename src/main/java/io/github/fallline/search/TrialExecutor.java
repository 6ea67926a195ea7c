package io.github.fallline.search;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Threads that work off a list, with the results in the order of the list. */
final class TrialExecutor implements AutoCloseable {
  private final ExecutorService threads;

  TrialExecutor(int count) {
    threads =
        Executors.newFixedThreadPool(
            count,
            task -> {
              Thread thread = new Thread(task, "fallline-search");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** The result of each item; or what the first item to fail, in the order of the list, threw. */
  <T, R> List<R> map(List<T> items, Function<T, R> work) {
    List<Future<R>> pending = new ArrayList<>();
    for (T item : items) {
      pending.add(threads.submit(() -> work.apply(item)));
    }
    List<R> results = new ArrayList<>();
    for (Future<R> one : pending) {
      results.add(result(one));
    }
    return results;
  }

  private static <R> R result(Future<R> one) {
    try {
      return one.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while searching", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) e.getCause(); // functions throw unchecked exceptions only
    }
  }

  /**
   * Cancels tasks that have not begun, interrupts the others and waits for them, because they may
   * still read what the caller closes next.
   */
  @Override
  public void close() {
    threads.shutdownNow();
    boolean interrupted = false;
    boolean ended = false;
    while (!ended) {
      try {
        ended = threads.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
