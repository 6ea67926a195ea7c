package io.github.fallline.descent;

import io.github.fallline.objective.Loss;
import io.github.fallline.objective.Objective;
import io.github.fallline.objective.Penalty;

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

  /**
   * Conjugate gradient (Hestenes and Stiefel 1952): each step goes to the lowest point of a
   * direction that undoes none of the steps before. For full batches, squared errors with an L2
   * penalty, and the automatic learning rate; {@link TrainingConfig} sees to it.
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
     * Refuses: a gradient alone does not tell how far to go.
     *
     * @throws UnsupportedOperationException always
     */
    @Override
    public Update start(int size) {
      throw new UnsupportedOperationException(
          "conjugate gradient needs the curvature along each step, not the gradient alone");
    }

    /** Checks that all else fits. */
    void requireFit(GradientMethod method, LearningRate rate, Objective objective) {
      require(method instanceof GradientMethod.FullBatch, "the full-batch method", method.label());
      String auto = "learning rate auto, as it finds the length of each step itself";
      require(rate instanceof LearningRate.Automatic, auto, rate);
      require(objective.loss().equals(Loss.SQUARED), "squared errors", objective.loss());
      boolean l2 = objective.penalty() instanceof Penalty.L2;
      require(l2, "no penalty or L2", objective.penalty());
    }

    private void require(boolean met, String expected, Object found) {
      if (!met) {
        throw new IllegalArgumentException(
            "update " + label() + " goes with " + expected + "; got " + found);
      }
    }
  }

  private static void requireMomentum(double momentum) {
    if (!(momentum >= 0 && momentum < 1)) {
      throw new IllegalArgumentException("momentum: expected from 0 to below 1, got " + momentum);
    }
  }
}
