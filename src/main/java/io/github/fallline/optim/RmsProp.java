package io.github.fallline.optim;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * RMSProp (Tieleman and Hinton 2012) as ND4J has it: h &lt;- decay h + (1 - decay) g^2, w &lt;- w -
 * rate g / (sqrt(h) + epsilon), with h from epsilon on.
 *
 * @param decay from 0 to below 1
 * @param epsilon keeps the divisor from 0
 */
public record RmsProp(double decay, double epsilon) implements UpdateRule {
  /** ND4J's default decay. */
  public static final double DEFAULT_DECAY = 0.95;

  /** ND4J's default epsilon. */
  public static final double DEFAULT_EPSILON = 1e-8;

  /** RMSProp with ND4J's defaults. */
  public RmsProp() {
    this(DEFAULT_DECAY, DEFAULT_EPSILON);
  }

  /** Checks the numbers. */
  public RmsProp {
    Hyperparameters.requireShare("rmsprop decay", decay);
    Hyperparameters.requireEpsilon(epsilon);
  }

  @Override
  public String label() {
    return "rmsprop";
  }

  @Override
  public double momentum() {
    return 0;
  }

  @Override
  public boolean isRotationEquivariant() {
    return false;
  }

  @Override
  public Map<String, Object> settings() {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("decay", decay);
    settings.put("epsilon", epsilon);
    return settings;
  }

  @Override
  public State init(int size) {
    return new RmsPropState(decay, epsilon, size);
  }

  private static final class RmsPropState implements State {
    private final double decay;
    private final double epsilon;
    private final double[] history;

    RmsPropState(double decay, double epsilon, int size) {
      this.decay = decay;
      this.epsilon = epsilon;
      history = new double[size];
      Arrays.fill(history, epsilon);
    }

    @Override
    public void step(double[] weights, double[] gradient, double rate) {
      for (int j = 0; j < weights.length; j++) {
        history[j] = decay * history[j] + (1 - decay) * gradient[j] * gradient[j];
        weights[j] -= rate * gradient[j] / (Math.sqrt(history[j]) + epsilon);
      }
    }

    @Override
    public List<double[]> arrays() {
      return List.of(history);
    }
  }
}
