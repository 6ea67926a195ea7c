package io.github.fallline.inference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.data.Dataset;
import io.github.fallline.data.RowSource;
import io.github.fallline.data.WeightedRows;
import io.github.fallline.descent.Tables;
import io.github.fallline.leastsquares.LeastSquares;
import io.github.fallline.leastsquares.TriangularFactor;
import io.github.fallline.model.LinearModel;
import io.github.fallline.model.ModelSpec;
import io.github.fallline.stats.Moments;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Statistics where some of them are not defined: what is a number, and what is NaN. */
class UndefinedStatisticsTest {
  private static final double NAN = Double.NaN;

  private static DesignFactor design(RowSource rows, boolean fromRows, boolean intercept) {
    return fromRows
        ? DesignFactor.of(TriangularFactor.of(rows, 1), intercept)
        : DesignFactor.of(Moments.of(rows), intercept);
  }

  private static LinearModel model(double intercept, double... coefficients) {
    List<String> names =
        IntStream.rangeClosed(1, coefficients.length).mapToObj(j -> "x" + j).toList();
    return new LinearModel(names, "y", coefficients, intercept, new double[coefficients.length]);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void constantTargetHasNoR2(boolean fromRows) {
    try (Dataset data = Tables.of(new double[][] {{1}, {2}, {4}, {8}}, 5, 5, 5, 5)) {
      RegressionStatistics found =
          RegressionStatistics.of(model(5, 0), design(data, fromRows, true));
      assertEquals(0, found.residualStandardError());
      assertArrayEquals(new double[] {0, 0}, found.standardErrors());
      assertArrayEquals(new double[] {Double.POSITIVE_INFINITY, NAN}, found.tValues());
      assertArrayEquals(new double[] {0, NAN}, found.pValues());
      double[] undefined = {
        found.rSquared(), found.adjustedRSquared(), found.fStatistic(), found.fPValue()
      };
      assertArrayEquals(new double[] {NAN, NAN, NAN, NAN}, undefined);
      assertArrayEquals(new double[] {NAN}, found.standardizedCoefficients());
      ResidualAnalysis analysis =
          ResidualAnalysis.of(
              data, model(5, 0), found, AnalysisOptions.RESIDUALS.withInfluentialRows(3));
      assertEquals(List.of(), analysis.influentialRows());
      assertEquals(NAN, analysis.durbinWatson());
      assertEquals(NAN, analysis.jarqueBera().pValue());
      assertEquals(NAN, analysis.breuschPagan().pValue());
    }
  }

  /** R 4.2.2: summary(lm(y ~ x + z)) of three rows has NaN for all but the estimates. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void asManyParametersAsRowsLeaveNoStandardErrors(boolean fromRows) {
    double[][] x = {{1, 2}, {2, 1}, {4, 7}};
    try (Dataset data = Tables.of(x, 3, 5, 4)) {
      LinearModel model = LeastSquares.of(data).model();
      RegressionStatistics found = RegressionStatistics.of(model, design(data, fromRows, true));
      assertEquals(0, found.degreesOfFreedom());
      assertArrayEquals(new double[] {NAN, NAN, NAN}, found.standardErrors());
      assertArrayEquals(new double[] {NAN, NAN, NAN}, found.pValues());
      assertEquals(NAN, found.residualStandardError());
      assertEquals(NAN, found.confidenceInterval(0.9)[1][0]);
      assertEquals(NAN, found.fStatistic());
      assertEquals(1, found.rSquared(), 1e-12);
      assertFalse(found.predictionInterval().isKnown());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void fewerRowsThanFeaturesLeaveNoStandardErrors(boolean fromRows) {
    double[][] x = {{1, 2, 5, 1}, {2, 1, 3, 9}, {4, 7, 1, 1}};
    try (Dataset data = Tables.of(x, 3, 5, 4)) {
      DesignFactor design = design(data, fromRows, true);
      RegressionStatistics found = RegressionStatistics.of(model(1, 1, 1, 0, 0), design);
      assertEquals(2, design.rank());
      assertTrue(Arrays.stream(found.standardErrors()).allMatch(Double::isNaN));
    }
  }

  /** The third column is the sum of the others, the fourth is constant; x5 is none of them. */
  private static Dataset dependent() {
    double[][] x = {
      {1, 2, 3, 7, 3},
      {2, 1, 3, 7, 1},
      {4, 7, 11, 7, 4},
      {0, 1, 1, 7, 1},
      {3, 3, 6, 7, 5},
      {5, 1, 6, 7, 9},
      {2, 2, 4, 7, 2},
      {8, 4, 12, 7, 6}
    };
    return Tables.of(x, 3, 5, 4, 1, 0, 7, 2, 9);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void dependentColumnsHaveNoNumbersAndTheOthersAreThoseWithoutThem(boolean fromRows) {
    double[][] kept = {
      {1, 2, 3}, {2, 1, 1}, {4, 7, 4}, {0, 1, 1}, {3, 3, 5}, {5, 1, 9}, {2, 2, 2}, {8, 4, 6}
    };
    try (Dataset data = dependent();
        Dataset without = Tables.of(kept, 3, 5, 4, 1, 0, 7, 2, 9)) {
      LinearModel alone = LeastSquares.of(without).model();
      double[] b = alone.coefficientArray();
      RegressionStatistics expected =
          RegressionStatistics.of(alone, design(without, fromRows, true));
      RegressionStatistics found =
          RegressionStatistics.of(
              model(alone.intercept(), b[0], b[1], 0, 0, b[2]), design(data, fromRows, true));

      double[] errors = expected.standardErrors();
      Figures.assertClose(
          "standard errors",
          new double[] {errors[0], errors[1], errors[2], NAN, NAN, errors[3]},
          1e-12,
          found.standardErrors());
      double[] vif = expected.vif();
      Figures.assertClose(
          "vif", new double[] {vif[0], vif[1], NAN, NAN, vif[2]}, 1e-12, found.vif());
      assertEquals(4, found.degreesOfFreedom());
      assertEquals(expected.fStatistic(), found.fStatistic(), 1e-12 * found.fStatistic());
      assertEquals(4, found.anova().rows().size());
      double[] row = {1, 5, 6, 7, 2};
      assertEquals(
          expected.predictionInterval().standardError(1, 5, 2),
          found.predictionInterval().standardError(row),
          1e-12);
    }
  }

  /**
   * The fit leaves out the first of three columns that make up each other: so do the statistics.
   */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void featuresThatTheFitLeavesOutAreExcluded(boolean fromRows) {
    double[][] kept = {
      {2, 3, 3}, {1, 3, 1}, {7, 11, 4}, {1, 1, 1}, {3, 6, 5}, {1, 6, 9}, {2, 4, 2}, {4, 12, 6}
    };
    boolean[] excluded = {true, false, false, true, false};
    try (Dataset data = dependent();
        Dataset without = Tables.of(kept, 3, 5, 4, 1, 0, 7, 2, 9)) {
      LinearModel alone = LeastSquares.of(without).model();
      double[] b = alone.coefficientArray();
      double[] errors =
          RegressionStatistics.of(alone, design(without, fromRows, true)).standardErrors();
      DesignFactor design =
          fromRows
              ? DesignFactor.of(TriangularFactor.of(data, 1), true, excluded)
              : DesignFactor.of(Moments.of(data), 0, new double[5], true, excluded);
      RegressionStatistics found =
          RegressionStatistics.of(model(alone.intercept(), 0, b[0], b[1], 0, b[2]), design);
      Figures.assertClose(
          "standard errors",
          new double[] {errors[0], NAN, errors[1], errors[2], NAN, errors[3]},
          1e-12,
          found.standardErrors());
      boolean[] none = design.determined(new double[] {1, 1, 1, 0, 1});
      assertArrayEquals(new boolean[6], none);
    }
  }

  /** Another choice of the coefficients of x1 to x3 gives the same predictions. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void coefficientsThatTradeWithADependentOneAreNotDetermined(boolean fromRows) {
    try (Dataset data = dependent()) {
      DesignFactor design = design(data, fromRows, true);
      boolean[] determined = design.determined(new double[] {1, 1, 1, 0, 1});
      assertArrayEquals(new boolean[] {true, false, false, false, false, true}, determined);
      boolean[] ofConstant = design.determined(new double[] {1, 1, 0, 3, 1});
      assertArrayEquals(new boolean[] {false, true, true, false, false, true}, ofConstant);
    }
  }

  /** Indicators of all three levels: their sum is the intercept. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void indicatorsOfAllLevelsAreDeterminedWithoutTheLast(boolean fromRows) {
    double[][] x = {
      {1, 0, 0, 2},
      {0, 1, 0, 3},
      {0, 0, 1, 5},
      {1, 0, 0, 7},
      {0, 1, 0, 1},
      {0, 0, 1, 4},
      {1, 0, 0, 9}
    };
    try (Dataset data = Tables.of(x, 1, 2, 4, 3, 7, 5, 2)) {
      DesignFactor design = design(data, fromRows, true);
      assertArrayEquals(
          new boolean[] {true, true, true, false, true},
          design.determined(new double[] {1, 2, 0, 3}));
      assertArrayEquals(
          new boolean[] {false, false, false, false, true},
          design.determined(new double[] {1, 2, 3, 3}));
      DesignFactor through = design(data, fromRows, false);
      assertEquals(4, through.rank());
    }
  }

  @Test
  void rowsOfWeightZeroDoNotCount() {
    double[][] x = {{1, 2}, {1e9, -1e9}, {4, 7}, {0, 1}, {3, 3}, {5, 1}};
    double[] y = {3, 1e12, 4, 1, 0, 7};
    double[][] fewerX = {x[0], x[2], x[3], x[4], x[5]};
    try (RowSource rows = WeightedRows.of(Tables.of(x, y), 1, 0, 1, 1, 1, 1);
        Dataset fewer = Tables.of(fewerX, 3, 4, 1, 0, 7)) {
      LinearModel model = LeastSquares.of(fewer).model();
      RegressionStatistics expected =
          RegressionStatistics.of(model, DesignFactor.of(Moments.of(fewer), true));
      for (boolean fromRows : new boolean[] {true, false}) {
        DesignFactor design = design(rows, fromRows, true).withRows(5);
        RegressionStatistics found = RegressionStatistics.of(model, design);
        Figures.assertClose("errors", expected.standardErrors(), 1e-11, found.standardErrors());
        AnalysisOptions options =
            AnalysisOptions.RESIDUALS.with(CovarianceType.HC3).withInfluentialRows(9);
        ResidualAnalysis analysis = ResidualAnalysis.of(rows, model, found, options);
        ResidualAnalysis plain = ResidualAnalysis.of(fewer, model, expected, options);
        Figures.assertClose(
            "hc3",
            expected.with(plain.sandwich().orElseThrow()).standardErrors(),
            1e-10,
            found.with(analysis.sandwich().orElseThrow()).standardErrors());
        Figures.assertClose(
            "quartiles", plain.residualQuartiles(), 1e-10, analysis.residualQuartiles());
        assertTrue(analysis.influentialRows().stream().noneMatch(row -> row.row() == 1));
        assertEquals(5, analysis.influentialRows().size());
      }
    }
  }

  /** The last row alone has x2 = 1: its residual is 0 whatever its target is. */
  @Test
  void rowOfLeverageOneLeavesHc3Undefined() {
    double[][] x = {{1, 0}, {2, 0}, {4, 0}, {5, 0}, {3, 1}};
    try (Dataset data = Tables.of(x, 1, 3, 2, 6, 9)) {
      LinearModel model = LeastSquares.of(data).model();
      RegressionStatistics statistics = RegressionStatistics.of(model, design(data, true, true));
      AnalysisOptions options = AnalysisOptions.RESIDUALS.withInfluentialRows(20);
      ResidualAnalysis found =
          ResidualAnalysis.of(data, model, statistics, options.with(CovarianceType.HC3));
      assertEquals(4, found.fullLeverageRow());
      assertEquals(4, found.influentialRows().size());
      RegressionStatistics robust = statistics.with(found.sandwich().orElseThrow());
      assertTrue(Arrays.stream(robust.standardErrors()).allMatch(Double::isNaN));
      ResidualAnalysis hc1 =
          ResidualAnalysis.of(data, model, statistics, options.with(CovarianceType.HC1));
      double[] errors = statistics.with(hc1.sandwich().orElseThrow()).standardErrors();
      assertTrue(Arrays.stream(errors).allMatch(Double::isFinite));
    }
  }

  @Test
  void oneClusterLeavesNoDegreesOfFreedom() {
    try (Dataset data = Tables.random(30, 2, 1, 3)) {
      LinearModel model = LeastSquares.of(data).model();
      RegressionStatistics statistics = RegressionStatistics.of(model, design(data, true, true));
      Clusters one = Clusters.of(new double[30]);
      AnalysisOptions options = AnalysisOptions.RESIDUALS.with(CovarianceType.CR0, one);
      Sandwich sandwich =
          ResidualAnalysis.of(data, model, statistics, options).sandwich().orElseThrow();
      assertEquals(1, sandwich.clusters());
      double[] p = statistics.with(sandwich).pValues();
      assertTrue(Arrays.stream(p).allMatch(Double::isNaN));
    }
  }

  /** R 4.2.2: summary(lm(y ~ 1)) has a standard error and no F. */
  @Test
  void constantFeaturesLeaveTheMean() {
    try (Dataset data = Tables.of(new double[][] {{3}, {3}, {3}, {3}}, 1, 2, 4, 9)) {
      RegressionStatistics found = RegressionStatistics.of(model(4, 0), design(data, true, true));
      Figures.assertClose(
          "standard errors",
          new double[] {Math.sqrt(38.0 / 3 / 4), NAN},
          1e-14,
          found.standardErrors());
      assertEquals(0, found.rSquared(), 1e-15);
      assertEquals(NAN, found.fStatistic());
      assertEquals(NAN, found.conditionNumber());
    }
  }

  @Test
  void noInterceptAndNoColumnLeaveNothing() {
    try (Dataset data = Tables.of(new double[][] {{0}, {0}, {0}}, 1, 2, 4)) {
      RegressionStatistics found = RegressionStatistics.of(model(0, 0), design(data, true, false));
      assertArrayEquals(new double[] {NAN}, found.standardErrors());
      assertEquals(0, found.rSquared(), 1e-15);
      assertEquals(Math.sqrt(7), found.residualStandardError(), 1e-14);
    }
  }

  @Test
  void rejectsWhatDoesNotFit() {
    try (Dataset data = Tables.workedExample()) {
      DesignFactor design = design(data, true, true);
      assertThrows(
          IllegalArgumentException.class, () -> RegressionStatistics.of(model(1, 2, 3), design));
      assertThrows(
          IllegalArgumentException.class, () -> RegressionStatistics.of(model(1, 2), design, -1));
      RegressionStatistics statistics = RegressionStatistics.of(model(0, 2), design);
      for (double level : new double[] {0, 1, 95, NAN}) {
        assertThrows(IllegalArgumentException.class, () -> statistics.confidenceInterval(level));
      }
    }
  }

  @Test
  void modelWithoutInterceptHasNoNameForIt() {
    try (Dataset data = Tables.workedExample()) {
      RegressionStatistics with = RegressionStatistics.of(model(0, 2), design(data, true, true));
      RegressionStatistics without =
          RegressionStatistics.of(
              LeastSquares.of(data, new ModelSpec(false, true, 0), 0, 1).model(),
              design(data, true, false));
      assertEquals(List.of("(intercept)", "x1"), with.names());
      assertEquals(List.of("x1"), without.names());
    }
  }
}
