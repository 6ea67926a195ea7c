package io.github.fallline.descent.sampling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.github.fallline.data.Dataset;
import io.github.fallline.data.Shuffling;
import io.github.fallline.data.Tile;
import io.github.fallline.descent.Tables;
import io.github.fallline.descent.scaling.FeatureScaling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpreadRepeatsTest {
  private static final int ROWS = 20_000;

  /** Row i has the length {@code lengths[i]}, the others 1; the mean of squares is given. */
  private static RowMultiplicity visits(double mean, int mostSpread, double... lengths) {
    double[][] rows = new double[ROWS][1];
    for (int i = 0; i < ROWS; i++) {
      rows[i][0] = i < lengths.length ? lengths[i] : 1;
    }
    try (Dataset data = Tables.of(rows, new double[ROWS])) {
      return RowMultiplicity.of(data, FeatureScaling.raw(1, false), mean, mostSpread);
    }
  }

  /** The row at each place of an epoch; -1 where the visit is not spread. */
  private static int[] epoch(RowMultiplicity multiplicity, long seed, int atOnce) {
    int places = (int) multiplicity.total();
    SpreadRepeats spread = new SpreadRepeats(multiplicity, places);
    spread.start(new SplittableRandom(seed), seed != 0);
    int[] epoch = new int[places];
    Arrays.fill(epoch, -1);
    int[] taken = new int[atOnce];
    int[] indices = new int[atOnce];
    for (int from = 0; from < places; from += atOnce) {
      int count = spread.next(from, Math.min(atOnce, places - from), taken, indices);
      for (int i = 0; i < count; i++) {
        assertEquals(-1, epoch[from + taken[i]], "a place is taken once");
        epoch[from + taken[i]] = (int) multiplicity.spreadRow(indices[i]);
      }
    }
    return epoch;
  }

  /** 5,000, 500 and 50 visits, and 200 rows of 3 beside each other. */
  private static RowMultiplicity mixed() {
    double[] lengths = new double[203];
    Arrays.fill(lengths, Math.sqrt(6));
    lengths[0] = 100;
    lengths[1] = Math.sqrt(1000);
    lengths[2] = 10;
    return visits(1, Integer.MAX_VALUE, lengths);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2})
  void everyRowHasItsVisitsBeyondTheFirst(long seed) {
    RowMultiplicity multiplicity = mixed();

    int[] epoch = epoch(multiplicity, seed, 4096);

    int[] found = new int[ROWS];
    Arrays.stream(epoch).filter(row -> row >= 0).forEach(row -> found[row]++);
    int[] counts = new int[ROWS];
    multiplicity.counts(0, ROWS, counts, 0);
    assertArrayEquals(Arrays.stream(counts).map(count -> count - 1).toArray(), found);
  }

  /** The share of a row in any part of the epoch is that of the epoch, up to a few visits. */
  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 3, 4})
  void everyStretchHasItsShareOfEachRow(long seed) {
    RowMultiplicity multiplicity = mixed();
    int[] epoch = epoch(multiplicity, seed, 1000);
    int[] counts = new int[ROWS];
    multiplicity.counts(0, ROWS, counts, 0);

    for (int size : new int[] {64, 256, 1024, 4096}) {
      for (int from = 0; from + size <= epoch.length; from += size) {
        int[] found = new int[ROWS];
        Arrays.stream(epoch, from, from + size).filter(row -> row >= 0).forEach(r -> found[r]++);
        for (int row = 0; row < 203; row++) {
          double share = (counts[row] - 1) * (double) size / epoch.length;
          assertEquals(share, found[row], 4, "row " + row + " from " + from + " on");
        }
      }
    }
  }

  @Test
  void ordersDependOnTheRandomNumbersAndNotOnHowTheyAreTaken() {
    RowMultiplicity multiplicity = mixed();

    assertArrayEquals(epoch(multiplicity, 5, 4096), epoch(multiplicity, 5, 7));
    assertFalse(Arrays.equals(epoch(multiplicity, 5, 4096), epoch(multiplicity, 6, 4096)));
    assertArrayEquals(epoch(multiplicity, 0, 4096), epoch(multiplicity, 0, 4096));
  }

  @Test
  void onlyTheMostVisitedRowsAreSpreadWhereCopiesHaveALimit() {
    // 3, 4, 4, 5 and 6 visits.
    double[] lengths = {Math.sqrt(6), Math.sqrt(8), Math.sqrt(8), Math.sqrt(10), Math.sqrt(12)};

    assertEquals(List.of(3L, 4L), spreadRows(visits(1, 2, lengths)));
    assertEquals(List.of(3L, 4L), spreadRows(visits(1, 3, lengths)));
    assertEquals(List.of(1L, 2L, 3L, 4L), spreadRows(visits(1, 4, lengths)));
    assertEquals(List.of(0L, 1L, 2L, 3L, 4L), spreadRows(visits(1, 5, lengths)));
    assertEquals(List.of(), spreadRows(visits(1, 0, lengths)));
  }

  private static List<Long> spreadRows(RowMultiplicity multiplicity) {
    List<Long> rows = new ArrayList<>();
    for (int i = 0; i < multiplicity.spreadRows(); i++) {
      rows.add(multiplicity.spreadRow(i));
      assertEquals(1, multiplicity.inPlace(multiplicity.spreadCount(i)));
    }
    return rows;
  }

  /** Rows in one place and spread ones: the visits of an epoch are the same. */
  @ParameterizedTest
  @ValueSource(ints = {0, 3, 1000})
  void anEpochHasTheSameVisitsWhateverIsSpread(int mostSpread) {
    double[][] rows = new double[ROWS][1];
    for (int i = 0; i < ROWS; i++) {
      rows[i][0] = i % 100 == 0 ? 2 + i % 700 : 1;
    }
    double[] targets = new double[ROWS];
    Arrays.setAll(targets, i -> i);
    FeatureScaling raw = FeatureScaling.raw(1, false);
    try (Dataset data = Tables.of(rows, targets)) {
      RowMultiplicity multiplicity = RowMultiplicity.of(data, raw, 500, mostSpread);
      Shuffling shuffling = new Shuffling(true, 1, 0);
      try (ShuffledTiles tiles =
              new ShuffledTiles(data, multiplicity, shuffling, multiplicity.total(), raw);
          Tile tile = tiles.newTile()) {
        int[] found = new int[ROWS];
        double[] weights = new double[ROWS];
        tiles.start(0);
        while (tiles.next(tile)) {
          for (int i = 0; i < tile.rows(); i++) {
            found[(int) tile.targets()[i]]++;
            weights[(int) tile.targets()[i]] += tile.weight(i);
          }
        }
        int[] counts = new int[ROWS];
        multiplicity.counts(0, ROWS, counts, 0);
        assertArrayEquals(counts, found);
        for (double weight : weights) {
          assertEquals(1, weight, 1e-9);
        }
      }
    }
  }
}
