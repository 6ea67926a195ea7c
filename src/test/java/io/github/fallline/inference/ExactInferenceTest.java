package io.github.fallline.inference;

import io.github.fallline.data.Dataset;
import io.github.fallline.data.RowSource;
import io.github.fallline.data.WeightedRows;
import io.github.fallline.descent.Tables;
import io.github.fallline.leastsquares.LeastSquares;
import io.github.fallline.leastsquares.TriangularFactor;
import io.github.fallline.model.LinearModel;
import io.github.fallline.model.ModelSpec;
import io.github.fallline.stats.Moments;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against exact rational arithmetic on small integers, where rows repeat by their weights. */
class ExactInferenceTest {
  private static final long[][] X = {
    {1, 4}, {2, 1}, {3, 7}, {5, 2}, {8, 9}, {13, 3}, {21, 5}, {-4, 6}, {100, -100}
  };
  private static final long[] Y = {3, -1, 4, 1, 5, -9, 2, 6, 1000};
  private static final int[] TIMES = {1, 2, 1, 3, 1, 1, 2, 1, 0};

  /** The normal equations solved by fractions. */
  private static final class Exact {
    private final List<Fraction[]> rows = new ArrayList<>();
    private final List<Fraction> targets = new ArrayList<>();
    private final Fraction[][] inverse;
    private final Fraction[] solution;

    Exact(boolean intercept) {
      for (int i = 0; i < Y.length; i++) {
        for (int k = 0; k < TIMES[i]; k++) {
          Fraction a = Fraction.of(X[i][0]);
          Fraction b = Fraction.of(X[i][1]);
          rows.add(intercept ? new Fraction[] {Fraction.of(1), a, b} : new Fraction[] {a, b});
          targets.add(Fraction.of(Y[i]));
        }
      }
      int p = rows.get(0).length;
      Fraction[][] products = new Fraction[p][p];
      Fraction[] cross = new Fraction[p];
      for (int j = 0; j < p; j++) {
        cross[j] = Fraction.of(0);
        for (int i = 0; i < rows.size(); i++) {
          cross[j] = cross[j].plus(rows.get(i)[j].times(targets.get(i)));
        }
        for (int k = 0; k < p; k++) {
          products[j][k] = Fraction.of(0);
          for (Fraction[] row : rows) {
            products[j][k] = products[j][k].plus(row[j].times(row[k]));
          }
        }
      }
      inverse = Fraction.inverse(products);
      solution = Fraction.product(inverse, cross);
    }

    Fraction residual(int i) {
      Fraction sum = targets.get(i);
      for (int j = 0; j < solution.length; j++) {
        sum = sum.minus(rows.get(i)[j].times(solution[j]));
      }
      return sum;
    }

    Fraction squares() {
      Fraction sum = Fraction.of(0);
      for (int i = 0; i < rows.size(); i++) {
        sum = sum.plus(residual(i).times(residual(i)));
      }
      return sum;
    }

    double[] covariance() {
      int p = solution.length;
      Fraction variance = squares().divided(Fraction.of(rows.size() - p));
      double[] numbers = new double[p * p];
      for (int j = 0; j < p; j++) {
        for (int k = 0; k < p; k++) {
          numbers[j * p + k] = inverse[j][k].times(variance).doubleValue();
        }
      }
      return numbers;
    }

    /** The sandwich with squared residuals, each divided by 1 - h to a power. */
    double[] sandwich(int power) {
      int p = solution.length;
      Fraction[][] middle = new Fraction[p][p];
      for (int i = 0; i < rows.size(); i++) {
        Fraction left = Fraction.of(1);
        Fraction[] image = Fraction.product(inverse, rows.get(i));
        for (int j = 0; j < p; j++) {
          left = left.minus(rows.get(i)[j].times(image[j]));
        }
        Fraction share = residual(i).times(residual(i));
        for (int k = 0; k < power; k++) {
          share = share.divided(left);
        }
        for (int j = 0; j < p; j++) {
          for (int k = 0; k < p; k++) {
            Fraction part = share.times(image[j]).times(image[k]);
            middle[j][k] = middle[j][k] == null ? part : middle[j][k].plus(part);
          }
        }
      }
      double[] numbers = new double[p * p];
      for (int at = 0; at < numbers.length; at++) {
        numbers[at] = middle[at / p][at % p].doubleValue();
      }
      return numbers;
    }

    double durbinWatson() {
      Fraction sum = Fraction.of(0);
      for (int i = 1; i < rows.size(); i++) {
        Fraction difference = residual(i).minus(residual(i - 1));
        sum = sum.plus(difference.times(difference));
      }
      return sum.divided(squares()).doubleValue();
    }
  }

  private static RowSource rows() {
    double[][] x = new double[Y.length][2];
    double[] y = new double[Y.length];
    double[] times = new double[Y.length];
    for (int i = 0; i < y.length; i++) {
      x[i] = new double[] {X[i][0], X[i][1]};
      y[i] = Y[i];
      times[i] = TIMES[i];
    }
    return WeightedRows.of(Tables.of(x, y), times);
  }

  private static LinearModel model(boolean intercept) {
    List<double[]> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    for (int i = 0; i < Y.length; i++) {
      for (int k = 0; k < TIMES[i]; k++) {
        x.add(new double[] {X[i][0], X[i][1]});
        y.add((double) Y[i]);
      }
    }
    double[] targets = y.stream().mapToDouble(Double::doubleValue).toArray();
    try (Dataset data = Tables.of(x.toArray(double[][]::new), targets)) {
      return LeastSquares.of(data, new ModelSpec(intercept, true, 0), 0, 1).model();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void covariancesAreTheExactOnes(boolean intercept) {
    Exact exact = new Exact(intercept);
    try (RowSource rows = rows()) {
      DesignFactor[] designs = {
        DesignFactor.of(TriangularFactor.of(rows, 1), intercept).withRows(12),
        DesignFactor.of(Moments.of(rows), intercept).withRows(12)
      };
      for (DesignFactor design : designs) {
        RegressionStatistics found = RegressionStatistics.of(model(intercept), design);
        Figures.assertClose(
            "covariance", exact.covariance(), 1e-12, Figures.flat(found.covariance()));
        Figures.assertClose(
            "rss", new double[] {exact.squares().doubleValue()}, 1e-13, found.residualSquares());
        CovarianceType[] types = {CovarianceType.HC0, CovarianceType.HC2, CovarianceType.HC3};
        for (int power = 0; power < types.length; power++) {
          ResidualAnalysis analysis =
              ResidualAnalysis.of(
                  rows, model(intercept), found, AnalysisOptions.RESIDUALS.with(types[power]));
          double[][] robust = found.with(analysis.sandwich().orElseThrow()).covariance();
          Figures.assertClose(
              types[power].label(), exact.sandwich(power), 1e-11, Figures.flat(robust));
          double[] dw = {exact.durbinWatson()};
          Figures.assertClose("Durbin-Watson", dw, 1e-13, analysis.durbinWatson());
        }
      }
    }
  }
}
