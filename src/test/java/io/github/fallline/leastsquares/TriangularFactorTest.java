package io.github.fallline.leastsquares;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.fallline.data.Dataset;
import io.github.fallline.data.RowSource;
import io.github.fallline.data.WeightedRows;
import io.github.fallline.descent.Tables;
import io.github.fallline.parallel.TileExecutor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TriangularFactorTest {
  private static final int COLUMNS = 5;

  /** Correlated columns with means to 100. */
  private static double[][] table(int rows) {
    Random random = new Random(7);
    double[][] table = new double[rows][COLUMNS];
    for (double[] row : table) {
      double common = random.nextGaussian();
      for (int j = 0; j < COLUMNS; j++) {
        row[j] = 25 * j + common + random.nextGaussian();
      }
    }
    return table;
  }

  private static TriangularFactor of(double[][] table) {
    TriangularFactor factor = new TriangularFactor(COLUMNS);
    if (table.length > 0) {
      factor.set(Arrays.stream(table).flatMapToDouble(Arrays::stream).toArray(), table.length);
    }
    return factor;
  }

  /** R'R against the products in plain loops, to rounding of the larger ones. */
  private static void assertFactorOf(double[][] table, TriangularFactor factor) {
    double[] mean = new double[COLUMNS];
    for (double[] row : table) {
      for (int j = 0; j < COLUMNS; j++) {
        mean[j] += row[j] / table.length;
      }
    }
    assertEquals(table.length, factor.rows());
    for (boolean centred : new boolean[] {true, false}) {
      double[] r = factor.factor(centred);
      for (int j = 0; j < COLUMNS; j++) {
        assertEquals(mean[j], factor.mean(j), 1e-12, "mean " + j);
        for (int k = 0; k < COLUMNS; k++) {
          double expected = 0;
          for (double[] row : table) {
            expected += centred ? (row[j] - mean[j]) * (row[k] - mean[k]) : row[j] * row[k];
          }
          double found = 0;
          for (int i = 0; i <= Math.min(j, k); i++) {
            found += r[i * COLUMNS + j] * r[i * COLUMNS + k];
          }
          assertEquals(expected, found, 1e-12 * table.length * 1e4, "product " + j + ", " + k);
        }
        for (int i = j + 1; i < COLUMNS; i++) {
          assertEquals(0, r[i * COLUMNS + j], 0.0, "below the diagonal");
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 6, 100})
  void squaresToTheProductsOfTheColumns(int rows) {
    assertFactorOf(table(rows), of(table(rows)));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 50, 99, 100})
  void partsMergeToTheWhole(int split) {
    double[][] table = table(100);
    TriangularFactor whole = of(Arrays.copyOf(table, split));
    whole.merge(of(Arrays.copyOfRange(table, split, table.length)));

    assertFactorOf(table, whole);
  }

  @Test
  void aTreeOfMergesGivesTheWholeInAnyOrder() {
    double[][] table = table(96);
    TriangularFactor[] parts = new TriangularFactor[16];
    for (int i = 0; i < parts.length; i++) {
      parts[(i * 7) % 16] = of(Arrays.copyOfRange(table, 6 * i, 6 * i + 6));
    }
    for (int width = 1; width < parts.length; width *= 2) {
      for (int i = 0; i < parts.length; i += 2 * width) {
        parts[i].merge(parts[i + width]);
      }
    }
    assertFactorOf(table, parts[0]);
  }

  @Test
  void mergingLeavesTheOtherAlone() {
    double[][] table = table(20);
    TriangularFactor other = of(table);
    of(table(7)).merge(other);

    assertFactorOf(table, other);
  }

  @Test
  void otherColumnsAreRefused() {
    TriangularFactor three = new TriangularFactor(3);

    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> three.merge(new TriangularFactor(4)));

    assertEquals("other: expected 3 columns, got 4", error.getMessage());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 4096, 4097, 9000})
  void aPassGivesTheFactorOfAllRows(int rows) {
    double[][] table = table(rows);
    double[][] features =
        Arrays.stream(table).map(row -> Arrays.copyOf(row, COLUMNS - 1)).toArray(double[][]::new);
    double[] targets = Arrays.stream(table).mapToDouble(row -> row[COLUMNS - 1]).toArray();
    try (Dataset data = Tables.of(features, targets);
        TileExecutor executor = new TileExecutor(2)) {
      assertFactorOf(table, new QrPass(data, executor).factor());
    }
  }

  /** A row of weight 3 is three rows, one of weight 0 none, however far off it is. */
  @ParameterizedTest
  @ValueSource(ints = {6, 700, 9000})
  void weightsRepeatRows(int count) {
    double[][] table = table(count);
    double[] weights = new double[count];
    double[][] x = new double[count][];
    double[] y = new double[count];
    List<double[]> repeated = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      weights[i] = i % 4;
      if (weights[i] == 0) {
        table[i][1] = 1e12;
      }
      x[i] = Arrays.copyOf(table[i], COLUMNS - 1);
      y[i] = table[i][COLUMNS - 1];
      for (int k = 0; k < i % 4; k++) {
        repeated.add(table[i]);
      }
    }
    double[][] rows = repeated.toArray(double[][]::new);
    double[] targets = Arrays.stream(rows).mapToDouble(row -> row[COLUMNS - 1]).toArray();
    double[][] features =
        Arrays.stream(rows).map(row -> Arrays.copyOf(row, COLUMNS - 1)).toArray(double[][]::new);
    try (RowSource weighted = WeightedRows.of(Tables.of(x, y), weights);
        Dataset all = Tables.of(features, targets)) {
      TriangularFactor found = TriangularFactor.of(weighted, 3);
      TriangularFactor expected = TriangularFactor.of(all, 1);
      assertArrayEquals(
          TriangularFactor.of(weighted, 1).factor(true), found.factor(true), "threads");
      assertEquals(count, found.rows());
      assertEquals(count, found.weight(), 1e-9 * count); // weights are scaled to the mean 1
      double scale = Math.sqrt(expected.weight() / found.weight());
      for (boolean centred : new boolean[] {true, false}) {
        double[] r = expected.factor(centred);
        double[] s = found.factor(centred);
        for (int at = 0; at < r.length; at++) {
          assertEquals(Math.abs(r[at]), scale * Math.abs(s[at]), 1e-10 * Math.abs(r[0] * COLUMNS));
        }
      }
      for (int j = 0; j < COLUMNS; j++) {
        assertEquals(expected.mean(j), found.mean(j), 1e-11);
        assertEquals(
            expected.columnStatistics().smallVariance(j),
            found.columnStatistics().smallVariance(j),
            1e-10);
      }
    }
  }

  @Test
  void survivesSerialization() throws IOException, ClassNotFoundException {
    TriangularFactor factor = of(table(50));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(factor);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      TriangularFactor copy = (TriangularFactor) in.readObject();

      assertEquals(50, copy.rows());
      assertArrayEquals(factor.factor(false), copy.factor(false));
    }
  }
}
