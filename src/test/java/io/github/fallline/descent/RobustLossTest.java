package io.github.fallline.descent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.data.Dataset;
import io.github.fallline.descent.GradientMethod.FullBatch;
import io.github.fallline.descent.GradientMethod.MiniBatch;
import io.github.fallline.descent.GradientMethod.Stochastic;
import io.github.fallline.objective.HuberLoss;
import io.github.fallline.objective.Loss;
import io.github.fallline.objective.Objective;
import io.github.fallline.objective.Penalty;
import io.github.fallline.optim.Adam;
import io.github.fallline.optim.PlainUpdate;
import io.github.fallline.optim.UpdateRule;
import io.github.fallline.stats.TargetSpread;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Training with losses other than squared errors reaches the optimum in any unit and with outliers,
 * and reports a valid bound. Optima are verified by their conditions: all vertices for quantiles, a
 * zero gradient for smooth losses.
 */
class RobustLossTest {
  private static final int ROWS = 400;

  private static TrainingConfig config(GradientMethod method, Loss loss, Penalty penalty) {
    return TrainingConfig.of(method).withObjective(new Objective(loss, penalty));
  }

  private static TrainingConfig config(GradientMethod method, Loss loss) {
    return config(method, loss, Penalty.NONE);
  }

  /** y = 5 + a - 2 b and noise of deviation 1, as a column of features beside their targets. */
  private static double[][] features(int rows, int columns, long seed) {
    Random random = new Random(seed);
    double[][] x = new double[rows][columns];
    for (double[] row : x) {
      for (int j = 0; j < columns; j++) {
        row[j] = random.nextGaussian();
      }
    }
    return x;
  }

  private static double[] targets(double[][] x, double unit) {
    Random random = new Random(99);
    double[] y = new double[x.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = unit * (5 + x[i][0] - 2 * x[i][1] + random.nextGaussian());
    }
    return y;
  }

  private static Training fit(double[][] x, double[] y, TrainingConfig config) {
    try (Dataset data = Tables.of(x, y)) {
      return new Trainer(config).fit(data);
    }
  }

  private static double[] parameters(Training training) {
    double[] weights = training.model().coefficientArray();
    double[] all = java.util.Arrays.copyOf(weights, weights.length + 1);
    all[weights.length] = training.model().intercept();
    return all;
  }

  private static double meanLoss(Loss loss, double[][] x, double[] y, double[] parameters) {
    double[] predictions = new double[y.length];
    for (int i = 0; i < y.length; i++) {
      predictions[i] = predict(x[i], parameters);
    }
    double[] losses = new double[y.length];
    loss.evaluate(predictions, y, y.length, losses, new double[y.length]);
    double sum = 0;
    for (double one : losses) {
      sum += one / y.length;
    }
    return sum;
  }

  private static double predict(double[] row, double[] parameters) {
    double sum = parameters[row.length];
    for (int j = 0; j < row.length; j++) {
      sum += row[j] * parameters[j];
    }
    return sum;
  }

