package io.github.fallline.descent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.data.Dataset;
import io.github.fallline.data.RowOrder;
import io.github.fallline.data.RowSource;
import io.github.fallline.data.Tile;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrefetchTest {
  /** Remembers which tile it was filled with. */
  private static final class Slot implements Prefetch.Slot {
    private final Tile tile;
    private long filled = -1;

    Slot(Tile tile) {
      this.tile = tile;
    }

    @Override
    public Tile tile() {
      return tile;
    }

    @Override
    public void fill() {
      filled = tile.index();
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "7, 1", "1, 2", "2, 2", "3, 2", "8, 2", "101, 2"})
  void tilesComeInOrderAndReady(int tiles, int slots) {
    try (Dataset data = Tables.random(10 * tiles, 2, 1, 1);
        Tile one = data.newTile(10);
        Tile two = data.newTile(10);
        Prefetch<Slot> prefetch =
            new Prefetch<>(new Slot(one), slots == 2 ? new Slot(two) : null)) {
      List<Long> seen = new ArrayList<>();

      boolean whole =
          prefetch.run(
              data.pass(RowOrder.sequential(data.rows()), 10),
              slot -> {
                assertEquals(slot.tile().index(), slot.filled);
                return seen.add(slot.filled);
              });

      assertTrue(whole);
      assertEquals(LongStream.range(0, tiles).boxed().toList(), seen);
    }
  }

  @ParameterizedTest
  @CsvSource({"0", "1", "2", "3"})
  void workEndsThePass(int last) {
    try (Dataset data = Tables.random(100, 2, 1, 1);
        Tile one = data.newTile(10);
        Tile two = data.newTile(10);
        Prefetch<Slot> prefetch = new Prefetch<>(new Slot(one), new Slot(two))) {
      List<Long> seen = new ArrayList<>();

      boolean whole =
          prefetch.run(
              data.pass(RowOrder.sequential(100), 10),
              slot -> {
                seen.add(slot.filled);
                return slot.filled < last;
              });

      assertFalse(whole);
      assertEquals(LongStream.rangeClosed(0, last).boxed().toList(), seen);
    }
  }

  @Test
  void anErrorAheadIsThrownAsItIs() {
    IllegalArgumentException failure = new IllegalArgumentException("tile 3 is no good");
    try (Dataset data = Tables.random(100, 2, 1, 1);
        Tile one = data.newTile(10);
        Tile two = data.newTile(10);
        Prefetch<Slot> prefetch = new Prefetch<>(new Slot(one), new Slot(two))) {
      RowSource.Pass pass = data.pass(RowOrder.sequential(100), 10);
      RowSource.Pass failing =
          tile -> {
            boolean there = pass.next(tile);
            if (tile.index() == 3) {
              throw failure;
            }
            return there;
          };

      assertSame(
          failure,
          assertThrows(IllegalArgumentException.class, () -> prefetch.run(failing, slot -> true)));
    }
  }
}
