package io.github.fallline.descent;

import io.github.fallline.descent.steps.Solver;

/** Full-batch steps preconditioned by the curvature of the rows, on losses that have any. */
final class CurvaturePlan extends SolverPlan {
  CurvaturePlan(FitContext fit) {
    super(fit, KnownObjective.ofRows(fit));
  }

  @Override
  Solver solver() {
    return NewtonSolvers.solver(fit());
  }

  @Override
  long epochLimit(StopRule stop, boolean finished) {
    return stop.curvatureEpochLimit();
  }

  @Override
  double targetGap(double gap) {
    return StopRule.CURVATURE_AIM * gap;
  }

  @Override
  int patience(StopRule stop) {
    return stop.curvaturePatience();
  }

  @Override
  Preconditioning preconditioning() {
    return Preconditioning.CURVATURE;
  }
}
