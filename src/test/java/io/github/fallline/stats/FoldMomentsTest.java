package io.github.fallline.stats;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.data.Dataset;
import io.github.fallline.data.RowSource;
import io.github.fallline.data.WeightedRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Moments of folds beside loops over the rows of each fold. */
class FoldMomentsTest {
  private static final int FEATURES = 3;
  private final Random random = new Random(17);
  private final double[][] features = new double[10_000][];
  private final double[] targets = new double[features.length];

  FoldMomentsTest() {
    for (int i = 0; i < features.length; i++) {
      double x = random.nextGaussian();
      features[i] = new double[] {x, 1e3 + x + random.nextGaussian(), random.nextInt(3)};
      targets[i] = 3 * x + random.nextGaussian();
    }
  }

  private static int[] folds(FoldAssignment assignment, int rows) {
    int[] folds = new int[rows];
    assignment.assign(0, rows, folds);
    return folds;
  }

  /** The sum of products of deviations, or of the weights, in one fold by plain loops. */
  private double product(int[] folds, int fold, int left, int right) {
    double weight = 0;
    double leftMean = 0;
    double rightMean = 0;
    for (int i = 0; i < folds.length; i++) {
      if (folds[i] == fold) {
        weight++;
        leftMean += value(i, left);
        rightMean += value(i, right);
      }
    }
    leftMean /= weight;
    rightMean /= weight;
    double sum = 0;
    for (int i = 0; i < folds.length; i++) {
      if (folds[i] == fold) {
        sum += (value(i, left) - leftMean) * (value(i, right) - rightMean);
      }
    }
    return sum;
  }

  private double value(int row, int column) {
    return column == FEATURES ? targets[row] : features[row][column];
  }

  @Test
  void momentsAreThoseOfTheRowsOfEachFold() {
    FoldAssignment assignment = FoldAssignment.shuffled(7, 5);
    int[] folds = folds(assignment, features.length);
    try (Dataset rows = Dataset.of(features, targets)) {
      FoldMoments moments = FoldMoments.of(rows, assignment, 2);
      assertEquals(7, moments.count());
      for (int k = 0; k < moments.count(); k++) {
        for (int i = 0; i <= FEATURES; i++) {
          for (int j = i; j <= FEATURES; j++) {
            double expected = product(folds, k, i, j);
            double size = Math.sqrt(product(folds, k, i, i) * product(folds, k, j, j));
            assertEquals(expected, moments.fold(k).product(i, j), 1e-11 * size);
          }
        }
      }
      Moments all = Moments.of(rows);
      assertEquals(all.rows(), moments.all().rows());
      for (int i = 0; i <= FEATURES; i++) {
        assertEquals(all.product(i, i), moments.all().product(i, i), 1e-13 * all.product(i, i));
        Moments rest = moments.training(3).merge(moments.fold(3));
        assertEquals(all.product(i, i), rest.product(i, i), 1e-13 * all.product(i, i));
      }
    }
  }

  @Test
  void bitsDoNotDependOnThreads() {
    FoldAssignment assignment = FoldAssignment.shuffled(10, 0);
    try (Dataset rows = Dataset.of(features, targets)) {
      FoldMoments one = FoldMoments.of(rows, assignment, 1);
      FoldMoments three = FoldMoments.of(rows, assignment, 3);
      for (int k = 0; k < one.count(); k++) {
        assertArrayEquals(one.fold(k).toArray(), three.fold(k).toArray());
      }
    }
  }

  @Test
  void rowsOfWeightsCountAsRepeatedOnes() {
    double[] weights = new double[features.length];
    List<double[]> repeated = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    FoldAssignment assignment = FoldAssignment.inTurn(2);
    int[] folds = folds(assignment, weights.length);
    for (int i = 0; i < weights.length; i++) {
      weights[i] = i % 3;
      for (int k = 0; k < weights[i]; k++) {
        if (folds[i] == 0) {
          repeated.add(features[i]);
          values.add(targets[i]);
        }
      }
    }
    double[] wanted = values.stream().mapToDouble(Double::doubleValue).toArray();
    try (Dataset rows = Dataset.of(features, targets);
        Dataset part = Dataset.of(repeated.toArray(new double[0][]), wanted)) {
      RowSource weighted = WeightedRows.of(rows, weights);
      Moments fold = FoldMoments.of(weighted, assignment, 2).fold(0);
      Moments expected = Moments.of(part);
      for (int i = 0; i <= FEATURES; i++) {
        double variance = expected.covariance(i, i);
        assertEquals(variance, fold.covariance(i, i), 1e-12 * variance);
        assertEquals(expected.mean(i), fold.mean(i), 1e-12 * Math.abs(expected.mean(i)) + 1e-14);
      }
    }
  }

  @Test
  void foldsAreOfEqualSizeAndBlocksStayTogether() {
    int[] folds = folds(FoldAssignment.shuffled(4, 9).withBlocks(5), 103);
    int[] sizes = new int[4];
    for (int i = 0; i < folds.length; i++) {
      assertEquals(folds[i - i % 5], folds[i]);
      sizes[folds[i]]++;
    }
    for (int size : sizes) {
      assertTrue(size >= 23 && size <= 30, "" + size);
    }
  }

  @Test
  void shuffledFoldsAreUniform() {
    int[] folds = folds(FoldAssignment.shuffled(5, 1), 50_000);
    int[][] after = new int[5][5];
    for (int i = 5; i < folds.length; i += 5) {
      after[folds[i]][folds[i - 5]]++;
    }
    double chiSquare = 0;
    for (int[] row : after) {
      for (int count : row) {
        chiSquare += (count - 400.0) * (count - 400.0) / 400;
      }
    }
    // 24 degrees of freedom: beyond 52 with a probability of 0.001.
    assertTrue(chiSquare < 52, "" + chiSquare);
  }

  @Test
  void squaredErrorIsThatOfTheRows() {
    double[] coefficients = {2.5, -1e-3, 0.25};
    try (Dataset rows = Dataset.of(features, targets)) {
      double sum = 0;
      for (int i = 0; i < features.length; i++) {
        double error = targets[i] - 1000;
        for (int j = 0; j < FEATURES; j++) {
          error -= coefficients[j] * features[i][j];
        }
        sum += error * error;
      }
      double expected = sum / features.length;
      assertEquals(expected, Moments.of(rows).squaredError(coefficients, 1000), 1e-10 * expected);
    }
  }

  @Test
  void fewerThanTwoFoldsWithRowsAreRejected() {
    try (Dataset rows = Dataset.of(new double[][] {{1, 2, 3}}, new double[] {1})) {
      assertThrows(
          IllegalArgumentException.class, () -> FoldMoments.of(rows, FoldAssignment.inTurn(3), 1));
    }
    assertThrows(IllegalArgumentException.class, () -> FoldAssignment.inTurn(1));
    assertThrows(IllegalArgumentException.class, () -> FoldAssignment.inTurn(1001));
  }
}
