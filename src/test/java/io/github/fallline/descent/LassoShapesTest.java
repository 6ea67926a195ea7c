package io.github.fallline.descent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.data.Dataset;
import io.github.fallline.descent.GradientMethod.FullBatch;
import io.github.fallline.descent.GradientMethod.Gradients;
import io.github.fallline.descent.GradientMethod.MiniBatch;
import io.github.fallline.descent.GradientMethod.Stochastic;
import io.github.fallline.objective.Loss;
import io.github.fallline.objective.Objective;
import io.github.fallline.objective.Penalty;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Lassos and elastic nets of all shapes, against closed forms, glmnet, and their own conditions.
 */
class LassoShapesTest {
  private static double[][] normal(int rows, int columns, double common, long seed) {
    Random random = new Random(seed);
    double[][] x = new double[rows][columns];
    for (double[] row : x) {
      double shared = common * random.nextGaussian();
      for (int j = 0; j < columns; j++) {
        row[j] = shared + random.nextGaussian();
      }
    }
    return x;
  }

  private static double[] target(double[][] x) {
    Random random = new Random(98);
    double[] y = new double[x.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = random.nextGaussian();
      for (int j = 0; j < 10; j++) {
        y[i] += x[i][j] * (10 - j) / 3;
      }
    }
    return y;
  }

  /** Ten features, their squares but one, and their products: 64 columns of full rank. */
  private static double[][] quadratic() {
    double[][] base = normal(442, 10, 0, 7);
    double[][] x = new double[442][64];
    for (int i = 0; i < 442; i++) {
      int place = 0;
      for (int j = 0; j < 10; j++) {
        x[i][place++] = base[i][j];
        for (int k = j; k < 10; k++) {
          if (j != 1 || k != 1) {
            x[i][place++] = base[i][j] * base[i][k];
          }
        }
      }
    }
    return x;
  }

  private static Training fit(
      Dataset rows, GradientMethod method, double l1, double l2, int threads) {
    Objective objective = new Objective(Loss.SQUARED, Penalty.elasticNet(l1, l2));
    return new Trainer(TrainingConfig.of(method).withObjective(objective).withThreads(threads))
        .fit(rows);
  }

  /** Slopes by plain loops: as steep as the penalty allows where there is a weight. */
  private static void assertConditions(
      double[][] x, double[] y, double l1, double l2, Training training, double tolerance) {
    double[] weights = training.model().coefficientArray();
    int rows = y.length;
    double[] residuals = new double[rows];
    for (int i = 0; i < rows; i++) {
      residuals[i] = y[i] - training.model().intercept();
      for (int j = 0; j < weights.length; j++) {
        residuals[i] -= x[i][j] * weights[j];
      }
    }
    for (int j = 0; j < weights.length; j++) {
      double mean = 0;
      double square = 0;
      double product = 0;
      for (int i = 0; i < rows; i++) {
        mean += x[i][j] / rows;
      }
      for (int i = 0; i < rows; i++) {
        square += (x[i][j] - mean) * (x[i][j] - mean) / rows;
        product += (x[i][j] - mean) * residuals[i] / rows;
      }
      double deviation = Math.sqrt(square);
      double slope = 2 * product / deviation - 2 * l2 * weights[j] * deviation;
      double expected = weights[j] == 0 ? Math.min(l1, Math.abs(slope)) : l1;
      double found = weights[j] == 0 ? Math.abs(slope) : slope * Math.signum(weights[j]);
      assertEquals(expected, found, tolerance, "slope of column " + j);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "200, 3000, 0, 0.5, 0",
    "200, 3000, 0, 0.01, 0",
    "200, 3000, 2, 0.1, 0",
    "200, 3000, 0, 0.5, 0.1",
    "50, 20000, 0, 0.5, 0",
    "50, 20000, 0, 0.5, 0.01",
    "1500, 1200, 0, 0.3, 0",
    "300, 100, 30, 0.1, 0",
    "300, 100, 30, 1e-7, 0",
    "40, 60, 0, 0.1, 0",
    "40, 60, 0, 1e-6, 0",
    "40, 60, 0, 1e-6, 0.001",
    "442, 64, 0, 5, 0",
    "442, 64, 0, 0.05, 0",
    "442, 64, 0, 1e-10, 0"
  })
  void fullBatchEndsAtTheOptimum(int rows, int columns, double common, double l1, double l2) {
    double[][] x = columns == 64 ? quadratic() : normal(rows, columns, common, columns);
    double[] y = target(x);
    try (Dataset data = Tables.of(x, y)) {
      Training training = fit(data, new FullBatch(), l1, l2, 2);

      assertEquals(StopReason.CONVERGED, training.stopReason(), () -> "gap " + training.gap());
      assertTrue(training.gap() <= 1e-12, () -> "gap " + training.gap());
      assertConditions(x, y, l1, l2, training, 1e-9);
    }
  }

  /** More weights than a working set holds: accelerated steps by passes over the rows. */
  @Test
  void manyWeightsAreReachedByPasses() {
    double[][] x = normal(40, 5000, 0, 12);
    double[] y = target(x);
    try (Dataset data = Tables.of(x, y)) {
      Training training = fit(data, new FullBatch(), 1e-3, 0.5, 2);

      assertEquals(StopReason.CONVERGED, training.stopReason(), () -> "gap " + training.gap());
      assertConditions(x, y, 1e-3, 0.5, training, 1e-4);
    }
  }

