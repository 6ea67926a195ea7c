package io.github.fallline.optim;

import java.util.Arrays;
import java.util.List;

/** The update rule: turns a gradient into a step. */
public sealed interface UpdateRule {
  /** The default momentum of the command line and the library. */
  double DEFAULT_MOMENTUM = 0.9;

  /** The name on the command line and in files. */
  String label();

  /** Whether a step is the rate times the gradient, without any state. */
  default boolean isPlain() {
    return false;
  }

  /** Returns the initial state for {@code size} weights. */
  State init(int size);

  /** The share of the last step that is added to the next, from 0 to below 1. */
  double momentum();

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

  /** w &lt;- w - rate g. */
  record Plain() implements UpdateRule {
    @Override
    public boolean isPlain() {
      return true;
    }

    @Override
    public String label() {
      return "plain";
    }

    @Override
    public double momentum() {
      return 0;
    }

    @Override
    public State init(int size) {
      return (weights, gradient, rate) -> {
        for (int j = 0; j < weights.length; j++) {
          weights[j] -= rate * gradient[j];
        }
      };
    }
  }

  /**
   * Heavy ball (Polyak 1964): v &lt;- m v - rate g, w &lt;- w + v.
   *
   * @param momentum m, from 0 to below 1
   */
  record Momentum(double momentum) implements UpdateRule {
    /** Checks the momentum. */
    public Momentum {
      requireMomentum(momentum);
    }

    @Override
    public String label() {
      return "momentum";
    }

    @Override
    public State init(int size) {
      double[] velocity = new double[size];
      return withArrays(
          List.of(velocity),
          (weights, gradient, rate) -> {
            for (int j = 0; j < weights.length; j++) {
              velocity[j] = momentum * velocity[j] - rate * gradient[j];
              weights[j] += velocity[j];
            }
          });
    }
  }

  /**
   * Nesterov's accelerated gradient in the form of Sutskever et al. (2013), where the weights are
   * the point looked ahead to: v' = m v - rate g, w &lt;- w - m v + (1 + m) v'.
   *
   * @param momentum m, from 0 to below 1
   */
  record Nesterov(double momentum) implements UpdateRule {
    /** Checks the momentum. */
    public Nesterov {
      requireMomentum(momentum);
    }

    @Override
    public String label() {
      return "nesterov";
    }

    @Override
    public State init(int size) {
      double[] velocity = new double[size];
      return withArrays(
          List.of(velocity),
          (weights, gradient, rate) -> {
            for (int j = 0; j < weights.length; j++) {
              double before = velocity[j];
              velocity[j] = momentum * before - rate * gradient[j];
              weights[j] += (1 + momentum) * velocity[j] - momentum * before;
            }
          });
    }
  }

  /**
   * AdaGrad (Duchi et al. 2011) as ND4J has it: h &lt;- h + g^2, w &lt;- w - rate g / (sqrt(h) +
   * epsilon), with h from 1e-6 on.
   *
   * @param epsilon keeps the divisor from 0
   */
  record AdaGrad(double epsilon) implements UpdateRule {
    /** ND4J's default. */
    public static final double DEFAULT_EPSILON = 1e-6;

    /** AdaGrad with {@link #DEFAULT_EPSILON}. */
    public AdaGrad() {
      this(DEFAULT_EPSILON);
    }

    /** Checks the number. */
    public AdaGrad {
      requireEpsilon(epsilon);
    }

    @Override
    public String label() {
      return "adagrad";
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
    public State init(int size) {
      double[] history = new double[size];
      Arrays.fill(history, DEFAULT_EPSILON);
      return withArrays(
          List.of(history),
          (weights, gradient, rate) -> {
            for (int j = 0; j < weights.length; j++) {
              history[j] += gradient[j] * gradient[j];
              weights[j] -= rate * gradient[j] / (Math.sqrt(history[j]) + epsilon);
            }
          });
    }
  }

  /**
   * RMSProp (Tieleman and Hinton 2012) as ND4J has it: h &lt;- decay h + (1 - decay) g^2, w &lt;- w
   * - rate g / (sqrt(h) + epsilon), with h from epsilon on.
   *
   * @param decay from 0 to below 1
   * @param epsilon keeps the divisor from 0
   */
  record RmsProp(double decay, double epsilon) implements UpdateRule {
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
      requireShare("rmsprop decay", decay);
      requireEpsilon(epsilon);
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
    public State init(int size) {
      double[] history = new double[size];
      Arrays.fill(history, epsilon);
      return withArrays(
          List.of(history),
          (weights, gradient, rate) -> {
            for (int j = 0; j < weights.length; j++) {
              history[j] = decay * history[j] + (1 - decay) * gradient[j] * gradient[j];
              weights[j] -= rate * gradient[j] / (Math.sqrt(history[j]) + epsilon);
            }
          });
    }
  }

