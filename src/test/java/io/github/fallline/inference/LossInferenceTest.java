package io.github.fallline.inference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.data.Dataset;
import io.github.fallline.data.RowSource;
import io.github.fallline.data.WeightedRows;
import io.github.fallline.descent.Tables;
import io.github.fallline.leastsquares.LeastSquares;
import io.github.fallline.leastsquares.TriangularFactor;
import io.github.fallline.model.LinearModel;
import io.github.fallline.model.Link;
import io.github.fallline.objective.Loss;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Losses other than squared errors against R 4.2.2 (2022-11-10 r83330), glm and the formulas of
 * quantreg's summary.rq: {@code Rscript oracle.R DATA > oracle.json}, both beside the test's
 * resources. For Huber and quantiles the coefficients are any: the formulas are evaluated there.
 */
class LossInferenceTest {
  private static final double CLOSE = 1e-8;

  private static LinearModel model(double[] parameters, Link link) {
    int features = parameters.length - 1;
    return new LinearModel(
        IntStream.rangeClosed(1, features).mapToObj(j -> "x" + j).toList(),
        "y",
        Arrays.copyOfRange(parameters, 1, parameters.length),
        parameters[0],
        new double[features],
        link);
  }

  private static CoefficientTable table(RealSet set, LinearModel model, Loss loss) {
    return table(set, model, loss, LossInference.covarianceOf(loss));
  }

  private static CoefficientTable table(
      RealSet set, LinearModel model, Loss loss, CovarianceType type) {
    try (Dataset data = set.data()) {
      return LossInference.of(data, model, set.design(true), loss, type, 2);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"diabetes", "wine"})
  void poissonIsThatOfR(String name) throws IOException {
    RealSet set = RealSet.of(name);
    Figures r = Figures.of(name + " losses");
    LinearModel model = model(r.get("poisson"), Link.LOG);
    CoefficientTable found = table(set, model, Loss.POISSON);

    r.assertClose("poissonErrors", CLOSE, found.standardErrors());
    r.assertClose("poissonP", 1e-7, found.pValues());
    r.assertCovariance("poissonCovariance", CLOSE, found.covariance());
    CoefficientTable robust = table(set, model, Loss.POISSON, CovarianceType.SANDWICH);
    r.assertCovariance("poissonSandwich", CLOSE, robust.covariance());
    assertEquals(Double.POSITIVE_INFINITY, found.degreesOfFreedom());
  }

  @ParameterizedTest
  @ValueSource(strings = {"diabetes", "wine"})
  void huberIsThatOfR(String name) throws IOException {
    RealSet set = RealSet.of(name);
    Figures r = Figures.of(name + " losses");
    LinearModel model = model(r.get("coefficients"), Link.IDENTITY);

    r.assertCovariance(
        "huber", CLOSE, table(set, model, Loss.huber(r.get("delta")[0])).covariance());
  }

  @ParameterizedTest
  @ValueSource(strings = {"diabetes", "wine"})
  void quantilesAreThoseOfR(String name) throws IOException {
    RealSet set = RealSet.of(name);
    Figures r = Figures.of(name + " losses");
    LinearModel model = model(r.get("coefficients"), Link.IDENTITY);

    for (double level : new double[] {0.25, 0.5, 0.9}) {
      CoefficientTable found = table(set, model, Loss.quantile(level));
      r.assertCovariance("quantile" + level, CLOSE, found.covariance());
    }
  }

  @Test
  void weightsRepeatRows() {
    double[][] x = {{1, 2}, {2, 1}, {3, 5}, {4, 3}, {5, 9}};
    double[] y = {1, 0, 4, 3, 7};
    double[] times = {2, 0, 1, 3, 1};
    double[][] repeatedX = {x[0], x[0], x[2], x[3], x[3], x[3], x[4]};
    double[] repeatedY = {y[0], y[0], y[2], y[3], y[3], y[3], y[4]};
    LinearModel model = model(new double[] {-0.2, 0.3, 0.2}, Link.IDENTITY);
    for (Loss loss : new Loss[] {Loss.POISSON, Loss.huber(2), Loss.quantile(0.5)}) {
      CovarianceType type = LossInference.covarianceOf(loss);
      try (RowSource weighted = WeightedRows.of(Tables.of(x, y), times);
          Dataset repeated = Tables.of(repeatedX, repeatedY)) {
        DesignFactor design = DesignFactor.of(TriangularFactor.of(weighted, 1), true).withRows(7);
        DesignFactor plain = DesignFactor.of(TriangularFactor.of(repeated, 1), true);
        double[] expected =
            LossInference.of(repeated, model, plain, loss, type, 1).standardErrors();
        Figures.assertClose(
            loss.label(),
            expected,
            1e-12,
            LossInference.of(weighted, model, design, loss, type, 1).standardErrors());
      }
    }
  }

  @Test
  void threadsDoNotChangeABit() {
    try (Dataset data = Tables.random(20_000, 3, 1, 5)) {
      DesignFactor design = DesignFactor.of(TriangularFactor.of(data, 1), true);
      LinearModel model = LeastSquares.of(data).model();
      Loss loss = Loss.quantile(0.3);
      CovarianceType type = CovarianceType.KERNEL;
      double[] one = LossInference.of(data, model, design, loss, type, 1).standardErrors();
      double[] five = LossInference.of(data, model, design, loss, type, 5).standardErrors();
      assertArrayEquals(one, five);
      assertTrue(one[0] > 0);
    }
  }

  @Test
  void allResidualsBeyondHubersThresholdLeaveNoNumbers() {
    try (Dataset data = Tables.of(new double[][] {{1}, {2}, {3}, {4}}, 100, -100, 100, -100)) {
      DesignFactor design = DesignFactor.of(TriangularFactor.of(data, 1), true);
      LinearModel model = model(new double[] {0, 0}, Link.IDENTITY);
      CoefficientTable found =
          LossInference.of(data, model, design, Loss.huber(1), CovarianceType.SANDWICH, 1);
      assertArrayEquals(new double[] {Double.NaN, Double.NaN}, found.standardErrors());
    }
  }

  @Test
  void rejectsSquaredErrorsAndOtherCovariances() {
    assertThrows(IllegalArgumentException.class, () -> LossInference.covarianceOf(Loss.SQUARED));
    try (Dataset data = Tables.workedExample()) {
      DesignFactor design = DesignFactor.of(TriangularFactor.of(data, 1), true);
      LinearModel model = model(new double[] {0, 2}, Link.IDENTITY);
      assertThrows(
          IllegalArgumentException.class,
          () -> LossInference.of(data, model, design, Loss.huber(1), CovarianceType.HC3, 1));
    }
  }
}
