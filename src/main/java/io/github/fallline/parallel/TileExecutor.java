package io.github.fallline.parallel;

import io.github.fallline.data.RowSource;
import io.github.fallline.data.Tile;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/**
 * A fixed number of threads, the caller's among them, that work off the tiles of a pass together.
 * When a pass returns or throws, no thread touches its rows any more.
 */
public final class TileExecutor implements AutoCloseable {
  private final int count;
  private final ExecutorService others;

  /**
   * Threads that have yet to be started.
   *
   * @param wanted at most; fewer where so many cannot be of use
   */
  public TileExecutor(int wanted) {
    count = ThreadCount.useful(wanted);
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

  /** What one thread does in a pass, with memory of its own; closed at the end of the pass. */
  public interface TileTask extends AutoCloseable {
    /** Where tiles are to be put. */
    Tile tile();

    /** Works off the tile that was put there. */
    void work();

    @Override
    void close();
  }

  /**
   * Works off all tiles of a pass, and closes it.
   *
   * @param start begins the work of a thread; called on that thread
   * @throws RuntimeException or an Error as a thread threw it; if several threads failed, the one
   *     of the first tile
   */
  public void run(RowSource.Pass pass, Supplier<? extends TileTask> start) {
    try (pass) {
      work(pass, start);
    }
  }

  private void work(RowSource.Pass pass, Supplier<? extends TileTask> start) {
    Round round = new Round(pass, start);
    List<Future<?>> pending = new ArrayList<>();
    int threads = (int) Math.min(count, pass.tiles());
    pass.expectConsumers(threads);
    try {
      for (int i = 1; i < threads; i++) {
        pending.add(others.submit(round));
      }
    } catch (RuntimeException | Error e) {
      round.fail(Long.MAX_VALUE - 1, e); // those that were started are awaited nevertheless
    }
    round.run();
    boolean interrupted = false;
    for (Future<?> one : pending) {
      interrupted |= round.await(one);
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    round.throwFailure();
  }

  /** One pass, by all threads. */
  private static final class Round implements Runnable {
    private final RowSource.Pass pass;
    private final Supplier<? extends TileTask> start;
    private volatile boolean stopped;
    private long failedTile = Long.MAX_VALUE;
    private Throwable failure;

    Round(RowSource.Pass pass, Supplier<? extends TileTask> start) {
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

    /** Waits for a thread to end, whatever happens; says whether it was interrupted meanwhile. */
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

    void throwFailure() {
      if (failure instanceof Error error) {
        throw error;
      }
      if (failure != null) {
        throw (RuntimeException) failure;
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
