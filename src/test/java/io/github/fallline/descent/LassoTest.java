package io.github.fallline.descent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.data.Dataset;
import io.github.fallline.data.RowSource;
import io.github.fallline.data.WeightedRows;
import io.github.fallline.descent.GradientMethod.FullBatch;
import io.github.fallline.descent.GradientMethod.Gradients;
import io.github.fallline.model.ModelSpec;
import io.github.fallline.objective.Loss;
import io.github.fallline.objective.Objective;
import io.github.fallline.objective.Penalty;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Full batches with an L1 penalty end at the optimum, and know it. */
class LassoTest {
  /** Rows of features with their targets. */
  private static final class Table {
    private final String name;
    private final double[][] x;
    private final double[] y;

    Table(String name, double[][] x, double[] y) {
      this.name = name;
      this.x = x;
      this.y = y;
    }

    double[][] x() {
      return x;
    }

    double[] y() {
      return y;
    }

    @Override
    public String toString() {
      return name;
    }

    Dataset rows() {
      return Tables.of(x, y);
    }
  }

  private static double[][] normal(int rows, int columns, long seed) {
    Random random = new Random(seed);
    double[][] x = new double[rows][columns];
    for (double[] row : x) {
      for (int j = 0; j < columns; j++) {
        row[j] = random.nextGaussian();
      }
    }
    return x;
  }

  /** The target is the first ten features at most, with weights that fall, and noise. */
  private static Table table(String name, double[][] x, double noise) {
    Random random = new Random(99);
    double[] y = new double[x.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = noise * random.nextGaussian();
      for (int j = 0; j < Math.min(10, x[i].length); j++) {
        y[i] += x[i][j] * (j % 2 == 0 ? 10 - j : j - 10) / 3;
      }
    }
    return new Table(name, x, y);
  }

  private static Table alike(double difference) {
    double[][] x = normal(60, 2, 3);
    double[] y = new double[60];
    for (int i = 0; i < 60; i++) {
      y[i] = x[i][0];
      x[i][1] = x[i][0] + difference * x[i][1];
      y[i] -= x[i][1];
    }
    return new Table("60 x 2 alike to " + difference, x, y);
  }

  private static Table moved(Table table, double by) {
    double[][] x = new double[table.x().length][];
    for (int i = 0; i < x.length; i++) {
      x[i] = Arrays.stream(table.x()[i]).map(value -> value + by).toArray();
    }
    return new Table(table + " moved by " + by, x, table.y());
  }

  private static Table scaled(Table table, double targets) {
    double[] y = Arrays.stream(table.y()).map(value -> value * targets).toArray();
    return new Table(table + ", targets times " + targets, table.x(), y);
  }

  private static Table scales() {
    double[][] x = normal(50, 6, 4);
    for (double[] row : x) {
      for (int j = 0; j < 6; j++) {
        row[j] *= Math.pow(10, 2 * j - 5);
      }
    }
    double[] y = table("", normal(50, 6, 4), 1).y();
    return new Table("50 x 6 of scales from 1e-5 to 1e5", x, y);
  }

  private static Table constant() {
    double[][] x = normal(30, 4, 5);
    for (double[] row : x) {
      row[2] = 7;
    }
    return table("30 x 4 with a constant", x, 1);
  }

  private static Table wild() {
    double[][] x = normal(200, 4, 6);
    x[17][1] = 1e4;
    return table("200 x 4 with a wild row", x, 1);
  }

  static List<Table> small() {
    Table plain = table("40 x 8", normal(40, 8, 1), 1);
    return List.of(
        table("5 x 3", normal(5, 3, 2), 0.5),
        plain,
        moved(plain, 1e6),
        scaled(plain, 1e-6),
        scaled(plain, 1e9),
        alike(1e-1),
        alike(1e-3),
        alike(1e-4),
        scales(),
        constant(),
        wild());
  }

  static Stream<Arguments> smallCases() {
    List<Arguments> cases = new ArrayList<>();
    for (Table table : small()) {
      for (double share : new double[] {1e-10, 1e-6, 1e-3, 0.1, 0.5, 0.99, 1.5}) {
        for (double l2 : new double[] {0, 0.1}) {
          cases.add(Arguments.of(table, share, l2));
        }
      }
    }
    return cases.stream();
  }

  /** The strength of the absolutes above which all weights are 0. */
  private static double largest(Table table, double[] rowWeights, ModelSpec spec) {
    double most = 0;
    LassoOracle oracle = oracle(table, rowWeights, spec, Penalty.l1(1));
    for (int j = 0; j < table.x()[0].length; j++) {
      most = Math.max(most, oracle.strengthOf(j));
    }
    return most;
  }

  private static LassoOracle oracle(
      Table table, double[] rowWeights, ModelSpec spec, Penalty penalty) {
    return new LassoOracle(
        table.x(),
        table.y(),
        rowWeights,
        spec.intercept(),
        spec.standardize(),
        penalty.l1(),
        penalty.l2());
  }

