package io.github.fallline.descent;

import io.github.fallline.data.RowSource;
import io.github.fallline.descent.gradient.Evaluation;
import io.github.fallline.descent.newton.CurvatureSolver;
import io.github.fallline.descent.newton.ReferenceModel;
import io.github.fallline.parallel.TileExecutor;
import java.util.List;

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
  private final RowSource rows;
  private final TrainingProblem problem;
  private final TileExecutor executor;
  private final double largestGap;

  /**
   * A proof for the fits of some data.
   *
   * @param executor null where the rows lie elsewhere
   * @param largestGap at which training has converged, in units of the loss
   */
  LossCertificate(
      TrainingConfig config,
      RowSource rows,
      TrainingProblem problem,
      TileExecutor executor,
      double largestGap) {
    this.config = config;
    this.rows = rows;
    this.problem = problem;
    this.executor = executor;
    this.largestGap = largestGap;
  }

  /**
   * Proves how near the optimum a fit has ended.
   *
   * @param proving steps that prove a bound; null where nothing does
   * @param own whether these steps have led to the model
   * @param ended whether no step could improve it
   */
  SolverResult of(SolverResult arrival, CurvatureSolver proving, boolean own, boolean ended) {
    if (proving == null) {
      return settled(arrival, ended, false, largestGap);
    }
    SolverResult best = proved(arrival, proving);
    CurvatureSolver steps = proving;
    boolean refines = own && config.stop().epochs().isEmpty();
    for (int round = 0; round < MOST_REFINEMENTS && refines; round++) {
      CurvatureSolver finer =
          best.evaluation().gap() > REFINED * problem.targetScale().gapUnit()
              ? refining(best)
              : null;
      SolverResult next = finer == null ? best : refined(best, finer);
      refines = next.evaluation().gap() < best.evaluation().gap();
      steps = refines ? finer : steps;
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

  /** Steps from a model on; null where there are none. */
  private CurvatureSolver refining(SolverResult from) {
    ReferenceModel reference = new ReferenceModel(from.weights(), from.constant());
    return NewtonSolvers.refined(config, rows, problem, executor, reference);
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
            from.refinements() + (int) steps.epochs(),
            false,
            from.notes());
    return proved(result, steps);
  }

  private SolverResult withHidden(SolverResult result, List<String> dependent) {
    Evaluation reached = result.evaluation();
    ReferenceModel reference = new ReferenceModel(result.weights(), result.constant());
    double lowest = NewtonSolvers.lowest(config, rows, problem, executor, reference);
    double below = reached.loss() - Math.max(lowest, problem.targetScale().leastMean());
    double hidden = Math.max(0, below) + NewtonSolvers.ENOUGH * problem.targetScale().gapUnit();
    return result
        .withGap(Math.max(reached.gap(), hidden))
        .withNote(Certificate.dependence(dependent, hidden));
  }
}
