package io.github.fallline.descent.sampling;

import io.github.fallline.data.Tile;
import io.github.fallline.parallel.SpinningHelper;
import java.util.function.BooleanSupplier;

/**
 * The tiles of an epoch, one after the other, each got ready while the one before is worked on:
 * steps are taken in order, one at a time, but rows may be fetched ahead.
 *
 * <p>Two threads take turns: who got a tile ready works on it, since the rows are in the cache of
 * its processor then, while the other gets the next one ready. The work goes from thread to thread,
 * and sees all that was done before.
 *
 * @param <S> a tile with what is to be got ready
 */
public final class TilePrefetcher<S extends TilePrefetcher.Slot> implements AutoCloseable {
  private final TileStream stream;
  private final S first;
  private final S second;
  private final SpinningHelper helper;

  /** A tile and the work that gets it ready. */
  public interface Slot {
    /** Where the feed puts its rows. */
    Tile tile();

    /** Does what can be done before the tile's turn. */
    void prepare();
  }

  /** Works on the tiles in order. */
  public interface Work<S> {
    /** Works on a tile that is ready; returns false to end the epoch. */
    boolean on(S slot);
  }

  /**
   * A prefetch that has begun nothing.
   *
   * @param second null to fetch nothing ahead
   */
  public TilePrefetcher(TileStream stream, S first, S second) {
    this.stream = stream;
    this.first = first;
    this.second = second;
    helper = second == null ? null : new SpinningHelper("fallline-prefetch");
  }

  /**
   * Works on all tiles of an epoch; no thread touches its rows when it returns or throws.
   *
   * @return false when the work ended it
   */
  public boolean run(long epoch, Work<S> work) {
    stream.start(epoch);
    return helper == null ? runAlone(work) : runInTurns(work);
  }

  private boolean runAlone(Work<S> work) {
    while (fill(first)) {
      if (!work.on(first)) {
        return false;
      }
    }
    return true;
  }

  /** This thread has the tiles in the first slot, the helper those in the second. */
  private boolean runInTurns(Work<S> work) {
    BooleanSupplier fillSecond = () -> fill(second);
    BooleanSupplier workOnSecond = () -> work.on(second);
    boolean there = fill(first);
    while (there) {
      boolean goOn;
      helper.submit(fillSecond);
      try {
        goOn = work.on(first);
      } finally {
        there = helper.await();
      }
      if (goOn && there) {
        helper.submit(workOnSecond);
        try {
          there = fill(first);
        } finally {
          goOn = helper.await();
        }
      }
      if (!goOn) {
        return false;
      }
    }
    return true;
  }

  private boolean fill(S slot) {
    if (!stream.next(slot.tile())) {
      return false;
    }
    slot.prepare();
    return true;
  }

  @Override
  public void close() {
    if (helper != null) {
      helper.close();
    }
  }
}
