package io.github.fallline.descent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.github.fallline.data.Dataset;
import io.github.fallline.descent.GradientMethod.MiniBatch;
import io.github.fallline.descent.GradientMethod.Stochastic;
import io.github.fallline.descent.distributed.DistributedRows;
import io.github.fallline.descent.distributed.GradientStatistics;
import io.github.fallline.descent.distributed.LocalEpoch;
import io.github.fallline.leastsquares.LeastSquares;
import io.github.fallline.model.ErrorStatistics;
import io.github.fallline.model.LinearModel;
import io.github.fallline.objective.Loss;
import io.github.fallline.objective.Objective;
import io.github.fallline.objective.Penalty;
import io.github.fallline.optim.LearningRate;
import io.github.fallline.stats.ColumnStatistics;
import io.github.fallline.stats.Moments;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Steps of several parts, which lie in memory here, on rows of high leverage. With {@code
 * -Dfallline.stress=full} more rows and methods.
 */
class LocalDescentTest {
  /** Parts of consecutive rows of a data set. */
  static final class Parts implements DistributedRows {
    private final Dataset all;
    private final List<Dataset> parts = new ArrayList<>();

    Parts(Dataset all, int count) {
      this.all = all;
      double[][] x = all.features().toDoubleMatrix();
      double[] y = all.targets().toDoubleVector();
      for (int p = 0; p < count; p++) {
        int from = y.length * p / count;
        int to = y.length * (p + 1) / count;
        parts.add(Tables.of(Arrays.copyOfRange(x, from, to), Arrays.copyOfRange(y, from, to)));
      }
    }

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
      return Moments.of(all);
    }

    @Override
    public ColumnStatistics columns() {
      return ColumnStatistics.of(all);
    }

    @Override
    public double[] gradientSums(Loss loss, double[] weights, double constant) {
      return GradientStatistics.of(all, loss, weights, constant);
    }

    @Override
    public List<double[]> localEpochs(LocalEpoch epoch) {
      return parts.stream().map(epoch::run).toList();
    }

    @Override
    public ErrorStatistics errors(LinearModel model) {
      throw new UnsupportedOperationException();
    }
  }

  private static final boolean FULL = "full".equals(System.getProperty("fallline.stress"));

  static Stream<Arguments> cases() {
    Stream<GradientMethod> methods =
        FULL
            ? Stream.of(new MiniBatch(32), new MiniBatch(256), new Stochastic())
            : Stream.of(new MiniBatch(64));
    return methods.flatMap(
        method ->
            Arrays.stream(LeverageSets.values())
                .map(kind -> Arguments.of(kind, TrainingConfig.of(method))));
  }

  static Stream<Arguments> fewCases() {
    return Stream.of(new MiniBatch(32), new Stochastic())
        .flatMap(
            method ->
                Stream.of(LeverageSets.CAUCHY, LeverageSets.ONE_LONG_ROW_300)
                    .map(kind -> Arguments.of(kind, TrainingConfig.of(method))));
  }

  /** Parts that are not alike, too: those of sorted rows. Columns alike take their time. */
  @ParameterizedTest
  @MethodSource("cases")
  void automaticRunsEndAtTheOptimum(LeverageSets kind, TrainingConfig config) {
    assumeFalse(kind == LeverageSets.CORRELATED_9999);
    try (Dataset data = kind.rows(FULL ? 3000 : 500, 1)) {
      Training training = new DistributedTrainer(config).fit(new Parts(data, 3), point -> {});

      assertEquals(LeastSquares.of(data).r2(), training.metrics().r2(), 1e-4);
      // Levels that no row has are constant columns, which are of no effect.
      assertEquals(StopReason.CONVERGED, training.stopReason());
    }
  }

  @ParameterizedTest
  @MethodSource("fewCases")
  void runsAreResumedWithTheSameBits(LeverageSets kind, TrainingConfig config) {
    TrainingConfig few = config.withStop(StopRule.epochs(6));
    try (Dataset data = kind.rows(600, 1)) {
      Parts parts = new Parts(data, 3);
      List<Checkpoint> made = new ArrayList<>();
      Training whole =
          new DistributedTrainer(few)
              .fit(parts, point -> {}, new CheckpointPolicy(Optional.empty(), 0, made::add));
      for (Checkpoint from : made) {
        Training resumed =
            new DistributedTrainer(few)
                .fit(parts, point -> {}, new CheckpointPolicy(Optional.of(from), 1e9, last -> {}));

        assertEquals(whole.model(), resumed.model());
        assertEquals(whole.epochs(), resumed.epochs());
        assertEquals(whole.notes(), resumed.notes());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("fewCases")
  void aNamedRateMayDiverge(LeverageSets kind, TrainingConfig config) {
    TrainingConfig named = config.withLearningRate(LearningRate.fixed(30));
    try (Dataset data = kind.rows(600, 1)) {
      Parts parts = new Parts(data, 3);

      assertThrows(
          DivergedException.class, () -> new DistributedTrainer(named).fit(parts, point -> {}));
    }
  }

  /** A full batch that would finish such a run has no rows here. */
  @ParameterizedTest
  @EnumSource(LeverageSets.class)
  void runsWithKinksEndWhereTheirStepsLead(LeverageSets kind) {
    TrainingConfig config =
        TrainingConfig.of(new MiniBatch(64))
            .withObjective(new Objective(Loss.SQUARED, Penalty.l1(0.05)));
    try (Dataset data = kind.rows(500, 1)) {
      Training training = new DistributedTrainer(config).fit(new Parts(data, 3), point -> {});

      assertEquals(0, training.refinements());
    }
  }
}