  /**
   * Adam (Kingma and Ba 2015) as ND4J has it: m &lt;- beta1 m + (1 - beta1) g, v &lt;- beta2 v + (1
   * - beta2) g^2, and at step t w &lt;- w - rate sqrt(1 - beta2^t) / (1 - beta1^t) m / (sqrt(v) +
   * epsilon).
   *
   * @param beta1 the share of the last mean gradient in the next, from 0 to below 1
   * @param beta2 the share of the last mean square in the next, from 0 to below 1
   * @param epsilon keeps the divisor from 0
   */
  record Adam(double beta1, double beta2, double epsilon) implements UpdateRule {
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
      requireShare("adam beta1", beta1);
      requireShare("adam beta2", beta2);
      requireEpsilon(epsilon);
    }

    @Override
    public String label() {
      return "adam";
    }

    /** 0: along a constant gradient steps keep their length. */
    @Override
    public double momentum() {
      return 0;
    }

    @Override
    public boolean isRotationEquivariant() {
      return false;
    }

    @Override
    public State init(int size) {
      return new AdamState(this, size);
    }

    private static final class AdamState implements State {
      private final Adam rule;
      private final double[] mean;
      private final double[] square;

      /** beta1^t and beta2^t. */
      private final double[] left = {1, 1};

      AdamState(Adam rule, int size) {
        this.rule = rule;
        mean = new double[size];
        square = new double[size];
      }

      @Override
      public void step(double[] weights, double[] gradient, double rate) {
        left[0] *= rule.beta1;
        left[1] *= rule.beta2;
        double unbiased = rate * Math.sqrt(1 - left[1]) / (1 - left[0]);
        for (int j = 0; j < weights.length; j++) {
          double slope = gradient[j];
          mean[j] = rule.beta1 * mean[j] + (1 - rule.beta1) * slope;
          square[j] = rule.beta2 * square[j] + (1 - rule.beta2) * slope * slope;
          weights[j] -= unbiased * mean[j] / (Math.sqrt(square[j]) + rule.epsilon);
        }
      }

      @Override
      public List<double[]> arrays() {
        return List.of(mean, square, left);
      }
    }
  }

  /** A state that lists its arrays. */
  private static State withArrays(List<double[]> memory, State rule) {
    return new State() {
      @Override
      public void step(double[] weights, double[] gradient, double rate) {
        rule.step(weights, gradient, rate);
      }

      @Override
      public List<double[]> arrays() {
        return memory;
      }
    };
  }

  private static void requireEpsilon(double epsilon) {
    if (!(epsilon > 0) || Double.isInfinite(epsilon)) {
      throw new IllegalArgumentException("epsilon: expected a number above 0, got " + epsilon);
    }
  }

  private static void requireShare(String name, double share) {
    if (!(share >= 0 && share < 1)) {
      throw new IllegalArgumentException(name + ": expected from 0 to below 1, got " + share);
    }
  }

  /**
   * Conjugate gradient (Hestenes and Stiefel 1952): each step goes to the minimum along a direction
   * that is conjugate to all earlier ones. Only for full batches, squared errors with an L2
   * penalty, and the automatic learning rate, as {@link io.github.fallline.descent.TrainingConfig}
   * checks.
   */
  record ConjugateGradient() implements UpdateRule {
    @Override
    public String label() {
      return "conjugate-gradient";
    }

    @Override
    public double momentum() {
      return 0;
    }

    /**
     * Not supported: the length of a step depends on more than the gradient.
     *
     * @throws UnsupportedOperationException always
     */
    @Override
    public State init(int size) {
      throw new UnsupportedOperationException(
          "conjugate gradient needs the curvature along each step, not the gradient alone");
    }
  }

  private static void requireMomentum(double momentum) {
    if (!(momentum >= 0 && momentum < 1)) {
      throw new IllegalArgumentException("momentum: expected from 0 to below 1, got " + momentum);
    }
  }
}
