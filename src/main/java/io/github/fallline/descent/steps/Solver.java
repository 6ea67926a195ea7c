package io.github.fallline.descent.steps;

import io.github.fallline.descent.gradient.Evaluation;
import java.util.List;

/**
 * Epochs of steps downhill: one step an epoch ({@link FullBatchSolver}, {@link
 * ConjugateGradientSolver}) or many ({@link MiniBatchSolver}).
 */
public interface Solver extends AutoCloseable {
  /**
   * Takes all steps of the next epochs; fewer once the losses met on the way are too high.
   *
   * @return the mean loss that was too high, infinite for NaN; 0 when none was
   */
  double advance(long epochs);

  /**
   * Goes back to the best point so far, to continue from there with a lower learning rate: after
   * losses that were too high. An epoch that they ended counts.
   *
   * @return false, and nothing is changed, where the learning rate is the user's
   */
  default boolean restart() {
    return false;
  }

  /** How often {@link #restart} lowered the learning rate. */
  default long restarts() {
    return 0;
  }

  /** Features that the steps leave dependent on each other, up to the rounding of their numbers. */
  default List<String> dependentFeatures() {
    return List.of();
  }

  /** The objective at {@link #parameters()}. */
  Evaluation evaluate();

  /** The parameters to return if training ended here; a copy. */
  double[] parameters();

  /** Epochs done. */
  long epochs();

  /** Steps taken. */
  long updates();

  /** The learning rate in force. */
  double rate();

  /** Epochs to take before the next look at the objective. */
  long epochsUntilEvaluation();

  /** Tells all that these steps remember from one epoch to the next. */
  void serialize(StateArchive archive);

  @Override
  void close();
}
