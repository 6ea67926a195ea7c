package io.github.fallline.descent.steps;

import io.github.fallline.descent.gradient.Evaluation;

/**
 * A solver: epochs of steps downhill, one step an epoch ({@link FullBatchSolver}, {@link
 * ConjugateGradientSolver}) or many ({@link BatchSolver}).
 */
public interface Solver extends AutoCloseable {
  /**
   * Takes all steps of the next epochs; fewer if the losses become too high.
   *
   * @return the mean loss that was too high, infinite for NaN; 0 if none was
   */
  double advance(long epochs);

  /**
   * Returns to the best point so far after losses that were too high, to continue with a lower
   * learning rate. An epoch that they ended counts.
   *
   * @return false, without a change, if the user set the learning rate
   */
  default boolean restart() {
    return false;
  }

  /** How often {@link #restart} lowered the learning rate. */
  default long restarts() {
    return 0;
  }

  /** The objective at {@link #parameters()}. */
  Evaluation evaluate();

  /** The parameters of the current output; a copy. */
  double[] parameters();

  /** Epochs done. */
  long epochs();

  /** Steps taken: one an epoch. */
  default long updates() {
    return epochs();
  }

  /** The current learning rate. */
  double rate();

  /** Epochs until the next evaluation of the objective. */
  default long epochsUntilEvaluation() {
    return 1;
  }

  /** Saves or loads the state between epochs. */
  void serialize(StateArchive archive);

  @Override
  default void close() {
    // Most solvers hold only arrays; the caller closes the objective.
  }
}
