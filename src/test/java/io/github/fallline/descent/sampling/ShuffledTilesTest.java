package io.github.fallline.descent.sampling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.data.Dataset;
import io.github.fallline.data.Shuffling;
import io.github.fallline.data.Tile;
import io.github.fallline.descent.Tables;
import io.github.fallline.descent.scaling.FeatureScaling;
import io.github.fallline.parallel.TileExecutor;
import io.github.fallline.stats.MomentsPass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Row i has target i and features i, i + 0.5, ... */
class ShuffledTilesTest {
  private static Dataset numbered(int rows, int features) {
    double[] x = new double[rows * features];
    double[] y = new double[rows];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < features; j++) {
        x[i * features + j] = i + 0.5 * j;
      }
      y[i] = i;
    }
    INDArray targets = Nd4j.createFromArray(y).reshape(rows, 1);
    return Dataset.of(Nd4j.createFromArray(x).reshape(rows, features), targets);
  }

  private static ShuffledTiles feed(
      Dataset data, RowMultiplicity multiplicity, long perEpoch, long seed) {
    FeatureScaling raw = FeatureScaling.raw(data.featureNames().size(), false);
    return new ShuffledTiles(data, multiplicity, new Shuffling(true, seed, 0), perEpoch, raw);
  }

  /** The rows of an epoch in their order, each checked against its features. */
  private static int[] epoch(ShuffledTiles tiles, long epoch, RowMultiplicity multiplicity) {
    List<Integer> rows = new ArrayList<>();
    try (Tile tile = tiles.newTile()) {
      tiles.start(epoch);
      while (tiles.next(tile)) {
        int width = tile.features().columns();
        double[] features = new double[tile.rows() * width];
        tile.features().read(features);
        int[] count = new int[1];
        for (int i = 0; i < tile.rows(); i++) {
          int row = (int) tile.targets()[i];
          for (int j = 0; j < width; j++) {
            assertEquals(row + 0.5 * j, features[i * width + j]);
          }
          multiplicity.counts(row, 1, count, 0);
          assertEquals(1.0 / count[0], tile.weight(i));
          rows.add(row);
        }
      }
    }
    return rows.stream().mapToInt(row -> row).toArray();
  }

  private static int[] sorted(int[] rows) {
    return Arrays.stream(rows).sorted().toArray();
  }

  /** Below one group, one group exactly, several groups, a short last block and group. */
  @ParameterizedTest
  @CsvSource({"1, 1", "7, 3", "16384, 1", "16385, 2", "50001, 20", "3000, 600", "700, 1500"})
  void everyEpochVisitsEveryRowOnceInAnotherOrder(int rows, int features) {
    RowMultiplicity once = RowMultiplicity.once(rows);
    try (Dataset data = numbered(rows, features);
        ShuffledTiles tiles = feed(data, once, rows, 1)) {
      int[] first = epoch(tiles, 0, once);
      int[] second = epoch(tiles, 1, once);

      assertArrayEquals(IntStream.range(0, rows).toArray(), sorted(first));
      assertArrayEquals(IntStream.range(0, rows).toArray(), sorted(second));
      if (rows > 10) {
        assertNotEquals(Arrays.hashCode(first), Arrays.hashCode(second));
      }
      assertArrayEquals(first, epoch(tiles, 0, once), "an epoch is repeated as it was");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 40_000})
  void ordersDependOnSeedAndEpochAlone(int rows) {
    RowMultiplicity once = RowMultiplicity.once(rows);
    try (Dataset data = numbered(rows, 4);
        ShuffledTiles tiles = feed(data, once, rows, 5);
        ShuffledTiles same = feed(data, once, rows, 5);
        ShuffledTiles other = feed(data, once, rows, 6)) {
      epoch(tiles, 0, once);
      int[] third = epoch(tiles, 3, once);

      assertArrayEquals(third, epoch(same, 3, once));
      assertNotEquals(Arrays.hashCode(third), Arrays.hashCode(epoch(other, 3, once)));
    }
  }

  @Test
  void withoutShufflingVisitsComeInTheOrderOfTheRows() {
    int rows = 30_000;
    RowMultiplicity once = RowMultiplicity.once(rows);
    FeatureScaling raw = FeatureScaling.raw(3, false);
    try (Dataset data = numbered(rows, 3);
        ShuffledTiles tiles =
            new ShuffledTiles(data, once, new Shuffling(false, 0, 0), rows, raw)) {
      assertArrayEquals(IntStream.range(0, rows).toArray(), epoch(tiles, 0, once));
      assertArrayEquals(IntStream.range(0, rows).toArray(), epoch(tiles, 1, once));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {50, 30_000})
  void longRowsAreVisitedAsOftenAsPlanned(int rows) {
    double mean = rows * (double) rows / 20;
    try (Dataset data = numbered(rows, 1)) {
      RowMultiplicity multiplicity = RowMultiplicity.of(data, FeatureScaling.raw(1, false), mean);
      try (ShuffledTiles tiles = feed(data, multiplicity, multiplicity.total(), 3)) {
        for (int epoch = 0; epoch < 3; epoch++) {
          int[] found = sorted(epoch(tiles, epoch, multiplicity));

          int[] expected =
              IntStream.range(0, (int) multiplicity.total())
                  .map(v -> (int) multiplicity.row(v))
                  .toArray();
          assertTrue(expected.length > rows);
          assertArrayEquals(expected, found);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 17, 9_000, 29_999})
  void someVisitsOfAnEpochAreDifferentRows(int perEpoch) {
    int rows = 30_000;
    RowMultiplicity once = RowMultiplicity.once(rows);
    try (Dataset data = numbered(rows, 2);
        ShuffledTiles tiles = feed(data, once, perEpoch, 3)) {
      int[] found = epoch(tiles, 4, once);

      assertEquals(perEpoch, found.length);
      assertEquals(perEpoch, Arrays.stream(found).distinct().count());
    }
  }

  /**
   * What chi-square with 23 degrees of freedom exceeds with probability 1e-6: the root of 1 -
   * P(11.5, x / 2) = 1e-6 by bisection, P being the regularized incomplete gamma function by its
   * power series. (Wilson and Hilferty's approximation says 71.2.)
   */
  private static final double BOUND = 70.55;

  private static double chiSquare(Map<String, Integer> counts, int draws) {
    assertEquals(24, counts.size());
    double expected = draws / 24.0;
    return counts.values().stream()
        .mapToDouble(count -> (count - expected) * (count - expected) / expected)
        .sum();
  }

  @Test
  void ordersOfFourRowsAreEquallyLikely() {
    Map<String, Integer> counts = new HashMap<>();
    RowMultiplicity once = RowMultiplicity.once(4);
    try (Dataset data = numbered(4, 1);
        ShuffledTiles tiles = feed(data, once, 4, 42)) {
      for (int k = 0; k < 24_000; k++) {
        counts.merge(Arrays.toString(epoch(tiles, k, once)), 1, Integer::sum);
      }
    }

    double found = chiSquare(counts, 24_000);
    assertTrue(found < BOUND, () -> "chi-square " + found);
  }

  @Test
  void singleRowsAreEquallyLikely() {
    Map<String, Integer> counts = new HashMap<>();
    RowMultiplicity once = RowMultiplicity.once(24);
    try (Dataset data = numbered(24, 1);
        ShuffledTiles tiles = feed(data, once, 1, 42)) {
      for (int k = 0; k < 24_000; k++) {
        counts.merge(Arrays.toString(epoch(tiles, k, once)), 1, Integer::sum);
      }
    }

    double found = chiSquare(counts, 24_000);
    assertTrue(found < BOUND, () -> "chi-square " + found);
  }

  /** Beyond one group the order is not uniform; the place of a row nearly is. */
  @Test
  void rowsOfALargeTableAreSpreadOverTheEpoch() {
    int rows = 100_000;
    RowMultiplicity once = RowMultiplicity.once(rows);
    try (Dataset data = numbered(rows, 20);
        ShuffledTiles tiles = feed(data, once, rows, 1)) {
      int[] order = epoch(tiles, 0, once);

      // 8,192 rows in blocks of 32 of a group: their mean is off by 100,000 / sqrt(12 * 256) at one
      // deviation.
      for (int from = 0; from + 8192 <= rows; from += 8192) {
        double mean = Arrays.stream(order, from, from + 8192).average().orElseThrow();
        assertEquals(rows / 2.0, mean, 5 * rows / Math.sqrt(12 * 256));
      }
      long apart = IntStream.range(1, rows).filter(i -> order[i] == order[i - 1] + 1).count();
      assertTrue(apart < 100, () -> apart + " neighbours stayed together");
    }
  }

  @Test
  void rowsComeInTheCoordinatesOfTheDescent() {
    SplittableRandom random = new SplittableRandom(1);
    try (Dataset data = Tables.random(3000, 7, 1, 1);
        TileExecutor executor = new TileExecutor(1)) {
      FeatureScaling standard =
          FeatureScaling.standardized(new MomentsPass(data, executor).columns(), true);
      RowMultiplicity once = RowMultiplicity.once(3000);
      Shuffling asTheyLie = new Shuffling(false, 0, 0);
      try (ShuffledTiles tiles = new ShuffledTiles(data, once, asTheyLie, 3000, standard);
          Tile tile = tiles.newTile()) {
        tiles.start(0);
        assertTrue(tiles.next(tile));
        double[] features = new double[tile.rows() * 7];
        tile.features().read(features);
        for (int k = 0; k < 100; k++) {
          int i = random.nextInt(tile.rows());
          int j = random.nextInt(7);
          double z = (data.features().getDouble(i, j) - standard.shift(j)) / standard.scale(j);
          assertEquals(z, features[i * 7 + j], 1e-12 * (1 + Math.abs(standard.shift(j))));
        }
      }
    }
  }
}
