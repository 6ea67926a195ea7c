package io.github.fallline.optim;

import java.util.List;
import java.util.Map;

/**
 * The update rule: turns a gradient into a step. Conjugate gradient is none, as the length of its
 * steps depends on the curvature; it is a direction of the full batch.
 */
public interface UpdateRule {
  /** The default momentum of the command line and the library. */
  double DEFAULT_MOMENTUM = 0.9;

  /** The name on the command line and in files. */
  String label();

  /**
   * The numbers that set it, in order, by the option of the command line that sets them or, where
   * none does, by their name.
   */
  default Map<String, Object> settings() {
    return Map.of();
  }

  /** Whether a step is the rate times the gradient, without any state. */
  default boolean isPlain() {
    return false;
  }

  /** Returns the initial state for {@code size} weights. */
  State init(int size);

  /** The share of the last step that is added to the next, from 0 to below 1. */
  default double momentum() {
    return 0;
  }

  /**
   * The factor by which momentum lengthens steps along a constant gradient. Learning rates that
   * noise limits are divided by it.
   */
  default double momentumGain() {
    return 1 / (1 - momentum());
  }

  /**
   * Whether the path rotates with the axes. False for rules that rescale the gradient of each
   * coordinate.
   */
  default boolean isRotationEquivariant() {
    return true;
  }

  /** The state of a rule for one vector of weights. */
  interface State {
    /**
     * Takes a step downhill.
     *
     * @param weights changed in place
     * @param gradient uphill; left alone
     * @param rate the learning rate
     */
    void step(double[] weights, double[] gradient, double rate);

    /**
     * The state that lasts from step to step; not copies, so that it can be restored through them.
     */
    default List<double[]> arrays() {
      return List.of();
    }
  }
}
