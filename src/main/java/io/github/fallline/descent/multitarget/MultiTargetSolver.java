package io.github.fallline.descent.multitarget;

import io.github.fallline.descent.steps.StochasticStart;
import io.github.fallline.objective.Penalty;
import java.util.ArrayList;
import java.util.List;

/**
 * Solves several targets at once, epoch by epoch. Each target evaluates its own objective and stops
 * by its own criteria; its weights stay in the products, because removing them would move all
 * others.
 */
public final class MultiTargetSolver implements AutoCloseable {
  private final MultiTargetEpochs epochs;
  private final Penalty penalty;
  private final int features;
  private final List<TargetSolver> targets = new ArrayList<>();
  private long done;

  /**
   * @param epochs closed with this
   * @param features the number of parameters of a target that are penalized, the first ones
   */
  public MultiTargetSolver(MultiTargetEpochs epochs, Penalty.L2 penalty, int features) {
    this.epochs = epochs;
    this.penalty = penalty;
    this.features = features;
  }

  /** Adds a target, before the first epoch. */
  public TargetSolver join(StochasticStart start) {
    TargetSolver target = new TargetSolver(this, penalty, features, start);
    targets.add(target);
    return target;
  }

  /** Takes the steps of all targets up to the end of an epoch, unless that is done. */
  void reach(long count) {
    while (done < count) {
      epochs.run(done, targets);
      done++;
    }
  }

  @Override
  public void close() {
    epochs.close();
  }
}
