package io.github.fallline.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.fallline.model.PredictionInterval;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The regression table against R 4.2.2 (2022-11-10 r83330): {@code Rscript oracle.R DATA >
 * oracle.json}, both beside the test's resources.
 */
class RegressionOracleTest {
  private static final double CLOSE = 1e-8;

  private static double[] intervals(RealSet set, RegressionStatistics statistics, boolean of) {
    PredictionInterval interval = statistics.predictionInterval();
    double[] coefficients = statistics.table().estimates();
    double[] numbers = new double[9];
    for (int i = 0; i < 3; i++) {
      double fit = set.intercept ? coefficients[0] : 0;
      int first = set.intercept ? 1 : 0;
      double[] row = set.features[set.times == null ? i : new int[] {1, 2, 2}[i]];
      for (int j = 0; j < row.length; j++) {
        fit += coefficients[first + j] * row[j];
      }
      double[] range =
          of ? interval.prediction(fit, 0.95, row) : interval.confidence(fit, 0.95, row);
      numbers[3 * i] = fit;
      numbers[3 * i + 1] = range[0];
      numbers[3 * i + 2] = range[1];
    }
    return numbers;
  }

  @ParameterizedTest
  @CsvSource({
    "diabetes, true",
    "diabetes, false",
    "mpg, true",
    "mpg, false",
    "wine, true",
    "wine, false",
    "mpg no intercept, true",
    "mpg no intercept, false",
    "mpg repeated, true",
    "mpg repeated, false"
  })
  void tableIsThatOfR(String name, boolean fromRows) throws IOException {
    RealSet set = RealSet.of(name);
    Figures r = Figures.of(name);
    RegressionStatistics found = RegressionStatistics.of(set.model(), set.design(fromRows));

    r.assertClose("coefficients", CLOSE, found.table().estimates());
    r.assertClose("standardErrors", CLOSE, found.standardErrors());
    r.assertClose("tValues", CLOSE, found.tValues());
    r.assertClose("pValues", 1e-7, found.pValues()); // p of t has t times the relative error of t
    r.assertCovariance("covariance", CLOSE, found.covariance());
    r.assertClose("ci90", CLOSE, Figures.flat(found.confidenceInterval(0.9)));
    r.assertClose("sigma", CLOSE, found.residualStandardError());
    r.assertClose("df", 0, found.degreesOfFreedom());
    r.assertClose("rss", CLOSE, found.residualSquares());
    r.assertClose("r2", CLOSE, found.rSquared());
    r.assertClose("adjustedR2", CLOSE, found.adjustedRSquared());
    r.assertClose("f", CLOSE, found.fStatistic());
    r.assertClose("fP", 1e-7, found.fPValue());
    r.assertClose("logLik", CLOSE, found.logLikelihood());
    r.assertClose("aic", CLOSE, found.aic());
    r.assertClose("bic", CLOSE, found.bic());
    r.assertClose("vif", CLOSE, found.vif());
    r.assertClose("kappa", CLOSE, found.conditionNumber());
    r.assertClose("standardized", CLOSE, found.standardizedCoefficients());
    r.assertClose("confidence", CLOSE, intervals(set, found, false));
    r.assertClose("prediction", CLOSE, intervals(set, found, true));
    assertEquals(set.intercept, found.isCentred());
  }

  @ParameterizedTest
  @CsvSource({"diabetes, true", "mpg, false", "wine, true", "mpg no intercept, false"})
  void sequentialAnalysisOfVarianceIsThatOfR(String name, boolean fromRows) throws IOException {
    RealSet set = RealSet.of(name);
    Figures r = Figures.of(name);
    AnovaTable found = RegressionStatistics.of(set.model(), set.design(fromRows)).anova();

    r.assertClose(
        "anovaSS",
        CLOSE,
        found.rows().stream().mapToDouble(AnovaTable.Row::sumOfSquares).toArray());
    r.assertClose(
        "anovaF", CLOSE, found.rows().stream().mapToDouble(AnovaTable.Row::fStatistic).toArray());
    r.assertClose(
        "anovaP", 1e-7, found.rows().stream().mapToDouble(AnovaTable.Row::pValue).toArray());
    assertEquals(AnovaTable.RESIDUALS, found.rows().get(found.rows().size() - 1).name());
  }
}
