package io.github.fallline.descent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.data.Dataset;
import io.github.fallline.descent.distributed.GradientStatistics;
import io.github.fallline.objective.Loss;
import io.github.fallline.stats.ColumnStatistics;
import io.github.fallline.stats.Moments;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

/** Statistics on their way from one process to another. */
class MomentsTransferTest {
  private static final double[][] FEATURES = {{1, 2}, {3, 5}, {4, -1}};
  private static final double[] TARGETS = {1, 2, 9};

  private static Dataset data() {
    return Dataset.of(Nd4j.createFromArray(FEATURES), Nd4j.createFromArray(TARGETS));
  }

  @Test
  void momentsArriveAsTheyLeft() {
    try (Dataset data = data()) {
      double[] sent = Moments.of(data).toArray();

      // Three rows, weight 3; means 8/3, 2, 4; then the products of six pairs.
      assertEquals(2 + 3 + 6, sent.length);
      assertArrayEquals(new double[] {3, 3, 8 / 3.0, 2, 4}, Arrays.copyOf(sent, 5), 1e-15);
      assertArrayEquals(sent, Moments.ofArray(3, sent).toArray(), 0);
    }
  }

  @Test
  void columnStatisticsArriveAsTheyLeft() {
    try (Dataset data = data()) {
      double[] sent = ColumnStatistics.of(data).toArray();

      // Squares about the means: of 1, 3, 4 it is 14/3, of 2, 5, -1 18, of 1, 2, 9 38.
      assertArrayEquals(new double[] {3, 3, 8 / 3.0, 2, 4, 14 / 3.0, 18, 38}, sent, 1e-14);
      assertArrayEquals(sent, ColumnStatistics.ofArray(sent).toArray(), 0);
    }
  }

  @Test
  void mergingWithNothingChangesNothing() {
    try (Dataset data = data()) {
      Moments some = Moments.of(data);
      Moments sum = new Moments(3).merge(some).merge(new Moments(3));

      assertArrayEquals(some.toArray(), sum.toArray(), 0);
    }
  }

  @Test
  void rejectsNumbersOfOtherColumns() {
    IllegalArgumentException error =
        assertThrows(
            IllegalArgumentException.class, () -> Moments.ofArray(2, new Moments(3).toArray()));

    assertTrue(error.getMessage().contains("for 2 columns, got 11"), error::getMessage);
  }

  @Test
  void gradientSumsAreThoseOfTheRows() {
    try (Dataset data = data()) {
      double[] sums = GradientStatistics.of(data, Loss.SQUARED, new double[] {1, 0}, 0);

      // Residuals 0, 1, -5: slopes 0, 2, -10; losses 0, 1, 25; three rows of weight 1.
      assertArrayEquals(new double[] {2 * 3 - 10 * 4, 2 * 5 + 10, -8, 26, 3}, sums, 1e-12);
    }
  }
}
