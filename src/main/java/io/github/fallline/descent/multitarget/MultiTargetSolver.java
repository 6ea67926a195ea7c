package io.github.fallline.descent.multitarget;

import io.github.fallline.descent.gradient.ObjectiveFunction;
import io.github.fallline.descent.steps.DivergenceMonitor;
import io.github.fallline.descent.steps.OutputIterate;
import io.github.fallline.descent.steps.StochasticStart;
import io.github.fallline.objective.Penalty;
import io.github.fallline.optim.ScheduledRate;
import io.github.fallline.optim.UpdateRule;
import java.util.ArrayList;
import java.util.List;

/**
 * Solves several targets at once, epoch by epoch. Each target evaluates its own objective and stops
 * by its own criteria; its weights stay in the products, because removing them would move all
 * others.
 */
public final class MultiTargetSolver implements AutoCloseable {
  private final MultiTargetEpochs epochs;
  private final UpdateRule rule;
  private final Penalty penalty;
  private final int features;
  private final List<TargetSolver> targets = new ArrayList<>();
  private long done;

  /**
   * @param epochs closed with this
   * @param features the number of parameters of a target that are penalized, the first ones
   */
  public MultiTargetSolver(
      MultiTargetEpochs epochs, UpdateRule rule, Penalty.L2 penalty, int features) {
    this.epochs = epochs;
    this.rule = rule;
    this.penalty = penalty;
    this.features = features;
  }

  /** Adds a target, before the first epoch. */
  public TargetSolver join(
      double[] start,
      ScheduledRate scheduledRate,
      ObjectiveFunction known,
      OutputIterate outputIterate,
      DivergenceMonitor monitor) {
    TargetSolver target =
        new TargetSolver(
            this,
            penalty,
            features,
            new StochasticStart(start, rule, scheduledRate, known, outputIterate, monitor));
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
