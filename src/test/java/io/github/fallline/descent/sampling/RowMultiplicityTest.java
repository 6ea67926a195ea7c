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

  private static int[] counts(RowMultiplicity visits, long first, int count) {
    int[] counts = new int[count];
    visits.counts(first, count, counts, 0);
    return counts;
  }

  @Test
  void rowsAreVisitedAsOftenAsTheyAreLong() {
    // q / (2 mean q) with mean 2: 0.25, 1, 2.25, 4, 0, 25 / 4.
    RowMultiplicity visits = of(2, 1, 2, 3, 4, 0, 5);

    assertArrayEquals(new int[] {1, 1, 3, 4, 1, 7}, counts(visits, 0, 6));
    assertArrayEquals(new int[] {4, 1}, counts(visits, 3, 2));
    assertArrayEquals(new int[] {1}, counts(visits, 4, 1));
    assertEquals(17, visits.total());
    assertFalse(visits.areOnce());
  }

  @Test
  void visitsAreNumberedInTheOrderOfTheRows() {
    RowMultiplicity visits = of(2, 1, 2, 3, 4, 0, 5, 1);
    List<Long> expected = new ArrayList<>();
    int[] counts = counts(visits, 0, 7);
    for (int row = 0; row < counts.length; row++) {
      expected.addAll(Collections.nCopies(counts[row], (long) row));
    }

    List<Long> found = new ArrayList<>();
    for (long visit = 0; visit < visits.total(); visit++) {
      found.add(visits.row(visit));
    }

    assertEquals(expected, found);
  }

  @Test
  void theInterceptCountsAsOne() {
    try (Dataset data = Tables.of(new double[][] {{1}, {3}}, 0, 0)) {
      RowMultiplicity visits = RowMultiplicity.of(data, FeatureScaling.raw(1, true), 2.5);

      // (1 + 1) / 5 and (9 + 1) / 5.
      assertArrayEquals(new int[] {1, 2}, counts(visits, 0, 2));
    }
  }

  @Test
  void onceIsOnce() {
    RowMultiplicity visits = RowMultiplicity.once(5_000_000_000L);

    assertTrue(visits.areOnce());
    assertEquals(5_000_000_000L, visits.total());
    assertEquals(4_999_999_999L, visits.row(4_999_999_999L));
    assertArrayEquals(new int[] {1, 1}, counts(visits, 4_999_999_998L, 2));
  }

  @Test
  void manyRepeatedRowsAreKept() {
    double[] lengths = new double[1000];
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = i % 2 == 0 ? 0 : 3;
    }

    RowMultiplicity visits = of(2, lengths);

    assertEquals(500 + 500 * 3, visits.total());
    assertArrayEquals(new int[] {1, 3, 1, 3}, counts(visits, 996, 4));
    assertEquals(999, visits.row(1999));
    assertEquals(998, visits.row(1996));
  }
}
