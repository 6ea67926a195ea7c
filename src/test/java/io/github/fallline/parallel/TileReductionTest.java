package io.github.fallline.parallel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.data.Dataset;
import io.github.fallline.data.Tile;
import io.github.fallline.descent.Tables;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Passes over 1000 rows in 16 tiles, of which every third takes longer than the others. */
class TileReductionTest {
  private static final int TILE_ROWS = 64;
  private static final int TILES = 16;
  private static final double[] TARGETS = targets();
  private static final Dataset ROWS = Tables.of(new double[TARGETS.length][1], TARGETS);

  /** Numbers of magnitudes so far apart that the order of a sum shows in its bits. */
  private static double[] targets() {
    SplittableRandom random = new SplittableRandom(21);
    return random
        .doubles(1000, -1, 1)
        .map(number -> Math.scalb(number, random.nextInt(60)))
        .toArray();
  }

  @AfterAll
  static void close() {
    ROWS.close();
  }

  private static void delay(Tile tile) {
    if (tile.index() % 3 == 0) {
      LockSupport.parkNanos(1_000_000);
    }
  }

  private static <T> T reduce(int threads, TileReduction<T> reduction) {
    try (TileExecutor executor = new TileExecutor(threads)) {
      return TileReducer.reduce(ROWS, TILE_ROWS, executor, reduction);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void partsAreMergedInTheOrderOfTheTiles(int threads) {
    TileReduction<List<Long>> places =
        TileReduction.of(
            ArrayList::new,
            List::addAll,
            () ->
                (tile, part) -> {
                  delay(tile);
                  part.clear(); // parts are used again
                  part.add(tile.index());
                });

    assertEquals(LongStream.range(0, TILES).boxed().toList(), reduce(threads, places));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void sumsHaveTheBitsOfTheSumsOfTilesInOrder(int threads) {
    double inOrder = 0;
    double reversed = 0;
    for (int tile = 0; tile < TILES; tile++) {
      inOrder += sumOfTile(tile);
      reversed += sumOfTile(TILES - 1 - tile);
    }

    double[] sums = reduce(threads, TileReduction.ofSums(1, () -> TileReductionTest::sum));

    assertNotEquals(inOrder, reversed);
    assertEquals(inOrder, sums[0]);
  }

  private static double sumOfTile(int tile) {
    double sum = 0;
    for (int i = tile * TILE_ROWS; i < Math.min(TARGETS.length, (tile + 1) * TILE_ROWS); i++) {
      sum += TARGETS[i];
    }
    return sum;
  }

  private static void sum(Tile tile, double[] part) {
    delay(tile);
    part[0] = 0;
    for (int i = 0; i < tile.rows(); i++) {
      part[0] += tile.targets()[i];
    }
  }

  /** Fails on the sixth tile; counts tiles and open tasks. */
  private static final class Failing implements TileReduction.Task<double[]> {
    private final IllegalStateException error;
    private final AtomicInteger tiles;
    private final AtomicInteger open;

    Failing(IllegalStateException error, AtomicInteger tiles, AtomicInteger open) {
      this.error = error;
      this.tiles = tiles;
      this.open = open;
      open.incrementAndGet();
    }

    @Override
    public void compute(Tile tile, double[] part) {
      tiles.incrementAndGet();
      if (tile.index() == 5) {
        throw error;
      }
      LockSupport.parkNanos(1_000_000);
    }

    @Override
    public void close() {
      open.decrementAndGet();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void errorInATaskEndsThePassAndFreesTheTasks(int threads) {
    IllegalStateException error = new IllegalStateException("sixth tile");
    AtomicInteger tiles = new AtomicInteger();
    AtomicInteger open = new AtomicInteger();
    TileReduction<double[]> failing =
        TileReduction.ofSums(1, () -> new Failing(error, tiles, open));

    IllegalStateException thrown =
        assertThrows(IllegalStateException.class, () -> reduce(threads, failing));

    assertSame(error, thrown);
    assertTrue(tiles.get() >= 6 && tiles.get() < TILES, tiles + " tiles");
    assertEquals(0, open.get());
  }

  @Test
  void oneThreadStopsAtTheTileOfTheError() {
    AtomicInteger tiles = new AtomicInteger();
    TileReduction<double[]> failing =
        TileReduction.ofSums(
            1, () -> new Failing(new IllegalStateException(), tiles, new AtomicInteger()));

    assertThrows(IllegalStateException.class, () -> reduce(1, failing));

    assertEquals(6, tiles.get());
  }
}
