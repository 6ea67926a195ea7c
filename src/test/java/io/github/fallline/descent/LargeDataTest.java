package io.github.fallline.descent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import io.github.fallline.blas.Matrix;
import io.github.fallline.blas.NativeMemoryError;
import io.github.fallline.blas.Precision;
import io.github.fallline.blas.RowView;
import io.github.fallline.blas.SmallSegments;
import io.github.fallline.data.Dataset;
import io.github.fallline.data.RowSource;
import io.github.fallline.data.Split;
import io.github.fallline.data.ValidationSplit;
import io.github.fallline.data.WeightedRows;
import io.github.fallline.descent.GradientMethod.FullBatch;
import io.github.fallline.descent.GradientMethod.Gradients;
import io.github.fallline.descent.GradientMethod.MiniBatch;
import io.github.fallline.descent.GradientMethod.Stochastic;
import io.github.fallline.model.LinearModel;
import io.github.fallline.objective.HuberLoss;
import io.github.fallline.objective.Objective;
import io.github.fallline.objective.Penalty;
import io.github.fallline.optim.LearningRate;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Data that no single buffer spans: more than 2^31 bytes, or a little in small buffers. */
class LargeDataTest {
  private static final int SMALL_BUFFER = 200;

  static Stream<TrainingConfig> settings() {
    TrainingConfig rows = TrainingConfig.of(new FullBatch(Gradients.ROWS)).withStop(epochs(3));
    return Stream.of(
        TrainingConfig.of(new FullBatch()),
        rows,
        rows.withConjugateGradient(),
        rows.withObjective(new Objective(new HuberLoss(1), Penalty.NONE)),
        TrainingConfig.of(new Stochastic()).withStop(epochs(2)),
        TrainingConfig.of(new MiniBatch(32)).withStop(epochs(2)));
  }

  private static StopRule epochs(int count) {
    return StopRule.epochs(count);
  }

  static Stream<Arguments> settingsAndPrecisions() {
    return settings()
        .flatMap(each -> Stream.of(Precision.values()).map(type -> Arguments.of(each, type)));
  }

  private static INDArray features(int rows, int columns) {
    double[] numbers = new SplittableRandom(3).doubles((long) rows * columns, -1, 1).toArray();
    return Nd4j.create(numbers, new long[] {rows, columns});
  }

  /** The sum of each row's numbers, each times its column counted from 1, and some noise. */
  private static INDArray targets(INDArray features) {
    SplittableRandom random = new SplittableRandom(4);
    double[] sums = new double[(int) features.size(0)];
    for (int i = 0; i < sums.length; i++) {
      for (int j = 0; j < features.size(1); j++) {
        sums[i] += (j + 1) * features.getDouble(i, j);
      }
      sums[i] += random.nextDouble();
    }
    return Nd4j.create(sums, new long[] {sums.length, 1});
  }

  @ParameterizedTest
  @MethodSource("settingsAndPrecisions")
  void manyBuffersGiveTheModelOfOne(TrainingConfig config, Precision precision) {
    Trainer trainer = new Trainer(config.withThreads(2));
    try (INDArray features = features(5000, 13);
        INDArray targets = targets(features)) {
      Training expected = fit(trainer, features, targets, precision);
      Training found;
      try (SmallSegments small = new SmallSegments(SMALL_BUFFER)) {
        found = fit(trainer, features, targets, precision);
      }

      assertEquals(expected.model(), found.model());
      assertEquals(expected.metrics(), found.metrics());
    }
  }

  private static Training fit(
      Trainer trainer, INDArray features, INDArray targets, Precision precision) {
    try (Dataset data = Dataset.of(features, targets, precision)) {
      return trainer.fit(data);
    }
  }

  @Test
  void manyBuffersChangeNoPartAndNoWeight() {
    double[] weights = new SplittableRandom(5).doubles(3000, 0, 2).toArray();
    Trainer trainer = new Trainer(TrainingConfig.of(new MiniBatch(16)).withStop(epochs(2)));
    try (INDArray features = features(3000, 5);
        INDArray targets = targets(features);
        Dataset data = Dataset.of(features, targets)) {
      RowSource part = ValidationSplit.training(WeightedRows.of(data, weights), new Split(0.3, 1));
      LinearModel expected = trainer.fit(part).model();
      String fingerprint = data.fingerprint();
      try (SmallSegments small = new SmallSegments(SMALL_BUFFER)) {
        assertEquals(expected, trainer.fit(part).model());
        assertEquals(fingerprint, data.fingerprint());
      }
    }
  }

  @Test
  void manyBuffersGiveTheModelsOfSeveralTargets() {
    MultiTargetTrainer trainer =
        new MultiTargetTrainer(TrainingConfig.of(new MiniBatch(16)).withStop(epochs(2)));
    try (INDArray features = features(3000, 5);
        INDArray targets = features(3000, 3)) {
      List<LinearModel> expected = models(trainer, features, targets);
      try (SmallSegments small = new SmallSegments(SMALL_BUFFER)) {
        assertEquals(expected, models(trainer, features, targets));
      }
    }
  }

  private static List<LinearModel> models(
      MultiTargetTrainer trainer, INDArray features, INDArray targets) {
    return trainer.fit(features, targets).stream().map(Training::model).toList();
  }

  /**
   * Zeros but for some rows, a third of them behind the first 2^31 bytes: pages that are only read
   * take no memory.
   */
  @Test
  void rowsBeyondTwoGibibytesCount() {
    int columns = 20;
    long reach = (1L << 31) / Double.BYTES / columns;
    long height = reach + 20_000;
    double[] numbers = new double[columns];
    double[] coefficients = new double[columns];
    Arrays.setAll(coefficients, j -> j + 1.0);
    try (Matrix features = uninitialized(height, columns);
        Matrix targets = uninitialized(height, 1)) {
      RowView rows = features.view();
      RowView labels = targets.view();
      SplittableRandom random = new SplittableRandom(9);
      double[] label = new double[1];
      for (int i = 0; i < 600; i++) {
        long row = i < 200 ? height - 1 - 100L * i : i * (reach / 600);
        label[0] = 0;
        for (int j = 0; j < columns; j++) {
          numbers[j] = random.nextInt(-9, 10);
          label[0] += coefficients[j] * numbers[j];
        }
        rows.moveTo(row, 1).write(numbers);
        labels.moveTo(row, 1).write(label);
      }
      try (Dataset data = Dataset.of(features.array(), targets.array())) {
        TrainingConfig config = TrainingConfig.of(new FullBatch()).withThreads(2);
        Training full = new Trainer(config).fit(data);
        assertEquals(1, full.metrics().r2(), 1e-9);
        for (int j = 0; j < columns; j++) {
          assertEquals(coefficients[j], full.model().coefficientArray()[j], 1e-6);
        }
        TrainingConfig batches =
            TrainingConfig.of(new MiniBatch(65_536))
                .withLearningRate(new LearningRate.Fixed(0.01))
                .withStop(epochs(1));
        Training part = new Trainer(batches.withThreads(2)).fit(data);
        assertTrue(part.metrics().r2() > 0.5, part.metrics().toString());
      }
    }
  }

  private static Matrix uninitialized(long rows, int columns) {
    try {
      return Matrix.uninitialized(rows, columns, Precision.DOUBLE);
    } catch (NativeMemoryError e) {
      return abort(e.getMessage());
    }
  }
}
