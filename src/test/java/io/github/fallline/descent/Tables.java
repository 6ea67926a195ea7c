package io.github.fallline.descent;

import io.github.fallline.data.Dataset;
import io.github.fallline.leastsquares.LeastSquares;
import io.github.fallline.model.ModelSpec;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Small data sets for tests. Their arrays are left to the garbage collector. */
public final class Tables {
  private Tables() {}

  /** Rows of features. */
  public static Dataset of(double[][] features, double... targets) {
    INDArray y = Nd4j.createFromArray(targets).reshape(targets.length, 1);
    return Dataset.of(Nd4j.createFromArray(features), y);
  }

  /** The three rows of the worked examples: y = 2 x. */
  public static Dataset workedExample() {
    return of(new double[][] {{1}, {2}, {3}}, 2, 4, 6);
  }

  /**
   * Correlated features with means up to 50 and deviations from 0.1 to 10, and a noisy target.
   *
   * @param noise deviation of the noise; the signal's is about 3
   */
  public static Dataset random(int rows, int features, double noise, long seed) {
    java.util.Random random = new java.util.Random(seed);
    SplittableRandom shape = new SplittableRandom(seed);
    double[] mean = shape.doubles(features, -50, 50).toArray();
    double[] deviation = shape.doubles(features, -1, 1).map(e -> Math.pow(10, e)).toArray();
    double[] weight = shape.doubles(features, -2, 2).toArray();
    double[][] x = new double[rows][features];
    double[] y = new double[rows];
    for (int i = 0; i < rows; i++) {
      double common = random.nextGaussian();
      y[i] = 7 + noise * random.nextGaussian();
      for (int j = 0; j < features; j++) {
        double z = 0.6 * common + 0.8 * random.nextGaussian();
        x[i][j] = mean[j] + deviation[j] * z;
        y[i] += weight[j] * z;
      }
    }
    return of(x, y);
  }

  /**
   * The least weighted mean of squared errors with an intercept: that of rows times the roots of
   * their weights, including the ones of the intercept.
   */
  static double leastWeightedLoss(Dataset data, double... weights) {
    double[][] x = data.features().toDoubleMatrix();
    double[] y = data.targets().toDoubleVector();
    double[][] scaled = new double[x.length][x[0].length + 1];
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      double root = Math.sqrt(weights[i]);
      for (int j = 0; j < x[i].length; j++) {
        scaled[i][j] = root * x[i][j];
      }
      scaled[i][x[i].length] = root;
      y[i] *= root;
      sum += weights[i];
    }
    try (Dataset rows = of(scaled, y)) {
      ModelSpec plain = new ModelSpec(false, false, 0);
      return LeastSquares.of(rows, plain, 0, 1).residualSumOfSquares() / sum;
    }
  }
}
