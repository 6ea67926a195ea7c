package io.github.fallline.descent;

import io.github.fallline.descent.gradient.ObjectiveFunction;
import io.github.fallline.descent.newton.CurvatureSolver;
import io.github.fallline.descent.steps.DivergenceMonitor;
import io.github.fallline.descent.steps.Solver;
import io.github.fallline.descent.steps.StochasticStart;
import java.util.Optional;

/**
 * How a fit takes its steps: by which solver, at which learning rate, what an epoch costs, and when
 * it has converged. {@link SolverPlanner} chooses among the variants.
 */
abstract sealed class SolverPlan
    permits BatchesPlan,
        ConjugatePlan,
        CurvaturePlan,
        FullBatchPlan,
        LocalPlan,
        ProximalNewtonPlan {
  /** After an epoch a sound automatic run stays below this many times the scale of its losses. */
  private static final double RISE_AUTOMATIC = 4;

  /** A fixed rate may rise further before momentum or luck brings it down. */
  private static final double RISE_FIXED = 100;

  private final FitContext fit;
  private final KnownObjective known;
  private final LearningRateSelector rates;
  private final double[] start;
  private final double lossScale;

  /**
   * @param known the objective where it is known best
   */
  SolverPlan(FitContext fit, KnownObjective known) {
    this.fit = fit;
    this.known = known;
    rates = new LearningRateSelector(fit);
    start = fit.problem().start(fit.isAutomatic());
    double unit = fit.problem().targetScale().gapUnit();
    lossScale = Math.max(unit, Math.abs(known.function().at(start).loss()));
  }

  /** Creates the solver, at the start; the caller closes it. */
  abstract Solver solver();

  /** The most epochs of a stop rule that names none. */
  long epochLimit(StopRule stop, boolean finished) {
    return stop.epochLimit(fit.rows().rows(), 1, problem().scaling().size(), finished);
  }

  /**
   * The certified gap at which training has converged.
   *
   * @param gap the same by the tolerance alone, in units of the loss
   */
  double convergedGap(double gap) {
    return gap;
  }

  /** The gap to which steps continue as long as they come nearer. */
  double targetGap(double gap) {
    return gap;
  }

  /** Epochs without progress after which training ends; 0 for any number. */
  int patience(StopRule stop) {
    return stop.patienceFor(config());
  }

  /** By how much the loss may end above the start, in units of the scale of losses. */
  double finalRise() {
    return 1;
  }

  /** Whether steps need the moments of the rows only. */
  boolean isOnMoments() {
    return false;
  }

  /** What the steps are preconditioned by. */
  Preconditioning preconditioning() {
    return problem().isWhitened() ? Preconditioning.WHITEN : Preconditioning.NONE;
  }

  /** The start of one target in steps that several take at once. */
  StochasticStart stochasticStart() {
    throw new IllegalStateException("each target has a solver of its own");
  }

  /** Other steps, at the optimum, that prove how near it these have come. */
  Optional<CurvatureSolver> bounding() {
    return known.bounding();
  }

  final FitContext fit() {
    return fit;
  }

  final TrainingConfig config() {
    return fit.config();
  }

  final TrainingProblem problem() {
    return fit.problem();
  }

  final ObjectiveFunction known() {
    return known.function();
  }

  final LearningRateSelector rates() {
    return rates;
  }

  /** Where steps begin; not a copy. */
  final double[] start() {
    return start;
  }

  /** The mean loss at the start, or the unit of gaps, the larger. */
  final double lossScale() {
    return lossScale;
  }

  /** The rise of the loss that counts as divergence, in units of the scale of losses. */
  final double maxRise() {
    return fit.isAutomatic() ? RISE_AUTOMATIC : RISE_FIXED;
  }

  final DivergenceMonitor newMonitor() {
    return new DivergenceMonitor(fit.rows().rows(), lossScale, maxRise());
  }
}
