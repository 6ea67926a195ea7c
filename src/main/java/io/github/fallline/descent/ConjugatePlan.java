package io.github.fallline.descent;

import io.github.fallline.descent.gradient.RowCurvature;
import io.github.fallline.descent.steps.ConjugateGradientSolver;
import io.github.fallline.descent.steps.Solver;
import io.github.fallline.objective.Penalty;

/** Full-batch steps along conjugate directions, on moments or on rows. */
final class ConjugatePlan extends SolverPlan {
  private final boolean onMoments;

  ConjugatePlan(FitContext fit, boolean onMoments) {
    super(fit, KnownObjective.of(fit));
    this.onMoments = onMoments;
  }

  @Override
  Solver solver() {
    if (onMoments) {
      return ConjugateGradientSolver.onMoments(problem().quadratic().objective(), known(), start());
    }
    Penalty.L2 penalty = (Penalty.L2) config().objective().penalty();
    RowCurvature curvature =
        new RowCurvature(fit().source(), penalty, problem().scaling(), fit().executor());
    return ConjugateGradientSolver.onRows(curvature, fit().function(), known(), start());
  }

  @Override
  long epochLimit(StopRule stop, boolean finished) {
    int size = problem().scaling().size();
    // On moments, steps are taken in the coordinates of the principal axes.
    long budget =
        onMoments ? stop.momentEpochLimit(size, finished) : super.epochLimit(stop, finished);
    return stop.conjugateEpochLimit(budget, size);
  }

  @Override
  boolean isOnMoments() {
    return onMoments;
  }
}
