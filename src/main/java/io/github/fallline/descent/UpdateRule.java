package io.github.fallline.descent;

/** How a gradient becomes a step. */
public sealed interface UpdateRule {
  /** The momentum that the command line and the library use when none is named. */
  double DEFAULT_MOMENTUM = 0.9;

  /** The name on the command line and in files. */
  String label();

  /** The rule's memory for {@code size} weights, at rest. */
  Update start(int size);

  /** The share of the last step that goes into the next, from 0 to below 1. */
  double momentum();

  /**
   * How much further than plain steps a steady slope carries. Learning rates that noise limits are
   * divided by it.
   */
  default double gain() {
    return 1 / (1 - momentum());
  }

  /** A rule with its memory, at work on one vector of weights. */
  interface Update {
    /**
     * Takes a step downhill.
     *
     * @param weights changed in place
     * @param gradient uphill; left alone
     * @param rate the learning rate
     */
    void step(double[] weights, double[] gradient, double rate);
  }

  /** w &lt;- w - rate g. */
  record Plain() implements UpdateRule {
    @Override
    public String label() {
      return "plain";
    }

    @Override
    public double momentum() {
      return 0;
    }

    @Override
    public Update start(int size) {
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
    public Update start(int size) {
      double[] velocity = new double[size];
      return (weights, gradient, rate) -> {
        for (int j = 0; j < weights.length; j++) {
          velocity[j] = momentum * velocity[j] - rate * gradient[j];
          weights[j] += velocity[j];
        }
      };
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
    public Update start(int size) {
      double[] velocity = new double[size];
      return (weights, gradient, rate) -> {
        for (int j = 0; j < weights.length; j++) {
          double before = velocity[j];
          velocity[j] = momentum * before - rate * gradient[j];
          weights[j] += (1 + momentum) * velocity[j] - momentum * before;
        }
      };
    }
  }

  private static void requireMomentum(double momentum) {
    if (!(momentum >= 0 && momentum < 1)) {
      throw new IllegalArgumentException("momentum: expected from 0 to below 1, got " + momentum);
    }
  }
}
