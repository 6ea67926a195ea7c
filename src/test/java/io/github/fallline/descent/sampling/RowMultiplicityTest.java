package io.github.fallline.descent.sampling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.data.Dataset;
import io.github.fallline.descent.Tables;
import io.github.fallline.descent.scaling.FeatureScaling;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowMultiplicityTest {
  /** Row i has the one feature lengths[i], so its squared length is that number's square. */
  private static RowMultiplicity of(double meanSquaredLength, double... lengths) {
    double[][] rows = new double[lengths.length][];
    for (int i = 0; i < lengths.length; i++) {
      rows[i] = new double[] {lengths[i]};
    }
    try (Dataset data = Tables.of(rows, new double[lengths.length])) {
      return RowMultiplicity.of(data, FeatureScaling.raw(1, false), meanSquaredLength);
    }
  }

  private static int[] counts(RowMultiplicity multiplicity, long first, int count) {
    int[] counts = new int[count];
    multiplicity.counts(first, count, counts, 0);
    return counts;
  }

  @Test
  void rowsAreVisitedAsOftenAsTheyAreLong() {
    // q / (2 mean q) with mean 2: 0.25, 1, 2.25, 4, 0, 25 / 4.
    RowMultiplicity multiplicity = of(2, 1, 2, 3, 4, 0, 5);

    assertArrayEquals(new int[] {1, 1, 3, 4, 1, 7}, counts(multiplicity, 0, 6));
    assertArrayEquals(new int[] {4, 1}, counts(multiplicity, 3, 2));
    assertArrayEquals(new int[] {1}, counts(multiplicity, 4, 1));
    assertEquals(17, multiplicity.total());
    assertFalse(multiplicity.areOnce());
  }

  @Test
  void visitsAreNumberedInTheOrderOfTheRows() {
    RowMultiplicity multiplicity = of(2, 1, 2, 3, 4, 0, 5, 1);
    List<Long> expected = new ArrayList<>();
    int[] counts = counts(multiplicity, 0, 7);
    for (int row = 0; row < counts.length; row++) {
      expected.addAll(Collections.nCopies(counts[row], (long) row));
    }

    List<Long> found = new ArrayList<>();
    for (long visit = 0; visit < multiplicity.total(); visit++) {
      found.add(multiplicity.row(visit));
    }

    assertEquals(expected, found);
  }

  @Test
  void theInterceptCountsAsOne() {
    try (Dataset data = Tables.of(new double[][] {{1}, {3}}, 0, 0)) {
      RowMultiplicity multiplicity = RowMultiplicity.of(data, FeatureScaling.raw(1, true), 2.5);

      // (1 + 1) / 5 and (9 + 1) / 5.
      assertArrayEquals(new int[] {1, 2}, counts(multiplicity, 0, 2));
    }
  }

  @Test
  void onceIsOnce() {
    RowMultiplicity multiplicity = RowMultiplicity.once(5_000_000_000L);

    assertTrue(multiplicity.areOnce());
    assertEquals(5_000_000_000L, multiplicity.total());
    assertEquals(4_999_999_999L, multiplicity.row(4_999_999_999L));
    assertArrayEquals(new int[] {1, 1}, counts(multiplicity, 4_999_999_998L, 2));
  }

  @Test
  void manyRepeatedRowsAreKept() {
    double[] lengths = new double[1000];
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = i % 2 == 0 ? 0 : 3;
    }

    RowMultiplicity multiplicity = of(2, lengths);

    assertEquals(500 + 500 * 3, multiplicity.total());
    assertArrayEquals(new int[] {1, 3, 1, 3}, counts(multiplicity, 996, 4));
    assertEquals(999, multiplicity.row(1999));
    assertEquals(998, multiplicity.row(1996));
  }
}
