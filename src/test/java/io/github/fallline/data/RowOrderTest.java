package io.github.fallline.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowOrderTest {
  private static final long SEED = 42;

  private static long[] rows(RowOrder order) {
    return LongStream.range(0, order.visits()).map(order::row).toArray();
  }

  private static long[] sorted(long[] rows) {
    return Arrays.stream(rows).sorted().toArray();
  }

  private static RowOrder shuffled(int rows, long seed, long epoch) {
    return RowOrder.sequential(rows).shuffled(seed, epoch, rows);
  }

  @Test
  void sequentialVisitsEveryRowInPlace() {
    RowOrder order = RowOrder.sequential(5);

    assertArrayEquals(new long[] {0, 1, 2, 3, 4}, rows(order));
    assertTrue(order.isSequential());
    assertTrue(order.isUnweighted());
    assertEquals(1, order.weight(3));
  }

  @Test
  void sequentialCountsBeyondAnInt() {
    RowOrder order = RowOrder.sequential(5_000_000_000L);

    assertEquals(5_000_000_000L, order.visits());
    assertEquals(4_999_999_999L, order.row(4_999_999_999L));
  }

  @Test
  void givenVisitsKeepTheirOrderAndTheWeightsOfTheirRows() {
    RowOrder order = RowOrder.of(new int[] {2, 0, 2}, new double[] {1.5, 9, 0.25});

    assertArrayEquals(new long[] {2, 0, 2}, rows(order));
    assertEquals(1.5, order.weight(0));
    assertEquals(0.25, order.weight(2));
    assertFalse(order.isSequential());
    assertFalse(order.isUnweighted());
    assertTrue(RowOrder.of(new int[] {1}, null).isUnweighted());
    assertEquals(1, RowOrder.of(new int[] {1}, null).weight(1));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 10, 1000, 65_537})
  void shufflingVisitsEveryRowOnce(int rows) {
    RowOrder order = shuffled(rows, SEED, 3);

    assertEquals(rows, order.visits());
    assertFalse(order.isSequential());
    assertArrayEquals(LongStream.range(0, rows).toArray(), sorted(rows(order)));
  }

  @Test
  void shufflingDependsOnSeedAndEpochAlone() {
    long[] expected = rows(shuffled(100, SEED, 7));

    shuffled(100, SEED, 6); // an epoch before it
    shuffled(100, SEED + 1, 7);

    assertArrayEquals(expected, rows(shuffled(100, SEED, 7)));
  }

  @Test
  void everySeedAndEpochHasAnOrderOfItsOwn() {
    Set<String> orders = new HashSet<>();
    for (long seed : new long[] {0, 1, 2, -1, Long.MAX_VALUE, Long.MIN_VALUE}) {
      for (long epoch = 0; epoch < 100; epoch++) {
        orders.add(Arrays.toString(rows(shuffled(50, seed, epoch))));
      }
    }

    // Two of 50! = 3e64 orders are the same by no chance worth the name.
    assertEquals(600, orders.size());
  }

  /**
   * A statistic of chi-square with 23 degrees of freedom, if each of the 24 orders of four rows is
   * as likely as the next.
   */
  private static double chiSquare(SeedAndEpoch pairs) {
    int draws = 24_000;
    Map<String, Integer> counts = new HashMap<>();
    for (int k = 0; k < draws; k++) {
      counts.merge(Arrays.toString(rows(pairs.order(k))), 1, Integer::sum);
    }
    assertEquals(24, counts.size());
    double expected = draws / 24.0;
    return counts.values().stream()
        .mapToDouble(count -> (count - expected) * (count - expected) / expected)
        .sum();
  }

  private interface SeedAndEpoch {
    RowOrder order(int k);
  }

  /**
   * What chi-square with 23 degrees of freedom exceeds with probability 1e-6: the root of 1 -
   * P(11.5, x / 2) = 1e-6 by bisection, P being the regularized incomplete gamma function by its
   * power series. (Wilson and Hilferty's approximation says 71.2.)
   */
  private static final double BOUND = 70.55;

  @Test
  void ordersOfFourRowsAreEquallyLikelyOverEpochs() {
    double found = chiSquare(k -> shuffled(4, SEED, k));

    assertTrue(found < BOUND, () -> "chi-square " + found);
  }

  @Test
  void ordersOfFourRowsAreEquallyLikelyOverSeeds() {
    double found = chiSquare(k -> shuffled(4, SEED + k, 0));

    assertTrue(found < BOUND, () -> "chi-square " + found);
  }

  @Test
  void ordersOfFourRowsAreEquallyLikelyOverRandomPairs() {
    SplittableRandom random = new SplittableRandom(SEED);

    double found = chiSquare(k -> shuffled(4, random.nextLong(), random.nextInt(1000)));

    assertTrue(found < BOUND, () -> "chi-square " + found);
  }

  @Test
  void shufflingKeepsRepeatedVisitsAndWeights() {
    double[] weights = {1, 0.5, 1.0 / 3};
    int[] visited = {0, 1, 1, 2, 2, 2};

    RowOrder order = RowOrder.of(visited, weights).shuffled(SEED, 1, 6);

    assertArrayEquals(new long[] {0, 1, 1, 2, 2, 2}, sorted(rows(order)));
    assertArrayEquals(new int[] {0, 1, 1, 2, 2, 2}, visited);
    assertEquals(0.5, order.weight(1));
    assertEquals(1.0 / 3, order.weight(2));
    assertFalse(order.isUnweighted());
  }

  @Test
  void aShorterShuffleIsTheBeginningOfTheWholeOne() {
    long[] whole = rows(shuffled(100, SEED, 5));

    RowOrder some = RowOrder.sequential(100).shuffled(SEED, 5, 30);

    assertArrayEquals(Arrays.copyOf(whole, 30), rows(some));
    assertEquals(100, RowOrder.sequential(100).shuffled(SEED, 5, 1000).visits());
  }

  @Test
  void firstVisitsAreTheBeginning() {
    assertArrayEquals(new long[] {0, 1, 2}, rows(RowOrder.sequential(5).first(3)));
    assertTrue(RowOrder.sequential(5).first(3).isSequential());
    assertEquals(5, RowOrder.sequential(5).first(9).visits());
    RowOrder some = RowOrder.of(new int[] {4, 2, 0}, new double[] {5, 6, 7, 8, 9}).first(2);
    assertArrayEquals(new long[] {4, 2}, rows(some));
    assertEquals(9, some.weight(4));
  }

  @Test
  void shufflingFirstVisitsVisitsNoOthers() {
    RowOrder firstThree = RowOrder.of(IntStream.range(10, 110).toArray(), null).first(3);
    RowOrder shuffledThree = shuffled(100, SEED, 1).first(3);
    for (int epoch = 0; epoch < 20; epoch++) {
      RowOrder again = firstThree.shuffled(SEED, epoch, 3);

      assertArrayEquals(new long[] {10, 11, 12}, sorted(rows(again)));
      assertArrayEquals(
          sorted(rows(shuffledThree)), sorted(rows(shuffledThree.shuffled(SEED, epoch, 3))));
    }
  }

  @Test
  void refusesToShuffleMoreRowsThanAnIntCanCount() {
    RowOrder order = RowOrder.sequential(1L << 31);

    Exception error =
        assertThrows(IllegalArgumentException.class, () -> order.shuffled(SEED, 0, 1));

    assertEquals(
        "cannot shuffle 2147483648 rows; 2,147,483,647 at most (train without shuffling)",
        error.getMessage());
  }
}
