package io.github.fallline.descent;

import io.github.fallline.objective.Penalty;

/**
 * The steps of one target of several that take theirs at once: an epoch that one of them asks for
 * is an epoch of all, so they are to be advanced in turns, an epoch each.
 */
final class TargetSteps implements Steps {
  private final JointSteps joint;
  private final UpdateRule.Update update;
  private final Penalty penalty;
  private final int features;
  private final Evaluator known;
  private final BatchSteps.Answer answer;
  private final LossWatch watch;
  private final double[] point;
  private final double[] gradient;
  private Pace pace;
  private long epochs;
  private long updates;
  private boolean closed;

  TargetSteps(
      JointSteps joint,
      UpdateRule rule,
      Penalty penalty,
      int features,
      double[] start,
      Pace pace,
      Evaluator known,
      BatchSteps.Answer answer,
      LossWatch watch) {
    this.joint = joint;
    this.penalty = penalty;
    this.features = features;
    this.pace = pace;
    this.known = known;
    this.answer = answer;
    this.watch = watch;
    update = rule.start(start.length);
    point = start.clone();
    gradient = new double[start.length];
  }

  /** The parameters; changed by {@link #step} and not a copy. */
  double[] point() {
    return point;
  }

  /**
   * Takes a step, unless this target is closed.
   *
   * @param factor what the sums over rows are to be multiplied by
   */
  void step(JointSums sums, int target, Coordinates coordinates, double factor) {
    if (closed) {
      return;
    }
    sums.gradient(target, coordinates, factor, gradient);
    penalty.addGradient(point, features, gradient);
    update.step(point, gradient, pace.at(epochs));
    updates++;
    answer.after(point, 1);
  }

  /** Watches the losses of some rows for divergence. */
  void watch(double lossSum, long rows) {
    watch.add(lossSum, rows);
  }

  @Override
  public double advance(long count) {
    for (long i = 0; i < count && watch.excess() == 0; i++) {
      joint.reach(epochs + 1);
      if (watch.excess() == 0) {
        epochs++;
        pace = answer.stepIsTooLargeAt(epochs) ? pace.times(BatchSteps.TOO_LARGE) : pace;
      }
    }
    return watch.excess();
  }

  @Override
  public Evaluation evaluate() {
    return answer.evaluate(point, known);
  }

  @Override
  public double[] answer() {
    return answer.parameters(point);
  }

  @Override
  public long epochs() {
    return epochs;
  }

  @Override
  public long updates() {
    return updates;
  }

  @Override
  public double rate() {
    return pace.at(epochs);
  }

  @Override
  public long stride() {
    return 1;
  }

  @Override
  public void keep(Ledger ledger) {
    throw new UnsupportedOperationException("targets that are fitted together have no checkpoints");
  }

  /** Ends: the others go on without it, its answer stays. */
  @Override
  public void close() {
    closed = true;
  }
}