  /** The least loss of all lines through three rows: one of them is an optimum. */
  private static double leastAtVertices(Loss loss, double[][] x, double[] y) {
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < y.length; i++) {
      for (int j = 0; j < i; j++) {
        for (int k = 0; k < j; k++) {
          double[] vertex = through(x, y, i, j, k);
          if (vertex != null) {
            least = Math.min(least, meanLoss(loss, x, y, vertex));
          }
        }
      }
    }
    return least;
  }

  private static double[] through(double[][] x, double[] y, int i, int j, int k) {
    double a = x[j][0] - x[i][0];
    double b = x[j][1] - x[i][1];
    double c = x[k][0] - x[i][0];
    double d = x[k][1] - x[i][1];
    double area = a * d - b * c;
    if (Math.abs(area) < 1e-9) {
      return null;
    }
    double first = ((y[j] - y[i]) * d - b * (y[k] - y[i])) / area;
    double second = (a * (y[k] - y[i]) - c * (y[j] - y[i])) / area;
    return new double[] {first, second, y[i] - first * x[i][0] - second * x[i][1]};
  }

  @ParameterizedTest
  @CsvSource({
    "0.5, 1, false",
    "0.5, 1e-6, false",
    "0.5, 1e9, false",
    "0.1, 1, false",
    "0.9, 1e9, true",
    "0.5, 1, true",
    "0.99, 1, false",
    "0.3, 1e5, true"
  })
  void quantileIsTheBestVertex(double level, double unit, boolean whole) {
    double[][] x = features(25, 2, 5);
    double[] y = targets(x, unit);
    for (int i = 0; i < y.length && whole; i++) { // many ties
      x[i][0] = Math.rint(x[i][0]);
      x[i][1] = Math.rint(x[i][1]);
      y[i] = unit * Math.rint(y[i] / unit);
    }
    Loss loss = Loss.quantile(level);

    Training training = fit(x, y, config(new FullBatch(), loss));

    double least = leastAtVertices(loss, x, y);
    assertEquals(StopReason.CONVERGED, training.stopReason());
    assertEquals(least, training.loss(), 1e-12 * least);
    assertEquals(least, meanLoss(loss, x, y, parameters(training)), 1e-12 * least);
    assertTrue(training.gap() <= 1e-12 && training.epochs() > 0);
    assertEquals(List.of(), training.notes());
  }

  static Stream<Arguments> smoothLosses() {
    List<Arguments> cases = new ArrayList<>();
    for (double unit : new double[] {1e-6, 1, 12_345, 1e9}) {
      for (double delta : new double[] {1e-4, 0.1, 1, 10}) {
        cases.add(Arguments.of(unit, new HuberLoss(delta * unit)));
      }
    }
    cases.add(Arguments.of(12_345.0, new HuberLoss(1)));
    cases.add(Arguments.of(1e9, new HuberLoss(1)));
    return cases.stream();
  }

  @ParameterizedTest
  @MethodSource("smoothLosses")
  void huberEndsWhereItsGradientIsZero(double unit, HuberLoss loss) {
    double[][] x = features(ROWS, 3, 1);
    double[] y = targets(x, unit);

    Training training = fit(x, y, config(new FullBatch(), loss));

    assertEquals(StopReason.CONVERGED, training.stopReason());
    assertZeroGradient(loss, x, y, parameters(training), 1e-9 * unit + 1e-7 * loss.delta());
  }

  /** The gradient of the mean loss by each parameter is at most {@code tolerance} on average. */
  private static void assertZeroGradient(
      Loss loss, double[][] x, double[] y, double[] parameters, double tolerance) {
    double[] slopes = new double[y.length];
    for (int i = 0; i < y.length; i++) {
      slopes[i] = predict(x[i], parameters);
    }
    loss.evaluate(slopes, y, y.length, new double[y.length], slopes);
    for (int j = 0; j < parameters.length; j++) {
      double sum = 0;
      for (int i = 0; i < y.length; i++) {
        sum += slopes[i] * (j < x[i].length ? x[i][j] : 1) / y.length;
      }
      assertEquals(0, sum, tolerance, "parameter " + j);
    }
  }

  /** Counts whose unit changes nothing but the intercept. */
  @ParameterizedTest
  @CsvSource({"1e-6", "1", "1e9"})
  void poissonEndsWhereItsGradientIsZero(double unit) {
    double[][] x = features(ROWS, 3, 2);
    double[] y = new double[ROWS];
    for (int i = 0; i < ROWS; i++) {
      y[i] = unit * Math.floor(Math.exp(1 + x[i][0] - 0.5 * x[i][1]) * (i % 5) / 2);
    }

    Training training = fit(x, y, config(new FullBatch(), Loss.POISSON));

    assertEquals(StopReason.CONVERGED, training.stopReason());
    assertTrue(training.gap() <= 1e-12);
    assertZeroGradient(Loss.POISSON, x, y, parameters(training), 1e-12 * unit);
    assertEquals(List.of(), training.notes());
  }

  /** A group without counts: its coefficient has no finite optimum, the loss has a least value. */
  @Test
  void poissonNearsItsLeastLossWhereNoModelHasIt() {
    double[][] x = new double[60][1];
    double[] y = new double[60];
    for (int i = 0; i < 60; i++) {
      x[i][0] = i % 3 == 0 ? 1 : 0;
      y[i] = i % 3 == 0 ? 0 : 1 + i % 4;
    }
    double mean = 0;
    for (double count : y) {
      mean += count / 40;
    }

    Training training = fit(x, y, config(new FullBatch(), Loss.POISSON));

    assertEquals(StopReason.CONVERGED, training.stopReason());
    assertEquals(2.0 / 3 * (mean - mean * Math.log(mean)), training.loss(), 1e-11);
  }

  static Stream<Arguments> wild() {
    List<Arguments> cases = new ArrayList<>();
    for (double wild : new double[] {1e4, 1e12}) {
      for (Loss loss : List.of(Loss.quantile(0.5), Loss.huber(1))) {
        cases.add(Arguments.of(new FullBatch(), loss, wild, 1e-6));
        cases.add(Arguments.of(new MiniBatch(64), loss, wild, 0.05));
        cases.add(Arguments.of(new Stochastic(), loss, wild, 0.05));
      }
    }
    return cases.stream();
  }

  /** Beyond delta, the distance of an outlier does not affect the optimum. */
  @ParameterizedTest
  @MethodSource("wild")
  void oneWildTargetDefeatsNoMethod(
      GradientMethod method, Loss loss, double wild, double tolerance) {
    double[][] x = features(ROWS, 2, 1);
    double[] y = targets(x, 1);
    y[7] = 100;
    double[] expected = parameters(fit(x, y, config(new FullBatch(), loss)));
    y[7] = wild;

    Training training = fit(x, y, config(method, loss));

    assertEquals(StopReason.CONVERGED, training.stopReason());
    assertArrayEquals(expected, parameters(training), tolerance);
  }

  static Stream<Arguments> batches() {
    List<Arguments> cases = new ArrayList<>();
    for (double unit : new double[] {1e-6, 1, 40_000, 1e9}) {
      for (Loss loss : List.of(Loss.quantile(0.5), Loss.quantile(0.9), Loss.huber(unit))) {
        cases.add(Arguments.of(new MiniBatch(64), new PlainUpdate(), loss, unit));
        cases.add(Arguments.of(new Stochastic(), new PlainUpdate(), loss, unit));
        cases.add(Arguments.of(new MiniBatch(64), new Adam(), loss, unit));
      }
    }
    cases.add(Arguments.of(new MiniBatch(64), new PlainUpdate(), Loss.huber(1), 12_345.0));
    cases.add(Arguments.of(new Stochastic(), new PlainUpdate(), Loss.huber(1), 12_345.0));
    return cases.stream();
  }

  @ParameterizedTest
  @MethodSource("batches")
  void batchesConvergeInAnyUnit(GradientMethod method, UpdateRule rule, Loss loss, double unit) {
    double[][] x = features(ROWS, 2, 1);
    double[] y = targets(x, unit);
    double least = fit(x, y, config(new FullBatch(), loss)).loss();

    Training training = fit(x, y, config(method, loss).withUpdate(rule));

    assertEquals(StopReason.CONVERGED, training.stopReason());
    assertTrue(training.epochs() > 0);
    assertEquals(least, training.loss(), 1.001e-4 * least);
  }

  @ParameterizedTest
  @CsvSource({"0.5", "0.9"})
  void targetsThatAreAllTheSameNeedNoEpoch(double level) {
    double[][] x = features(30, 2, 1);
    double[] y = new double[30];
    java.util.Arrays.fill(y, 7e5);

    Training training = fit(x, y, config(new FullBatch(), Loss.quantile(level)));

    assertEquals(StopReason.CONVERGED, training.stopReason());
    assertEquals(0, training.loss(), 1e-9);
  }

  /** What stops early is said not to have converged, in the unit of the loss. */
  @Test
  void aRunThatStopsEarlyReportsABound() {
    double[][] x = features(ROWS, 2, 1);
    double[] y = targets(x, 1e6);
    Loss loss = Loss.quantile(0.5);
    double least = fit(x, y, config(new FullBatch(), loss)).loss();

    Training training = fit(x, y, config(new FullBatch(), loss).withStop(StopRule.epochs(3)));

    assertEquals(StopReason.EPOCHS, training.stopReason());
    String note = training.notes().get(0);
    assertTrue(note.startsWith("not converged: the loss is at most "), note);
    double bound = Double.parseDouble(note.replaceAll(".*at most (\\S+) above.*", "$1"));
    assertTrue(bound >= 0.99 * (training.loss() - least) && bound < least, note);
  }

  static List<Loss> losses() {
    return List.of(Loss.quantile(0.3), Loss.huber(0.5), Loss.POISSON);
  }

  @ParameterizedTest
  @MethodSource("losses")
  void threadsDoNotChangeABit(Loss loss) {
    double[][] x = features(20_000, 3, 4);
    double[] y = targets(x, 1);
    for (int i = 0; i < y.length; i++) {
      y[i] = Math.abs(y[i]);
    }
    TrainingConfig config = config(new FullBatch(), loss);

    Training one = fit(x, y, config.withThreads(1));
    Training two = fit(x, y, config.withThreads(2));

    assertArrayEquals(parameters(one), parameters(two));
    assertEquals(one.epochs(), two.epochs());
  }

  /** Columns that differ by a millionth, whose difference makes up the target. */
  @ParameterizedTest
  @CsvSource({"1e-4", "1e-6", "1e-7"})
  void nearlyEqualColumnsAreDistinguished(double apart) {
    double[][] x = features(60, 2, 1);
    Random random = new Random(8);
    double[] y = new double[60];
    for (int i = 0; i < 60; i++) {
      double step = random.nextGaussian();
      x[i][1] = x[i][0] + apart * step;
      y[i] = (x[i][0] - x[i][1]) / apart + 0.1 * random.nextGaussian();
    }
    for (Loss loss : List.of(Loss.quantile(0.5), Loss.huber(0.1))) {
      Training training = fit(x, y, config(new FullBatch(), loss));

      assertEquals(StopReason.CONVERGED, training.stopReason());
      assertEquals(-1, training.model().coefficientArray()[1] * apart, 0.1);
    }
  }

  /** The target is their difference exactly: the weights are 1 and -1, the loss 0. */
  @ParameterizedTest
  @CsvSource({"1e-3", "1e-5", "1e-7"})
  void exactRelationOfColumnsMuchAlikeIsFoundToItsLastDigits(double apart) {
    double[][] x = features(60, 2, 1);
    double[] y = new double[60];
    Random random = new Random(8);
    for (int i = 0; i < 60; i++) {
      x[i][1] = x[i][0] + apart * random.nextGaussian();
      y[i] = x[i][0] - x[i][1]; // exact: the columns are within a factor of 2 of each other
    }
    Training training = fit(x, y, config(new FullBatch(), Loss.quantile(0.5)));

    assertArrayEquals(new double[] {1, -1, 0}, parameters(training), 1e-15 / apart);
  }

  /** Sums of three columns to the last digit, and what the last digits could still explain. */
  @ParameterizedTest
  @MethodSource("losses")
  void gapCountsWhatTheRoundingOfDependentColumnsCouldExplain(Loss loss) {
    double[][] x = features(60, 3, 5);
    double[] y = targets(x, 1);
    for (int i = 0; i < 60; i++) {
      x[i][2] = 0.1 * x[i][0] + 0.3 * x[i][1];
      y[i] = Math.abs(y[i]);
    }
    Objective objective = new Objective(loss, Penalty.NONE);

    Training training = fit(x, y, config(new FullBatch(), loss));

    assertTrue(training.notes().get(0).startsWith("columns x1, x2, x3 are linearly dependent"));
    try (Dataset data = Tables.of(x, y)) {
      double gap = new DualBound(x, y, objective).gap(x, training.model());
      double unit = TargetSpread.of(data, loss).unit();
      assertTrue(
          gap / unit <= training.gap() && training.gap() <= 10 * gap / unit,
          () -> loss + ": found " + gap / unit + ", stated " + training.gap());
    }
  }

  @ParameterizedTest
  @MethodSource("losses")
  void absolutePenaltyKeepsItsCertificate(Loss loss) {
    double[][] x = features(ROWS, 4, 4);
    double[] y = targets(x, 1);
    for (int i = 0; i < y.length; i++) {
      y[i] = Math.abs(y[i]);
    }
    for (Penalty penalty :
        List.of(Penalty.l1(0.05), Penalty.l2(0.1), Penalty.elasticNet(0.05, 0.1))) {
      TrainingConfig config = config(new FullBatch(), loss, penalty);

      Training training = fit(x, y, config);

      assertEquals(StopReason.CONVERGED, training.stopReason());
      assertTrue(training.gap() <= 1e-12, () -> penalty + ": gap " + training.gap());
    }
  }
}
