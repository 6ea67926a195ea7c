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
  long stepsUntilSample();

  /** Adds the iterate after some steps. */
  void add(double[] iterate, int steps);

  /** Whether every iterate is averaged, by {@link #addSum}. */
  boolean needsEveryIterate();

  /** Adds the sum of the iterates after each of some steps. */
  void addSum(double[] sumOfIterates, int steps);

  /** Returns whether the learning rate is too large, at the end of an epoch. */
  boolean isLearningRateTooLarge(long epochs);

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
  boolean restart(double[] iterate);

  /** Saves or loads the state. */
  void serialize(StateArchive archive);

  /** The best of the iterates that the objective was evaluated at. */
  final class BestIterate implements OutputIterate {
    private final BestPoint best;

    /** Creates it with the start as the first iterate. */
    BestIterate(double[] start) {
      best = new BestPoint(start);
    }

    @Override
    public long stepsUntilSample() {
      return Long.MAX_VALUE;
    }

    @Override
    public void add(double[] iterate, int steps) {
      // Only iterates after an epoch are evaluated.
    }

    @Override
    public boolean needsEveryIterate() {
      return false;
    }

    @Override
    public void addSum(double[] sumOfIterates, int steps) {
      // Only iterates after an epoch are evaluated.
    }

    @Override
    public boolean isLearningRateTooLarge(long epochs) {
      return false;
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
    public long stepsUntilSample() {
      return Long.MAX_VALUE;
    }

    @Override
    public void add(double[] iterate, int steps) {
      // No state.
    }

    @Override
    public boolean needsEveryIterate() {
      return false;
    }

    @Override
    public void addSum(double[] sumOfIterates, int steps) {
      // No state.
    }

    @Override
    public boolean isLearningRateTooLarge(long epochs) {
      return false;
    }

    @Override
    public Evaluation evaluate(double[] iterate, ObjectiveFunction function) {
      return function.at(iterate);
    }

    @Override
    public double[] parameters(double[] iterate) {
      return iterate.clone();
    }

    @Override
    public boolean restart(double[] iterate) {
      return false;
    }

    @Override
    public void serialize(StateArchive archive) {
      // No state.
    }
  }
}
