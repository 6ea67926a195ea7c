package io.github.fallline.descent;

import io.github.fallline.descent.gradient.BoundedObjective;
import io.github.fallline.descent.gradient.Evaluation;
import io.github.fallline.descent.gradient.ObjectiveFunction;
import io.github.fallline.descent.newton.CurvatureSolver;
import java.util.Optional;

/**
 * The objective where it is known best: from moments, or by passes over the rows.
 *
 * @param function evaluates it
 * @param bounding steps at the optimum of a loss other than squared errors, which prove how low it
 *     may be
 */
record KnownObjective(ObjectiveFunction function, Optional<CurvatureSolver> bounding) {
  /** By passes over the rows, whose gap is what the loss of a row bounds. */
  static KnownObjective ofRows(FitContext fit) {
    return new KnownObjective(fit.function(), Optional.empty());
  }

  /** Where it is quadratic from moments; else by passes, with a bound if a tolerance needs one. */
  static KnownObjective of(FitContext fit) {
    TrainingProblem problem = fit.problem();
    if (problem.isQuadratic()) {
      QuadraticProblem quadratic = problem.quadratic();
      return new KnownObjective(
          fit.isFull() || !problem.hasKinks()
              ? quadratic.function(problem.scaling())
              : quadratic.functionNearOptimum(problem.scaling(), problem.dualityGap()),
          Optional.empty());
    }
    TrainingConfig config = fit.config();
    boolean wanted = config.stop().toleranceFor(config) > 0 && fit.isLocal();
    if (!wanted || !NewtonSolvers.canSolve(fit)) {
      return ofRows(fit);
    }
    CurvatureSolver bounding = NewtonSolvers.bound(fit);
    Evaluation lowest = bounding.evaluate();
    return new KnownObjective(
        new BoundedObjective(fit.function(), lowest.loss() - lowest.gap()), Optional.of(bounding));
  }
}
