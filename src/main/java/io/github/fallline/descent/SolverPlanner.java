package io.github.fallline.descent;

import io.github.fallline.argument.Setting;
import io.github.fallline.descent.FullBatchPlan.Gradient;
import io.github.fallline.descent.distributed.DistributedRows;
import io.github.fallline.descent.gradient.QuadraticObjective;
import io.github.fallline.objective.Loss;

/** Chooses how a fit takes its steps, from the settings and what is known of the data. */
final class SolverPlanner {
  /** Epochs that plain steps take to the default tolerance, for each unit of condition. */
  private static final double EPOCHS_PER_CONDITION = 21;

  /** Multiplications that plain steps on moments may cost before features are whitened. */
  private static final double MOST_PLAIN_PRODUCTS = 2e7;

  private SolverPlanner() {}

  /** The plan that arrives soonest, of those that the settings allow. */
  static SolverPlan plan(FitContext fit) {
    boolean onMoments = fit.isFull() && usesMoments(fit);
    if (fit.config().takesConjugateSteps()) {
      return new ConjugatePlan(fit, onMoments);
    }
    if (NewtonSolvers.supports(fit)) {
      return new CurvaturePlan(fit);
    }
    if (onMoments && isAlongAxes(fit) && takesWhitenedStep(fit)) {
      return new FullBatchPlan(fit, Gradient.WHITENED);
    }
    if (isProximalNewton(fit, onMoments)) {
      double gap = ConvergenceGaps.tolerated(fit);
      return new ProximalNewtonPlan(fit, onMoments, gap);
    }
    return textbook(fit, onMoments);
  }

  /** The steps as textbooks have them: on the features as they are, however many it takes. */
  static SolverPlan textbook(FitContext fit) {
    boolean onMoments = fit.isFull() && usesMoments(fit);
    return fit.config().takesConjugateSteps()
        ? new ConjugatePlan(fit, onMoments)
        : textbook(fit, onMoments);
  }

  private static SolverPlan textbook(FitContext fit, boolean onMoments) {
    if (onMoments) {
      return new FullBatchPlan(fit, isAlongAxes(fit) ? Gradient.EIGENBASIS : Gradient.MOMENTS);
    }
    return fit.isFull()
        ? new FullBatchPlan(fit, Gradient.ROWS)
        : new BatchesPlan(fit, BatchesPlan.batches(fit));
  }

  /** The plan for rows in parts elsewhere. */
  static SolverPlan distributed(FitContext fit, DistributedRows parts) {
    return fit.isFull() ? plan(fit) : new LocalPlan(fit, parts);
  }

  /** Whether gradients come from the moments of the rows. */
  private static boolean usesMoments(FitContext fit) {
    if (fit.wantsMoments() && !fit.problem().isQuadratic()) {
      throw new IllegalArgumentException(
          Setting.GRADIENTS_FROM_MOMENTS
              + " requires squared errors and at most "
              + TrainingProblem.MOST_FEATURES_FOR_MOMENTS
              + " features; use "
              + Setting.GRADIENTS_FROM_ROWS);
    }
    return fit.config().method().gradients() != GradientMethod.Gradients.ROWS
        && fit.problem().isQuadratic();
  }

  /** Whether steps on moments may be taken along their principal axes. */
  private static boolean isAlongAxes(FitContext fit) {
    return fit.config().update().isRotationEquivariant() && !fit.problem().hasKinks();
  }

  /**
   * Whether the features are whitened for a full batch on moments: where steps on the features as
   * they are would take longer than users wait, and nothing asks for these very steps.
   */
  private static boolean takesWhitenedStep(FitContext fit) {
    QuadraticObjective quadratic = fit.problem().quadratic().objective();
    double epochs = EPOCHS_PER_CONDITION * quadratic.condition();
    return fit.isAutomatic()
        && !fit.wantsMoments()
        && (fit.config().takesPlainSteps() || fit.isInBatches())
        && fit.config().stop().epochs().isEmpty()
        && (!quadratic.isMinimumKnown() || !(epochs * quadratic.size() <= MOST_PLAIN_PRODUCTS));
  }

  /**
   * Whether steps go to the minimum of a quadratic with the penalty: where they find their rate.
   */
  private static boolean isProximalNewton(FitContext fit, boolean onMoments) {
    boolean squares = fit.config().objective().loss().equals(Loss.SQUARED);
    return fit.problem().hasKinks()
        && squares
        && fit.isFull()
        && fit.isAutomatic()
        && (onMoments || fit.isLocal());
  }
}
