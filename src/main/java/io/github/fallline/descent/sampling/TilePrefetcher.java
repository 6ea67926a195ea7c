package io.github.fallline.descent.sampling;

import io.github.fallline.data.Tile;
import io.github.fallline.parallel.SpinningHelper;
import java.util.List;
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
public abstract class TilePrefetcher<S extends TilePrefetcher.Slot> implements AutoCloseable {
  private final TileStream stream;

  private TilePrefetcher(TileStream stream) {
    this.stream = stream;
  }

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
   * Creates a prefetcher.
   *
   * @param slots two; one for no prefetching
   */
  public static <S extends Slot> TilePrefetcher<S> of(TileStream stream, List<S> slots) {
    return slots.size() == 1
        ? new Alone<>(stream, slots.get(0))
        : new InTurns<>(stream, slots.get(0), slots.get(1));
  }

  /**
   * Processes all tiles of an epoch; no thread touches its rows when it returns or throws.
   *
   * @return false when the work ended it
   */
  public final boolean run(long epoch, Work<S> work) {
    stream.start(epoch);
    return processAll(work);
  }

  abstract boolean processAll(Work<S> work);

  final boolean fill(S slot) {
    if (!stream.next(slot.tile())) {
      return false;
    }
    slot.prepare();
    return true;
  }

  @Override
  public abstract void close();

  /** Fills and processes one slot after the other, on the calling thread. */
  private static final class Alone<S extends Slot> extends TilePrefetcher<S> {
    private final S slot;

    Alone(TileStream stream, S slot) {
      super(stream);
      this.slot = slot;
    }

    @Override
    boolean processAll(Work<S> work) {
      while (fill(slot)) {
        if (!work.on(slot)) {
          return false;
        }
      }
      return true;
    }

    @Override
    public void close() {
      // Has no other thread.
    }
  }

  /** The calling thread processes the tiles in the first slot, a helper those in the second. */
  private static final class InTurns<S extends Slot> extends TilePrefetcher<S> {
    private final S first;
    private final S second;
    private final SpinningHelper helper = new SpinningHelper("fallline-prefetch");

    InTurns(TileStream stream, S first, S second) {
      super(stream);
      this.first = first;
      this.second = second;
    }

    @Override
    boolean processAll(Work<S> work) {
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

    @Override
    public void close() {
      helper.close();
    }
  }
}
