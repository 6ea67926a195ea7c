package io.github.fallline.descent.multitarget;

import io.github.fallline.descent.scaling.FeatureScaling;
import io.github.fallline.descent.steps.MonitoredSolver;
import io.github.fallline.descent.steps.StateArchive;
import io.github.fallline.descent.steps.StochasticStart;
import io.github.fallline.objective.Penalty;

/**
 * The solver of one of several targets: an epoch of one is an epoch of all, so they must be
 * advanced in turns, an epoch each.
 */
public final class TargetSolver extends MonitoredSolver {
  private final MultiTargetSolver multiTargetSolver;
  private final Penalty penalty;
  private final int features;
  private boolean closed;

  TargetSolver(
      MultiTargetSolver multiTargetSolver, Penalty penalty, int features, StochasticStart start) {
    super(start);
    this.multiTargetSolver = multiTargetSolver;
    this.penalty = penalty;
    this.features = features;
  }

  /** The parameters; changed by {@link #step} and not a copy. */
  double[] point() {
    return point;
  }

  /**
   * Takes a step, unless this solver is closed.
   *
   * @param factor by which the sums over rows are multiplied
   */
  void step(MultiTargetSums sums, int target, FeatureScaling scaling, double factor) {
    if (closed) {
      return;
    }
    sums.gradient(target, scaling, factor, gradient);
    penalty.addGradient(point, features, gradient);
    update.step(point, gradient, rate());
    count(1);
    outputIterate.add(point, 1);
  }

  /** Adds the losses of some rows to the divergence monitor. */
  void watch(double lossSum, long rows) {
    monitor.add(lossSum, rows);
  }

  @Override
  protected boolean epoch() {
    multiTargetSolver.reach(epochs() + 1);
    return monitor.divergedLoss() == 0;
  }

  @Override
  public void serialize(StateArchive archive) {
    throw new UnsupportedOperationException("several targets at once have no checkpoints");
  }

  /** Stops this target: the others continue without it, its output is kept. */
  @Override
  public void close() {
    closed = true;
  }
}
