package io.github.fallline.descent;

import io.github.fallline.objective.Loss;

/**
 * When the loop of a planned fit stops.
 *
 * @param epochs epochs at most
 * @param epochsNamed whether that is the user's number rather than a budget
 * @param gaps at which training has converged
 * @param patience epochs without progress; 0 for any number
 * @param maxRise how far above the start the loss may be after an epoch
 * @param maxFinalRise how far above the start it may be at the end
 */
record StoppingCriteria(
    long epochs,
    boolean epochsNamed,
    ConvergenceGaps gaps,
    int patience,
    double maxRise,
    double maxFinalRise) {
  /**
   * The criteria of a plan.
   *
   * @param finished whether steps of another kind follow where these do not converge
   */
  static StoppingCriteria of(SolverPlan plan, boolean finished) {
    StopRule stop = plan.config().stop();
    double gap = ConvergenceGaps.tolerated(plan.fit());
    boolean squares = plan.config().objective().loss().equals(Loss.SQUARED);
    TargetScale targets = plan.problem().targetScale();
    return new StoppingCriteria(
        plan.epochLimit(stop, finished),
        stop.epochs().isPresent(),
        new ConvergenceGaps(
            plan.convergedGap(gap),
            plan.targetGap(gap),
            squares ? 0 : gap / targets.gapUnit(),
            targets.leastMean()),
        plan.patience(stop),
        plan.maxRise() * plan.lossScale(),
        plan.finalRise() * plan.lossScale());
  }
}
