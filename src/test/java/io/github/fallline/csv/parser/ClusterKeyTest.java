package io.github.fallline.csv.parser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClusterKeyTest {
  @ParameterizedTest
  @CsvSource({
    "7, 007, true",
    "7, 7.0, true",
    "7, +0.7e1, true",
    "0, -0.0, true",
    "7, 7x, false",
    "a, A, false",
    "e, e1, false",
    "1e400, 1e500, false",
    "12345678901234567, 12345678901234568, false",
    "inf, Infinity, false"
  })
  void equalNumbersAndEqualWordsHaveOneKey(String one, String other, boolean equal) {
    assertEquals(equal, ClusterKey.of(one) == ClusterKey.of(other));
    assertEquals(ClusterKey.of(one), ClusterKey.of(one));
  }

  @Test
  void aMillionCellsHaveFiniteKeysThatDiffer() {
    Set<Double> keys = new HashSet<>();
    for (int i = 0; i < 500_000; i++) {
      keys.add(ClusterKey.of(Integer.toString(i)));
      keys.add(ClusterKey.of("user-" + i));
    }
    assertEquals(1_000_000, keys.size());
    assertTrue(keys.stream().allMatch(Double::isFinite));
  }
}
