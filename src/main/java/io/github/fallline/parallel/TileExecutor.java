package io.github.fallline.parallel;

import io.github.fallline.data.RowStream;
import io.github.fallline.data.Tile;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A fixed number of threads, including the caller's, that process the tiles of a pass. When a pass
 * returns or throws, no thread touches its rows any more.
 */
public final class TileExecutor implements AutoCloseable {
  private final int count;

  /** Null where the caller's thread is the only one. */
  private final @Nullable ExecutorService others;

  /**
   * @param wanted the most threads; fewer where so many cannot be of use
   */
  public TileExecutor(int wanted) {
    count = Threads.useful(wanted);
    others =
        count == 1
            ? null
            : Executors.newFixedThreadPool(
                count - 1, task -> Threads.daemon(task, "fallline-worker"));
  }

  int count() {
    return count;
  }

  /** The task of one thread in a pass, with memory of its own; closed at the end of the pass. */
  interface TileTask extends AutoCloseable {
    /** The tile that the pass fills. */
    Tile tile();

    /** Processes the tile after it was filled. */
    void work();

    @Override
    void close();
  }

  /**
   * Processes all tiles of a pass, and closes it.
   *
   * @param start creates the task of a thread; called on that thread
   * @throws RuntimeException or an Error as a thread threw it; if several threads failed, the one
   *     of the first tile
   */
  void run(RowStream.Pass pass, Supplier<? extends TileTask> start) {
    try (pass) {
      work(pass, start);
    }
  }

  private void work(RowStream.Pass pass, Supplier<? extends TileTask> start) {
    Round round = new Round(pass, start);
    List<Future<?>> pending = new ArrayList<>();
    int threads = (int) Math.min(count, pass.tiles());
    pass.expectConsumers(threads);
    try {
      for (int i = 1; others != null && i < threads; i++) {
        pending.add(others.submit(round));
      }
    } catch (RuntimeException | Error e) {
      round.fail(Long.MAX_VALUE - 1, e); // the threads that were started are still awaited
    }
    round.run();
    boolean interrupted = false;
    for (Future<?> one : pending) {
      interrupted |= round.await(one);
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    Threads.rethrow(round.failure);
  }

  /** One pass, by all threads. */
  private static final class Round implements Runnable {
    private final RowStream.Pass pass;
    private final Supplier<? extends TileTask> start;
    private volatile boolean stopped;
    private long failedTile = Long.MAX_VALUE;
    private @Nullable Throwable failure;

    Round(RowStream.Pass pass, Supplier<? extends TileTask> start) {
      this.pass = pass;
      this.start = start;
    }

    @Override
    public void run() {
      long reached = -1;
      try (TileTask work = start.get()) {
        while (!stopped && pass.next(work.tile())) {
          reached = work.tile().index();
          work.work();
        }
      } catch (RuntimeException | Error e) {
        fail(reached, e);
      }
    }

    private synchronized void fail(long tile, Throwable error) {
      stopped = true;
      if (tile < failedTile) {
        failedTile = tile;
        failure = error;
      }
    }

    /** Waits for a thread to end, even if interrupted; returns whether it was. */
    boolean await(Future<?> one) {
      boolean interrupted = false;
      while (true) {
        try {
          one.get();
          return interrupted;
        } catch (InterruptedException e) {
          interrupted = true;
          fail(Long.MAX_VALUE - 1, new IllegalStateException("interrupted while training", e));
        } catch (ExecutionException e) {
          throw new IllegalStateException("unreachable", e);
        }
      }
    }
  }

  @Override
  public void close() {
    if (others != null) {
      others.shutdown();
    }
  }
}
