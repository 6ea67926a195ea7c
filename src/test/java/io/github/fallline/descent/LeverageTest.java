package io.github.fallline.descent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.fallline.cache.CachedRows;
import io.github.fallline.csv.CsvCache;
import io.github.fallline.csv.CsvFormat;
import io.github.fallline.csv.CsvReader;
import io.github.fallline.csv.ReadingOptions;
import io.github.fallline.data.Dataset;
import io.github.fallline.data.MissingValues;
import io.github.fallline.data.Schema;
import io.github.fallline.data.Shuffling;
import io.github.fallline.descent.GradientMethod.Acceleration;
import io.github.fallline.descent.GradientMethod.MiniBatch;
import io.github.fallline.descent.GradientMethod.Stochastic;
import io.github.fallline.files.TextInput;
import io.github.fallline.leastsquares.LeastSquares;
import io.github.fallline.optim.LearningRate;
import io.github.fallline.optim.Momentum;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.factory.Nd4j;

/** A few rows that decide on much, and learning rates that turn out to be too large. */
class LeverageTest {
  @TempDir Path directory;

  /** Rows that lie sorted by a rare level, visited in that order: their batches are not alike. */
  private static final TrainingConfig IN_ORDER =
      TrainingConfig.of(new MiniBatch(256)).withShuffling(new Shuffling(false, 0, 0));

  private static Dataset sortedLevels() {
    return LeverageSets.RARE_LEVELS_SORTED.rows(5000, 1);
  }

  static Stream<TrainingConfig> methods() {
    Acceleration reduced = new Acceleration(Preconditioning.AUTO, true);
    return Stream.of(
        TrainingConfig.of(new Stochastic()),
        TrainingConfig.of(new MiniBatch(64)),
        TrainingConfig.of(new MiniBatch(256)),
        TrainingConfig.of(new MiniBatch(1024)),
        TrainingConfig.of(new MiniBatch(64, reduced)),
        TrainingConfig.of(new MiniBatch(512, reduced)),
        TrainingConfig.of(new MiniBatch(128)).withUpdate(new Momentum(0.9)));
  }

