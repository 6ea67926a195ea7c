package io.github.fallline.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.blas.Window;
import java.util.ArrayList;
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
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

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
    INDArray x = Nd4j.create(features, new long[] {rows, 2});
    return Dataset.owning(x, Nd4j.create(targets, new long[] {rows, 1}), List.of("a", "b"), "y", 0);
  }

  private static double[] elements(Window window) {
    double[] elements = new double[window.rows() * window.columns()];
    window.read(elements);
    return elements;
  }

  /** The rows that a tile shows, which are told from its numbers and checked against them. */
  private static long[] rowsOf(Tile tile) {
    double[] features = elements(tile.features());
    double[] targets = elements(tile.targets());
    assertEquals(2 * targets.length, features.length);
    for (int i = 0; i < targets.length; i++) {
      assertEquals(10 * targets[i], features[2 * i]);
      assertEquals(10 * targets[i] + 1, features[2 * i + 1]);
    }
    return Arrays.stream(targets).mapToLong(y -> (long) y).toArray();
  }

  private static final RowOrder TWICE =
      RowOrder.of(new int[] {9, 0, 9, 4, 0}, new double[] {0.5, 1, 1, 1, 3, 1, 1, 1, 1, 0.25});

  /** An order and the size of the tiles in which it is visited. */
  record Visiting(String name, RowOrder order, int tileRows) {
    @Override
    public String toString() {
      return name + " by " + tileRows;
    }
  }

  static List<Visiting> visitings() {
    List<Visiting> visitings = new ArrayList<>();
    for (int tileRows : new int[] {1, 3, ROWS, ROWS + 1}) {
      RowOrder all = RowOrder.sequential(ROWS);
      visitings.add(new Visiting("sequential", all, tileRows));
      visitings.add(new Visiting("first seven", all.first(7), tileRows));
      visitings.add(new Visiting("shuffled", all.shuffled(1, 1, ROWS), tileRows));
      visitings.add(new Visiting("shuffled seven", all.shuffled(1, 1, 7), tileRows));
      visitings.add(new Visiting("repeated", TWICE, tileRows));
      visitings.add(new Visiting("repeated and shuffled", TWICE.shuffled(1, 1, 5), tileRows));
      visitings.add(new Visiting("none", all.first(0), tileRows));
    }
    return visitings;
  }

  @ParameterizedTest
  @MethodSource("visitings")
  void passVisitsTheRowsOfItsOrderInOrder(Visiting visiting) {
    RowOrder order = visiting.order();
    RowSource.Pass pass = data.pass(order, visiting.tileRows());
    long visit = 0;
    long tiles = 0;
    try (Tile tile = data.newTile(visiting.tileRows())) {
      while (pass.next(tile)) {
        assertEquals(tiles++, tile.index());
        assertEquals(Math.min(visiting.tileRows(), order.visits() - visit), tile.rows());
        long[] expected = LongStream.range(visit, visit + tile.rows()).map(order::row).toArray();
        assertArrayEquals(expected, rowsOf(tile));
        assertEquals(order.isUnweighted(), tile.isUnweighted());
        for (int i = 0; i < tile.rows(); i++) {
          assertEquals(order.weight(expected[i]), tile.weight(i));
        }
        visit += tile.rows();
      }
      assertFalse(pass.next(tile), "a pass that is over stays over");
    }
    assertEquals(order.visits(), visit);
  }

  @Test
  void weightsAreThoseOfTheRowsVisited() {
    try (Tile tile = data.newTile(3)) {
      RowSource.Pass pass = data.pass(TWICE, 3);

      assertTrue(pass.next(tile));
      // Rows 9, 0, 9, then 4, 0; the weights are given by row above.
      assertArrayEquals(
          new double[] {0.25, 0.5, 0.25},
          new double[] {tile.weight(0), tile.weight(1), tile.weight(2)});
      assertTrue(pass.next(tile));
      assertArrayEquals(new double[] {3, 0.5}, new double[] {tile.weight(0), tile.weight(1)});
    }
  }

  @Test
  void weightsOfOnePassDoNotLastIntoTheNext() {
    try (Tile tile = data.newTile(3)) {
      assertTrue(data.pass(TWICE, 3).next(tile));
      assertTrue(data.pass(RowOrder.sequential(ROWS), 3).next(tile));

      assertTrue(tile.isUnweighted());
      assertEquals(1, tile.weight(0));
      assertArrayEquals(new long[] {0, 1, 2}, rowsOf(tile));
    }
  }

  static List<RowOrder> orders() {
    RowOrder all = RowOrder.sequential(ROWS);
    return List.of(all, all.shuffled(3, 3, ROWS));
  }

  @ParameterizedTest
  @MethodSource("orders")
  void selectsSomeOfItsRows(RowOrder order) {
    RowSource.Pass pass = data.pass(order, 4);
    try (Tile tile = data.newTile(4)) {
      assertTrue(pass.next(tile));
      assertTrue(pass.next(tile));

      tile.select(1, 2);
      assertArrayEquals(new long[] {order.row(5), order.row(6)}, rowsOf(tile));
      tile.select(3, 1);
      assertArrayEquals(new long[] {order.row(7)}, rowsOf(tile));
      tile.select(4, 0);
      assertArrayEquals(new long[0], rowsOf(tile));
      tile.select(0, 4);
      assertEquals(4, rowsOf(tile).length);
      assertEquals(4, tile.rows());
    }
  }

  @ParameterizedTest
  @MethodSource("orders")
  void selectsNoRowsOfOtherTiles(RowOrder order) {
    RowSource.Pass pass = data.pass(order, 6);
    try (Tile tile = data.newTile(6)) {
      assertTrue(pass.next(tile));
      assertTrue(pass.next(tile)); // the last: four rows

      assertThrows(IndexOutOfBoundsException.class, () -> tile.select(-1, 2));
      assertThrows(IndexOutOfBoundsException.class, () -> tile.select(3, 2));
      assertThrows(IndexOutOfBoundsException.class, () -> tile.select(0, -1));
      assertThrows(IndexOutOfBoundsException.class, () -> tile.select(Integer.MAX_VALUE, 1));
      assertEquals(4, rowsOf(tile).length);
    }
  }

  @Test
  void gatheringLeavesTheDataAlone() {
    INDArray before = data.features().dup();
    try (Tile tile = data.newTile(ROWS)) {
      assertTrue(data.pass(RowOrder.sequential(ROWS).shuffled(5, 5, ROWS), ROWS).next(tile));
      tile.features().clear();
    }

    assertEquals(before, data.features());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void threadsShareAPassWithoutLossOrRepetition(boolean shuffle) throws Exception {
    int rows = 100_003;
    int tileRows = 2;
    int threads = 4;
    RowOrder sequential = RowOrder.sequential(rows);
    RowOrder order = shuffle ? sequential.shuffled(2, 2, rows) : sequential;
    ConcurrentHashMap<Long, long[]> taken = new ConcurrentHashMap<>();
    CyclicBarrier start = new CyclicBarrier(threads);
    ExecutorService workers = Executors.newFixedThreadPool(threads);
    try (Dataset many = numbered(rows)) {
      RowSource.Pass pass = many.pass(order, tileRows);
      Callable<Integer> work =
          () -> {
            int tiles = 0;
            start.await(1, TimeUnit.MINUTES);
            try (Tile tile = many.newTile(tileRows)) {
              for (; pass.next(tile); tiles++) {
                taken.put(tile.index(), rowsOf(tile));
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
    for (long visit = 0; visit < rows; visit++) {
      long[] tile = taken.get(visit / tileRows);
      assertEquals(order.row(visit), tile[(int) (visit % tileRows)], "visit " + visit);
    }
  }

  @Test
  void refusesAnOrderOfRowsThatAreNotThere() {
    for (RowOrder order : List.of(RowOrder.sequential(11), RowOrder.of(new int[] {10}, null))) {
      try (Tile tile = data.newTile(ROWS + 1)) {
        RowSource.Pass pass = data.pass(order, ROWS + 1);

        assertThrows(IndexOutOfBoundsException.class, () -> pass.next(tile));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  void refusesTilesOfNoRows(int tileRows) {
    RowOrder order = RowOrder.sequential(ROWS);

    Exception error =
        assertThrows(IllegalArgumentException.class, () -> data.pass(order, tileRows));

    assertEquals("tileRows: expected at least 1, got " + tileRows, error.getMessage());
  }
}
