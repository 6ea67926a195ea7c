package io.github.fallline.descent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.SharedData;
import io.github.fallline.csv.CsvFormat;
import io.github.fallline.csv.CsvReader;
import io.github.fallline.data.Dataset;
import io.github.fallline.data.MissingValues;
import io.github.fallline.data.Schema;
import io.github.fallline.descent.GradientMethod.FullBatch;
import io.github.fallline.descent.GradientMethod.MiniBatch;
import io.github.fallline.descent.GradientMethod.Stochastic;
import io.github.fallline.files.TextInput;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Default training, without any tuning, on real data, against least squares found elsewhere. */
class RealDataTest {
  /**
   * A data set and the r2 of least squares on it.
   *
   * @param r2 Longley and Norris: certified by NIST. The others: numpy 2.4 lstsq (an SVD) on
   *     standardized columns.
   */
  record Case(String file, boolean shared, Schema schema, long rows, double r2) {
    Path path() {
      return shared ? SharedData.file(file) : Path.of("data", file);
    }
  }

  static List<Case> cases() {
    Schema mpg = Schema.target("mpg").withExcluded(List.of("origin", "name"));
    return List.of(
        new Case("longley.csv", false, Schema.target("employment"), 16, 0.995479004577296),
        new Case("norris.csv", false, Schema.target("y"), 36, 0.999993745883712),
        new Case("winequality-white.csv", true, Schema.target("quality"), 4898, WINE),
        new Case("winequality-white.quoted-comma.csv", true, Schema.target("quality"), 4898, WINE),
        new Case("auto-mpg.csv", true, mpg, 392, 0.8092552890383933),
        new Case("diabetes.tsv", true, Schema.target("y"), 442, 0.5177484222203499));
  }

  private static final double WINE = 0.281870364133286;

  private static Dataset read(Case data) {
    return CsvReader.read(
        TextInput.of(data.path()), CsvFormat.DETECT, data.schema(), MissingValues.SKIP);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void fullBatchReachesLeastSquares(Case data) {
    try (Dataset rows = read(data)) {
      Training training = new Trainer(TrainingConfig.of(new FullBatch())).fit(rows);

      assertEquals(data.rows(), rows.rows());
      assertEquals(StopReason.CONVERGED, training.stopReason());
      assertEquals(data.r2(), training.metrics().r2(), 1e-9);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void noisyMethodsComeWithinAThousandthForAnySeed(Case data) {
    try (Dataset rows = read(data)) {
      for (GradientMethod method : List.of(new Stochastic(), new MiniBatch(), new MiniBatch(8))) {
        for (long seed = 0; seed < 3; seed++) {
          Training training = new Trainer(TrainingConfig.of(method).withSeed(seed)).fit(rows);

          assertEquals(data.r2(), training.metrics().r2(), 1e-3, method + " seed " + seed);
          assertTrue(data.r2() >= training.metrics().r2() - 1e-9, "better than least squares");
          // The certified gap is the true one.
          assertEquals(data.r2() - training.metrics().r2(), training.gap(), 1e-9, method + " gap");
        }
      }
    }
  }
}
