package io.github.fallline.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.fallline.data.Dataset;
import io.github.fallline.descent.Tables;
import io.github.fallline.inference.DesignFactor;
import io.github.fallline.inference.RegressionStatistics;
import io.github.fallline.leastsquares.LeastSquares;
import io.github.fallline.leastsquares.TriangularFactor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** R's figures of three real sets are in RegressionOracleTest. */
class PredictionIntervalTest {
  private static PredictionInterval interval(boolean intercept) {
    try (Dataset data = Tables.random(50, 3, 1, 19)) {
      LeastSquares fit = LeastSquares.of(data, new ModelSpec(intercept, true, 0), 0, 1);
      DesignFactor design = DesignFactor.of(TriangularFactor.of(data, 1), intercept);
      return RegressionStatistics.of(fit.model(), design).predictionInterval();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void plainNumbersRestoreIt(boolean intercept) {
    PredictionInterval first = interval(intercept);
    PredictionInterval second =
        new PredictionInterval(
            first.columns(),
            first.means(),
            first.triangle(),
            first.rows(),
            first.variance(),
            first.degreesOfFreedom());
    double[] row = {1, -2, 30};
    assertArrayEquals(first.prediction(5, 0.9, row), second.prediction(5, 0.9, row));
    assertArrayEquals(first.confidence(5, 0.9, row), second.confidence(5, 0.9, row));
    assertEquals(intercept ? 50 : Double.POSITIVE_INFINITY, first.rows());
  }

  /** y = x1 of four rows: R'R = 5 about the mean 2.5; t of 0.975 and 2 degrees is 4.30265273. */
  @Test
  void intervalsAreThoseByHand() {
    PredictionInterval interval =
        new PredictionInterval(
            new int[] {0}, new double[] {2.5}, new double[] {Math.sqrt(5)}, 4, 9, 2);
    double half = 4.302652729911275 * 3 * Math.sqrt(0.25 + 0.45);
    assertArrayEquals(new double[] {7 - half, 7 + half}, interval.confidence(7, 0.95, 4), 1e-9);
    double wide = 4.302652729911275 * 3 * Math.sqrt(1.25 + 0.45);
    assertArrayEquals(new double[] {7 - wide, 7 + wide}, interval.prediction(7, 0.95, 4), 1e-9);
  }

  @Test
  void numbersThatDoNotFitAreRejected() {
    double[] one = {1};
    assertThrows(
        IllegalArgumentException.class,
        () -> new PredictionInterval(new int[] {0, 1}, one, one, 4, 1, 2));
    assertThrows(
        IllegalArgumentException.class,
        () -> new PredictionInterval(new int[] {0}, one, new double[2], 4, 1, 2));
    assertThrows(
        IllegalArgumentException.class,
        () -> new PredictionInterval(new int[] {-1}, one, one, 4, 1, 2));
    assertThrows(
        IllegalArgumentException.class,
        () -> new PredictionInterval(new int[] {0}, one, one, 4, -1, 2));
  }
}
