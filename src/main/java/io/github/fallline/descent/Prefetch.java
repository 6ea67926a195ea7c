package io.github.fallline.descent;

import io.github.fallline.data.Tile;
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
final class Prefetch<S extends Prefetch.Slot> implements AutoCloseable {
  private final RowFeed feed;
  private final S first;
  private final S second;
  private final Handoff helper;

  /** A tile and the work that gets it ready. */
  interface Slot {
    /** Where the feed puts its rows. */
    Tile tile();

    /** Does what can be done before the tile's turn. */
    void prepare();
  }

  /** Works on the tiles in order. */
  interface Work<S> {
    /** Works on a tile that is ready; returns false to end the epoch. */
    boolean on(S slot);
  }

  /**
   * A prefetch that has begun nothing.
   *
   * @param second null to fetch nothing ahead
   */
  Prefetch(RowFeed feed, S first, S second) {
    this.feed = feed;
    this.first = first;
    this.second = second;
    helper = second == null ? null : new Handoff("fallline-prefetch");
  }

  /**
   * Works on all tiles of an epoch; no thread touches its rows when it returns or throws.
   *
   * @return false when the work ended it
   */
  boolean run(long epoch, Work<S> work) {
    feed.start(epoch);
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

  private boolean runInTurns(Work<S> work) {
    S ready = first;
    S next = second;
    boolean there = fill(ready);
    boolean here = true; // whether it was this thread that got the tile ready
    while (there) {
      S current = ready;
      S target = next;
      BooleanSupplier working = () -> work.on(current);
      BooleanSupplier filling = () -> fill(target);
      boolean mine;
      boolean others = false;
      helper.ask(here ? filling : working);
      try {
        mine = (here ? working : filling).getAsBoolean();
      } finally {
        others = helper.take();
      }
      boolean goOn = here ? mine : others;
      if (!goOn) {
        return false;
      }
      there = here ? others : mine;
      ready = target;
      next = current;
      here = !here;
    }
    return true;
  }

  private boolean fill(S slot) {
    if (!feed.next(slot.tile())) {
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
