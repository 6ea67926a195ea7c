package io.github.fallline.descent;

import io.github.fallline.blas.Precision;
import io.github.fallline.descent.gradient.MomentObjective;
import io.github.fallline.descent.proximal.ModelColumns;
import io.github.fallline.descent.proximal.ProximalNewtonSolver;
import io.github.fallline.descent.proximal.ProximalObjective;
import io.github.fallline.descent.proximal.WorkingSet;
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
    if (onMoments) {
      MomentObjective moments = problem().quadratic().moments();
      return solver(onMoments(moments), ModelColumns.all(moments));
    }
    WorkingSetGram grams =
        new WorkingSetGram(
            fit().source(), problem().scaling(), problem().dualityGap(), fit().executor());
    return solver(onRows(), new WorkingSet(grams, () -> rates().forFullBatch().rate()));
  }

  private Solver solver(ProximalObjective objective, ModelColumns model) {
    return new ProximalNewtonSolver(
        config().objective().penalty(), objective, model, problem().dualityGap(), start());
  }

  private ProximalObjective onMoments(MomentObjective moments) {
    double stored = problem().storageGap();
    return fit().isRepeatable() && !fit().wantsMoments()
        ? ProximalObjective.ofMomentsThenRows(moments, fit().function(), stored, toleratedGap)
        : ProximalObjective.ofMoments(moments, stored);
  }

  private ProximalObjective onRows() {
    return problem().isQuadratic()
        ? ProximalObjective.ofRows(
            fit().function(), problem().quadratic().moments(), problem().storageGap())
        : ProximalObjective.ofRows(fit().function());
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
