package io.github.fallline.cache;

import io.github.fallline.parallel.Threads;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A scan of all segments of a file by several threads. */
final class ParallelScan {
  private final List<Segment> segments;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  ParallelScan(List<Segment> segments) {
    this.segments = segments;
  }

  /**
   * Scans the segments; once. When this returns or throws, no thread works any more.
   *
   * @param threads at least 1, the caller's among them
   * @param workers creates the worker of a thread
   * @throws RuntimeException or an Error, the first that a worker threw
   */
  void run(int threads, Supplier<Consumer<Segment>> workers) {
    List<Thread> others = new ArrayList<>();
    for (int i = 1; i < Math.min(threads, segments.size()); i++) {
      Thread thread = Threads.daemon(() -> work(workers), "fallline-cache");
      thread.start();
      others.add(thread);
    }
    work(workers);
    Threads.awaitEnd(others);
    Threads.rethrow(failure.get());
  }

  private void work(Supplier<Consumer<Segment>> workers) {
    try {
      Consumer<Segment> worker = workers.get();
      int index = next.getAndIncrement();
      while (index < segments.size() && failure.get() == null) {
        worker.accept(segments.get(index));
        index = next.getAndIncrement();
      }
    } catch (RuntimeException | Error e) {
      failure.compareAndSet(null, e);
    }
  }
}