  private static double[] ones(int count) {
    double[] ones = new double[count];
    Arrays.fill(ones, 1);
    return ones;
  }

  private static Training fit(
      RowSource rows, GradientMethod method, Penalty penalty, ModelSpec spec) {
    TrainingConfig config =
        TrainingConfig.of(method)
            .withObjective(new Objective(Loss.SQUARED, penalty))
            .withForm(spec);
    return new Trainer(config).fit(rows);
  }

  private static double variance(Training training) {
    return training.metrics().mse() / (1 - training.metrics().r2());
  }

  /** In variances of the target. */
  private static double above(Training training, LassoOracle oracle) {
    double[] found = training.model().coefficientArray();
    return oracle.above(found, found) / variance(training);
  }

  private static void assertOptimal(Training training, LassoOracle oracle, double tolerance) {
    double above = above(training, oracle);
    assertTrue(above <= tolerance, () -> "above the optimum by " + above + " variances");
    assertTrue(training.gap() >= above, () -> "certified " + training.gap() + ", found " + above);
    assertEquals(StopReason.CONVERGED, training.stopReason(), () -> "gap " + training.gap());
    assertEquals(Preconditioning.ACTIVE_SET, training.precondition());
  }

  /** The oracle fails where a weight that is 0 should not be, or the other way. */
  @ParameterizedTest
  @MethodSource("smallCases")
  void fullBatchEndsAtTheOptimumWithItsZeros(Table table, double share, double l2) {
    double[] weights = ones(table.y().length);
    try (Dataset rows = table.rows()) {
      for (ModelSpec spec :
          List.of(
              ModelSpec.DEFAULT, new ModelSpec(false, true, 0), new ModelSpec(true, false, 0))) {
        double l1 = share * largest(table, weights, spec);
        Penalty penalty = Penalty.elasticNet(l1, l2);

        Training training = fit(rows, new FullBatch(), penalty, spec);

        LassoOracle oracle = oracle(table, weights, spec, penalty);
        if (spec.intercept() || table.x()[0][0] < 1e5 || l2 > 0 || share >= 0.1) {
          assertOptimal(training, oracle, 1e-12);
        } else { // condition 1e12: reached, and not to be proved
          assertTrue(above(training, oracle) <= 1e-12);
          assertTrue(training.gap() >= above(training, oracle));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("small")
  void gradientsFromRowsEndAtTheSameOptimum(Table table) {
    double[] weights = ones(table.y().length);
    try (Dataset rows = table.rows()) {
      for (double share : new double[] {1e-3, 0.3}) {
        double l1 = share * largest(table, weights, ModelSpec.DEFAULT);
        FullBatch byRows = new FullBatch(Gradients.ROWS);

        Training training = fit(rows, byRows, Penalty.l1(l1), ModelSpec.DEFAULT);

        LassoOracle oracle = oracle(table, weights, ModelSpec.DEFAULT, Penalty.l1(l1));
        assertOptimal(training, oracle, 1e-12);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("small")
  void weightsOfRowsCount(Table table) {
    double[] weights = new double[table.y().length];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = i % 4 + (i == 1 ? 0.5 : 0);
    }
    try (WeightedRows rows = WeightedRows.of(table.rows(), weights)) {
      for (Gradients gradients : List.of(Gradients.AUTO, Gradients.ROWS)) {
        double l1 = 0.05 * largest(table, weights, ModelSpec.DEFAULT);
        Penalty penalty = Penalty.l1(l1);

        Training training = fit(rows, new FullBatch(gradients), penalty, ModelSpec.DEFAULT);

        LassoOracle oracle = oracle(table, weights, ModelSpec.DEFAULT, penalty);
        assertOptimal(training, oracle, 1e-12);
      }
    }
  }

  /** Columns whose difference is below the rounding of the squares of their sums. */
  @ParameterizedTest
  @MethodSource("nearlyEqual")
  void theCertificateIsNeverBelowTheTrueGap(double difference, double share) {
    Table table = alike(difference);
    double[] weights = ones(60);
    double l1 = share * largest(table, weights, ModelSpec.DEFAULT);
    try (Dataset rows = table.rows()) {
      Training training = fit(rows, new FullBatch(), Penalty.l1(l1), ModelSpec.DEFAULT);

      LassoOracle oracle = oracle(table, weights, ModelSpec.DEFAULT, Penalty.l1(l1));
      double[] found = training.model().coefficientArray();
      double[][] supports = {{1, -1}, {0, -1}, {0, 1}, {1, 0}, {-1, 0}, {0, 0}, {-1, 1}};
      double above = oracle.above(found, supports) / variance(training);
      assertTrue(training.gap() >= above, () -> training.gap() + " < " + above);
    }
  }

  static Stream<Arguments> nearlyEqual() {
    return Stream.of(1e-2, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-10)
        .flatMap(e -> Stream.of(1e-12, 1e-8, 1e-4, 0.3).map(share -> Arguments.of(e, share)));
  }
}
