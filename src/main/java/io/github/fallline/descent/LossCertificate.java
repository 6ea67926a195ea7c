package io.github.fallline.descent;

import io.github.fallline.descent.gradient.Evaluation;
import io.github.fallline.descent.newton.CurvatureSolver;
import io.github.fallline.descent.newton.ReferenceModel;
import java.util.List;
import java.util.Optional;

/**
 * How near the optimum of other losses than squared errors a fit has ended, in units of the loss: a
 * bound that counts what the rounding of weights costs and, where steps leave out what is left of
 * features that depend on each other, what that could explain. Where rounding costs more than it
 * has to, steps anew refine the model.
 */
final class LossCertificate {
  /** A gap, in its unit, from which refining the model may gain something that counts. */
  private static final double REFINED = 1e-13;

  private static final int MOST_REFINEMENTS = 3;

  /** What the rounding of losses and slopes may hide of a gap, in its unit. */
  private static final double EVALUATION = 128 * Math.ulp(0.5);

  /** What the rounding of weights may cost a fit that has converged, in their unit. */
  private static final double MOST_ROUNDING = 1e-6;

  private final TrainingConfig config;
  private final FitContext fit;
  private final TrainingProblem problem;
  private final double largestGap;

  /**
   * @param largestGap at which training has converged, in units of the loss
   */
  LossCertificate(FitContext fit, double largestGap) {
    config = fit.config();
    problem = fit.problem();
    this.fit = fit;
    this.largestGap = largestGap;
  }

  /**
   * Proves how near the optimum a fit has ended.
   *
   * @param bounding steps that prove a bound; none where nothing does
   * @param own whether these steps have led to the model
   * @param ended whether no step could improve it
   */
  SolverResult of(
      SolverResult arrival, Optional<CurvatureSolver> bounding, boolean own, boolean ended) {
    if (bounding.isEmpty()) {
      return settled(arrival, ended, false, largestGap);
    }
    CurvatureSolver proving = bounding.get();
    SolverResult best = proved(arrival, proving);
    CurvatureSolver steps = proving;
    boolean refines = own && config.stop().epochs().isEmpty();
    for (int round = 0; round < MOST_REFINEMENTS && refines; round++) {
      Optional<CurvatureSolver> finer = refining(best);
      SolverResult next = finer.isPresent() ? refined(best, finer.get()) : best;
      refines = next.evaluation().gap() < best.evaluation().gap();
      steps = refines ? finer.get() : steps;
      best = refines ? next : best;
    }
    boolean there = own && steps.evaluate().gap() <= largestGap;
    boolean rounds = there && config.stop().tolerance().isEmpty();
    double most =
        rounds ? largestGap + MOST_ROUNDING * problem.targetScale().gapUnit() : largestGap;
    best = settled(best, ended, there, most);
    List<String> dependent = proving.dependentFeatures();
    return dependent.size() > 1 ? withHidden(best, dependent) : best;
  }

  /**
   * The result with its reason to stop, once its gap is known.
   *
   * @param there whether the steps are as near as they have to be, whatever rounding costs
   */
  private static SolverResult settled(
      SolverResult result, boolean ended, boolean there, double largestGap) {
    boolean near = !(result.evaluation().gap() > largestGap);
    boolean converged = result.reason() == StopReason.CONVERGED;
    if (near) {
      return ended ? result.withReason(StopReason.CONVERGED) : result;
    }
    return converged || (ended && there) ? result.withReason(StopReason.ROUNDING) : result;
  }

  private SolverResult proved(SolverResult result, CurvatureSolver steps) {
    double gap = steps.evaluate().gap() + steps.lossBeyond(result.weights(), result.constant());
    return result.withGap(gap + EVALUATION * problem.targetScale().gapUnit());
  }

  /** Steps from a model on, where they may gain something that counts. */
  private Optional<CurvatureSolver> refining(SolverResult from) {
    if (!(from.evaluation().gap() > REFINED * problem.targetScale().gapUnit())) {
      return Optional.empty();
    }
    return NewtonSolvers.refined(fit, new ReferenceModel(from.weights(), from.constant()));
  }

  private SolverResult refined(SolverResult from, CurvatureSolver steps) {
    double[] weights = new double[from.weights().length];
    double constant = steps.toWeights(weights);
    SolverResult result =
        new SolverResult(
            weights,
            constant,
            from.reason(),
            steps.evaluate(),
            new SolverResult.Refinement(from.refinement().steps() + (int) steps.epochs(), false),
            from.notes());
    return proved(result, steps);
  }

  private SolverResult withHidden(SolverResult result, List<String> dependent) {
    Evaluation reached = result.evaluation();
    ReferenceModel reference = new ReferenceModel(result.weights(), result.constant());
    double lowest = NewtonSolvers.lowest(fit, reference);
    double below = reached.loss() - Math.max(lowest, problem.targetScale().leastMean());
    double hidden = Math.max(0, below) + NewtonSolvers.ENOUGH * problem.targetScale().gapUnit();
    return result
        .withGap(Math.max(reached.gap(), hidden))
        .withNote(Certificate.dependence(dependent, hidden));
  }
}
