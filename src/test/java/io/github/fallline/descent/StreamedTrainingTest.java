package io.github.fallline.descent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.csv.CsvFormat;
import io.github.fallline.csv.CsvReader;
import io.github.fallline.csv.CsvStream;
import io.github.fallline.csv.ReadingOptions;
import io.github.fallline.data.Dataset;
import io.github.fallline.data.InvalidDataException;
import io.github.fallline.data.MissingValues;
import io.github.fallline.data.Schema;
import io.github.fallline.descent.GradientMethod.FullBatch;
import io.github.fallline.descent.GradientMethod.Gradients;
import io.github.fallline.descent.GradientMethod.MiniBatch;
import io.github.fallline.files.TextInput;
import io.github.fallline.objective.HuberLoss;
import io.github.fallline.objective.Loss;
import io.github.fallline.objective.Objective;
import io.github.fallline.objective.Penalty;
import io.github.fallline.optim.LearningRate;
import io.github.fallline.optim.Nesterov;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Training in one pass over a text gives the model of the text in memory. */
class StreamedTrainingTest {
  private static byte[] text(int rows) {
    SplittableRandom random = new SplittableRandom(17);
    StringBuilder text = new StringBuilder("a,b,c,y\n");
    for (int i = 0; i < rows; i++) {
      double a = random.nextDouble() + 1000;
      double b = random.nextGaussian();
      double c = a * random.nextDouble();
      double y = 3 * a - b + 0.1 * c + random.nextGaussian();
      text.append(String.format(Locale.ROOT, "%.9f,%.9f,%.9f,%.9f%n", a, b, c, y));
    }
    return text.toString().getBytes(UTF_8);
  }

  private static TextInput input(byte[] bytes) {
    return new TextInput(new ByteArrayInputStream(bytes), "table.csv");
  }

  private static CsvStream stream(byte[] bytes) {
    return stream(input(bytes));
  }

  private static CsvStream stream(TextInput input) {
    Schema schema = Schema.target("y");
    return new CsvStream(
        input, CsvFormat.DETECT, schema, MissingValues.FAIL, ReadingOptions.DEFAULT.withThreads(2));
  }

  static Stream<TrainingConfig> settings() {
    TrainingConfig plain = TrainingConfig.of(new FullBatch());
    return Stream.of(
        plain,
        plain.withConjugateGradient(),
        plain.withUpdate(new Nesterov(0.9)),
        plain.withLearningRate(new LearningRate.Fixed(0.1)),
        plain.withObjective(new Objective(Loss.SQUARED, Penalty.l2(0.1))),
        plain.withObjective(new Objective(Loss.SQUARED, Penalty.l1(0.1))));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void modelsAreTheSameBitForBit(TrainingConfig config, @TempDir Path directory)
      throws IOException {
    byte[] bytes = text(40_000);
    Path file = Files.write(directory.resolve("table.csv"), bytes);
    try (Dataset memory =
        CsvReader.read(input(bytes), CsvFormat.DETECT, Schema.target("y"), MissingValues.FAIL)) {
      Training expected = new Trainer(config).fit(memory);
      for (int threads = 1; threads <= 3; threads++) {
        try (CsvStream stream = stream(TextInput.of(file))) {
          Training found = new Trainer(config.withThreads(threads)).fit(stream);

          assertEquals(expected.model(), found.model());
          assertEquals(expected.epochs(), found.epochs());
          assertEquals(expected.loss(), found.loss());
          assertEquals(expected.metrics().rmse(), found.metrics().rmse(), 1e-9);
          assertEquals(expected.metrics().r2(), found.metrics().r2(), 1e-12);
          assertEquals(expected.metrics().rows(), found.metrics().rows());
          assertTrue(Double.isNaN(found.metrics().mae()));
        }
      }
    }
  }

  /** Standard input has one pass, which leaves the last digits to the moments. */
  @Test
  void whatIsReadOnceIsNotRefined() {
    byte[] bytes = text(1000);
    TrainingConfig config = TrainingConfig.of(new FullBatch());
    try (Dataset memory =
            CsvReader.read(input(bytes), CsvFormat.DETECT, Schema.target("y"), MissingValues.FAIL);
        CsvStream stream = stream(bytes)) {
      Training expected = new Trainer(config).fit(memory);
      Training found = new Trainer(config).fit(stream);

      assertEquals(StopReason.CONVERGED, found.stopReason());
      assertEquals(0, found.refinements());
      assertTrue(expected.refinements() > 0);
      double[] digits = expected.model().coefficientArray();
      for (int j = 0; j < digits.length; j++) {
        assertEquals(digits[j], found.model().coefficientArray()[j], 1e-9 * Math.abs(digits[j]));
      }
    }
  }

  @Test
  void rowsThatChangeBetweenPassesAreNoticed(@TempDir Path directory) throws IOException {
    Path file = Files.write(directory.resolve("table.csv"), text(1000));
    try (CsvStream stream = stream(TextInput.of(file))) {
      Consumer<Trace.Point> change = point -> write(file, text(1001));
      Trainer trainer = new Trainer(TrainingConfig.of(new FullBatch()));

      InvalidDataException error =
          assertThrows(InvalidDataException.class, () -> trainer.fit(stream, change));

      assertTrue(error.getMessage().contains("changed between two passes"), error::getMessage);
    }
  }

  private static void write(Path file, byte[] bytes) {
    try {
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Stream<TrainingConfig> severalPasses() {
    TrainingConfig plain = TrainingConfig.of(new FullBatch());
    return Stream.of(
        TrainingConfig.of(new MiniBatch(64)),
        TrainingConfig.of(new FullBatch(Gradients.ROWS)),
        plain.withObjective(new Objective(new HuberLoss(1), Penalty.NONE)));
  }

  @ParameterizedTest
  @MethodSource("severalPasses")
  void whatNeedsSeveralPassesIsRefused(TrainingConfig config) {
    try (CsvStream stream = stream(text(10))) {
      Trainer trainer = new Trainer(config);

      IllegalArgumentException thrown =
          assertThrows(IllegalArgumentException.class, () -> trainer.fit(stream));

      assertTrue(thrown.getMessage().contains("read only once"), thrown.getMessage());
    }
  }

  @Test
  void squaresThatOverflowAreRefusedByColumn() {
    byte[] bytes = "a,y\n1e200,1\n-1e200,2\n3,4\n".getBytes(UTF_8);
    try (CsvStream stream = stream(bytes)) {
      Trainer trainer = new Trainer(TrainingConfig.of(new FullBatch()));

      InvalidDataException thrown =
          assertThrows(InvalidDataException.class, () -> trainer.fit(stream));

      assertTrue(thrown.getMessage().startsWith("column 'a': its squares"), thrown.getMessage());
    }
  }
}
