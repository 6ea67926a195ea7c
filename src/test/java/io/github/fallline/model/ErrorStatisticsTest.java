package io.github.fallline.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorStatisticsTest {
  @Test
  void sumsByHand() {
    // Errors -1, 2, 0; targets 2, 4, 9: mean 5, squares about it 9 + 1 + 16.
    ErrorStatistics statistics =
        ErrorStatistics.of(new double[] {1, 6, 9, 99}, new double[] {2, 4, 9, -99}, 3);
    assertEquals(new ErrorStatistics(3, 5, 3, 5, 26), statistics);
    RegressionMetrics metrics = statistics.metrics();
    assertEquals(new RegressionMetrics(3, 5.0 / 3, Math.sqrt(5.0 / 3), 1, 1 - 5.0 / 26), metrics);
  }

  @Test
  void mergesByHand() {
    ErrorStatistics left = ErrorStatistics.of(new double[] {1, 6}, new double[] {2, 4}, 2);
    ErrorStatistics right = ErrorStatistics.of(new double[] {9}, new double[] {9}, 1);
    ErrorStatistics both = left.merge(right);
    assertEquals(3, both.count());
    assertEquals(5, both.squaredErrors());
    assertEquals(3, both.absoluteErrors());
    // A third is not a double: one rounding each.
    assertEquals(5, both.targetMean(), 2 * Math.ulp(5.0));
    assertEquals(26, both.targetSquares(), 2 * Math.ulp(26.0));
  }

  @Test
  void mergingWithNoneChangesNothing() {
    ErrorStatistics statistics = ErrorStatistics.of(new double[] {1, 6}, new double[] {2, 4}, 2);
    assertEquals(statistics, statistics.merge(ErrorStatistics.NONE));
    assertEquals(statistics, ErrorStatistics.NONE.merge(statistics));
    assertEquals(ErrorStatistics.NONE, ErrorStatistics.of(new double[0], new double[0], 0));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1e3, 1e9, -1e9})
  void keepsTheSpreadOfTargetsFarFromZero(double offset) {
    int n = 100_000;
    double[] targets = new Random(1).doubles(n).map(u -> offset + u).toArray();
    // The offset is taken off without rounding (Sterbenz), so this is the spread of the same
    // numbers, computed near zero in two passes.
    double[] near = Arrays.stream(targets).map(y -> y - offset).toArray();
    double mean = Arrays.stream(near).sum() / n;
    double expected = Arrays.stream(near).map(y -> (y - mean) * (y - mean)).sum();
    ErrorStatistics statistics = ErrorStatistics.NONE;
    for (int first = 0; first < n; first += 777) {
      double[] tile = Arrays.copyOfRange(targets, first, Math.min(n, first + 777));
      statistics = statistics.merge(ErrorStatistics.of(tile, tile, tile.length));
    }
    // A mean near 1e9 is rounded to 1e-7; that it is off by so much costs its square a tile.
    assertEquals(expected, statistics.targetSquares(), 1e-7 * expected);
    assertEquals(n, statistics.count());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.1, -1e9 / 3, 1e300})
  void hasNoR2ForAConstantTarget(double target) {
    ErrorStatistics statistics = ErrorStatistics.NONE;
    for (int tile = 1; tile < 50; tile++) {
      double[] targets = new double[tile];
      Arrays.fill(targets, target);
      statistics = statistics.merge(ErrorStatistics.of(new double[tile], targets, tile));
    }
    assertEquals(0, statistics.targetSquares());
    assertEquals(Double.NaN, statistics.metrics().r2());
    assertEquals(Math.abs(target), statistics.metrics().mae(), 1e-12 * Math.abs(target));
  }

  @Test
  void hasNoMetricsWithoutRows() {
    Exception error = assertThrows(IllegalArgumentException.class, ErrorStatistics.NONE::metrics);
    assertEquals("rows: metrics need at least one, got 0", error.getMessage());
  }

  @Test
  void canBeSentElsewhere() throws Exception {
    ErrorStatistics statistics = new ErrorStatistics(3, 5, 3, 5, 26);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new ObjectOutputStream(bytes).writeObject(statistics);
    ObjectInputStream stream = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()));
    assertEquals(statistics, stream.readObject());
  }
}
