package io.github.fallline.inference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.data.RowSource;
import io.github.fallline.model.LinearModel;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The second pass against R 4.2.2 (2022-11-10 r83330): {@code Rscript oracle.R DATA > oracle.json},
 * both beside the test's resources.
 */
class ResidualOracleTest {
  private static final double CLOSE = 1e-8;

  private static ResidualAnalysis analysis(
      RealSet set, LinearModel model, RegressionStatistics statistics, AnalysisOptions options) {
    try (RowSource rows = set.rows()) {
      return ResidualAnalysis.of(rows, model, statistics, options);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"diabetes", "mpg", "wine", "mpg no intercept", "mpg repeated"})
  void testsOfResidualsAreThoseOfR(String name) throws IOException {
    RealSet set = RealSet.of(name);
    Figures r = Figures.of(name);
    LinearModel model = set.model();
    RegressionStatistics statistics = RegressionStatistics.of(model, set.design(true));
    ResidualAnalysis found = analysis(set, model, statistics, AnalysisOptions.RESIDUALS);

    r.assertClose("rss", CLOSE, found.residualSquares());
    r.assertClose("quartiles", CLOSE, found.residualQuartiles());
    r.assertClose("mae", CLOSE, found.meanAbsoluteError());
    r.assertClose("dw", CLOSE, found.durbinWatson());
    r.assertClose("bp", CLOSE, found.breuschPagan().statistic());
    r.assertClose("bpP", 1e-7, found.breuschPagan().pValue());
    r.assertClose("jb", CLOSE, found.jarqueBera().statistic());
    r.assertClose("jbP", 1e-7, found.jarqueBera().pValue());
    assertTrue(found.hasExactQuartiles());
  }

  @Test
  void withoutTestsTheCovarianceIsTheSame() throws IOException {
    RealSet set = RealSet.of("mpg");
    LinearModel model = set.model();
    RegressionStatistics statistics = RegressionStatistics.of(model, set.design(true));
    AnalysisOptions robust = AnalysisOptions.RESIDUALS.with(CovarianceType.HC3);
    ResidualAnalysis all = analysis(set, model, statistics, robust);
    ResidualAnalysis few = analysis(set, model, statistics, robust.withoutTests());

    assertArrayEquals(
        statistics.with(all.sandwich().orElseThrow()).standardErrors(),
        statistics.with(few.sandwich().orElseThrow()).standardErrors());
    assertEquals(all.residualSquares(), few.residualSquares());
    assertThrows(IllegalStateException.class, few::durbinWatson);
    assertThrows(IllegalStateException.class, few::residualQuartiles);
  }

  @ParameterizedTest
  @CsvSource({
    "diabetes, true",
    "mpg, true",
    "mpg, false",
    "wine, true",
    "wine, false",
    "mpg no intercept, false",
    "mpg repeated, true",
    "mpg repeated, false"
  })
  void robustCovariancesAreThoseOfR(String name, boolean fromRows) throws IOException {
    RealSet set = RealSet.of(name);
    Figures r = Figures.of(name);
    LinearModel model = set.model();
    RegressionStatistics statistics = RegressionStatistics.of(model, set.design(fromRows));
    for (CovarianceType type : CovarianceType.values()) {
      AnalysisOptions options = AnalysisOptions.RESIDUALS;
      if (type.isClustered()) {
        options = options.with(type, Clusters.of(set.clusters));
      } else if (type.isHeteroskedastic()) {
        options = options.with(type);
      } else {
        continue;
      }
      ResidualAnalysis analysis = analysis(set, model, statistics, options);
      RegressionStatistics robust = statistics.with(analysis.sandwich().orElseThrow());
      r.assertCovariance(type.name(), CLOSE, robust.covariance());
      if (type == CovarianceType.HC3) {
        r.assertClose("waldHC3", CLOSE, robust.fStatistic());
        r.assertClose("hc3P", 1e-7, robust.pValues());
      }
      if (type == CovarianceType.CR1) {
        r.assertClose("clusterDf", 0, robust.table().degreesOfFreedom());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"diabetes", "mpg", "wine", "mpg no intercept"})
  void influentialRowsAreThoseOfR(String name) throws IOException {
    RealSet set = RealSet.of(name);
    Figures r = Figures.of(name);
    LinearModel model = set.model();
    RegressionStatistics statistics = RegressionStatistics.of(model, set.design(true));
    AnalysisOptions options = AnalysisOptions.RESIDUALS.withInfluentialRows(20);
    ResidualAnalysis found = analysis(set, model, statistics, options);

    r.assertClose("topRows", 0, each(found, InfluentialRow::row));
    r.assertClose("topCook", CLOSE, each(found, InfluentialRow::cooksDistance));
    r.assertClose("topHat", CLOSE, each(found, InfluentialRow::leverage));
    r.assertClose("topStudentized", CLOSE, each(found, InfluentialRow::studentizedResidual));
    if (set.targets.length <= 512) {
      NormalQuantilePlot plot = found.normalQuantiles();
      r.assertClose("qqSample", CLOSE, Arrays.copyOf(plot.sampleQuantiles(), 3));
      r.assertClose("qqNormal", CLOSE, Arrays.copyOf(plot.normalQuantiles(), 3));
    }
  }

  private static double[] each(ResidualAnalysis found, ToDoubleFunction<InfluentialRow> figure) {
    return found.influentialRows().stream().mapToDouble(figure).toArray();
  }

  @ParameterizedTest
  @ValueSource(strings = {"wine", "mpg repeated"})
  void densitiesCountEachRow(String name) throws IOException {
    RealSet set = RealSet.of(name);
    LinearModel model = set.model();
    RegressionStatistics statistics = RegressionStatistics.of(model, set.design(true));
    AnalysisOptions options = AnalysisOptions.RESIDUALS.withInfluentialRows(1);
    ResidualAnalysis found = analysis(set, model, statistics, options);

    DensityGrid[] grids = {
      found.residualsAgainstFitted(), found.scaleLocation(), found.residualsAgainstLeverage()
    };
    double[] totals = new double[grids.length];
    for (int k = 0; k < totals.length; k++) {
      totals[k] = Arrays.stream(grids[k].counts()).flatMapToDouble(Arrays::stream).sum();
    }
    double[] expected = new double[grids.length];
    Arrays.fill(expected, statistics.rows());
    assertArrayEquals(expected, totals, 1e-9);
    double[] quartiles = found.residualQuartiles();
    double[] edges = grids[0].yEdges();
    assertTrue(edges[0] <= quartiles[0] && quartiles[4] <= edges[edges.length - 1]);
  }
}
