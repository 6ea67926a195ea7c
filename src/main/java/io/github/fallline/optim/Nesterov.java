package io.github.fallline.optim;

import io.github.fallline.argument.Setting;
import java.util.List;
import java.util.Map;

/**
 * Nesterov's accelerated gradient in the form of Sutskever et al. (2013), where the weights are the
 * point looked ahead to: v' = m v - rate g, w &lt;- w - m v + (1 + m) v'.
 *
 * @param momentum m, from 0 to below 1
 */
public record Nesterov(double momentum) implements UpdateRule {
  /** Checks the momentum. */
  public Nesterov {
    Hyperparameters.requireShare(Setting.NESTEROV_MOMENTUM.toString(), momentum);
  }

  @Override
  public String label() {
    return "nesterov";
  }

  @Override
  public Map<String, Object> settings() {
    return Map.of("--momentum", momentum);
  }

  @Override
  public State init(int size) {
    double[] velocity = new double[size];
    return new State() {
      @Override
      public void step(double[] weights, double[] gradient, double rate) {
        for (int j = 0; j < weights.length; j++) {
          double before = velocity[j];
          velocity[j] = momentum * before - rate * gradient[j];
          weights[j] += (1 + momentum) * velocity[j] - momentum * before;
        }
      }

      @Override
      public List<double[]> arrays() {
        return List.of(velocity);
      }
    };
  }
}