  /** Two columns nearly alike but in one row of 60,000, which has a leverage of 0.6. */
  @ParameterizedTest
  @MethodSource("methods")
  void oneLongRowDoesNotThrowBatchesOffTheirWay(TrainingConfig config) {
    Random random = new Random(1);
    double[][] x = new double[60_000][2];
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      x[i][0] = random.nextGaussian();
      x[i][1] = x[i][0] + 0.05 * random.nextGaussian() + (i == 0 ? 15 : 0);
      y[i] = 2 * x[i][0] - x[i][1] + random.nextGaussian();
    }
    try (Dataset data = Tables.of(x, y)) {
      Training training = new Trainer(config).fit(data);

      assertEquals(StopReason.CONVERGED, training.stopReason());
      assertEquals(LeastSquares.of(data).r2(), training.metrics().r2(), 1e-4);
      assertEquals(List.of(), training.notes());
    }
  }

  /** The second target of the pair is the first; jointly each is what it is alone. */
  @Test
  void severalTargetsAreFittedAsEachAlone() {
    for (LeverageSets kind : List.of(LeverageSets.CAUCHY, LeverageSets.RARE_LEVELS_SORTED)) {
      try (Dataset data = kind.rows(3000, 1)) {
        double[] y = data.targets().toDoubleVector();
        double[][] pair = new double[y.length][];
        for (int i = 0; i < y.length; i++) {
          pair[i] = new double[] {y[i], Math.sin(i) + y[i] / 3};
        }
        List<Training> joint =
            new MultiTargetTrainer(IN_ORDER).fit(data.features(), Nd4j.createFromArray(pair));
        Training alone = new Trainer(IN_ORDER).fit(data);

        assertEquals(alone.epochs(), joint.get(0).epochs());
        assertEquals(alone.learningRate(), joint.get(0).learningRate(), 1e-12);
        assertEquals(alone.metrics().r2(), joint.get(0).metrics().r2(), 1e-9);
        assertEquals(alone.notes(), joint.get(0).notes());
      }
    }
  }

  @Test
  void anAutomaticRateThatIsTooLargeIsLoweredAndSaidToBe() {
    try (Dataset data = sortedLevels()) {
      Training training = new Trainer(IN_ORDER).fit(data);

      assertEquals(LeastSquares.of(data).r2(), training.metrics().r2(), 1e-4);
      assertEquals(
          List.of("the automatic learning rate was too large for these rows and was lowered once."),
          training.notes());
    }
  }

  @Test
  void aNamedRateThatIsTooLargeDiverges() {
    try (Dataset data = sortedLevels()) {
      TrainingConfig config = IN_ORDER.withLearningRate(LearningRate.fixed(30));

      assertThrows(DivergedException.class, () -> new Trainer(config).fit(data));
    }
  }

  /** With a lowered rate, and with spread visits: in memory, in a file, threads, resumed. */
  static Stream<TrainingConfig> sameBits() {
    StopRule few = new StopRule(OptionalLong.of(6), OptionalDouble.of(0), 0);
    Acceleration reduced = new Acceleration(Preconditioning.AUTO, true);
    return Stream.of(
            IN_ORDER,
            IN_ORDER.withUpdate(new Momentum(0.9)),
            TrainingConfig.of(new MiniBatch(256)),
            TrainingConfig.of(new MiniBatch(1000, reduced)),
            TrainingConfig.of(new Stochastic()),
            TrainingConfig.of(new Stochastic()).withShuffling(new Shuffling(false, 0, 0)))
        .map(config -> config.withStop(few));
  }

  @ParameterizedTest
  @MethodSource("sameBits")
  void theSameBitsOnAnyThreadsFromAFileAndResumed(TrainingConfig config) throws IOException {
    for (LeverageSets kind : List.of(LeverageSets.LOGNORMAL_2, LeverageSets.RARE_LEVELS_SORTED)) {
      Path text = directory.resolve(kind + ".csv");
      try (Dataset data = kind.rows(5000, 1)) {
        write(data, text);
      }
      try (Dataset memory = read(text);
          CachedRows file = cache(text).stream(ReadingOptions.DEFAULT)) {
        List<Checkpoint> made = new ArrayList<>();
        Training expected =
            new Trainer(config.withThreads(1))
                .fit(memory, point -> {}, new CheckpointPolicy(Optional.empty(), 0, made::add));
        assertSame(expected, new Trainer(config.withThreads(2)).fit(memory));
        assertSame(expected, new Trainer(config.withThreads(1)).fit(file));
        assertSame(expected, new Trainer(config.withThreads(2)).fit(file));
        for (Checkpoint from : made) {
          CheckpointPolicy checkpoints = new CheckpointPolicy(Optional.of(from), 1e9, last -> {});
          assertSame(expected, new Trainer(config).fit(memory, point -> {}, checkpoints));
        }
      }
    }
  }

  private static void assertSame(Training expected, Training found) {
    assertEquals(expected.model(), found.model());
    assertEquals(expected.epochs(), found.epochs());
    assertEquals(expected.updates(), found.updates());
    assertEquals(expected.learningRate(), found.learningRate());
    assertEquals(expected.loss(), found.loss());
    assertEquals(expected.notes(), found.notes());
  }

  private static void write(Dataset data, Path file) throws IOException {
    double[][] x = data.features().toDoubleMatrix();
    double[] y = data.targets().toDoubleVector();
    StringBuilder text = new StringBuilder();
    for (int j = 0; j < x[0].length; j++) {
      text.append('x').append(j).append(',');
    }
    text.append("y\n");
    for (int i = 0; i < y.length; i++) {
      for (double number : x[i]) {
        text.append(String.format(Locale.ROOT, "%.9g,", number));
      }
      text.append(String.format(Locale.ROOT, "%.9g%n", y[i]));
    }
    Files.writeString(file, text);
  }

  private static Dataset read(Path file) throws IOException {
    return CsvReader.read(
        TextInput.of(file),
        CsvFormat.DETECT,
        Schema.target("y"),
        MissingValues.FAIL,
        ReadingOptions.DEFAULT);
  }

  private static CsvCache cache(Path file) {
    return new CsvCache(
        file.resolveSibling(file.getFileName() + ".npy"),
        file,
        CsvFormat.DETECT,
        Schema.target("y"),
        MissingValues.FAIL,
        note -> {});
  }
}
