package io.github.fallline.stats;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.fallline.data.Dataset;
import io.github.fallline.descent.Tables;
import io.github.fallline.descent.multitarget.MultiTargets;
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
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class MomentsTest {
  private static Moments of(Dataset data, int threads) {
    try (TileExecutor executor = new TileExecutor(threads)) {
      return new MomentsPass(data, executor).moments();
    }
  }

  /** Rows with mean 1e6 and deviation 1, of which one-pass sums of squares lose all digits. */
  private static double[][] shifted(int rows, int columns) {
    Random random = new Random(9);
    double[][] x = new double[rows][columns];
    for (double[] row : x) {
      for (int j = 0; j < columns; j++) {
        row[j] = 1e6 + random.nextGaussian() + (j > 0 ? row[j - 1] - 1e6 : 0);
      }
    }
    return x;
  }

  private static Dataset lastColumnAsTarget(double[][] rows) {
    double[][] x = new double[rows.length][];
    double[] y = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      x[i] = Arrays.copyOf(rows[i], rows[i].length - 1);
      y[i] = rows[i][rows[i].length - 1];
    }
    return Tables.of(x, y);
  }

  /** Two passes in plain loops: first the means, then the products of deviations. */
  private static void assertMomentsOf(double[][] rows, Moments moments) {
    int columns = rows[0].length;
    double[] mean = new double[columns];
    for (double[] row : rows) {
      for (int j = 0; j < columns; j++) {
        mean[j] += (row[j] - rows[0][j]) / rows.length;
      }
    }
    for (int j = 0; j < columns; j++) {
      mean[j] += rows[0][j];
      assertEquals(mean[j], moments.mean(j), 1e-15 * Math.abs(mean[j]) * 10, "mean " + j);
    }
    for (int j = 0; j < columns; j++) {
      for (int k = 0; k < columns; k++) {
        double sum = 0;
        for (double[] row : rows) {
          sum += (row[j] - mean[j]) * (row[k] - mean[k]);
        }
        // A mean of 1e6 is known to 1e-10; deviations of 1 make that 1e-10 of the covariance.
        assertEquals(sum / rows.length, moments.covariance(j, k), 1e-9, "covariance " + j + k);
      }
    }
    assertEquals(rows.length, moments.rows());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 4096, 4097, 10_000})
  void agreeWithTwoPassesOnShiftedData(int rows) {
    double[][] x = shifted(rows, 4);
    try (Dataset data = lastColumnAsTarget(x)) {
      assertMomentsOf(x, of(data, 2));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 500, 998, 999, 1000})
  void partsMergeToTheWhole(int split) {
    double[][] x = shifted(1000, 4);
    Moments whole = new Moments(4);
    for (double[][] part :
        new double[][][] {Arrays.copyOf(x, split), Arrays.copyOfRange(x, split, x.length)}) {
      if (part.length > 0) {
        try (Dataset data = lastColumnAsTarget(part)) {
          whole = whole.merge(of(data, 1));
        }
      }
    }
    assertMomentsOf(x, whole);
  }

  @Test
  void aTreeOfMergesGivesTheWholeInAnyOrder() {
    double[][] x = shifted(960, 3);
    Moments[] parts = new Moments[16];
    for (int i = 0; i < parts.length; i++) {
      try (Dataset data = lastColumnAsTarget(Arrays.copyOfRange(x, 60 * i, 60 * i + 60))) {
        parts[(i * 7) % 16] = of(data, 1);
      }
    }
    for (int width = 1; width < parts.length; width *= 2) {
      for (int i = 0; i < parts.length; i += 2 * width) {
        parts[i] = parts[i].merge(parts[i + width]);
      }
    }
    assertMomentsOf(x, parts[0]);
  }

  @Test
  void threadsDoNotChangeABit() {
    try (Dataset data = Tables.random(20_011, 5, 1, 8)) {
      Moments one = of(data, 1);
      Moments three = of(data, 3);
      for (int j = 0; j < 6; j++) {
        assertEquals(one.mean(j), three.mean(j), 0.0);
        for (int k = 0; k < 6; k++) {
          assertEquals(one.covariance(j, k), three.covariance(j, k), 0.0);
        }
      }
    }
  }

  @Test
  void columnsAloneAgreeWithPairs() {
    double[][] x = shifted(5000, 4);
    try (Dataset data = lastColumnAsTarget(x);
        TileExecutor executor = new TileExecutor(2)) {
      ColumnStatistics pairs = of(data, 1).columnStatistics();
      ColumnStatistics alone = new MomentsPass(data, executor).columns();
      for (int j = 0; j < 4; j++) {
        assertEquals(pairs.mean(j), alone.mean(j), 1e-9);
        assertEquals(pairs.variance(j), alone.variance(j), 1e-12);
      }
    }
  }

  @Test
  void aConstantColumnHasNoVarianceAtAll() {
    double[][] x = new double[5000][3];
    Random random = new Random(2);
    for (double[] row : x) {
      row[0] = 0.1;
      row[1] = random.nextGaussian();
      row[2] = random.nextGaussian();
    }
    try (Dataset data = lastColumnAsTarget(x)) {
      assertEquals(0, of(data, 2).columnStatistics().variance(0), 0.0);
    }
  }

  @Test
  void surviveSerialization() throws IOException, ClassNotFoundException {
    try (Dataset data = Tables.random(100, 3, 1, 8)) {
      Moments moments = of(data, 1);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
        out.writeObject(moments);
      }
      try (ObjectInputStream in =
          new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
        Moments copy = (Moments) in.readObject();
        double[] expected = new double[16];
        double[] found = new double[16];
        for (int i = 0; i < 16; i++) {
          expected[i] = moments.covariance(i / 4, i % 4);
          found[i] = copy.covariance(i / 4, i % 4);
        }
        assertArrayEquals(expected, found);
      }
    }
  }

  @Test
  void mergingLeavesBothAsTheyWere() {
    double[][] x = shifted(300, 3);
    try (Dataset first = lastColumnAsTarget(Arrays.copyOf(x, 100));
        Dataset second = lastColumnAsTarget(Arrays.copyOfRange(x, 100, 300))) {
      Moments one = of(first, 1);
      Moments other = of(second, 1);
      double[] before = one.toArray();
      double[] otherBefore = other.toArray();

      Moments merged = one.merge(other);

      assertArrayEquals(before, one.toArray(), 0);
      assertArrayEquals(otherBefore, other.toArray(), 0);
      assertMomentsOf(x, merged);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 500, 800})
  void removingAPartLeavesTheRest(int removed) {
    double[][] x = shifted(1000, 4);
    try (Dataset all = lastColumnAsTarget(x)) {
      Moments part = new Moments(4);
      if (removed > 0) {
        try (Dataset rows = lastColumnAsTarget(Arrays.copyOf(x, removed))) {
          part = of(rows, 1);
        }
      }

      Moments rest = of(all, 1).minus(part);

      assertMomentsOf(Arrays.copyOfRange(x, removed, x.length), rest);
    }
  }

  @Test
  void removingAllRowsLeavesNone() {
    try (Dataset data = Tables.random(50, 2, 1, 4)) {
      Moments all = of(data, 1);

      assertArrayEquals(new double[11], all.minus(all).toArray(), 0);
    }
  }

  /** A column that varies a million times less in the rows that stay loses twice six digits. */
  @Test
  void lostDigitsAreThoseOfTheSmallestRest() {
    double[][] x = new double[200][2];
    Random random = new Random(5);
    for (int i = 0; i < x.length; i++) {
      x[i][0] = random.nextGaussian() * (i < 100 ? 1e6 : 1);
      x[i][1] = random.nextGaussian();
    }
    try (Dataset all = lastColumnAsTarget(x);
        Dataset part = lastColumnAsTarget(Arrays.copyOf(x, 100))) {
      Moments whole = of(all, 1);
      Moments rest = whole.minus(of(part, 1));

      assertEquals(12, whole.digitsLost(rest), 0.5);
      assertEquals(0, whole.digitsLost(whole.minus(new Moments(2))), 1e-15);
    }
  }

  @Test
  void aColumnThatIsConstantInTheRestIsConstant() {
    double[][] x = shifted(100, 3);
    for (int i = 50; i < 100; i++) {
      x[i][1] = 1e6;
    }
    try (Dataset all = lastColumnAsTarget(x);
        Dataset part = lastColumnAsTarget(Arrays.copyOf(x, 50))) {
      Moments rest = of(all, 1).minus(of(part, 1));

      assertEquals(0, rest.covariance(1, 1), 0);
      assertEquals(0, rest.covariance(0, 1), 0);
    }
  }

  @Test
  void rowsThatAreNotAmongTheseCannotBeRemoved() {
    double[][] few = shifted(20, 3);
    double[][] wide = shifted(10, 3);
    for (double[] row : wide) {
      row[0] *= 1 + 1e-3 * row[1];
    }
    try (Dataset data = lastColumnAsTarget(few);
        Dataset others = lastColumnAsTarget(wide)) {
      Moments moments = of(data, 1);
      Moments other = of(others, 1);

      assertThrows(IllegalArgumentException.class, () -> other.minus(moments));
      assertThrows(IllegalArgumentException.class, () -> moments.minus(other));
      assertThrows(IllegalArgumentException.class, () -> moments.minus(new Moments(4)));
    }
  }

  @Test
  void selectedColumnsHaveTheirMoments() {
    double[][] x = shifted(500, 4);
    double[][] selected = new double[x.length][];
    for (int i = 0; i < x.length; i++) {
      selected[i] = new double[] {x[i][3], 0, x[i][1]};
    }
    try (Dataset data = lastColumnAsTarget(x)) {
      assertMomentsOf(selected, of(data, 1).select(3, Moments.ZERO, 1));
      Exception error =
          assertThrows(IllegalArgumentException.class, () -> new Moments(4).select(1, 4));
      assertEquals("selected: expected columns below 4, got 4", error.getMessage());
    }
  }

  /** Two targets of the same rows: each has the moments it has alone, and none with the other. */
  @Test
  void momentsOfSeveralTargetsAreThoseOfEach() {
    double[][] rows = shifted(5000, 4);
    INDArray targets = Nd4j.create(DataType.DOUBLE, rows.length, 2);
    for (int i = 0; i < rows.length; i++) {
      targets.putScalar(i, 0, rows[i][3]);
      targets.putScalar(i, 1, -2 * rows[i][3] + rows[i][0]);
    }
    double[][] x = Arrays.stream(rows).map(row -> Arrays.copyOf(row, 3)).toArray(double[][]::new);
    try (INDArray numbers = MultiTargets.rowNumbers(rows.length);
        Dataset data = Dataset.of(Nd4j.createFromArray(x), numbers);
        MultiTargets both = new MultiTargets(targets, List.of("a", "b"));
        TileExecutor executor = new TileExecutor(2)) {
      Moments joint = new MomentsPass(data, both, executor).moments();

      assertEquals(3, joint.features());
      for (int t = 0; t < 2; t++) {
        Moments alone = of(Tables.of(x, targets.getColumn(t).toDoubleVector()), 1);
        assertEquals(alone.mean(3), joint.mean(3 + t), 1e-15 * Math.abs(alone.mean(3)));
        for (int j = 0; j < 3; j++) {
          double covariance = alone.covariance(j, 3);
          assertEquals(covariance, joint.covariance(3 + t, j), 1e-12 * Math.abs(covariance));
        }
        double variance = alone.covariance(3, 3);
        assertEquals(variance, joint.covariance(3 + t, 3 + t), 1e-12 * variance);
        assertEquals(variance, joint.columnStatistics(t).variance(3), 1e-12 * variance);
        assertEquals(variance, joint.columnStatistics().variance(3 + t), 1e-12 * variance);
      }
      Exception error = assertThrows(IllegalArgumentException.class, () -> joint.covariance(3, 4));
      assertEquals("columns 3 and 4 are two targets", error.getMessage());
    }
    targets.close();
  }

  /** Means far from 0 are rounded too: the squares that stay are known to that rounding only. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 17, 500, 998, 999})
  void allRowsButOneOfLargeNumbersCanBeRemoved(int kept) {
    int rows = 1000;
    double[][] seconds = new double[rows][1];
    double[] targets = new double[rows];
    for (int i = 0; i < rows; i++) {
      seconds[i][0] = 1.7e9 + (i * 7919L % rows) * 3.6 + i % 7 / 7.0;
      targets[i] = i % 13;
    }
    List<double[]> others = new ArrayList<>(List.of(seconds));
    others.remove(kept);
    double[] otherTargets = new double[rows - 1];
    for (int i = 0; i < rows - 1; i++) {
      otherTargets[i] = targets[i < kept ? i : i + 1];
    }
    try (Dataset all = Dataset.of(seconds, targets);
        Dataset part = Dataset.of(others.toArray(new double[0][]), otherTargets)) {
      Moments rest = Moments.of(all).minus(Moments.of(part));
      assertEquals(1, rest.rows());
      assertEquals(seconds[kept][0], rest.mean(0), 1e-3);
      assertEquals(0, rest.product(0, 0));
    }
  }
}
