package io.github.fallline.descent;

import io.github.fallline.argument.Setting;
import io.github.fallline.descent.gradient.Evaluation;
import io.github.fallline.descent.steps.Solver;
import io.github.fallline.model.LinearModel;
import io.github.fallline.model.RegressionMetrics;
import io.github.fallline.objective.Loss;
import java.util.List;
import java.util.Locale;

/** Makes trainings, with what is to be said of them. */
final class TrainingAssembler {
  /** A gap that is not reported after a number of epochs that the user named. */
  private static final double AS_GOOD_AS_CONVERGED = 1e-12;

  private final SolverPlan plan;
  private final TrainingConfig config;
  private final TrainingProblem problem;

  private final HeldOutLoss heldOut;

  TrainingAssembler(SolverPlan plan) {
    this(plan, HeldOutLoss.none());
  }

  TrainingAssembler(SolverPlan plan, HeldOutLoss heldOut) {
    this.plan = plan;
    this.heldOut = heldOut;
    config = plan.config();
    problem = plan.problem();
  }

  /** The training whose model and metrics are known. */
  Training training(
      Solver solver,
      TrainingLoop.LoopResult outcome,
      SolverResult result,
      LinearModel model,
      RegressionMetrics metrics,
      long startNanos) {
    double scale = problem.targetScale().gapUnit();
    Evaluation evaluation = result.evaluation();
    double gap = scale > 0 ? evaluation.gap() / scale : evaluation.gap();
    List<String> notes = DataWarnings.of(problem, result);
    if (solver.restarts() > 0) {
      notes.add(lowered(solver.restarts()));
    }
    double good =
        Math.max(AS_GOOD_AS_CONVERGED, 2 * problem.storageGap() / problem.targetVariance());
    if (result.reason() != StopReason.CONVERGED && !(gap <= good)) {
      notes.add(howFar(gap, result.reason()) + remedy(result.reason()));
    }
    long epochs = solver.epochs() + result.refinement().steps();
    long updates = solver.updates() + result.refinement().steps();
    double seconds = (System.nanoTime() - startNanos - heldOut.nanos()) / 1e9;
    if (outcome.trace().lacks(epochs)) {
      outcome
          .trace()
          .finish(
              new Trace.Point(
                  epochs,
                  updates,
                  seconds,
                  evaluation.loss(),
                  evaluation.gradientNorm(),
                  heldOut.of(result.weights(), result.constant())));
    }
    return new Training(
        model,
        metrics,
        new Training.End(result.reason(), evaluation.loss(), gap, notes, seconds),
        new Training.Steps(
            epochs,
            updates,
            result.refinement().steps(),
            solver.rate(),
            plan.isOnMoments() ? GradientMethod.Gradients.MOMENTS : GradientMethod.Gradients.ROWS,
            plan.preconditioning()),
        outcome.trace(),
        new FitInference(plan).of(result, model, metrics));
  }

  private static String lowered(long times) {
    return "the automatic learning rate was too large for these rows and was lowered "
        + (times == 1 ? "once." : times + " times.");
  }

  /** What leads nearer to the optimum, if a setting does. */
  private String remedy(StopReason reason) {
    if (reason == StopReason.ROUNDING || config.takesConjugateSteps()) {
      return "";
    }
    if (reason == StopReason.EPOCHS) {
      return " More " + Setting.EPOCHS + " reduce the gap.";
    }
    if (!config.learningRate().isAutomatic()) {
      return " " + Setting.AUTOMATIC_RATE + " or more " + Setting.EPOCHS + " reduce the gap.";
    }
    if (problem.isSmoothQuadratic() && plan.fit().isFull()) {
      return " " + Setting.CONJUGATE_GRADIENT + " reduces the gap.";
    }
    return plan.fit().isFull()
        ? " More " + Setting.EPOCHS + " reduce the gap."
        : " " + Setting.FULL_BATCH + " reduces the gap.";
  }

  private String howFar(double gap, StopReason reason) {
    boolean squares = config.objective().loss().equals(Loss.SQUARED);
    double distance = squares ? gap : gap * problem.targetScale().gapUnit();
    if (!squares && reason == StopReason.ROUNDING) {
      return String.format(
          Locale.ROOT,
          "the loss is at most %.1e above its minimum: rounding allows no nearer.",
          distance);
    }
    if (Double.isFinite(gap)) {
      String unit = squares ? " variances of the target" : "";
      return String.format(
          Locale.ROOT,
          "not converged: the loss is at most %.1e%s above its minimum.",
          distance,
          unit);
    }
    return squares
        ? "not converged: the distance of the loss to its minimum is unknown."
        : "no certificate: the distance of the loss to its minimum is unknown.";
  }
}
