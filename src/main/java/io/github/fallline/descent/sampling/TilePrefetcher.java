package io.github.fallline.descent.sampling;

import io.github.fallline.data.Tile;
import io.github.fallline.parallel.Closer;
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
public class TilePrefetcher<S extends TilePrefetcher.Slot> implements AutoCloseable {
  private final TileStream stream;
  final S first;

  private TilePrefetcher(TileStream stream, S first) {
    this.stream = stream;
    this.first = first;
  }

  /** A tile and its preparation. */
  public interface Slot {
    /** The tile that the stream fills. */
    Tile tile();

    /** Prepares the tile before its turn. */
    void prepare();
  }

  /** Creates slots. */
  public interface Slots<S> {
    /** Creates a slot for a tile of the stream and the order of its rows. */
    S of(Tile tile, RowOrder order);
  }

  /** Processes the tiles in order. */
  public interface Work<S> {
    /** Processes a prepared tile; returns false to end the epoch. */
    boolean on(S slot);
  }

  /**
   * Creates a prefetcher; without a second thread one that fills and processes one slot after the
   * other.
   *
   * @param stream closed with the prefetcher, and its tiles with it
   * @param ahead whether a second thread takes turns with the calling one
   */
  public static <S extends Slot> TilePrefetcher<S> of(
      TileStream stream, boolean ahead, Slots<S> slots) {
    try (Closer closer = new Closer()) {
      S first = newSlot(stream, slots, closer);
      TilePrefetcher<S> prefetcher =
          ahead
              ? new InTurns<>(stream, first, newSlot(stream, slots, closer))
              : new TilePrefetcher<>(stream, first);
      closer.release();
      return prefetcher;
    }
  }

  private static <S> S newSlot(TileStream stream, Slots<S> slots, Closer closer) {
    Tile tile = closer.register(stream.newTile(), Tile::close);
    return slots.of(tile, stream.rows(tile));
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

  boolean processAll(Work<S> work) {
    while (fill(first)) {
      if (!work.on(first)) {
        return false;
      }
    }
    return true;
  }

  final boolean fill(S slot) {
    if (!stream.next(slot.tile())) {
      return false;
    }
    slot.prepare();
    return true;
  }

  @Override
  public void close() {
    first.tile().close();
    stream.close();
  }

  /** The calling thread processes the tiles in the first slot, a helper those in the second. */
  private static final class InTurns<S extends Slot> extends TilePrefetcher<S> {
    private final S second;
    private final SpinningHelper helper = new SpinningHelper("fallline-prefetch");

    InTurns(TileStream stream, S first, S second) {
      super(stream, first);
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
      second.tile().close();
      super.close();
    }
  }
}
