package io.github.fallline.descent.sampling;

import io.github.fallline.data.Tile;
import io.github.fallline.parallel.SpinningHelper;
import java.util.function.BooleanSupplier;

/**
 * Prefetches the tiles of an epoch: each is prepared while the one before is processed. Steps are
 * taken in order, one at a time.
 *
 * <p>Two threads take turns: the one that prepared a tile processes it, since the rows are then in
 * the cache of its processor, while the other prepares the next. The work moves from thread to
 * thread, with all earlier changes visible.
 *
 * @param <S> a tile with what is prepared for it
 */
public final class TilePrefetcher<S extends TilePrefetcher.Slot> implements AutoCloseable {
  private final TileStream stream;
  private final S first;
  private final S second;
  private final SpinningHelper helper;

  /** A tile and its preparation. */
  public interface Slot {
    /** The tile that the stream fills. */
    Tile tile();

    /** Prepares the tile before its turn. */
    void prepare();
  }

  /** Processes the tiles in order. */
  public interface Work<S> {
    /** Processes a prepared tile; returns false to end the epoch. */
    boolean on(S slot);
  }

  /**
   * @param second null for no prefetching
   */
  public TilePrefetcher(TileStream stream, S first, S second) {
    this.stream = stream;
    this.first = first;
    this.second = second;
    helper = second == null ? null : new SpinningHelper("fallline-prefetch");
  }

  /**
   * Processes all tiles of an epoch; no thread touches its rows when it returns or throws.
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

  /** This thread processes the tiles in the first slot, the helper those in the second. */
  private boolean runInTurns(Work<S> work) {
    BooleanSupplier fillSecond = () -> fill(second);
    BooleanSupplier workOnSecond = () -> work.on(second);
    boolean there = fill(first);
    while (there) {
      boolean more;
      helper.submit(fillSecond);
      try {
        more = work.on(first);
      } finally {
        there = helper.await();
      }
      if (more && there) {
        helper.submit(workOnSecond);
        try {
          there = fill(first);
        } finally {
          more = helper.await();
        }
      }
      if (!more) {
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
