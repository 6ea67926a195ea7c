package io.github.fallline.optim;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Adam (Kingma and Ba 2015) as ND4J has it: m &lt;- beta1 m + (1 - beta1) g, v &lt;- beta2 v + (1 -
 * beta2) g^2, and at step t w &lt;- w - rate sqrt(1 - beta2^t) / (1 - beta1^t) m / (sqrt(v) +
 * epsilon).
 *
 * @param beta1 the share of the last mean gradient in the next, from 0 to below 1
 * @param beta2 the share of the last mean square in the next, from 0 to below 1
 * @param epsilon keeps the divisor from 0
 */
public record Adam(double beta1, double beta2, double epsilon) implements UpdateRule {
  /** ND4J's default beta1. */
  public static final double DEFAULT_BETA1 = 0.9;

  /** ND4J's default beta2. */
  public static final double DEFAULT_BETA2 = 0.999;

  /** ND4J's default epsilon. */
  public static final double DEFAULT_EPSILON = 1e-8;

  /** Adam with ND4J's defaults. */
  public Adam() {
    this(DEFAULT_BETA1, DEFAULT_BETA2, DEFAULT_EPSILON);
  }

  /** Checks the numbers. */
  public Adam {
    Hyperparameters.requireShare("adam beta1", beta1);
    Hyperparameters.requireShare("adam beta2", beta2);
    Hyperparameters.requireEpsilon(epsilon);
  }

  @Override
  public String label() {
    return "adam";
  }

  @Override
  public boolean isRotationEquivariant() {
    return false;
  }

  @Override
  public Map<String, Object> settings() {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("beta1", beta1);
    settings.put("beta2", beta2);
    settings.put("epsilon", epsilon);
    return settings;
  }

  @Override
  public State init(int size) {
    double[] mean = new double[size];
    double[] square = new double[size];
    double[] left = {1, 1}; // beta1^t and beta2^t
    return new State() {
      @Override
      public void step(double[] weights, double[] gradient, double rate) {
        left[0] *= beta1;
        left[1] *= beta2;
        double unbiased = rate * Math.sqrt(1 - left[1]) / (1 - left[0]);
        for (int j = 0; j < weights.length; j++) {
          double slope = gradient[j];
          mean[j] = beta1 * mean[j] + (1 - beta1) * slope;
          square[j] = beta2 * square[j] + (1 - beta2) * slope * slope;
          weights[j] -= unbiased * mean[j] / (Math.sqrt(square[j]) + epsilon);
        }
      }

      @Override
      public List<double[]> arrays() {
        return List.of(mean, square, left);
      }
    };
  }
}
