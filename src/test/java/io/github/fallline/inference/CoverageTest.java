package io.github.fallline.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.fallline.data.Dataset;
import io.github.fallline.descent.Tables;
import io.github.fallline.leastsquares.LeastSquares;
import io.github.fallline.leastsquares.TriangularFactor;
import io.github.fallline.model.LinearModel;
import io.github.fallline.model.PredictionInterval;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Intervals of 95 % cover what they should in 95 % of seeded trials, within four standard
 * deviations of the binomial distribution.
 */
class CoverageTest {
  private static final int TRIALS = 2000;
  private static final double LEVEL = 0.95;
  private static final double WITHIN = 4 * Math.sqrt(LEVEL * (1 - LEVEL) / TRIALS);
  private static final double[] TRUTH = {1, 2, -0.5};

  private static boolean covers(double[] range, double number) {
    return range[0] <= number && number <= range[1];
  }

  private static double mean(double[] row) {
    return TRUTH[0] + TRUTH[1] * row[0] + TRUTH[2] * row[1];
  }

  @Test
  void intervalsCoverTheTruthAsOftenAsTheyState() {
    Random random = new Random(20);
    int[] covered = new int[5];
    for (int trial = 0; trial < TRIALS; trial++) {
      double[][] x = new double[12][2];
      double[] y = new double[x.length];
      for (int i = 0; i < y.length; i++) {
        x[i] = new double[] {random.nextGaussian(), 10 + random.nextDouble()};
        y[i] = mean(x[i]) + 0.7 * random.nextGaussian();
      }
      try (Dataset data = Tables.of(x, y)) {
        LinearModel model = LeastSquares.of(data).model();
        DesignFactor design = DesignFactor.of(TriangularFactor.of(data, 1), true);
        RegressionStatistics statistics = RegressionStatistics.of(model, design);
        double[][] ranges = statistics.confidenceInterval(LEVEL);
        for (int k = 0; k < 3; k++) {
          covered[k] += covers(ranges[k], TRUTH[k]) ? 1 : 0;
        }
        double[] row = {random.nextGaussian(), 10 + random.nextDouble()};
        double[] b = statistics.table().estimates();
        double fit = b[0] + b[1] * row[0] + b[2] * row[1];
        PredictionInterval interval = statistics.predictionInterval();
        covered[3] += covers(interval.confidence(fit, LEVEL, row), mean(row)) ? 1 : 0;
        double next = mean(row) + 0.7 * random.nextGaussian();
        covered[4] += covers(interval.prediction(fit, LEVEL, row), next) ? 1 : 0;
      }
    }
    for (int k = 0; k < covered.length; k++) {
      assertEquals(LEVEL, (double) covered[k] / TRIALS, WITHIN, "interval " + k);
    }
  }

  /** Of 400 rows whose noise grows with x: classical intervals of the slope are too short. */
  @Test
  void robustIntervalsCoverWhereTheNoiseIsUnequal() {
    Random random = new Random(21);
    int trials = TRIALS / 4;
    int classical = 0;
    int robust = 0;
    for (int trial = 0; trial < trials; trial++) {
      double[][] x = new double[400][1];
      double[] y = new double[x.length];
      for (int i = 0; i < y.length; i++) {
        x[i][0] = random.nextGaussian();
        y[i] = 1 + 2 * x[i][0] + x[i][0] * random.nextGaussian();
      }
      try (Dataset data = Tables.of(x, y)) {
        LinearModel model = LeastSquares.of(data).model();
        DesignFactor design = DesignFactor.of(TriangularFactor.of(data, 1), true);
        RegressionStatistics statistics = RegressionStatistics.of(model, design);
        AnalysisOptions options = AnalysisOptions.RESIDUALS.withThreads(1).with(CovarianceType.HC3);
        Sandwich sandwich =
            ResidualAnalysis.of(data, model, statistics, options).sandwich().orElseThrow();
        double[] wide = statistics.with(sandwich).confidenceInterval(LEVEL)[1];
        classical += covers(statistics.confidenceInterval(LEVEL)[1], 2) ? 1 : 0;
        robust += covers(wide, 2) ? 1 : 0;
      }
    }
    assertEquals(LEVEL, (double) robust / trials, 2 * WITHIN, "hc3");
    assertEquals(0.75, (double) classical / trials, 0.1, "classical");
  }
}
