package io.github.fallline.descent;

import io.github.fallline.objective.Loss;
import java.util.Locale;

/** When a planned fit stops: the gaps, budgets and patience that its stop rule comes to. */
final class ConvergenceGaps {
  private ConvergenceGaps() {}

  /**
   * The certified gap at which training has converged by the tolerance, in units of the loss;
   * negative infinity for never.
   */
  static double tolerated(FitContext fit) {
    StopRule stop = fit.config().stop();
    double tolerance = stop.toleranceFor(fit.config());
    double stored = fit.problem().storageGap();
    double gap = tolerance * fit.problem().targetScale().gapUnit();
    if (tolerance == 0) {
      return Double.NEGATIVE_INFINITY;
    }
    if (stop.tolerance().isEmpty()) {
      return stored == 0 ? gap : Math.max(gap, stored) + stored;
    }
    if (stored > 0 && gap <= stored) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "tolerance: %.1e cannot be certified on numbers stored as floats, at best %.1e;"
                  + " use double precision",
              tolerance,
              2 * stored / fit.problem().targetVariance()));
    }
    return gap;
  }

  /** The gap at which training has converged where rounding allows no step beyond. */
  static double ofRounding(FitContext fit) {
    double gap = tolerated(fit);
    return fit.config().stop().tolerance().isPresent() || !(gap > 0)
        ? gap
        : Math.max(gap, StopRule.LARGEST_ROUNDING * fit.problem().targetScale().gapUnit());
  }

  /** When the loop of a plan stops. */
  static TrainingLoop.StoppingCriteria criteria(SolverPlan plan, boolean finished) {
    StopRule stop = plan.config().stop();
    double gap = tolerated(plan.fit());
    boolean squares = plan.config().objective().loss().equals(Loss.SQUARED);
    TargetScale targets = plan.problem().targetScale();
    return new TrainingLoop.StoppingCriteria(
        plan.epochLimit(stop, finished),
        stop.epochs().isPresent(),
        plan.convergedGap(gap),
        plan.targetGap(gap),
        plan.patience(stop),
        plan.lossScale(),
        plan.maxRise(),
        plan.finalRise(),
        squares ? 0 : gap / targets.gapUnit(),
        targets.leastMean());
  }
}
