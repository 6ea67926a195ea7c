package io.github.fallline.optim;

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
  public boolean isRotationEquivariant() {
    return false;
  }

  @Override
  public Map<String, Object> settings() {
    return Hyperparameters.inOrder("decay", decay, "epsilon", epsilon);
  }

  @Override
  public State init(int size) {
    return new SquaredGradients(decay, 1 - decay, epsilon, size, epsilon);
  }
}
