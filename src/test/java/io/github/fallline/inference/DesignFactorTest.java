package io.github.fallline.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.blas.Precision;
import io.github.fallline.data.Dataset;
import io.github.fallline.data.Tile;
import io.github.fallline.descent.Tables;
import io.github.fallline.leastsquares.LeastSquares;
import io.github.fallline.leastsquares.TriangularFactor;
import io.github.fallline.model.LinearModel;
import io.github.fallline.parallel.TileExecutor;
import io.github.fallline.stats.Moments;
import io.github.fallline.stats.MomentsPass;
import io.github.fallline.stats.TargetReader;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DesignFactorTest {
  /** Moments of floats are of the features less their offsets, which only means need. */
  @Test
  void offsetsOfFloatsBelongToTheMeans() {
    double[][] x = new double[60][2];
    double[] y = new double[x.length];
    for (int i = 0; i < y.length; i++) {
      x[i] = new double[] {1000 + i % 7, 3 * (i % 11)};
      y[i] = i % 13 + 2 * x[i][1];
    }
    try (Dataset doubles = Tables.of(x, y);
        Dataset floats = Dataset.of(doubles.features(), doubles.targets(), Precision.FLOAT)) {
      LinearModel model = LeastSquares.of(doubles).model();
      double[] offsets = {floats.offset(0), floats.offset(1)};
      boolean[] none = new boolean[2];
      DesignFactor design = DesignFactor.of(Moments.of(floats), 0, offsets, true, none);
      double[] expected =
          RegressionStatistics.of(model, DesignFactor.of(Moments.of(doubles), true))
              .standardErrors();
      assertTrue(offsets[0] != 0);
      Figures.assertClose(
          "floats", expected, 1e-10, RegressionStatistics.of(model, design).standardErrors());
    }
  }

  /** The target itself, and its negative plus a feature. */
  private static final class TwoTargets implements TargetReader {
    @Override
    public int count() {
      return 2;
    }

    @Override
    public String name(int target) {
      return "y" + target;
    }

    @Override
    public void read(Tile tile, int from, int count, double[] values) {
      double[] numbers = new double[tile.rows() * 3];
      tile.select(0, tile.rows());
      tile.read(numbers);
      for (int i = 0; i < count; i++) {
        values[2 * i] = tile.targets()[from + i];
        values[2 * i + 1] = numbers[3 * (from + i)] - tile.targets()[from + i];
      }
    }
  }

  /** Both targets have the same residuals but for the sign. */
  @Test
  void eachOfSeveralTargetsHasItsOwnStatistics() {
    try (Dataset data = Tables.random(300, 3, 1, 22);
        TileExecutor executor = new TileExecutor(1)) {
      Moments moments = new MomentsPass(data, new TwoTargets(), executor).moments();
      LinearModel model = LeastSquares.of(data).model();
      double[] offsets = new double[3];
      boolean[] none = new boolean[3];
      double[][] errors = new double[2][];
      for (int target = 0; target < 2; target++) {
        DesignFactor design = DesignFactor.of(moments, target, offsets, true, none);
        errors[target] = RegressionStatistics.of(model, design).standardErrors();
      }
      double[] single =
          RegressionStatistics.of(model, DesignFactor.of(Moments.of(data), true)).standardErrors();
      Figures.assertClose("first", single, 1e-12, errors[0]);
      Figures.assertClose("second", single, 1e-9, errors[1]);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void rowsSideBySideBecomeTheSameToTheBit(boolean intercept) {
    try (Dataset data = Tables.random(50, 4, 1, 29)) {
      RowWhitener whitener =
          new RowWhitener(DesignFactor.of(TriangularFactor.of(data, 1), intercept));
      int size = whitener.size();
      double[][] rows = data.features().toDoubleMatrix();
      double[][] numbers = new double[4][64];
      for (int r = 0; r < rows.length; r++) {
        for (int j = 0; j < 4; j++) {
          numbers[j][r] = rows[r][j];
        }
      }
      double[][] together = new double[size][64];
      double[] leverages = new double[rows.length];
      whitener.transform(numbers, rows.length, together, leverages);
      double[] alone = new double[size];
      for (int r = 0; r < rows.length; r++) {
        assertEquals(whitener.transform(rows[r], 0, alone), leverages[r]);
        for (int k = 0; k < size; k++) {
          assertEquals(alone[k], together[k][r]);
        }
      }
    }
  }

  /** Z'Z = I: the sum of the leverages is p. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void rowsBecomeOrthonormal(boolean intercept) {
    try (Dataset data = Tables.random(500, 4, 1, 23)) {
      DesignFactor design = DesignFactor.of(TriangularFactor.of(data, 1), intercept);
      RowWhitener whitener = new RowWhitener(design);
      int size = design.parameters();
      double[] z = new double[size];
      double[][] products = new double[size][size];
      double leverages = 0;
      for (double[] row : data.features().toDoubleMatrix()) {
        leverages += whitener.transform(row, 0, z);
        for (int i = 0; i < size; i++) {
          for (int j = 0; j < size; j++) {
            products[i][j] += z[i] * z[j];
          }
        }
      }
      assertEquals(intercept ? 5 : 4, size);
      assertEquals(size, leverages, 1e-10);
      for (int i = 0; i < size; i++) {
        for (int j = 0; j < size; j++) {
          assertEquals(i == j ? 1 : 0, products[i][j], 1e-11, i + ", " + j);
        }
      }
    }
  }

  /** Columns that agree to ever more digits: their standard errors lose as many. */
  @ParameterizedTest
  @ValueSource(doubles = {1e-1, 1e-3, 1e-5})
  void digitsOfMomentsAreStated(double difference) {
    double[][] x = new double[200][2];
    double[] y = new double[x.length];
    java.util.Random random = new java.util.Random(24);
    for (int i = 0; i < y.length; i++) {
      double common = random.nextGaussian();
      x[i] = new double[] {common, common + difference * random.nextGaussian()};
      y[i] = common + random.nextGaussian();
    }
    try (Dataset data = Tables.of(x, y)) {
      LinearModel model = LeastSquares.of(data).model();
      DesignFactor moments = DesignFactor.of(Moments.of(data), true);
      double[] exact =
          RegressionStatistics.of(model, DesignFactor.of(TriangularFactor.of(data, 1), true))
              .standardErrors();
      double[] found = RegressionStatistics.of(model, moments).standardErrors();
      Figures.assertClose("errors", exact, 10 * Math.pow(10, -moments.digits()), found);
      assertEquals(14.6 + 2 * Math.log10(difference), moments.digits(), 0.6);
    }
  }

  @Test
  void mergedMomentsGiveTheStatisticsOfAllRows() {
    try (Dataset data = Tables.random(400, 3, 1, 25)) {
      double[][] x = data.features().toDoubleMatrix();
      double[] y = data.targets().toDoubleVector();
      Moments merged = new Moments(4);
      for (int part = 0; part < 4; part++) {
        int from = 100 * part;
        double[][] some = Arrays.copyOfRange(x, from, from + 100);
        try (Dataset rows = Tables.of(some, Arrays.copyOfRange(y, from, from + 100))) {
          merged = merged.merge(Moments.of(rows));
        }
      }
      LinearModel model = LeastSquares.of(data).model();
      Figures.assertClose(
          "errors",
          RegressionStatistics.of(model, DesignFactor.of(Moments.of(data), true)).standardErrors(),
          1e-11,
          RegressionStatistics.of(model, DesignFactor.of(merged, true)).standardErrors());
    }
  }

  @Test
  void equalDistancesAreRankedByRow() {
    InfluenceRanking ranking = new InfluenceRanking(3);
    double[] distances = {1, 2, 1, Double.NaN, 2, 1, 3};
    for (int i = 0; i < distances.length; i++) {
      if (ranking.takes(distances[i])) {
        ranking.add(new InfluentialRow(i, 0, 0, 0, 0, distances[i]));
      }
    }
    long[] rows = ranking.rows().stream().mapToLong(InfluentialRow::row).toArray();
    assertEquals("[6, 1, 4]", Arrays.toString(rows));
    assertFalse(new InfluenceRanking(0).takes(1));
  }
}
