package io.github.fallline.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.blas.Matrix;
import io.github.fallline.blas.Precision;
import io.github.fallline.blas.RowView;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tiles and the passes that fill them. Row i holds the features 10 i, 10 i + 1 and target i. */
class TileTest {
  private static final int ROWS = 10;

  private final Dataset data = numbered(ROWS);

  @AfterEach
  void close() {
    data.close();
  }

  private static Dataset numbered(int rows) {
    double[] features = new double[2 * rows];
    double[] targets = new double[rows];
    for (int i = 0; i < rows; i++) {
      features[2 * i] = 10 * i;
      features[2 * i + 1] = 10 * i + 1;
      targets[i] = i;
    }
    Matrix x = Matrix.uninitialized(rows, 2, Precision.DOUBLE);
    x.view().write(features);
    Matrix y = Matrix.uninitialized(rows, 1, Precision.DOUBLE);
    y.view().write(targets);
    return Dataset.owning(x, y, List.of("a", "b"), "y", 0);
  }

  private static double[] elements(RowView view) {
    double[] elements = new double[view.rows() * view.columns()];
    view.read(elements);
    return elements;
  }

  /**
   * The selected rows of a tile, the first being {@code from}, derived from its numbers and checked
   * against them.
   */
  private static long[] rowsOf(Tile tile, int from) {
    double[] features = elements(tile.features());
    double[] targets = Arrays.copyOfRange(tile.targets(), from, from + tile.features().rows());
    assertEquals(2 * targets.length, features.length);
    for (int i = 0; i < targets.length; i++) {
      assertEquals(10 * targets[i], features[2 * i]);
      assertEquals(10 * targets[i] + 1, features[2 * i + 1]);
    }
    return Arrays.stream(targets).mapToLong(y -> (long) y).toArray();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, ROWS, ROWS + 1})
  void passHandsOutAllRowsInOrder(int tileRows) {
    RowStream.Pass pass = data.pass(tileRows);
    long row = 0;
    long tiles = 0;
    try (Tile tile = data.newTile(tileRows)) {
      while (pass.next(tile)) {
        assertEquals(tiles++, tile.index());
        assertEquals(Math.min(tileRows, ROWS - row), tile.rows());
        assertArrayEquals(LongStream.range(row, row + tile.rows()).toArray(), rowsOf(tile, 0));
        assertFalse(tile.isWeighted());
        assertEquals(1, tile.weight(0));
        row += tile.rows();
      }
      assertFalse(pass.next(tile), "a pass that is over stays over");
    }
    assertEquals(ROWS, row);
  }

  @Test
  void weightsHoldWhereItSaysSo() {
    try (Tile tile = new Tile(2, 3)) {
      tile.weights()[1] = 0.25;

      tile.set(0, 0, 3, true);
      assertEquals(0.25, tile.weight(1));
      tile.set(1, 0, 3, false);
      assertEquals(1, tile.weight(1));
    }
  }

  @Test
  void selectsSomeOfItsRows() {
    RowStream.Pass pass = data.pass(4);
    try (Tile tile = data.newTile(4)) {
      assertTrue(pass.next(tile));
      assertTrue(pass.next(tile));

      tile.select(1, 2);
      assertArrayEquals(new long[] {5, 6}, rowsOf(tile, 1));
      tile.select(3, 1);
      assertArrayEquals(new long[] {7}, rowsOf(tile, 3));
      tile.select(4, 0);
      assertArrayEquals(new long[0], rowsOf(tile, 4));
      tile.select(0, 4);
      assertArrayEquals(new long[] {4, 5, 6, 7}, rowsOf(tile, 0));
    }
  }

  @Test
  void selectsNoRowsOfOtherTiles() {
    RowStream.Pass pass = data.pass(6);
    try (Tile tile = data.newTile(6)) {
      assertTrue(pass.next(tile));
      assertTrue(pass.next(tile)); // the last: four rows

      assertThrows(IndexOutOfBoundsException.class, () -> tile.select(-1, 2));
      assertThrows(IndexOutOfBoundsException.class, () -> tile.select(3, 2));
      assertThrows(IndexOutOfBoundsException.class, () -> tile.select(0, -1));
      assertThrows(IndexOutOfBoundsException.class, () -> tile.select(Integer.MAX_VALUE, 1));
      assertThrows(IndexOutOfBoundsException.class, () -> tile.set(0, 0, 7, false));
      assertEquals(4, rowsOf(tile, 0).length);
    }
  }

  @Test
  void readerCopiesRowsFromAnywhereToAnywhere() {
    try (RowSource.Reader reader = data.reader();
        Tile tile = new Tile(2, 5)) {
      reader.read(7, 3, tile.features(), tile.targets(), 0);
      reader.read(2, 2, tile.features(), tile.targets(), 3);
      tile.set(0, 0, 5, false);

      assertArrayEquals(new long[] {7, 8, 9, 2, 3}, rowsOf(tile, 0));
    }
  }

  @Test
  void readerRefusesRowsThatAreNotThere() {
    try (RowSource.Reader reader = data.reader();
        Tile tile = new Tile(2, 5)) {
      assertThrows(
          IndexOutOfBoundsException.class,
          () -> reader.read(8, 3, tile.features(), tile.targets(), 0));
      assertThrows(
          IndexOutOfBoundsException.class,
          () -> reader.read(0, 3, tile.features(), tile.targets(), 3));
    }
  }

  @Test
  void threadsShareAPassWithoutLossOrRepetition() throws Exception {
    int rows = 100_003;
    int tileRows = 2;
    int threads = 4;
    ConcurrentHashMap<Long, long[]> taken = new ConcurrentHashMap<>();
    CyclicBarrier start = new CyclicBarrier(threads);
    ExecutorService workers = Executors.newFixedThreadPool(threads);
    try (Dataset many = numbered(rows)) {
      RowStream.Pass pass = many.pass(tileRows);
      Callable<Integer> work =
          () -> {
            int tiles = 0;
            start.await(1, TimeUnit.MINUTES);
            try (Tile tile = many.newTile(tileRows)) {
              for (; pass.next(tile); tiles++) {
                taken.put(tile.index(), rowsOf(tile, 0));
              }
            }
            return tiles;
          };
      int tiles = 0;
      for (Future<Integer> worker : workers.invokeAll(List.of(work, work, work, work))) {
        tiles += worker.get();
      }
      assertEquals((rows + tileRows - 1) / tileRows, tiles);
      assertEquals(tiles, taken.size());
    } finally {
      workers.shutdownNow();
    }
    for (long row = 0; row < rows; row++) {
      assertEquals(row, taken.get(row / tileRows)[(int) (row % tileRows)], "row " + row);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  void refusesTilesOfNoRows(int tileRows) {
    Exception error = assertThrows(IllegalArgumentException.class, () -> data.pass(tileRows));

    assertEquals("tileRows: expected at least 1, got " + tileRows, error.getMessage());
  }
}
