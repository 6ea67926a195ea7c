package io.github.fallline.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.files.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Statistics in the file of a model. */
class ModelStatisticsTest {
  private static final LinearModel MODEL =
      new LinearModel(
          List.of("area", "age"), "price", new double[] {2.5, -0.5}, 10, new double[] {4, 30});

  @TempDir Path directory;

  private static TrainingSummary training() {
    RegressionMetrics metrics = new RegressionMetrics(3, 1, 1, 0.5, Double.NaN);
    return new TrainingSummary(Map.of(), metrics)
        .withRows(3, 0)
        .withSeed(5)
        .withStopReason("converged")
        .withFingerprint("crc32c:0")
        .withVersions(Map.of());
  }

  private static ModelStatistics statistics(double rows, boolean withInterval) {
    PredictionInterval interval =
        new PredictionInterval(
            new int[] {0, 1}, new double[] {1e2 / 3, 30}, new double[] {7, -1, 3}, rows, 0.25, 98);
    return new ModelStatistics(
        "hc3",
        List.of(
            new ModelStatistics.Coefficient("(intercept)", 0.2, 50, 1e-300),
            new ModelStatistics.Coefficient("area", 0, Double.POSITIVE_INFINITY, 0),
            new ModelStatistics.Coefficient("age", Double.NaN, Double.NaN, Double.NaN)),
        0.5,
        98,
        0.9,
        0.89,
        Double.NaN,
        1.0 / 3,
        withInterval ? Optional.of(interval) : Optional.empty());
  }

  private Path write(ModelStatistics statistics) {
    Path file = directory.resolve("model.json");
    ModelFile.write(file, new SavedModel(MODEL, training()).withStatistics(statistics));
    return file;
  }

  @ParameterizedTest
  @CsvSource({"100, true", "Infinity, true", "100, false"})
  void theyComeBackBitForBit(double rows, boolean withInterval) throws IOException {
    ModelStatistics statistics = statistics(rows, withInterval);
    Path file = write(statistics);
    SavedModel stored = ModelFile.read(file);
    assertEquals(Optional.of(statistics), stored.statistics());
    assertEquals(MODEL, stored.model());

    Path again = directory.resolve("again.json");
    ModelFile.write(again, stored);
    assertEquals(Files.readString(file), Files.readString(again));
    assertTrue(Files.readString(file).contains("\"version\" : 3"));
  }

  /** An edit of the text, and the error after the name of the file. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0.89 | 0.88 | /statistics/checksum: the statistics are damaged, or of another model",
        "\"covariance\" : \"hc3\" | \"covariance\" : \"hc2\" | /statistics/checksum: the statistics",
        "\"pValue\" : 1.0E-300 | \"pValue\" : 0.1 | /statistics/checksum: the statistics are",
        "\"variance\" : 0.25 | \"variance\" : 0.5 | /statistics/checksum: the statistics are",
        "[ 7.0, -1.0, 3.0 ] | [ 7.0, -1.0, 3.5 ] | /statistics/checksum: the statistics are",
        "[ 7.0, -1.0, 3.0 ] | [ 7.0, -1.0 ] | /statistics/interval: triangle: expected 3 numbers",
        "[ 7.0, -1.0, 3.0 ] | [ 7.0, null, 3.0 ] | /statistics/interval/triangle/1: expected a",
        "[ 7.0, -1.0, 3.0 ] | [ 7.0, -1.0, 0 ] | /statistics/interval: triangle: expected no 0",
        "\"columns\" : [ 0, 1 ] | \"columns\" : [ 1, 0 ] | /statistics/interval: columns: expected",
        "\"columns\" : [ 0, 1 ] | \"columns\" : [ 0, 2 ] | /statistics: statistics: the interval has",
        "\"columns\" : [ 0, 1 ] | \"columns\" : [ 0, 1e9 ] | /statistics/interval/columns/1: expected",
        "\"columns\" : [ 0, 1 ] | \"columns\" : 0 | /statistics/interval/columns: expected an array",
        "\"standardError\" : 0.2 | \"standardError\" : -0.2 | /statistics/coefficients/0: standardEr",
        "\"standardError\" : 0.2 | \"error\" : 0.2 | /statistics/coefficients/0/standardError: is mis",
        "\"rows\" : 100.0 | \"rows\" : 0 | /statistics/interval: expected rows above 0",
        "\"statistics\" | \"other\" | /statistics: is missing"
      })
  void changesAreNoticedWithTheirPlace(String old, String changed, String error)
      throws IOException {
    Path file = write(statistics(100, true));
    String text = Files.readString(file);
    assertTrue(text.contains(old), text);
    Files.writeString(file, text.replace(old, changed));
    String message = assertThrows(InputException.class, () -> ModelFile.read(file)).getMessage();
    assertTrue(message.startsWith(file + ": " + error), message);
    assertFalse(message.contains("\n"), message);
  }

  @Test
  void thoseOfAnotherModelAreRefused() throws IOException {
    Path file = write(statistics(100, true));
    String text = Files.readString(file);
    LinearModel other =
        new LinearModel(
            List.of("area", "age"), "price", new double[] {2.5, -0.25}, 10, new double[] {4, 30});
    Path otherFile = directory.resolve("other.json");
    ModelFile.write(otherFile, other, training());
    String checksum = Files.readString(otherFile).lines().toList().get(3);
    Files.writeString(
        file, text.replace(text.lines().toList().get(3), checksum).replace(": -0.5,", ": -0.25,"));
    String message = assertThrows(InputException.class, () -> ModelFile.read(file)).getMessage();
    assertTrue(message.startsWith(file + ": /statistics/checksum: "), message);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void earlierVersionsHaveNone(int version) throws IOException {
    Path file = write(statistics(100, true));
    String text = Files.readString(file);
    Files.writeString(file, text.replace("\"version\" : 3", "\"version\" : " + version));
    assertEquals(Optional.empty(), ModelFile.read(file).statistics());
  }

  @Test
  void thoseOfOtherFeaturesCannotBeStored() {
    LinearModel other =
        new LinearModel(List.of("area", "x"), "price", new double[2], 0, new double[2]);
    LinearModel logarithmic =
        new LinearModel(List.of("area", "age"), "price", new double[2], 0, new double[2], Link.LOG);
    for (LinearModel each : List.of(other, logarithmic)) {
      assertThrows(
          IllegalArgumentException.class,
          () -> new SavedModel(each, training()).withStatistics(statistics(100, true)));
    }
  }
}
