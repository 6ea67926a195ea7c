package io.github.fallline.descent;

import io.github.fallline.blas.Precision;
import io.github.fallline.descent.gradient.DualityGap;
import io.github.fallline.descent.proximal.ProximalNewtonSolver;
import io.github.fallline.descent.proximal.WorkingSetGram;
import io.github.fallline.descent.steps.Solver;

/** Steps to the minimum of squared errors with a penalty that has kinks, on an active set. */
final class ProximalNewtonPlan extends SolverPlan {
  private final boolean onMoments;
  private final double toleratedGap;

  /**
   * @param toleratedGap at which training has converged by the tolerance, in units of the loss
   */
  ProximalNewtonPlan(FitContext fit, boolean onMoments, double toleratedGap) {
    super(fit, KnownObjective.of(fit));
    this.onMoments = onMoments;
    this.toleratedGap = toleratedGap;
  }

  @Override
  Solver solver() {
    DualityGap dual = problem().dualityGap();
    boolean readsRows = fit().isRepeatable() && !fit().wantsMoments();
    return new ProximalNewtonSolver(
        new ProximalNewtonSolver.Problem(
            config().objective().penalty(),
            problem().isQuadratic() ? problem().quadratic().moments() : null,
            onMoments,
            dual,
            problem().storageGap(),
            toleratedGap),
        readsRows ? fit().function() : null,
        onMoments
            ? null
            : new WorkingSetGram(fit().source(), problem().scaling(), dual, fit().executor()),
        () -> rates().forFullBatch().rate(),
        start());
  }

  @Override
  long epochLimit(StopRule stop, boolean finished) {
    double size = problem().scaling().size();
    return onMoments
        ? stop.momentEpochLimit(size * size, finished)
        : super.epochLimit(stop, finished);
  }

  /**
   * On moments and floats steps continue to the gap of the tolerance and have converged where
   * rounding ends them before.
   */
  @Override
  double convergedGap(double gap) {
    if (!(gap > 0) || config().stop().tolerance().isPresent()) {
      return gap;
    }
    boolean floats = fit().rows().precision() != Precision.DOUBLE;
    double rounding =
        problem().isQuadratic()
            ? StopRule.LARGEST_ROUNDING
            : floats ? StopRule.LARGEST_FLOAT_ROUNDING : 0;
    return Math.max(gap, rounding * problem().targetVariance());
  }

  @Override
  int patience(StopRule stop) {
    return stop.patienceForNewton(onMoments);
  }

  @Override
  double finalRise() {
    return config().takesPlainSteps() ? 1e-9 : 1;
  }

  @Override
  boolean isOnMoments() {
    return onMoments;
  }

  @Override
  Preconditioning preconditioning() {
    return Preconditioning.ACTIVE_SET;
  }
}
