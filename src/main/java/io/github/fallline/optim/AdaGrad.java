package io.github.fallline.optim;

import java.util.Map;

/**
 * AdaGrad (Duchi et al. 2011) as ND4J has it: h &lt;- h + g^2, w &lt;- w - rate g / (sqrt(h) +
 * epsilon), with h from 1e-6 on.
 *
 * @param epsilon keeps the divisor from 0
 */
public record AdaGrad(double epsilon) implements UpdateRule {
  /** ND4J's default. */
  public static final double DEFAULT_EPSILON = 1e-6;

  /** AdaGrad with {@link #DEFAULT_EPSILON}. */
  public AdaGrad() {
    this(DEFAULT_EPSILON);
  }

  /** Checks the number. */
  public AdaGrad {
    Hyperparameters.requireEpsilon(epsilon);
  }

  @Override
  public String label() {
    return "adagrad";
  }

  @Override
  public boolean isRotationEquivariant() {
    return false;
  }

  @Override
  public Map<String, Object> settings() {
    return Map.of("epsilon", epsilon);
  }

  @Override
  public State init(int size) {
    return new SquaredGradients(1, 1, epsilon, size, DEFAULT_EPSILON);
  }
}
