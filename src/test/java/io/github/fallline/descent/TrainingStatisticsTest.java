package io.github.fallline.descent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.data.Dataset;
import io.github.fallline.data.RowSource;
import io.github.fallline.data.Split;
import io.github.fallline.data.ValidationSplit;
import io.github.fallline.data.WeightedRows;
import io.github.fallline.descent.GradientMethod.FullBatch;
import io.github.fallline.descent.GradientMethod.MiniBatch;
import io.github.fallline.descent.distributed.DistributedRows;
import io.github.fallline.descent.distributed.LocalEpoch;
import io.github.fallline.inference.Inference;
import io.github.fallline.inference.RegressionStatistics;
import io.github.fallline.model.ErrorStatistics;
import io.github.fallline.model.LinearModel;
import io.github.fallline.objective.Loss;
import io.github.fallline.objective.Objective;
import io.github.fallline.objective.Penalty;
import io.github.fallline.stats.ColumnStatistics;
import io.github.fallline.stats.Moments;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The statistics that come with a training, by each trainer. */
class TrainingStatisticsTest {
  private static final int ROWS = 300;

  private final double[][] x = new double[ROWS][3];
  private final double[] y = new double[ROWS];

  TrainingStatisticsTest() {
    Random random = new Random(5);
    for (int i = 0; i < ROWS; i++) {
      for (int j = 0; j < 3; j++) {
        x[i][j] = random.nextGaussian() + j;
      }
      y[i] = 1 + 2 * x[i][0] - x[i][1] + random.nextGaussian();
    }
  }

  private static RegressionStatistics fitted(RowSource rows) {
    return new Trainer(TrainingConfig.of(new FullBatch())).fit(rows).statistics();
  }

  private static void assertSame(RegressionStatistics expected, RegressionStatistics found) {
    assertEquals(expected.names(), found.names());
    assertClose(expected.standardErrors(), found.standardErrors());
    assertClose(expected.pValues(), found.pValues());
    assertEquals(expected.fStatistic(), found.fStatistic(), 1e-9 * expected.fStatistic());
    assertEquals(expected.degreesOfFreedom(), found.degreesOfFreedom());
  }

  private static void assertClose(double[] expected, double[] found) {
    for (int j = 0; j < expected.length; j++) {
      assertEquals(expected[j], found[j], 1e-9 * Math.abs(expected[j]));
    }
  }

  @Test
  void mergedMomentsOfPartsGiveThem() {
    try (Dataset all = Tables.of(x, y);
        Dataset first = Tables.of(Arrays.copyOf(x, 100), Arrays.copyOf(y, 100));
        Dataset second =
            Tables.of(Arrays.copyOfRange(x, 100, ROWS), Arrays.copyOfRange(y, 100, ROWS))) {
      Moments merged = Moments.of(first).merge(Moments.of(second));
      DistributedRows rows = new MergedRows(all, merged);

      Training training =
          new DistributedTrainer(TrainingConfig.of(new FullBatch())).fit(rows, point -> {});

      assertSame(fitted(all), training.statistics());
    }
  }

  @Test
  void eachOfSeveralTargetsHasItsOwn() {
    double[][] targets = new double[ROWS][2];
    for (int i = 0; i < ROWS; i++) {
      targets[i][0] = y[i];
      targets[i][1] = y[i] * y[i];
    }
    try (INDArray features = Nd4j.createFromArray(x);
        INDArray wanted = Nd4j.createFromArray(targets)) {
      List<Training> trainings =
          new MultiTargetTrainer(TrainingConfig.of(new FullBatch())).fit(features, wanted);
      for (int t = 0; t < 2; t++) {
        double[] column = new double[ROWS];
        for (int i = 0; i < ROWS; i++) {
          column[i] = targets[i][t];
        }
        try (Dataset alone = Tables.of(x, column)) {
          RegressionStatistics expected = fitted(alone);
          assertClose(expected.standardErrors(), trainings.get(t).statistics().standardErrors());
          assertClose(
              new double[] {expected.rSquared()},
              new double[] {trainings.get(t).statistics().rSquared()});
        }
      }
    }
  }

  @Test
  void rowsHeldOutTakeTheirWeightsWithThem() {
    double[] weights = new double[ROWS];
    Arrays.setAll(weights, i -> 1 + i % 3);
    try (RowSource weighted = WeightedRows.of(Tables.of(x, y), weights)) {
      assertEquals(2 * ROWS, weighted.totalWeight(), 1e-9);
      RowSource part = ValidationSplit.training(weighted, new Split(0.2, 7));
      RowSource rest = ValidationSplit.validation(weighted, new Split(0.2, 7));
      assertEquals(2 * ROWS, part.totalWeight() + rest.totalWeight(), 1e-9);
      assertEquals(Math.rint(part.totalWeight()), part.totalWeight(), 1e-9);
      assertEquals(part.totalWeight() - 4, fitted(part).degreesOfFreedom(), 1e-9);
    }
  }

  @Test
  void aModelTooFarFromTheOptimumHasNone() {
    try (Dataset rows = Tables.of(x, y)) {
      Training coarse =
          new Trainer(TrainingConfig.of(new MiniBatch(32)).withStop(StopRule.epochs(2))).fit(rows);
      Training penalized =
          new Trainer(
                  TrainingConfig.of(new FullBatch())
                      .withObjective(new Objective(Loss.SQUARED, Penalty.l2(0.1))))
              .fit(rows);

      assertTrue(coarse.inference().table().isEmpty());
      assertEquals(
          "no statistics: a penalty biases the coefficients",
          assertThrows(IllegalStateException.class, penalized::statistics).getMessage());
    }
  }

  @Test
  void otherLossesPostponeThem() {
    try (Dataset rows = Tables.of(x, y)) {
      TrainingConfig config =
          TrainingConfig.of(new FullBatch())
              .withObjective(new Objective(Loss.huber(1), Penalty.NONE));
      Inference inference = new Trainer(config).fit(rows).inference();
      assertEquals(new Inference.Postponed(Loss.huber(1)), inference);
    }
  }

  @Test
  void threadsDoNotChangeABit() {
    try (Dataset rows = Tables.of(x, y)) {
      TrainingConfig config = TrainingConfig.of(new FullBatch());
      assertArrayEquals(
          new Trainer(config.withThreads(1)).fit(rows).statistics().standardErrors(),
          new Trainer(config.withThreads(3)).fit(rows).statistics().standardErrors());
    }
  }

  /** Rows of which only their moments are at hand. */
  private record MergedRows(Dataset all, Moments merged) implements DistributedRows {
    @Override
    public List<String> featureNames() {
      return all.featureNames();
    }

    @Override
    public String targetName() {
      return all.targetName();
    }

    @Override
    public Moments moments() {
      return merged;
    }

    @Override
    public ColumnStatistics columns() {
      throw new UnsupportedOperationException();
    }

    @Override
    public double[] gradientSums(Loss loss, double[] weights, double constant) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<double[]> localEpochs(LocalEpoch epoch) {
      throw new UnsupportedOperationException();
    }

    @Override
    public ErrorStatistics errors(LinearModel model) {
      throw new UnsupportedOperationException();
    }
  }
}
