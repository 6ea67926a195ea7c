package io.github.fallline.descent;

import io.github.fallline.data.RowSource;
import io.github.fallline.data.Tile;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The tiles of a pass, one after the other, every second one filled by another thread while the one
 * before is worked on: steps are taken in order by one thread, but rows may be fetched ahead.
 *
 * @param <S> a tile with what is to be got ready
 */
final class Prefetch<S extends Prefetch.Slot> implements AutoCloseable {
  private final S first;
  private final S second;
  private final ExecutorService helper;

  /** A tile and the work that gets it ready. */
  interface Slot {
    /** Where a pass puts the tile. */
    Tile tile();

    /** Gets the rows of the tile ready. */
    void fill();
  }

  /** Works on the tiles in order. */
  interface Work<S> {
    /** Works on a tile that is ready; returns false to end the pass. */
    boolean on(S slot);
  }

  /**
   * A prefetch that has begun nothing.
   *
   * @param second null to fetch nothing ahead
   */
  Prefetch(S first, S second) {
    this.first = first;
    this.second = second;
    helper =
        second == null
            ? null
            : Executors.newSingleThreadExecutor(
                task -> {
                  Thread thread = new Thread(task, "fallline-prefetch");
                  thread.setDaemon(true);
                  return thread;
                });
  }

  /**
   * Works on all tiles of a pass; no thread touches its rows when it returns or throws.
   *
   * @return false when the work ended it
   */
  boolean run(RowSource.Pass pass, Work<S> work) {
    boolean more = pass.next(first.tile());
    while (more) {
      Future<Boolean> ahead = helper == null ? null : helper.submit(() -> fetch(pass));
      boolean goOn = false;
      try {
        first.fill();
        goOn = work.on(first);
      } finally {
        more = ahead == null || await(ahead);
      }
      if (goOn && more && ahead != null) {
        goOn = work.on(second);
      }
      if (!goOn) {
        return false;
      }
      more = more && pass.next(first.tile());
    }
    return true;
  }

  private boolean fetch(RowSource.Pass pass) {
    boolean there = pass.next(second.tile());
    if (there) {
      second.fill();
    }
    return there;
  }

  private static boolean await(Future<Boolean> ahead) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return ahead.get();
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          if (e.getCause() instanceof Error error) {
            throw error;
          }
          throw (RuntimeException) e.getCause();
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void close() {
    if (helper != null) {
      helper.shutdown();
    }
  }
}
