package io.github.fallline.optim;

import io.github.fallline.argument.Setting;
import java.util.List;
import java.util.Map;

/**
 * Heavy ball (Polyak 1964): v &lt;- m v - rate g, w &lt;- w + v.
 *
 * @param momentum m, from 0 to below 1
 */
public record Momentum(double momentum) implements UpdateRule {
  /** Checks the momentum. */
  public Momentum {
    Hyperparameters.requireShare(Setting.MOMENTUM.toString(), momentum);
  }

  @Override
  public String label() {
    return "momentum";
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
          velocity[j] = momentum * velocity[j] - rate * gradient[j];
          weights[j] += velocity[j];
        }
      }

      @Override
      public List<double[]> arrays() {
        return List.of(velocity);
      }
    };
  }
}
