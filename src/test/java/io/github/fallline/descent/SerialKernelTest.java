package io.github.fallline.descent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.fallline.data.Dataset;
import io.github.fallline.data.RowOrder;
import io.github.fallline.data.Tile;
import io.github.fallline.objective.Loss;
import io.github.fallline.objective.Objective;
import io.github.fallline.objective.Penalty;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Steps of one row, by loops on the heap and by BLAS, against a plain loop over the definition. */
class SerialKernelTest {
  private static final int ROWS = 70;
  private static final double RATE = 0.002;

  /** Widths on both sides of where BLAS takes over, and every kind of coordinates and penalty. */
  record Kind(int features, boolean standardize, boolean intercept, double l2, boolean weighted) {}

  static List<Kind> kinds() {
    List<Kind> kinds = new ArrayList<>();
    for (int features : new int[] {1, 5, 47, 48, 61}) {
      for (int flags = 0; flags < 16; flags++) {
        kinds.add(
            new Kind(
                features,
                (flags & 1) > 0,
                (flags & 2) > 0,
                (flags & 4) > 0 ? 0.1 : 0,
                (flags & 8) > 0));
      }
    }
    return kinds;
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void stepsAreThoseOfAPlainLoop(Kind kind) {
    Objective objective = new Objective(Loss.SQUARED, Penalty.l2(kind.l2()));
    ModelForm form = new ModelForm(kind.intercept(), kind.standardize(), 0);
    UpdateRule rule = new UpdateRule.Plain();
    try (Dataset data = Tables.random(ROWS, kind.features(), 1, 6);
        Workers workers = new Workers(1)) {
      Coordinates coordinates = new Survey(data, objective, form, workers).coordinates();
      double rate = kind.standardize() ? RATE : RATE / 5000 / kind.features();
      double[] start = new double[coordinates.size()];
      RowOrder order = order(kind);
      try (SerialKernel kernel =
              new SerialKernel(objective, coordinates, rule, rule.start(start.length));
          Tile tile = data.newTile(ROWS)) {
        SerialKernel.Rows rows = kernel.new Rows(tile, ROWS);
        data.pass(order, ROWS).next(tile);
        rows.fill();
        double[] point = start.clone();
        Mean sampled = new Mean(start.length);

        double first = kernel.steps(rows, 0, 33, point, rate, 1.2, sampled);
        double second = kernel.steps(rows, 33, ROWS - 33, point, rate, 1.2, sampled);

        Plain plain = new Plain(data, coordinates, start);
        plain.steps(order, rate, 1.2, kind.l2());
        assertEquals(plain.lossSum, first + second, 1e-12 * plain.lossSum);
        for (int j = 0; j < start.length; j++) {
          double tolerance = 1e-12 * (1 + Math.abs(plain.point[j]));
          assertEquals(plain.point[j], point[j], tolerance, "parameter " + j);
          assertEquals(plain.sum[j], sampled.sum[j], 1e-11 * ROWS, "sampled parameter " + j);
        }
      }
    }
  }

  /** Rows backwards, with a weight a row; or as they lie. */
  private static RowOrder order(Kind kind) {
    if (!kind.weighted()) {
      return RowOrder.sequential(ROWS);
    }
    double[] weights = IntStream.range(0, ROWS).mapToDouble(i -> 1.0 / (1 + i % 3)).toArray();
    return RowOrder.of(IntStream.range(0, ROWS).map(i -> ROWS - 1 - i).toArray(), weights);
  }

  /** Adds up every third iterate. */
  private static final class Mean implements BatchSteps.Answer {
    private final double[] sum;
    private int seen;

    Mean(int size) {
      sum = new double[size];
    }

    @Override
    public boolean isDueAfter() {
      return seen % 3 == 2;
    }

    @Override
    public void after(double[] iterate) {
      if (seen++ % 3 == 2) {
        for (int j = 0; j < sum.length; j++) {
          sum[j] += iterate[j];
        }
      }
    }

    @Override
    public boolean stepIsTooLargeAt(long epochs) {
      return false;
    }

    @Override
    public Evaluation evaluate(double[] iterate, Evaluator evaluator) {
      throw new UnsupportedOperationException();
    }

    @Override
    public double[] parameters(double[] iterate) {
      throw new UnsupportedOperationException();
    }
  }

  /** The definition, row by row. */
  private static final class Plain {
    private final Dataset data;
    private final Coordinates coordinates;
    private final double[] point;
    private final double[] sum;
    private double lossSum;

    Plain(Dataset data, Coordinates coordinates, double[] start) {
      this.data = data;
      this.coordinates = coordinates;
      point = start.clone();
      sum = new double[start.length];
    }

    void steps(RowOrder order, double rate, double scale, double l2) {
      int features = coordinates.features();
      double[] z = new double[features];
      for (int visit = 0; visit < ROWS; visit++) {
        long row = order.row(visit);
        double predicted = coordinates.hasIntercept() ? point[features] : 0;
        for (int j = 0; j < features; j++) {
          double x = data.features().getDouble(row, j);
          z[j] = (x - coordinates.shift(j)) / coordinates.scale(j);
          predicted += z[j] * point[j];
        }
        double residual = predicted - data.targets().getDouble(row, 0);
        double weight = order.weight(row);
        lossSum += weight * residual * residual;
        for (int j = 0; j < features; j++) {
          point[j] -= rate * (scale * weight * 2 * residual * z[j] + 2 * l2 * point[j]);
        }
        if (coordinates.hasIntercept()) {
          point[features] -= rate * scale * weight * 2 * residual;
        }
        for (int j = 0; j < point.length && visit % 3 == 2; j++) {
          sum[j] += point[j];
        }
      }
    }
  }
}
