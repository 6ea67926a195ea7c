package io.github.fallline.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.fallline.descent.Tables;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RowKeysTest {
  @Test
  void codesCountTheKeysInTheOrderOfTheirFirstRows() {
    RowKeys keys = new RowKeys();
    keys.add(new double[] {5, -1, 5, Double.MIN_VALUE, 99}, 4);
    keys.add(new double[] {-1, 0}, 2);
    try (Dataset rows = Tables.random(6, 1, 1, 2)) {
      assertArrayEquals(new int[] {0, 1, 0, 2, 1, 3}, keys.codesOf(rows));
    }
  }

  /** A map from keys to codes knows the same: many keys, so that the table grows. */
  @Test
  void manyKeysHaveTheCodesOfAMap() {
    int count = 100_000;
    double[] all = new double[count];
    int[] expected = new int[count];
    Map<Double, Integer> known = new HashMap<>();
    SplittableRandom random = new SplittableRandom(8);
    RowKeys keys = new RowKeys();
    for (int i = 0; i < count; i++) {
      all[i] = random.nextInt(40_000) * 0.5;
      known.putIfAbsent(all[i], known.size());
      expected[i] = known.get(all[i]);
      keys.add(new double[] {all[i]}, 1);
    }
    try (Dataset rows = Tables.random(count, 1, 1, 2);
        Dataset others = Tables.random(3, 1, 1, 2)) {
      assertArrayEquals(expected, keys.codesOf(rows));
      assertThrows(IllegalArgumentException.class, () -> keys.codesOf(others));
    }
  }

  @Test
  void ofAPartTheRowsOfThePartAreChosen() {
    int count = 9000;
    RowKeys keys = new RowKeys();
    double[] numbers = new double[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = i;
    }
    keys.add(numbers, count);
    Split split = new Split(0.3, 5);
    try (Dataset rows = Tables.random(count, 1, 1, 2)) {
      int[] training = keys.codesOf(ValidationSplit.training(rows, split));
      int[] held = keys.codesOf(ValidationSplit.validation(rows, split));
      assertEquals(6300, training.length);
      assertEquals(2700, held.length);
      boolean[] seen = new boolean[count];
      for (int[] part : new int[][] {training, held}) {
        for (int code : part) {
          assertEquals(false, seen[code]);
          seen[code] = true;
        }
      }
      double[] weights = new double[count];
      java.util.Arrays.fill(weights, 2);
      assertArrayEquals(
          training, keys.codesOf(ValidationSplit.training(WeightedRows.of(rows, weights), split)));
    }
  }
}
