package io.github.fallline.descent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.data.Dataset;
import io.github.fallline.descent.GradientMethod.FullBatch;
import io.github.fallline.model.ModelSpec;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The digits of the worst coefficient that default training gets right, log10 of its relative error
 * with the sign turned, on the linear problems of NIST's Statistical Reference Datasets.
 *
 * <p>Wampler's problems are made of integers: y = 1 + x + ... + x^5 for x = 0 ... 20 (the second: y
 * = 1 + 0.1 x + ... + 0.00001 x^5), the third to fifth with 1, 100 and 10,000 times the same
 * disturbances; their certified estimates are 1 (powers of 0.1).
 */
class NistDigitsTest {
  private static final double[] DISTURBANCES = {
    759, -2048, 2048, -2048, 2523, -2048, 2048, -2048, 1838, -2048, 2048, -2048, 1838, -2048, 2048,
    -2048, 2523, -2048, 2048, -2048, 759
  };

  /** Certified for Filip: the intercept, then the coefficients of x to x^10. */
  private static final double[] FILIP = {
    -1467.48961422980,
    -2772.17959193342,
    -2316.37108160893,
    -1127.97394098372,
    -354.478233703349,
    -75.1242017393757,
    -10.8753180355343,
    -1.06221498588947,
    -0.670191154593408E-01,
    -0.246781078275479E-02,
    -0.402962525080404E-04
  };

  private static double digits(Dataset data, ModelSpec spec, double[] estimates) {
    Training training = new Trainer(TrainingConfig.of(new FullBatch()).withForm(spec)).fit(data);
    double[] weights = training.model().coefficientArray();
    int first = spec.intercept() ? 1 : 0;
    double worst = 15;
    for (int k = 0; k < estimates.length; k++) {
      double found = k < first ? training.model().intercept() : weights[k - first];
      double error = Math.abs(found - estimates[k]) / Math.abs(estimates[k]);
      worst = Math.min(worst, -Math.log10(error));
    }
    assertEquals(StopReason.CONVERGED, training.stopReason(), training.notes()::toString);
    return worst;
  }

  /**
   * Least digits: at least those of a QR factorization in double precision, but where the exact
   * optimum of the numbers rounded to doubles has less (Pontius 13.5, Wampler2 13.2; by fractions).
   */
  @ParameterizedTest
  @CsvSource({
    "Longley, 1, 12.9",
    "Norris, 1, 13.3",
    "Pontius, 2, 13.5",
    "NoInt1, 1, 14.7",
    "Wampler2, 5, 13.2"
  })
  void defaultTrainingHasTheDigitsOfQr(String name, int degree, double least) throws IOException {
    CertifiedProblem problem = CertifiedProblem.read(name, degree);
    try (Dataset data = problem.data()) {
      double digits = digits(data, problem.form(), problem.estimates());
      assertTrue(digits >= least, name + ": " + digits);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 0, 9.5", "2, 0.1, 0, 13.2", "3, 1, 1, 12", "4, 1, 100, 12", "5, 1, 1e4, 12"})
  void defaultTrainingHasTheDigitsOfQrOnWampler(
      int number, double ratio, double disturbed, double least) {
    double[][] x = new double[21][5];
    double[] y = new double[21];
    double[] estimates = IntStream.range(0, 6).mapToDouble(k -> Math.pow(ratio, k)).toArray();
    for (int i = 0; i <= 20; i++) {
      java.math.BigDecimal sum = java.math.BigDecimal.ONE;
      for (int k = 1; k <= 5; k++) {
        x[i][k - 1] = Math.pow(i, k);
        sum =
            sum.add(
                new java.math.BigDecimal(String.valueOf(ratio))
                    .pow(k)
                    .multiply(java.math.BigDecimal.valueOf(i).pow(k)));
      }
      y[i] = sum.doubleValue() + disturbed * DISTURBANCES[i];
    }
    try (Dataset data = Tables.of(x, y)) {
      double digits = digits(data, ModelSpec.DEFAULT, estimates);
      assertTrue(digits >= least, "Wampler" + number + ": " + digits);
    }
  }

  @Test
  void defaultTrainingHasSevenDigitsOnFilip() throws IOException {
    List<String> lines;
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                NistDigitsTest.class.getResourceAsStream("/io/github/fallline/nist/filip.csv"),
                StandardCharsets.UTF_8))) {
      lines = reader.lines().skip(1).toList();
    }
    double[][] x = new double[lines.size()][10];
    double[] y = new double[lines.size()];
    for (int i = 0; i < y.length; i++) {
      String[] fields = lines.get(i).split(",", -1);
      y[i] = Double.parseDouble(fields[0]);
      for (int k = 0; k < 10; k++) {
        x[i][k] = Math.pow(Double.parseDouble(fields[1]), k + 1);
      }
    }
    try (Dataset data = Tables.of(x, y)) {
      double digits = digits(data, ModelSpec.DEFAULT, FILIP);
      assertTrue(digits >= 7, "Filip: " + digits);
    }
  }
}
