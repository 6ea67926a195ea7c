package io.github.fallline.optim;

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
    Hyperparameters.requireShare("momentum", momentum);
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
    return new MomentumState(momentum, size);
  }

  private static final class MomentumState implements State {
    private final double momentum;
    private final double[] velocity;

    MomentumState(double momentum, int size) {
      this.momentum = momentum;
      velocity = new double[size];
    }

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
  }
}
