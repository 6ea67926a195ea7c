package io.github.fallline.descent;

import io.github.fallline.data.Tile;

/**
 * The tiles of an epoch, one after the other, each got ready by another thread while the one before
 * is worked on: steps are taken in order by one thread, but rows may be fetched ahead.
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
    boolean there = fill(first);
    S ready = first;
    S next = helper == null ? first : second;
    while (there) {
      boolean goOn;
      if (helper == null) {
        goOn = work.on(ready);
        there = goOn && fill(next);
      } else {
        S target = next;
        helper.ask(() -> fill(target));
        goOn = false;
        try {
          goOn = work.on(ready);
        } finally {
          there = helper.take();
        }
        next = ready;
        ready = target;
      }
      if (!goOn) {
        return false;
      }
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
