package io.github.fallline.descent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.data.Dataset;
import io.github.fallline.model.LinearModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.factory.Nd4j;

/** The certified gap against exact arithmetic on the very doubles. */
class CertificateTest {
  private static final long SETS = Long.getLong("fallline.stress", 300);
  private static final double UNIT = Math.ulp(0.5);

  private static Training train(HardSets set, TrainingConfig config) {
    double[][] column = new double[set.targets().length][1];
    for (int i = 0; i < column.length; i++) {
      column[i][0] = set.targets()[i];
    }
    try (var x = Nd4j.createFromArray(set.features());
        var y = Nd4j.createFromArray(column);
        Dataset data = Dataset.of(x, y)) {
      return new Trainer(config).fit(data);
    }
  }

  private static String check(long seed) {
    HardSets set = HardSets.of(seed);
    long start = System.nanoTime();
    Training training = train(set, TrainingConfig.of(new GradientMethod.FullBatch()));
    double seconds = (System.nanoTime() - start) / 1e9;
    LinearModel model = training.model();
    double exact =
        ExactLeastSquares.gap(
            set.features(), set.targets(), model.coefficientArray(), model.intercept(), true);
    boolean converged = training.stopReason() == StopReason.CONVERGED;
    String faults =
        (exact > training.gap() * (1 + 1e-9) ? " understated" : "")
            + (converged && exact > Math.max(1e-9, training.gap()) ? " not reached" : "")
            + (!converged && exact <= 1e-13 ? " doubted" : "")
            + (seconds > 30 ? " slow" : "");
    return faults.isEmpty()
        ? ""
        : "%d (%s, %d rows): exact %.2e, certified %.2e, %s:%s%n"
            .formatted(
                seed,
                set.kind(),
                set.targets().length,
                exact,
                training.gap(),
                training.stopReason(),
                faults);
  }

  @Test
  void certifiedGapIsNeverBelowTheExactOne() {
    List<String> faults = new ArrayList<>();
    LongStream.range(0, SETS)
        .mapToObj(CertificateTest::check)
        .filter(f -> !f.isEmpty())
        .forEach(faults::add);
    assertEquals("", String.join("", faults));
  }

  /** Rows of several tiles, whose means carry rounding where columns are far from 0. */
  @ParameterizedTest
  @CsvSource({
    "20000, 0, 1e-4, false",
    "20000, 1e8, 1e-7, true",
    "100000, 1e8, 1, false",
    "100000, 1e8, 1e-7, false",
    "100000, 1e4, 1e-10, true"
  })
  void certifiedGapOfManyRowsIsNotBelowTheExactOne(
      int rows, double offset, double difference, boolean sorted) {
    Random random = new Random(rows + (long) offset + (sorted ? 1 : 0));
    double[][] x = new double[rows][3];
    double[] y = new double[rows];
    for (int i = 0; i < rows; i++) {
      double u = sorted ? 4.0 * i / rows - 2 : random.nextGaussian();
      x[i][0] = u + offset;
      x[i][1] = x[i][0] + difference * random.nextGaussian();
      x[i][2] = random.nextGaussian();
      y[i] = u - x[i][2] + random.nextGaussian();
    }
    try (Dataset data = Tables.of(x, y)) {
      Training training = new Trainer(TrainingConfig.of(new GradientMethod.FullBatch())).fit(data);
      LinearModel model = training.model();
      double exact = ExactLeastSquares.gap(x, y, model.coefficientArray(), model.intercept(), true);

      assertTrue(exact <= training.gap() * (1 + 1e-9), exact + " above " + training.gap());
    }
  }

  @Test
  void oracleKnowsTheGapOfOneColumnByHand() {
    double[][] x = {{1}, {2}, {3}};
    double[] y = {1, 2, 4};
    // The best line is 1.5 x - 2/3, its squares 1/6; those of 1 x + 0: 1. Variance 14/9.
    assertEquals(
        (1 - 1.0 / 6) / 3 / (14.0 / 9),
        ExactLeastSquares.gap(x, y, new double[] {1}, 0, true),
        UNIT);
    assertTrue(ExactLeastSquares.gap(x, y, new double[] {1.5}, -2.0 / 3, true) < 1e-30);
  }
}
