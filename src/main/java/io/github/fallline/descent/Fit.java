package io.github.fallline.descent;

import io.github.fallline.argument.Setting;
import io.github.fallline.descent.newton.CurvatureSolver;
import io.github.fallline.descent.steps.Solver;
import io.github.fallline.model.LinearModel;
import io.github.fallline.model.RegressionMetrics;
import io.github.fallline.optim.LearningRate;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** A planned fit: runs its solver and certifies where it ends. */
final class Fit {
  private final SolverPlan plan;
  private final FitContext context;
  private final TrainingConfig config;
  private final TrainingProblem problem;

  private final HeldOutLoss heldOut;

  Fit(SolverPlan plan) {
    this(plan, HeldOutLoss.none());
  }

  /**
   * @param heldOut evaluated at the points that are recorded; closed by the caller
   */
  Fit(SolverPlan plan, HeldOutLoss heldOut) {
    this.plan = plan;
    this.heldOut = heldOut;
    context = plan.fit();
    config = plan.config();
    problem = plan.problem();
  }

  SolverPlan plan() {
    return plan;
  }

  /** The loop that runs its solver, from the checkpoint to resume from if there is one. */
  TrainingLoop loop(
      Solver solver,
      Consumer<Trace.Point> listener,
      long startNanos,
      CheckpointPolicy checkpoints) {
    return new TrainingLoop(
        solver,
        StoppingCriteria.of(plan, isFinished()),
        advice(),
        listener,
        new LossHeldOut(solver, startNanos),
        RunCheckpoints.of(checkpoints, context));
  }

  /** The loss on the rows held out, where the solver is, and the time without it. */
  private final class LossHeldOut implements TrainingLoop.Validation {
    private final Solver solver;
    private final long startNanos;

    LossHeldOut(Solver solver, long startNanos) {
      this.solver = solver;
      this.startNanos = startNanos;
    }

    @Override
    public double loss() {
      if (!heldOut.isOn()) {
        return Double.NaN;
      }
      double[] weights = new double[problem.scaling().features()];
      double constant = outputWeights(solver, weights);
      return heldOut.of(weights, constant);
    }

    @Override
    public long trainingNanos() {
      return System.nanoTime() - startNanos - heldOut.nanos();
    }
  }

  /** What to do about a run that diverges. */
  private String advice() {
    if (context.isAutomatic() && !context.isFull()) {
      return "Use " + Setting.FULL_BATCH + ".";
    }
    if (context.isAutomatic()) {
      return config.spec().standardize()
          ? "Try fixed " + Setting.LEARNING_RATE + " values, from small to large."
          : "Standardize the features (leave out "
              + Setting.NOT_STANDARDIZED
              + ") or set a "
              + Setting.LEARNING_RATE
              + ".";
    }
    String bound =
        Double.isFinite(plan.rates().largestStable())
            ? String.format(Locale.ROOT, "; below %.3g here", plan.rates().largestStable())
            : "";
    return "Lower the learning rate (was "
        + config.learningRate().given().orElseThrow().rate()
        + bound
        + (takesAutomatic() ? ") or use " + Setting.AUTOMATIC_RATE + "." : ").");
  }

  private boolean takesAutomatic() {
    try {
      config.withLearningRate(LearningRate.AUTO).requireCompatible();
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Where steps have led to, and how near the optimum that is. */
  SolverResult arrive(Solver solver, TrainingLoop.LoopResult outcome) {
    double[] weights = new double[problem.scaling().features()];
    double constant = outputWeights(solver, weights);
    SolverResult result =
        SolverResult.of(weights, constant, outcome.reason(), outcome.evaluation());
    if (!problem.isSmoothQuadratic()) {
      return certified(result, solver);
    }
    boolean whitened = plan instanceof FullBatchPlan steps && steps.isWhitened();
    return certificate().of(result, context.isFull() && context.isAutomatic(), whitened);
  }

  /** The same for other losses and for kinks; a full batch finishes what has not converged. */
  private SolverResult certified(SolverResult arrival, Solver solver) {
    boolean automatic = context.isFull() && context.isAutomatic();
    boolean ended = arrival.reason() == StopReason.PLATEAU && automatic;
    Optional<CurvatureSolver> proving =
        solver instanceof CurvatureSolver own ? Optional.of(own) : plan.bounding();
    SolverResult result =
        new LossCertificate(context, ConvergenceGaps.ofRounding(context))
            .of(arrival, proving, plan instanceof CurvaturePlan, ended);
    return result.reason() != StopReason.CONVERGED && isFinishedByFullBatch()
        ? new Trainer(config.asFullBatch()).solve(context.source())
        : result;
  }

  private Certificate certificate() {
    return new Certificate(context, ConvergenceGaps.tolerated(context));
  }

  /** Whether steps by rows come after the steps, however far those get. */
  private boolean isFinished() {
    return problem.isSmoothQuadratic() ? certificate().canFinish() : isFinishedByFullBatch();
  }

  /**
   * Whether a full batch on the same objective comes after steps that have not converged: batches,
   * and full batches with another update.
   */
  private boolean isFinishedByFullBatch() {
    boolean solved = problem.isQuadratic() || NewtonSolvers.canSolve(context);
    boolean itself = context.isFull() && config.takesPlainSteps();
    boolean free =
        config.method().usesAllRows()
            ? config.method().gradients() == GradientMethod.Gradients.AUTO
            : context.isInBatches();
    boolean wanted = context.isAutomatic() && !itself && free && config.stop().epochs().isEmpty();
    return wanted && solved && context.isRepeatable();
  }

  private double outputWeights(Solver solver, double[] weights) {
    return solver instanceof CurvatureSolver curvature
        ? curvature.toWeights(weights)
        : toWeights(solver, weights);
  }

  private double toWeights(Solver solver, double[] weights) {
    double constant = problem.scaling().toWeights(solver.parameters(), weights);
    return problem.isWhitened() && config.spec().intercept()
        ? constant + problem.assembler().dropConstants(weights)
        : constant;
  }

  /** The model that steps have led to so far. */
  LinearModel model(Solver solver) {
    double[] weights = new double[problem.scaling().features()];
    return problem.assembler().model(weights, toWeights(solver, weights));
  }

  LinearModel model(SolverResult result) {
    return problem.assembler().model(result.weights(), result.constant());
  }

  RegressionMetrics metrics(SolverResult result, LinearModel model) {
    return context.isRepeatable()
        ? RegressionMetrics.of(model, context.source())
        : problem.assembler().metrics(result.weights(), result.constant(), problem.standard());
  }

  /** The training, with the metrics of its model. */
  Training training(Solver solver, TrainingLoop.LoopResult outcome, long startNanos) {
    SolverResult result = arrive(solver, outcome);
    LinearModel model = model(result);
    return new TrainingAssembler(plan, heldOut)
        .training(solver, outcome, result, model, metrics(result, model), startNanos);
  }
}
