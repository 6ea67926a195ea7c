package io.github.fallline.descent;

/** The factor of the gradient in a step. */
public sealed interface LearningRate {
  /** A rate that is safe and ends at the optimum; see {@link Automatic}. */
  LearningRate AUTO = new Automatic();

  /** The given rate throughout. */
  static LearningRate fixed(double rate) {
    return new Fixed(rate);
  }

  /**
   * The same rate at every step and the last iterate as the result, as in a textbook. It multiplies
   * the gradient of the mean of squares, (2/n) X'(Xw - y); it may diverge.
   *
   * @param rate above 0
   */
  record Fixed(double rate) implements LearningRate {
    /** Checks the rate. */
    public Fixed {
      if (!(rate > 0) || Double.isInfinite(rate)) {
        throw new IllegalArgumentException(
            "learning rate: expected a number above 0 or auto, got " + rate);
      }
    }
  }

  /**
   * Found from the data. Full batch: 1 / L with L the largest eigenvalue of the objective's second
   * derivative. Stochastic and mini-batch: 1 / (4 mean squared row length) and its counterpart for
   * batches, quartered each time the averaged iterates turn back on their way; long rows are
   * visited more often with less weight, so that no row can throw the iterate; the result is an
   * average of iterates, not the last one.
   */
  record Automatic() implements LearningRate {}
}
