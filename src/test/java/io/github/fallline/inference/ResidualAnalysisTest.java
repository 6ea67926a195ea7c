package io.github.fallline.inference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.data.Dataset;
import io.github.fallline.data.InvalidDataException;
import io.github.fallline.data.RowSource;
import io.github.fallline.data.WeightedRows;
import io.github.fallline.descent.Tables;
import io.github.fallline.leastsquares.LeastSquares;
import io.github.fallline.leastsquares.TriangularFactor;
import io.github.fallline.model.LinearModel;
import io.github.fallline.stats.Moments;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ResidualAnalysisTest {
  private static final int ROWS = 20_000;

  private static RegressionStatistics statistics(RowSource rows, LinearModel model) {
    return RegressionStatistics.of(model, DesignFactor.of(Moments.of(rows), true));
  }

  private static Clusters clusters(int count) {
    double[] keys = new double[ROWS];
    Arrays.setAll(keys, i -> (i * 7919L) % count);
    return Clusters.of(keys);
  }

  /** Everything that the analysis has, as numbers. */
  private static double[] numbers(ResidualAnalysis analysis) {
    List<Double> numbers = new ArrayList<>();
    Arrays.stream(analysis.residualQuartiles()).forEach(numbers::add);
    numbers.add(analysis.residualSquares());
    numbers.add(analysis.meanAbsoluteError());
    numbers.add(analysis.durbinWatson());
    numbers.add(analysis.breuschPagan().statistic());
    numbers.add(analysis.jarqueBera().statistic());
    for (InfluentialRow row : analysis.influentialRows()) {
      numbers.add((double) row.row());
      numbers.add(row.cooksDistance());
      numbers.add(row.leverage());
    }
    for (DensityGrid grid :
        List.of(
            analysis.residualsAgainstFitted(),
            analysis.scaleLocation(),
            analysis.residualsAgainstLeverage())) {
      Arrays.stream(grid.xEdges()).forEach(numbers::add);
      Arrays.stream(grid.yEdges()).forEach(numbers::add);
      Arrays.stream(Figures.flat(grid.counts())).forEach(numbers::add);
    }
    Arrays.stream(analysis.normalQuantiles().sampleQuantiles()).forEach(numbers::add);
    analysis
        .sandwich()
        .ifPresent(sandwich -> Arrays.stream(Figures.flat(sandwich.root())).forEach(numbers::add));
    return numbers.stream().mapToDouble(Double::doubleValue).toArray();
  }

  @ParameterizedTest
  @EnumSource(names = {"CLASSICAL", "HC0", "HC3", "CR1"})
  void threadsDoNotChangeABit(CovarianceType type) {
    try (Dataset data = Tables.random(ROWS, 40, 3, 11)) {
      LinearModel model = LeastSquares.of(data).model();
      RegressionStatistics statistics = statistics(data, model);
      AnalysisOptions options = AnalysisOptions.RESIDUALS.withInfluentialRows(20);
      options =
          type.isClustered()
              ? options.with(type, clusters(100))
              : type.isHeteroskedastic() ? options.with(type) : options;
      double[] one = numbers(ResidualAnalysis.of(data, model, statistics, options.withThreads(1)));
      for (int threads : new int[] {2, 3, 8}) {
        double[] more =
            numbers(ResidualAnalysis.of(data, model, statistics, options.withThreads(threads)));
        assertArrayEquals(one, more);
      }
    }
  }

  /** A row of a cluster of its own adds the score of the row. */
  @Test
  void clustersOfOneRowAreHc0() {
    try (Dataset data = Tables.random(ROWS, 3, 3, 12)) {
      LinearModel model = LeastSquares.of(data).model();
      RegressionStatistics statistics = statistics(data, model);
      AnalysisOptions options = AnalysisOptions.RESIDUALS;
      double[][] expected = covariance(data, model, statistics, options.with(CovarianceType.HC0));
      double[][] found =
          covariance(data, model, statistics, options.with(CovarianceType.CR0, clusters(ROWS)));
      Figures.assertClose("cr0", Figures.flat(expected), 1e-9, Figures.flat(found));
    }
  }

  private static double[][] covariance(
      RowSource rows, LinearModel model, RegressionStatistics statistics, AnalysisOptions options) {
    ResidualAnalysis analysis = ResidualAnalysis.of(rows, model, statistics, options);
    return statistics.with(analysis.sandwich().orElseThrow()).covariance();
  }

  @Test
  void equalWeightsThatStandForMoreRowsDivideTheVariance() {
    double[] threes = new double[200];
    Arrays.fill(threes, 3);
    try (Dataset data = Tables.random(200, 2, 1, 13);
        RowSource rows = WeightedRows.of(Tables.random(200, 2, 1, 13), threes)) {
      LinearModel model = LeastSquares.of(data).model();
      double[] once = statistics(data, model).standardErrors();
      DesignFactor design = DesignFactor.of(Moments.of(rows), true).withRows(600);
      RegressionStatistics thrice = RegressionStatistics.of(model, design);
      double[] errors = thrice.standardErrors();
      for (int k = 0; k < once.length; k++) {
        assertEquals(once[k] * Math.sqrt(197.0 / 597), errors[k], 1e-12 * once[k]);
      }
      assertEquals(600, thrice.rows());
      ResidualAnalysis analysis =
          ResidualAnalysis.of(rows, model, thrice, AnalysisOptions.RESIDUALS);
      assertEquals(
          thrice.residualSquares(), analysis.residualSquares(), 1e-12 * thrice.residualSquares());
    }
  }

  /** By moments n RSS loses what r2 has nines; the rows have it all. */
  @Test
  void residualSquaresOfRowsKeepTheirDigitsAsR2NearsOne() {
    SplittableRandom random = new SplittableRandom(14);
    double[][] x = new double[5000][2];
    double[] y = new double[x.length];
    for (int i = 0; i < y.length; i++) {
      x[i] = new double[] {random.nextDouble(), 1e3 + random.nextDouble()};
      y[i] = 1 + 2 * x[i][0] + 3 * x[i][1] + 1e-7 * (random.nextDouble() - 0.5);
    }
    try (Dataset data = Tables.of(x, y)) {
      LeastSquares fit = LeastSquares.of(data);
      RegressionStatistics byMoments = statistics(data, fit.model());
      double exact = fit.residualSumOfSquares();
      ResidualAnalysis analysis =
          ResidualAnalysis.of(data, fit.model(), byMoments, AnalysisOptions.RESIDUALS);
      assertEquals(exact, analysis.residualSquares(), 1e-9 * exact);
      DesignFactor rows = DesignFactor.of(TriangularFactor.of(data, 1), true);
      assertEquals(exact, rows.residualSquares(), 1e-6 * exact);
      assertTrue(byMoments.residualDigits() < 3, () -> "" + byMoments.residualDigits());
      double rounding = Math.pow(10, -byMoments.residualDigits() + 1);
      assertEquals(exact, byMoments.residualSquares(), rounding * exact);
    }
  }

  @Test
  void moreRowsThanClusterKeysAreRejected() {
    try (Dataset data = Tables.random(100, 2, 1, 15)) {
      LinearModel model = LeastSquares.of(data).model();
      RegressionStatistics statistics = statistics(data, model);
      AnalysisOptions options =
          AnalysisOptions.RESIDUALS.with(CovarianceType.CR1, Clusters.of("a", "b"));
      InvalidDataException error =
          assertThrows(
              InvalidDataException.class,
              () -> ResidualAnalysis.of(data, model, statistics, options));
      assertEquals(
          "clusters: expected a key for each row, got 2 keys and more rows", error.getMessage());
    }
  }

  @Test
  void optionsThatDoNotFitAreRejected() {
    AnalysisOptions options = AnalysisOptions.RESIDUALS;
    for (CovarianceType type : List.of(CovarianceType.CR0, CovarianceType.KERNEL)) {
      assertThrows(IllegalArgumentException.class, () -> options.with(type));
    }
    assertThrows(
        IllegalArgumentException.class, () -> options.with(CovarianceType.HC0, Clusters.of("a")));
    assertThrows(IllegalArgumentException.class, () -> options.withThreads(0));
    assertThrows(IllegalArgumentException.class, () -> options.withInfluentialRows(-1));
  }

  @Test
  void influentialRowsOfOneDistanceAreTheFirst() {
    double[][] x = new double[64][1];
    double[] y = new double[64];
    for (int i = 0; i < y.length; i++) {
      x[i][0] = i % 2;
      y[i] = i / 2 % 2;
    }
    try (Dataset data = Tables.of(x, y)) {
      LinearModel model = LeastSquares.of(data).model();
      ResidualAnalysis analysis =
          ResidualAnalysis.of(
              data,
              model,
              statistics(data, model),
              AnalysisOptions.RESIDUALS.withInfluentialRows(5));
      InfluentialRow first = analysis.influentialRows().get(0);
      assertEquals(5, analysis.influentialRows().size());
      assertEquals(1.0 / 32, first.leverage(), 1e-12);
    }
  }

  @Test
  void residualsAloneHaveNoPictures() {
    try (Dataset data = Tables.random(50, 2, 1, 16)) {
      LinearModel model = LeastSquares.of(data).model();
      ResidualAnalysis analysis =
          ResidualAnalysis.of(data, model, statistics(data, model), AnalysisOptions.RESIDUALS);
      assertEquals(0, analysis.residualsAgainstFitted().counts().length);
      assertTrue(analysis.sandwich().isEmpty());
      assertFalse(analysis.fullLeverageRow() >= 0);
    }
  }
}
