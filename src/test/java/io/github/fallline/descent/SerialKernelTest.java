package io.github.fallline.descent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.fallline.blas.Precision;
import io.github.fallline.data.Dataset;
import io.github.fallline.data.RowSource;
import io.github.fallline.data.Tile;
import io.github.fallline.descent.gradient.Evaluation;
import io.github.fallline.descent.gradient.ObjectiveFunction;
import io.github.fallline.descent.sampling.RowOrder;
import io.github.fallline.descent.scaling.FeatureScaling;
import io.github.fallline.descent.scaling.RowScaler;
import io.github.fallline.descent.steps.OutputIterate;
import io.github.fallline.descent.steps.RowSgdKernel;
import io.github.fallline.descent.steps.StateArchive;
import io.github.fallline.model.ModelSpec;
import io.github.fallline.objective.Loss;
import io.github.fallline.objective.Objective;
import io.github.fallline.objective.Penalty;
import io.github.fallline.parallel.TileExecutor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Steps of one row, row by row and in blocks, against a plain loop over the definition. */
class SerialKernelTest {
  private static final int ROWS = 72;
  private static final double RATE = 0.002;

  /**
   * Every kind of block, width, coordinates and penalty.
   *
   * @param apart steps between the iterates that are summed
   */
  record Kind(
      int blockRows,
      int features,
      boolean standardize,
      boolean intercept,
      double l2,
      boolean weighted,
      int apart) {}

  static List<Kind> kinds() {
    List<Kind> kinds = new ArrayList<>();
    for (int blockRows : new int[] {1, 4, 16}) {
      for (int features : new int[] {1, 5, 61}) {
        for (int flags = 0; flags < 32; flags++) {
          kinds.add(
              new Kind(
                  blockRows,
                  features,
                  (flags & 1) > 0,
                  (flags & 2) > 0,
                  (flags & 4) > 0 ? 0.1 : 0,
                  (flags & 8) > 0,
                  (flags & 16) > 0 ? blockRows : 1));
        }
      }
    }
    return kinds;
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void stepsAreThoseOfAPlainLoop(Kind kind) {
    Objective objective = new Objective(Loss.SQUARED, Penalty.l2(kind.l2()));
    ModelSpec spec = new ModelSpec(kind.intercept(), kind.standardize(), 0);
    try (Dataset data = Tables.random(ROWS, kind.features(), 1, 6);
        TileExecutor executor = new TileExecutor(1)) {
      FeatureScaling scaling =
          new TrainingProblem(data, objective, spec, Preconditioning.NONE, executor).scaling();
      double rate = kind.standardize() ? RATE : RATE / 5000 / kind.features();
      double[] start = new double[scaling.size()];
      try (RowSgdKernel kernel =
              RowSgdKernel.of(objective, scaling, kind.blockRows(), Precision.DOUBLE);
          RowScaler scaler = new RowScaler(scaling, ROWS, Precision.DOUBLE);
          Tile tile = backwards(data, scaler, kind.weighted())) {
        RowSgdKernel.Rows rows = kernel.newRows(tile, RowOrder.contiguous(tile));
        rows.prepare();
        double[] point = start.clone();
        Sum summed = new Sum(start.length, kind.apart());

        double first = kernel.steps(rows, 0, 32, point, rate, 1.2, summed);
        double second = kernel.steps(rows, 32, ROWS - 32, point, rate, 1.2, summed);

        Plain plain = new Plain(data, scaling, start);
        plain.steps(kind, rate, 1.2);
        assertEquals(plain.lossSum, first + second, 1e-12 * plain.lossSum);
        for (int j = 0; j < start.length; j++) {
          double tolerance = 1e-12 * (1 + Math.abs(plain.point[j]));
          assertEquals(plain.point[j], point[j], tolerance, "parameter " + j);
          assertEquals(plain.sum[j], summed.sum[j], 1e-11 * ROWS, "summed parameter " + j);
        }
      }
    }
  }

  private static double weight(boolean weighted, int i) {
    return weighted ? 1.0 / (1 + i % 3) : 1;
  }

  /** The rows in the coordinates of the descent, the last first. */
  private static Tile backwards(Dataset data, RowScaler scaler, boolean weighted) {
    Tile tile = new Tile(data.featureNames().size(), ROWS);
    try (RowSource.Reader reader = data.reader()) {
      for (int i = 0; i < ROWS; i++) {
        reader.read(ROWS - 1 - i, 1, tile.features(), tile.targets(), i);
        tile.weights()[i] = weight(weighted, i);
      }
    }
    tile.set(0, 0, ROWS, weighted);
    scaler.apply(tile.features());
    return tile;
  }

  /** Adds up the iterates after so many steps, again and again. */
  private static final class Sum implements OutputIterate {
    private final double[] sum;
    private final int apart;
    private long since;

    Sum(int size, int apart) {
      sum = new double[size];
      this.apart = apart;
    }

    @Override
    public long stepsUntilSample() {
      return apart - since;
    }

    @Override
    public void add(double[] iterate, int steps) {
      since += steps;
      if (since >= apart) {
        since = 0;
        add(iterate);
      }
    }

    @Override
    public boolean needsEveryIterate() {
      return apart == 1;
    }

    @Override
    public void addSum(double[] sumOfIterates, int steps) {
      add(sumOfIterates);
    }

    private void add(double[] iterates) {
      for (int j = 0; j < sum.length; j++) {
        sum[j] += iterates[j];
      }
    }

    @Override
    public boolean isLearningRateTooLarge(long epochs) {
      return false;
    }

    @Override
    public Evaluation evaluate(double[] iterate, ObjectiveFunction function) {
      throw new UnsupportedOperationException();
    }

    @Override
    public double[] parameters(double[] iterate) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean restart(double[] iterate) {
      return false;
    }

    @Override
    public void serialize(StateArchive archive) {
      throw new UnsupportedOperationException();
    }
  }

  /** The definition, row by row. */
  private static final class Plain {
    private final Dataset data;
    private final FeatureScaling scaling;
    private final double[] point;
    private final double[] sum;
    private double lossSum;

    Plain(Dataset data, FeatureScaling scaling, double[] start) {
      this.data = data;
      this.scaling = scaling;
      point = start.clone();
      sum = new double[start.length];
    }

    void steps(Kind kind, double rate, double scale) {
      int features = scaling.features();
      double[] z = new double[features];
      for (int visit = 0; visit < ROWS; visit++) {
        int row = ROWS - 1 - visit;
        double predicted = scaling.hasIntercept() ? point[features] : 0;
        for (int j = 0; j < features; j++) {
          double x = data.features().getDouble(row, j);
          z[j] = (x - scaling.shift(j)) / scaling.scale(j);
          predicted += z[j] * point[j];
        }
        double residual = predicted - data.targets().getDouble(row, 0);
        double weight = weight(kind.weighted(), visit);
        lossSum += weight * residual * residual;
        for (int j = 0; j < features; j++) {
          point[j] -= rate * (scale * weight * 2 * residual * z[j] + 2 * kind.l2() * point[j]);
        }
        if (scaling.hasIntercept()) {
          point[features] -= rate * scale * weight * 2 * residual;
        }
        for (int j = 0; j < point.length && (visit + 1) % kind.apart() == 0; j++) {
          sum[j] += point[j];
        }
      }
    }
  }
}
