package io.github.fallline.descent;

import io.github.fallline.data.RowSource;
import io.github.fallline.data.Tile;

/**
 * The tiles of a pass, one after the other, every second one filled by another thread while the one
 * before is worked on: steps are taken in order by one thread, but rows may be fetched ahead.
 *
 * @param <S> a tile with what is to be got ready
 */
final class Prefetch<S extends Prefetch.Slot> implements AutoCloseable {
  private final S first;
  private final S second;
  private final Handoff helper;

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
    helper = second == null ? null : new Handoff("fallline-prefetch");
  }

  /**
   * Works on all tiles of a pass; no thread touches its rows when it returns or throws.
   *
   * @return false when the work ended it
   */
  boolean run(RowSource.Pass pass, Work<S> work) {
    return helper == null ? alone(pass, work) : together(pass, work);
  }

  private boolean alone(RowSource.Pass pass, Work<S> work) {
    while (pass.next(first.tile())) {
      first.fill();
      if (!work.on(first)) {
        return false;
      }
    }
    return true;
  }

  private boolean together(RowSource.Pass pass, Work<S> work) {
    while (pass.next(first.tile())) {
      helper.ask(() -> fetch(pass));
      boolean goOn = false;
      boolean more = false;
      try {
        first.fill();
        goOn = work.on(first);
      } finally {
        more = helper.take();
      }
      if (!goOn || (more && !work.on(second))) {
        return false;
      }
      if (!more) {
        return true;
      }
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

  @Override
  public void close() {
    if (helper != null) {
      helper.close();
    }
  }
}
