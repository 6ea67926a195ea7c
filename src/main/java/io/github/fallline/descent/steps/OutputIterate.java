package io.github.fallline.descent.steps;

import io.github.fallline.descent.gradient.Evaluation;
import io.github.fallline.descent.gradient.ObjectiveFunction;
import io.github.fallline.descent.sampling.BatchPlan;

/** Chooses the point that is returned, given the iterates. */
public interface OutputIterate {
  /**
   * The output of stochastic and mini-batch steps: with an automatic learning rate the best of the
   * iterates if their variance is reduced, otherwise their average; else the last iterate.
   */
  static OutputIterate of(
      double[] start, BatchPlan plan, boolean automatic, boolean reducesVariance) {
    if (!automatic) {
      return new LastIterate();
    }
    return reducesVariance
        ? new BestIterate(start)
        : new AveragedIterate(start, plan.batches(), !plan.shuffling().shuffle());
  }

  /**
   * Steps until an iterate is needed again, at least 1; until then the content of the array does
   * not matter.
   */
  default long stepsUntilSample() {
    return Long.MAX_VALUE;
  }

  /** Adds the iterate after some steps. */
  default void add(double[] iterate, int steps) {
    // Only iterates after an epoch are used.
  }

  /** Whether every iterate is averaged, by {@link #addSum}. */
  default boolean needsEveryIterate() {
    return false;
  }

  /** Adds the sum of the iterates after each of some steps. */
  default void addSum(double[] sumOfIterates, int steps) {
    // Only iterates after an epoch are used.
  }

  /** Returns whether the learning rate is too large, at the end of an epoch. */
  default boolean isLearningRateTooLarge(long epochs) {
    return false;
  }

  /** Evaluates the objective at the output. */
  Evaluation evaluate(double[] iterate, ObjectiveFunction function);

  /** The output; a copy. */
  double[] parameters(double[] iterate);

  /**
   * Discards the iterates and returns to the best point that was evaluated.
   *
   * @param iterate overwritten with it
   * @return false, without a change, if no such point is kept
   */
  default boolean restart(double[] iterate) {
    return false;
  }

  /** Saves or loads the state. */
  default void serialize(StateArchive archive) {
    // The iterate is the state.
  }

  /** The best of the iterates that the objective was evaluated at. */
  final class BestIterate implements OutputIterate {
    private final BestPoint best;

    /** Creates it with the start as the first iterate. */
    BestIterate(double[] start) {
      best = new BestPoint(start);
    }

    @Override
    public Evaluation evaluate(double[] iterate, ObjectiveFunction function) {
      return best.evaluate(iterate, function);
    }

    @Override
    public double[] parameters(double[] iterate) {
      return best.point();
    }

    @Override
    public boolean restart(double[] iterate) {
      System.arraycopy(best.point(), 0, iterate, 0, iterate.length);
      return true;
    }

    @Override
    public void serialize(StateArchive archive) {
      best.serialize(archive);
    }
  }

  /** The last iterate, as in a textbook. */
  final class LastIterate implements OutputIterate {
    @Override
    public Evaluation evaluate(double[] iterate, ObjectiveFunction function) {
      return function.at(iterate);
    }

    @Override
    public double[] parameters(double[] iterate) {
      return iterate.clone();
    }
  }
}
