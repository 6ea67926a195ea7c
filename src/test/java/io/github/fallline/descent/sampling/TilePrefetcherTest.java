package io.github.fallline.descent.sampling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.data.Tile;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TilePrefetcherTest {
  /** Records for which tile it was prepared. */
  private static final class Slot implements TilePrefetcher.Slot {
    private final Tile tile;
    private long prepared = -1;
    private Thread by;

    Slot(Tile tile) {
      this.tile = tile;
    }

    @Override
    public Tile tile() {
      return tile;
    }

    @Override
    public void prepare() {
      prepared = tile.index();
      by = Thread.currentThread();
    }
  }

  /** Tiles of one row, numbered; one of them may be bad. */
  private static final class Numbered implements TileStream {
    private final int tiles;
    private final int bad;
    private int next;

    Numbered(int tiles, int bad) {
      this.tiles = tiles;
      this.bad = bad;
    }

    @Override
    public int tileRows() {
      return 1;
    }

    @Override
    public Tile newTile() {
      return new Tile(1, 1);
    }

    @Override
    public void start(long epoch) {
      next = 0;
    }

    @Override
    public boolean next(Tile tile) {
      if (next == tiles) {
        return false;
      }
      if (next == bad) {
        throw new IllegalArgumentException("tile " + bad + " is no good");
      }
      tile.set(next++, 0, 1, false);
      return true;
    }

    @Override
    public void close() {
      // The prefetcher closes the tiles.
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 1", "7, 1", "0, 2", "1, 2", "2, 2", "3, 2", "8, 2", "101, 2"})
  void tilesComeInOrderAndReadyInEachEpoch(int tiles, int slots) {
    Numbered feed = new Numbered(tiles, -1);
    try (TilePrefetcher<Slot> prefetch =
        TilePrefetcher.of(feed, slots == 2, (tile, order) -> new Slot(tile))) {
      for (int epoch = 0; epoch < 3; epoch++) {
        List<Long> seen = new ArrayList<>();

        boolean whole =
            prefetch.run(
                epoch,
                slot -> {
                  assertEquals(slot.tile().index(), slot.prepared);
                  assertSame(slot.by, Thread.currentThread());
                  return seen.add(slot.prepared);
                });

        assertTrue(whole);
        assertEquals(LongStream.range(0, tiles).boxed().toList(), seen);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "3, 1", "0, 2", "1, 2", "2, 2", "3, 2"})
  void workEndsTheEpoch(int last, int slots) {
    Numbered feed = new Numbered(10, -1);
    try (TilePrefetcher<Slot> prefetch =
        TilePrefetcher.of(feed, slots == 2, (tile, order) -> new Slot(tile))) {
      List<Long> seen = new ArrayList<>();

      boolean whole =
          prefetch.run(
              0,
              slot -> {
                seen.add(slot.prepared);
                return slot.prepared < last;
              });

      assertFalse(whole);
      assertEquals(LongStream.rangeClosed(0, last).boxed().toList(), seen);
    }
  }

  @ParameterizedTest
  @CsvSource({"0", "1", "3"})
  void anErrorAheadIsThrownAsItIs(int bad) {
    Numbered feed = new Numbered(10, bad);
    try (TilePrefetcher<Slot> prefetch =
        TilePrefetcher.of(feed, true, (tile, order) -> new Slot(tile))) {
      Exception error =
          assertThrows(IllegalArgumentException.class, () -> prefetch.run(0, slot -> true));

      assertEquals("tile " + bad + " is no good", error.getMessage());
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "0, 2", "1, 2", "2, 2", "3, 2"})
  void anErrorOfTheWorkIsThrownAsItIs(int tile, int slots) {
    IllegalStateException failure = new IllegalStateException("enough");
    Numbered feed = new Numbered(10, -1);
    try (TilePrefetcher<Slot> prefetch =
        TilePrefetcher.of(feed, slots == 2, (own, order) -> new Slot(own))) {
      assertSame(
          failure,
          assertThrows(
              IllegalStateException.class,
              () ->
                  prefetch.run(
                      0,
                      slot -> {
                        if (slot.prepared == tile) {
                          throw failure;
                        }
                        return true;
                      })));
    }
  }
}
