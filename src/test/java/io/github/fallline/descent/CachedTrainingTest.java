package io.github.fallline.descent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.fallline.blas.Precision;
import io.github.fallline.cache.CachedRows;
import io.github.fallline.csv.CsvCache;
import io.github.fallline.csv.CsvFormat;
import io.github.fallline.csv.CsvReader;
import io.github.fallline.csv.ReadingOptions;
import io.github.fallline.data.Dataset;
import io.github.fallline.data.MissingValues;
import io.github.fallline.data.Schema;
import io.github.fallline.descent.GradientMethod.FullBatch;
import io.github.fallline.descent.GradientMethod.Gradients;
import io.github.fallline.descent.GradientMethod.MiniBatch;
import io.github.fallline.descent.GradientMethod.Stochastic;
import io.github.fallline.files.TextInput;
import io.github.fallline.objective.HuberLoss;
import io.github.fallline.objective.Objective;
import io.github.fallline.objective.Penalty;
import io.github.fallline.optim.Nesterov;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Training on a file of rows, which never are in memory, gives the model of the rows in memory. */
class CachedTrainingTest {
  @TempDir static Path directory;
  private static Path source;

  @BeforeAll
  static void writeSource() throws IOException {
    SplittableRandom random = new SplittableRandom(17);
    StringBuilder text = new StringBuilder("a,b,c,y\n");
    for (int i = 0; i < 20_000; i++) {
      double a = random.nextDouble() + 1000;
      double b = random.nextGaussian();
      double c = a * random.nextDouble();
      double y = 3 * a - b + 0.1 * c + random.nextGaussian();
      String gap = i % 100 == 7 ? "NA" : String.format(Locale.ROOT, "%.9f", b);
      text.append(String.format(Locale.ROOT, "%.9f,%s,%.9f,%.9f%n", a, gap, c, y));
    }
    source = Files.writeString(directory.resolve("t.csv"), text);
  }

  static Stream<Arguments> settings() {
    TrainingConfig full = TrainingConfig.of(new FullBatch());
    return Stream.of(
            full,
            TrainingConfig.of(new FullBatch(Gradients.ROWS)),
            full.withObjective(new Objective(new HuberLoss(1), Penalty.NONE)),
            TrainingConfig.of(new MiniBatch(64)),
            TrainingConfig.of(new MiniBatch(1000)).withUpdate(new Nesterov(0.9)),
            TrainingConfig.of(new Stochastic()))
        .flatMap(config -> Stream.of(Precision.values()).map(each -> Arguments.of(config, each)));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void modelsAreTheSameBitForBit(TrainingConfig config, Precision precision) {
    Path file = directory.resolve("t.npy");
    CsvCache cache =
        new CsvCache(
            file, source, CsvFormat.DETECT, Schema.target("y"), MissingValues.MEAN, note -> {});
    try (Dataset memory =
            CsvReader.read(
                TextInput.of(source),
                CsvFormat.DETECT,
                Schema.target("y"),
                MissingValues.MEAN,
                ReadingOptions.DEFAULT.withPrecision(precision));
        CachedRows rows = cache.stream(ReadingOptions.DEFAULT.withPrecision(precision))) {
      Training expected = new Trainer(config).fit(memory);
      for (int threads = 1; threads <= 2; threads++) {
        Training found = new Trainer(config.withThreads(threads)).fit(rows);

        assertEquals(expected.model(), found.model());
        assertEquals(expected.epochs(), found.epochs());
        assertEquals(expected.loss(), found.loss());
        assertEquals(expected.metrics(), found.metrics());
      }
    }
  }
}
