package io.github.fallline.descent.newton;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.fallline.data.Dataset;
import io.github.fallline.descent.Tables;
import io.github.fallline.descent.scaling.FeatureScaling;
import io.github.fallline.objective.Loss;
import io.github.fallline.parallel.TileExecutor;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** {@link ModelPass} against plain loops. */
class ModelPassTest {
  private static final int ROWS = 5000; // several tiles
  private static final double[] SHIFT = {3, -1};
  private static final double[] SCALE = {2, 0.5};
  private static final double[] POINT = {0.4, -0.3, 0.7};

  private final double[][] features = new double[ROWS][2];
  private final double[] targets = new double[ROWS];

  ModelPassTest() {
    SplittableRandom random = new SplittableRandom(11);
    for (int i = 0; i < ROWS; i++) {
      features[i][0] = 3 + 4 * (random.nextDouble() - 0.5);
      features[i][1] = -1 + random.nextDouble() - 0.5;
      targets[i] = 4 * random.nextDouble();
    }
  }

  static Loss[] losses() {
    return new Loss[] {Loss.SQUARED, Loss.huber(0.5), Loss.quantile(0.3), Loss.POISSON};
  }

  private double lossBeyond(
      Loss loss, ReferenceModel reference, double[] weights, double intercept, int threads) {
    try (Dataset data = Tables.of(features, targets);
        TileExecutor executor = new TileExecutor(threads)) {
      FeatureScaling standard = FeatureScaling.scaled(SHIFT, SCALE, true);
      DesignMatrix design = new DesignMatrix(data, standard, new boolean[2], executor);
      return new ModelPass(design, loss, reference).lossBeyond(POINT, weights, intercept);
    }
  }

  /** The mean loss of predictions that the point changes or a model makes. */
  private double meanLoss(Loss loss, double[] weights, double intercept) {
    double sum = 0;
    double[] one = new double[1];
    for (int i = 0; i < ROWS; i++) {
      double prediction = intercept + weights[0] * features[i][0] + weights[1] * features[i][1];
      loss.evaluate(new double[] {prediction}, new double[] {targets[i]}, 1, one, new double[1]);
      sum += one[0];
    }
    return sum / ROWS;
  }

  /** The weights that the point stands for: 0.2 and -0.6, and 0.7 - 0.2 * 3 - 0.6 * 1. */
  private double lossOfPoint(Loss loss) {
    return meanLoss(loss, new double[] {0.2, -0.6}, -0.5);
  }

  @ParameterizedTest
  @MethodSource("losses")
  void boundsByHowMuchAModelIsWorse(Loss loss) {
    double[] weights = {0.25, -0.7};
    double exact = meanLoss(loss, weights, -0.4) - lossOfPoint(loss);
    double bound = lossBeyond(loss, ReferenceModel.constant(0), weights, -0.4, 2);
    assertEquals(exact, bound, 1e-13);
  }

  @ParameterizedTest
  @CsvSource({"0.5, 1", "0.3, 0.7"})
  void roundingOfLossesDoesNotHideSmallChanges(double parameter, double steepest) {
    Loss loss = steepest == 1 ? Loss.huber(parameter) : Loss.quantile(parameter);
    for (int i = 0; i < ROWS; i++) {
      targets[i] -= 1e6; // losses are known to 1e-10 then
    }
    double[] weights = {0.2, -0.6};
    double change = 0x1p-50;
    double up = lossBeyond(loss, ReferenceModel.constant(0), weights, -0.5 + change, 1);
    double down = lossBeyond(loss, ReferenceModel.constant(0), weights, -0.5 - change, 1);
    double most = steepest * (change + 4 * Math.ulp(2.0));
    assertEquals(steepest * change, up, most);
    assertEquals(-steepest * change, down, most);
  }

  @Test
  void pointsAreChangesOfTheReference() {
    Loss loss = Loss.huber(0.5);
    ReferenceModel reference = new ReferenceModel(new double[] {0.1, 0.2}, 0.3);
    double[] weights = {0.35, -0.5};
    double exact = meanLoss(loss, weights, -0.1) - meanLoss(loss, new double[] {0.3, -0.4}, -0.2);
    assertEquals(exact, lossBeyond(loss, reference, weights, -0.1, 2), 1e-13);
  }

  @Test
  void threadsDoNotChangeABit() {
    double[] weights = {0.25, -0.7};
    ReferenceModel reference = ReferenceModel.constant(0.1);
    assertEquals(
        lossBeyond(Loss.huber(0.5), reference, weights, -0.4, 1),
        lossBeyond(Loss.huber(0.5), reference, weights, -0.4, 3));
  }
}
