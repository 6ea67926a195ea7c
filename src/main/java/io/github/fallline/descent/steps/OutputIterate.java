package io.github.fallline.descent.steps;

import io.github.fallline.descent.gradient.Evaluation;
import io.github.fallline.descent.gradient.ObjectiveFunction;

/** Which point is the answer, given the iterates. */
public interface OutputIterate {
  /** Steps until an iterate is needed again, at least 1: before it any array will do. */
  long stepsUntilSample();

  /** Sees the iterate after some steps. */
  void add(double[] iterate, int steps);

  /** Whether every iterate is counted in, by {@link #addSum}. */
  boolean needsEveryIterate();

  /** Sees the sum of the iterates after each of some steps. */
  void addSum(double[] sumOfIterates, int steps);

  /** Judges the learning rate at the end of an epoch. */
  boolean isLearningRateTooLarge(long epochs);

  /** The objective at the answer. */
  Evaluation evaluate(double[] iterate, ObjectiveFunction function);

  /** The answer; a copy. */
  double[] parameters(double[] iterate);

  /**
   * Forgets the iterates and goes back to the best point that was evaluated.
   *
   * @param iterate overwritten with it
   * @return false, and nothing is changed, where no such point is kept
   */
  boolean restart(double[] iterate);

  /** Tells what is remembered. */
  void serialize(StateArchive archive);

  /** The best of the iterates that the objective was evaluated at. */
  final class BestIterate implements OutputIterate {
    private final BestPoint best;

    /** The start is the first iterate. */
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
      // Nothing to remember.
    }

    @Override
    public boolean needsEveryIterate() {
      return false;
    }

    @Override
    public void addSum(double[] sumOfIterates, int steps) {
      // Nothing to remember.
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
      // Nothing is remembered.
    }
  }
}