  /** Orthogonal columns of mean square 1: each weight on its own. */
  @ParameterizedTest
  @CsvSource({"0.5, 0", "2, 0.25", "5, 0", "1e-10, 3"})
  void orthogonalColumnsHaveAClosedForm(double l1, double l2) {
    double[][] x = new double[16][15];
    double[] y = new double[16];
    double[] weights = {3, -2, 1, 0.25, -0.2, 0, 0, 0, 1, 2, -3, 0.1, 0, 0.75, -4};
    for (int i = 0; i < 16; i++) {
      for (int j = 0; j < 15; j++) {
        x[i][j] = Integer.bitCount(i & (j + 1)) % 2 == 0 ? 1 : -1;
        y[i] += x[i][j] * weights[j];
      }
    }
    try (Dataset data = Tables.of(x, y)) {
      for (Gradients gradients : List.of(Gradients.MOMENTS, Gradients.ROWS)) {
        double[] found = fit(data, new FullBatch(gradients), l1, l2, 1).model().coefficientArray();

        for (int j = 0; j < 15; j++) {
          double size = Math.max(0, Math.abs(weights[j]) - l1 / 2) / (1 + l2);
          assertEquals(Math.signum(weights[j]) * size, found[j], 1e-13, "weight " + j);
          assertEquals(size == 0, Math.abs(found[j]) < 1e-13, "zero " + j);
        }
      }
    }
  }

  /**
   * R 4.2.2, glmnet 4.1.6: {@code glmnet(xs, y / s, alpha = a, lambda = c(100, 10, 3, 1) * l,
   * standardize = FALSE, thresh = 1e-30)} with xs the features less their means over their
   * deviations (n, not n - 1), s the deviation of y, l = l1 / s / 2 + l2 and a = l1 / s / 2 / l;
   * its objective is half of ours, and it has the squares of weights cost as if s were 1.
   */
  @ParameterizedTest
  @CsvSource({
    "0.5, 0, 1.92634314068, -0.936847265236, 0, 0, 0, 3.5025236412",
    "3, 0, 1.55047769187, -0.655192623497, 0, 0, 0, 3.75296450354",
    "3, 0.25, 1.24489424268, -0.530356145195, 0, 0, 0, 4.56586752385",
    "1e-4, 0, 2.0005419683, -1.00052747643, 0.0518731115871, 0.0330651076195, 0.0474038553661,"
        + " 2.98902903547"
  })
  void agreesWithGlmnet(
      double l1, double l2, double a, double b, double c, double d, double e, double constant) {
    double[][] x = new double[40][];
    double[] y = new double[40];
    for (int i = 0; i < 40; i++) {
      x[i] = new double[] {7 * i % 11, i * i % 13, i % 4, 3 * i % 5, i * i * i % 17};
      y[i] = 3 + 2 * x[i][0] - x[i][1] + (3 * i * i % 7 - 3) / 2.0;
    }
    try (Dataset data = Tables.of(x, y)) {
      Training training = fit(data, new FullBatch(), l1, l2, 1);

      double[] found = training.model().coefficientArray();
      double[] expected = {a, b, c, d, e};
      for (int j = 0; j < 5; j++) {
        assertEquals(expected[j], found[j], expected[j] == 0 ? 0 : 1e-8, "weight " + j);
      }
      assertEquals(constant, training.model().intercept(), 1e-8);
    }
  }

  @Test
  void wideModelsHaveTheSameBitsOnAnyThreadsAndResumed() {
    double[][] x = normal(300, 2000, 0.5, 5);
    try (Dataset data = Tables.of(x, target(x))) {
      Training one = fit(data, new FullBatch(), 0.05, 0, 1);
      List<Checkpoint> made = new ArrayList<>();
      Objective lasso = new Objective(Loss.SQUARED, Penalty.l1(0.05));
      TrainingConfig config = TrainingConfig.of(new FullBatch()).withObjective(lasso);
      new Trainer(config.withThreads(3))
          .fit(data, point -> {}, new CheckpointPolicy(Optional.empty(), 0, made::add));

      assertTrue(made.size() > 2, () -> "checkpoints: " + made.size());
      for (Checkpoint from : made) {
        Training resumed =
            new Trainer(config.withThreads(2))
                .fit(data, point -> {}, new CheckpointPolicy(Optional.of(from), 1e9, last -> {}));

        assertEquals(one.model(), resumed.model());
        assertEquals(one.gap(), resumed.gap());
        assertEquals(one.updates(), resumed.updates());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"60, 5, 0, 0.1", "60, 5, 0, 2", "200, 20, 1, 0.3", "442, 64, 0, 0.5"})
  void batchesComeNearTheOptimum(int rows, int columns, double common, double l1) {
    double[][] x = columns == 64 ? quadratic() : normal(rows, Math.max(10, columns), common, 3);
    try (Dataset data = Tables.of(x, target(x))) {
      Training best = fit(data, new FullBatch(), l1, 0, 1);
      double variance = best.metrics().mse() / (1 - best.metrics().r2());
      for (GradientMethod method : List.of(new MiniBatch(16), new Stochastic())) {
        Training training = fit(data, method, l1, 0, 1);

        assertEquals(StopReason.CONVERGED, training.stopReason());
        double above = (training.loss() - best.loss()) / variance;
        assertTrue(above <= training.gap() * (1 + 1e-9), () -> "above by " + above);
        assertTrue(training.gap() <= 1e-4, () -> "gap " + training.gap());
      }
    }
  }

  /** A ridge too wide for moments has a bound, too: the gradient's square over 4 R2. */
  @Test
  void aWideRidgeIsCertified() {
    double[][] x = normal(100, 1500, 0, 8);
    double[] y = target(x);
    try (Dataset data = Tables.of(x, y)) {
      Training training = fit(data, new FullBatch(), 0, 0.5, 2);

      assertEquals(StopReason.CONVERGED, training.stopReason(), () -> "gap " + training.gap());
      assertTrue(training.gap() <= 1e-18);
      assertConditions(x, y, 0, 0.5, training, 1e-7);
    }
  }
}
