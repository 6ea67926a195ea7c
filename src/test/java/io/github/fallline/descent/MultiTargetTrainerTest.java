package io.github.fallline.descent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.data.Dataset;
import io.github.fallline.data.InvalidDataException;
import io.github.fallline.data.Shuffling;
import io.github.fallline.descent.GradientMethod.FullBatch;
import io.github.fallline.descent.GradientMethod.Gradients;
import io.github.fallline.descent.GradientMethod.MiniBatch;
import io.github.fallline.descent.GradientMethod.Stochastic;
import io.github.fallline.model.LinearModel;
import io.github.fallline.model.ModelSpec;
import io.github.fallline.objective.Loss;
import io.github.fallline.objective.Objective;
import io.github.fallline.objective.Penalty;
import io.github.fallline.optim.AdaGrad;
import io.github.fallline.optim.LearningRate;
import io.github.fallline.optim.Momentum;
import io.github.fallline.optim.Schedule;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class MultiTargetTrainerTest {
  /** Rows with k targets, and the same with each of them alone. */
  private static final class Table {
    private final double[][] x;
    private final double[][] y;

    Table(double[][] x, double[][] y) {
      this.x = x;
      this.y = y;
    }

    static Table random(int rows, int features, int targets, long seed) {
      Random random = new Random(seed);
      double[][] weights = new double[targets][features];
      for (double[] own : weights) {
        for (int j = 0; j < features; j++) {
          own[j] = random.nextGaussian();
        }
      }
      double[][] x = new double[rows][features];
      double[][] y = new double[rows][targets];
      for (int i = 0; i < rows; i++) {
        double common = random.nextGaussian();
        for (int j = 0; j < features; j++) {
          x[i][j] = 10 * j + (j + 1) * (0.6 * common + 0.8 * random.nextGaussian());
        }
        for (int t = 0; t < targets; t++) {
          y[i][t] = t + random.nextGaussian();
          for (int j = 0; j < features; j++) {
            y[i][t] += weights[t][j] * (x[i][j] - 10 * j);
          }
        }
      }
      return new Table(x, y);
    }

    int targets() {
      return y[0].length;
    }

    double[] column(int target) {
      double[] column = new double[y.length];
      for (int i = 0; i < y.length; i++) {
        column[i] = y[i][target];
      }
      return column;
    }

    List<Training> jointly(TrainingConfig config) {
      try (INDArray features = Nd4j.createFromArray(x);
          INDArray targets = Nd4j.createFromArray(y)) {
        return new MultiTargetTrainer(config).fit(features, targets);
      }
    }

    Training alone(TrainingConfig config, int target) {
      try (Dataset data = Tables.of(x, column(target))) {
        return new Trainer(config).fit(data);
      }
    }
  }

  private static void assertClose(LinearModel expected, LinearModel found, double tolerance) {
    double[] numbers = expected.coefficientArray();
    for (int j = 0; j < numbers.length; j++) {
      double bound = tolerance * (1 + Math.abs(numbers[j]));
      assertEquals(numbers[j], found.coefficientArray()[j], bound, found.targetName() + ", " + j);
    }
    double bound = tolerance * (1 + Math.abs(expected.intercept()));
    assertEquals(expected.intercept(), found.intercept(), bound, found.targetName());
  }

  private static List<GradientMethod> methods() {
    return List.of(
        new FullBatch(Gradients.ROWS),
        new FullBatch(Gradients.MOMENTS),
        new Stochastic(),
        new MiniBatch(7),
        new MiniBatch(1000));
  }

  static List<TrainingConfig> textbookConfigs() {
    List<TrainingConfig> configs = new ArrayList<>();
    for (GradientMethod method : methods()) {
      TrainingConfig plain =
          TrainingConfig.of(method)
              .withLearningRate(LearningRate.fixed(0.01))
              .withStop(StopRule.epochs(4))
              .withSeed(3);
      configs.add(plain);
      configs.add(plain.withShuffling(new Shuffling(false, 0, 0)));
      configs.add(plain.withForm(new ModelSpec(false, true, 0.5)));
      configs.add(plain.withObjective(new Objective(Loss.SQUARED, Penalty.l2(0.1))));
      configs.add(plain.withUpdate(new Momentum(0.5)));
      configs.add(plain.withUpdate(new AdaGrad()));
      configs.add(plain.withLearningRate(LearningRate.scheduled(0.01, new Schedule.Inverse(1, 1))));
    }
    return configs;
  }

  @ParameterizedTest
  @MethodSource("textbookConfigs")
  void eachTargetFollowsThePathItWouldFollowAlone(TrainingConfig config) {
    Table table = Table.random(1500, 4, 3, 1);

    List<Training> found = table.jointly(config);

    for (int t = 0; t < table.targets(); t++) {
      Training alone = table.alone(config, t);
      Training joint = found.get(t);
      assertClose(alone.model(), joint.model(), 1e-12);
      assertEquals(alone.epochs(), joint.epochs());
      assertEquals(alone.updates(), joint.updates());
      assertEquals(alone.stopReason(), joint.stopReason());
      assertEquals(alone.metrics().mae(), joint.metrics().mae(), 1e-12 * alone.metrics().mae());
      assertEquals(alone.metrics().r2(), joint.metrics().r2(), 1e-12);
      List<Trace.Point> points = alone.trace().points();
      assertEquals(points.size(), joint.trace().points().size());
      for (int i = 0; i < points.size(); i++) {
        double loss = points.get(i).loss();
        assertEquals(loss, joint.trace().points().get(i).loss(), 1e-12 * loss, "look " + i);
      }
    }
  }

  /** Rows per epoch that are fewer than there are, more targets than features, one of each. */
  @ParameterizedTest
  @CsvSource({"300, 3, 1, 0", "300, 3, 11, 0", "1, 2, 2, 0", "300, 1, 5, 40", "5000, 70, 90, 0"})
  void shapesDoNotChangeThePath(int rows, int features, int targets, long rowsPerEpoch) {
    Table table = Table.random(rows, features, targets, 5);
    TrainingConfig config =
        TrainingConfig.of(new MiniBatch(16))
            .withLearningRate(LearningRate.fixed(0.001))
            .withShuffling(new Shuffling(true, 9, rowsPerEpoch))
            .withStop(StopRule.epochs(2));

    List<Training> found = table.jointly(config);

    assertEquals(targets, found.size());
    for (int t = 0; t < targets; t += Math.max(1, targets / 3)) {
      assertClose(table.alone(config, t).model(), found.get(t).model(), 1e-12);
    }
  }

  @ParameterizedTest
  @MethodSource("methods")
  void theDefaultsReachTheOptimumOfEachTarget(GradientMethod method) {
    Table table = Table.random(800, 5, 3, 2);

    List<Training> found = table.jointly(TrainingConfig.of(method));

    for (int t = 0; t < table.targets(); t++) {
      Training exact = table.alone(TrainingConfig.of(new FullBatch()), t);
      assertEquals(StopReason.CONVERGED, found.get(t).stopReason());
      double bound = method instanceof FullBatch ? 1e-12 : 1e-4;
      assertEquals(exact.metrics().r2(), found.get(t).metrics().r2(), bound, method.toString());
    }
  }

  /** The normal equations of centred columns, by elimination in plain loops. */
  private static double[] closedForm(Table table, int target, double ridge) {
    int d = table.x[0].length;
    int n = table.x.length;
    double[] y = table.column(target);
    double[] mean = new double[d + 1];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= d; j++) {
        mean[j] += (j < d ? table.x[i][j] : y[i]) / n;
      }
    }
    double[][] equations = new double[d][d + 1];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < d; j++) {
        double left = table.x[i][j] - mean[j];
        for (int k = 0; k <= d; k++) {
          equations[j][k] += left * ((k < d ? table.x[i][k] : y[i]) - mean[k]) / n;
        }
      }
    }
    for (int j = 0; j < d; j++) {
      equations[j][j] *= 1 + ridge; // a penalty on standardized weights: times the variance
    }
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        double factor = j == i ? 0 : equations[j][i] / equations[i][i];
        for (int k = 0; k <= d; k++) {
          equations[j][k] -= factor * equations[i][k];
        }
      }
    }
    double[] answer = new double[d + 1];
    answer[d] = mean[d];
    for (int j = 0; j < d; j++) {
      answer[j] = equations[j][d] / equations[j][j];
      answer[d] -= answer[j] * mean[j];
    }
    return answer;
  }

  @ParameterizedTest
  @CsvSource({"MOMENTS, 0", "MOMENTS, 0.3", "ROWS, 0", "ROWS, 0.3"})
  void fullBatchEndsAtTheClosedForm(Gradients gradients, double ridge) {
    Table table = Table.random(400, 4, 6, 3);
    TrainingConfig config =
        TrainingConfig.of(new FullBatch(gradients))
            .withObjective(new Objective(Loss.SQUARED, Penalty.l2(ridge)));

    List<Training> found = table.jointly(config);

    for (int t = 0; t < table.targets(); t++) {
      double[] expected = closedForm(table, t, ridge);
      // A gap of 1e-18 variances leaves 1e-9 deviations of prediction.
      LinearModel model = found.get(t).model();
      for (int j = 0; j < 4; j++) {
        assertEquals(expected[j], model.coefficientArray()[j], 1e-7, "target " + t + ", " + j);
      }
      assertEquals(expected[4], model.intercept(), 1e-6, "target " + t);
    }
  }

  @ParameterizedTest
  @MethodSource("methods")
  void threadsDoNotChangeABit(GradientMethod method) {
    TrainingConfig config = TrainingConfig.of(method).withStop(StopRule.epochs(3)).withSeed(4);
    Table table = Table.random(20_000, 7, 4, 2);
    List<Training> one = table.jointly(config.withThreads(1));
    for (int threads : new int[] {2, 16}) {
      List<Training> many = table.jointly(config.withThreads(threads));
      for (int t = 0; t < table.targets(); t++) {
        assertEquals(one.get(t).model(), many.get(t).model());
        assertEquals(one.get(t).metrics(), many.get(t).metrics());
      }
    }
  }

  /** Targets of 1e-9 and 1e9 times the size, and one that does not vary. */
  @ParameterizedTest
  @MethodSource("methods")
  void eachTargetEndsOnItsOwnScale(GradientMethod method) {
    Table table = Table.random(400, 3, 4, 6);
    for (double[] row : table.y) {
      row[1] *= 1e-9;
      row[2] *= 1e9;
      row[3] = 7;
    }

    List<Training> found = table.jointly(TrainingConfig.of(method));

    double bound = method instanceof FullBatch ? 1e-12 : 1e-4;
    for (int t = 0; t < 3; t++) {
      Training exact = table.alone(TrainingConfig.of(new FullBatch()), t);
      assertEquals(exact.metrics().r2(), found.get(t).metrics().r2(), bound, "target " + t);
    }
    assertEquals(7, found.get(3).model().predict(1, 2, 3), 1e-12);
    assertTrue(Double.isNaN(found.get(3).metrics().r2()));
    assertTrue(found.stream().allMatch(one -> one.stopReason() == StopReason.CONVERGED));
  }

  @ParameterizedTest
  @ValueSource(strings = {"MOMENTS", "ROWS"})
  void aTargetThatHasEndedStaysWhereItWas(Gradients gradients) {
    Table table = Table.random(300, 3, 3, 7);
    for (int i = 0; i < table.y.length; i++) {
      table.y[i][0] = 2; // the optimum is the start
      table.y[i][2] = table.x[i][0]; // ends at another epoch than the second
    }
    TrainingConfig config =
        TrainingConfig.of(new FullBatch(gradients))
            .withStop(new StopRule(OptionalLong.of(50), OptionalDouble.of(1e-10), 0));

    List<Training> found = table.jointly(config);

    assertEquals(0, found.get(0).epochs());
    assertEquals(0, found.get(0).updates());
    assertTrue(found.get(1).epochs() > 3, () -> found.get(1).epochs() + " epochs");
    assertNotEquals(found.get(1).epochs(), found.get(2).epochs());
    for (int t = 0; t < 3; t++) {
      Training alone = table.alone(config, t);
      assertEquals(alone.epochs(), found.get(t).epochs());
      assertClose(alone.model(), found.get(t).model(), 1e-12);
    }
  }

  @ParameterizedTest
  @MethodSource("methods")
  void divergenceNamesTheTarget(GradientMethod method) {
    Table table = Table.random(300, 3, 2, 8);
    for (double[] row : table.y) {
      row[0] = 0; // stays at 0 whatever the rate
    }
    TrainingConfig config =
        TrainingConfig.of(method)
            .withLearningRate(LearningRate.fixed(5))
            .withStop(StopRule.epochs(100));

    DivergedException error = assertThrows(DivergedException.class, () -> table.jointly(config));

    assertTrue(
        error.getMessage().startsWith("target 'y2': Diverged at epoch "), error.getMessage());
  }

  @Test
  void namesAreThoseGiven() {
    try (INDArray x = Nd4j.createFromArray(new double[][] {{1}, {2}, {4}});
        INDArray y = Nd4j.createFromArray(new double[][] {{2, 0}, {4, 1}, {8, 0}})) {
      List<Training> found =
          new MultiTargetTrainer(TrainingConfig.of(new FullBatch()))
              .fit(x, y, List.of("area"), List.of("price", "rent"));

      assertEquals("price", found.get(0).model().targetName());
      assertEquals(2, found.get(0).model().coefficient("area"), 1e-8);
      assertEquals("rent", found.get(1).model().targetName());
    }
  }

  /** Floats in 'f' order are copied, a vector is one target; neither is changed or closed. */
  @Test
  void arraysOfAnyLayoutAreReadAndLeftAlone() {
    Table table = Table.random(50, 2, 3, 9);
    try (INDArray x = Nd4j.createFromArray(table.x);
        INDArray y = Nd4j.createFromArray(table.y);
        INDArray turned = y.castTo(DataType.FLOAT).dup('f');
        INDArray before = turned.dup();
        INDArray vector = Nd4j.createFromArray(table.column(1))) {
      MultiTargetTrainer trainer = new MultiTargetTrainer(TrainingConfig.of(new MiniBatch(10)));

      List<Training> plain = trainer.fit(x, y);
      List<Training> floats = trainer.fit(x, turned);
      List<Training> one = trainer.fit(x, vector);

      for (int t = 0; t < 3; t++) {
        assertClose(plain.get(t).model(), floats.get(t).model(), 1e-5);
      }
      assertEquals(1, one.size());
      assertClose(plain.get(1).model(), one.get(0).model(), 1e-12);
      assertEquals(before, turned);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "3, 2 | 4, 2 | targets: expected shape [3, targets], got [4, 2]",
        "3, 2 | 3, 2, 1 | targets: expected shape [3, targets], got [3, 2, 1]",
        "3    | 3, 2 | features: expected shape [rows, columns], got [3]"
      })
  void wrongShapesAreRefused(String features, String targets, String error) {
    try (INDArray x = Nd4j.zeros(DataType.DOUBLE, shape(features));
        INDArray y = Nd4j.zeros(DataType.DOUBLE, shape(targets))) {
      MultiTargetTrainer trainer = new MultiTargetTrainer(TrainingConfig.of(new FullBatch()));

      Exception refusal = assertThrows(IllegalArgumentException.class, () -> trainer.fit(x, y));

      assertEquals(error, refusal.getMessage());
    }
  }

  private static long[] shape(String text) {
    return List.of(text.split(", ")).stream().mapToLong(Long::parseLong).toArray();
  }

  @Test
  void wrongNamesAreRefused() {
    try (INDArray x = Nd4j.zeros(DataType.DOUBLE, 3, 2);
        INDArray y = Nd4j.zeros(DataType.DOUBLE, 3, 2)) {
      MultiTargetTrainer trainer = new MultiTargetTrainer(TrainingConfig.of(new FullBatch()));

      Exception refusal =
          assertThrows(
              IllegalArgumentException.class,
              () -> trainer.fit(x, y, List.of("a", "b"), List.of("y", "y")));

      assertEquals("targetNames: expected 2 different names, got [y, y]", refusal.getMessage());
    }
  }

  @Test
  void rowsTooWideForMomentsAreRefused() {
    try (INDArray x = Nd4j.zeros(DataType.DOUBLE, 3, 1025);
        INDArray y = Nd4j.zeros(DataType.DOUBLE, 3, 2)) {
      MultiTargetTrainer trainer = new MultiTargetTrainer(TrainingConfig.of(new FullBatch()));

      Exception refusal = assertThrows(IllegalArgumentException.class, () -> trainer.fit(x, y));

      assertEquals(
          "features: expected at most 1024 columns for several targets at once, got 1025;"
              + " train the targets one by one",
          refusal.getMessage());
    }
  }

  @Test
  void aNumberThatIsNotFiniteIsRefusedWithItsPlace() {
    Table table = Table.random(20, 2, 3, 1);
    table.y[11][2] = Double.NaN;
    Exception inTargets =
        assertThrows(
            InvalidDataException.class, () -> table.jointly(TrainingConfig.of(new FullBatch())));
    table.x[4][1] = Double.POSITIVE_INFINITY;
    Exception inFeatures =
        assertThrows(
            InvalidDataException.class, () -> table.jointly(TrainingConfig.of(new FullBatch())));

    assertEquals("row 11, column 'y3' is NaN; expected a finite number", inTargets.getMessage());
    assertEquals(
        "row 4, column 'x2' is Infinity; expected a finite number", inFeatures.getMessage());
  }

  /** Settings for one target only, and what is said of them. */
  record Misfit(String error, TrainingConfig config) {
    @Override
    public String toString() {
      return error;
    }
  }

  static List<Misfit> misfits() {
    TrainingConfig full = TrainingConfig.of(new FullBatch());
    GradientMethod.Acceleration reduced =
        new GradientMethod.Acceleration(Preconditioning.NONE, true);
    return List.of(
        new Misfit(
            "squared errors, got another loss",
            full.withObjective(new Objective(Loss.POISSON, Penalty.NONE))),
        new Misfit(
            "no penalty or L2, got L1",
            full.withObjective(new Objective(Loss.SQUARED, Penalty.l1(1)))),
        new Misfit(
            "a fixed learning rate for adagrad, got the automatic one, which depends on the target",
            full.withUpdate(new AdaGrad())),
        new Misfit(
            "steps without variance reduction, got steps with it",
            TrainingConfig.of(new MiniBatch(8, reduced))),
        new Misfit(
            "conjugate-gradient on moments, got gradients from rows",
            TrainingConfig.of(new FullBatch(Gradients.ROWS)).withConjugateGradient()));
  }

  @ParameterizedTest
  @MethodSource("misfits")
  void settingsForOneTargetAreRefused(Misfit misfit) {
    Exception refusal =
        assertThrows(IllegalArgumentException.class, () -> new MultiTargetTrainer(misfit.config()));

    assertEquals(
        "several targets at once: expected " + misfit.error() + "; train such targets one by one",
        refusal.getMessage());
  }

  @Test
  void conjugateGradientsEndAtTheOptimumOfEachTarget() {
    Table table = Table.random(300, 6, 3, 4);
    TrainingConfig config = TrainingConfig.of(new FullBatch()).withConjugateGradient();

    List<Training> found = table.jointly(config);

    for (int t = 0; t < 3; t++) {
      assertClose(table.alone(config, t).model(), found.get(t).model(), 1e-9);
      assertTrue(found.get(t).epochs() <= 14, () -> "epochs");
    }
  }
}
