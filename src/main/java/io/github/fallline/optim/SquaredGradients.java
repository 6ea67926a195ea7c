package io.github.fallline.optim;

import java.util.Arrays;
import java.util.List;

/**
 * The state of rules that divide each gradient by the root of its squares so far: h &lt;- kept h +
 * added g^2, w &lt;- w - rate g / (sqrt(h) + epsilon).
 */
final class SquaredGradients implements UpdateRule.State {
  private final double kept;
  private final double added;
  private final double epsilon;
  private final double[] history;

  /**
   * @param size of the weights
   * @param first h before the first step
   */
  SquaredGradients(double kept, double added, double epsilon, int size, double first) {
    this.kept = kept;
    this.added = added;
    this.epsilon = epsilon;
    history = new double[size];
    Arrays.fill(history, first);
  }

  @Override
  public void step(double[] weights, double[] gradient, double rate) {
    for (int j = 0; j < weights.length; j++) {
      history[j] = kept * history[j] + added * gradient[j] * gradient[j];
      weights[j] -= rate * gradient[j] / (Math.sqrt(history[j]) + epsilon);
    }
  }

  @Override
  public List<double[]> arrays() {
    return List.of(history);
  }
}
