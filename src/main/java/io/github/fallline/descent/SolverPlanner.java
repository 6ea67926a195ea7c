package io.github.fallline.descent;

import io.github.fallline.blas.Precision;
import io.github.fallline.data.RowMetadata;
import io.github.fallline.data.RowSource;
import io.github.fallline.data.RowStream;
import io.github.fallline.descent.distributed.DistributedRows;
import io.github.fallline.descent.distributed.LocalSgdSolver;
import io.github.fallline.descent.gradient.BoundedObjective;
import io.github.fallline.descent.gradient.DualityGap;
import io.github.fallline.descent.gradient.Evaluation;
import io.github.fallline.descent.gradient.ObjectiveFunction;
import io.github.fallline.descent.gradient.PassObjective;
import io.github.fallline.descent.gradient.RowCurvature;
import io.github.fallline.descent.gradient.SvrgAnchor;
import io.github.fallline.descent.gradient.VarianceReduction;
import io.github.fallline.descent.multitarget.MultiTargetSolver;
import io.github.fallline.descent.multitarget.TargetSolver;
import io.github.fallline.descent.newton.CurvatureSolver;
import io.github.fallline.descent.proximal.ProximalNewtonSolver;
import io.github.fallline.descent.proximal.WorkingSetGram;
import io.github.fallline.descent.sampling.BatchPlan;
import io.github.fallline.descent.sampling.RowMultiplicity;
import io.github.fallline.descent.scaling.FeatureScaling;
import io.github.fallline.descent.steps.AveragedIterate;
import io.github.fallline.descent.steps.BatchRun;
import io.github.fallline.descent.steps.BatchSolver;
import io.github.fallline.descent.steps.ConjugateGradientSolver;
import io.github.fallline.descent.steps.DivergenceMonitor;
import io.github.fallline.descent.steps.FullBatchSolver;
import io.github.fallline.descent.steps.LineSearchSolver;
import io.github.fallline.descent.steps.OutputIterate;
import io.github.fallline.descent.steps.Solver;
import io.github.fallline.descent.steps.StochasticStart;
import io.github.fallline.descent.steps.WhitenedSolver;
import io.github.fallline.model.LinearModel;
import io.github.fallline.model.RegressionMetrics;
import io.github.fallline.objective.Loss;
import io.github.fallline.objective.Penalty;
import io.github.fallline.optim.LearningRate;
import io.github.fallline.optim.ScheduledRate;
import io.github.fallline.optim.UpdateRule;
import io.github.fallline.parallel.TileExecutor;
import io.github.fallline.parallel.TileSize;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** One fit: what the settings come to on the data at hand. */
final class SolverPlanner {
  /** After an epoch a sound automatic run stays below this many times the scale of its losses. */
  private static final double RISE_AUTOMATIC = 4;

  /** A gap of which a user who named the epochs need not be told. */
  private static final double AS_GOOD_AS_CONVERGED = 1e-12;

  /** A fixed rate may rise further before momentum or luck brings it down. */
  private static final double RISE_FIXED = 100;

  /** Epochs that plain steps take to the default tolerance, for each unit of condition. */
  private static final double EPOCHS_PER_CONDITION = 21;

  /** Multiplications that plain steps on moments may cost before features are whitened. */
  private static final double MOST_PLAIN_PRODUCTS = 2e7;

  /** What an epoch of steps of reduced variance costs on few rows, in epochs of plain ones. */
  private static final long REDUCED_COST = 6;

  /** Steps of a whitened full batch; one is enough, where rounding lets any be. */
  private static final long WHITENED_STEPS = 2;

  private final TrainingConfig config;
  private final RowMetadata rows;

  /** The same rows; null where they cannot be read again, or lie elsewhere. */
  private final RowSource source;

  private final TrainingProblem problem;
  private final PassObjective function;
  private final TileExecutor executor;
  private final ObjectiveFunction known;
  private final LearningRateSelector rates;
  private final boolean automatic;
  private final boolean full;
  private final boolean onMoments;
  private final boolean onAxes;
  private final boolean whitened;
  private final boolean onCurvature;
  private final double[] start;
  private final double lossScale;
  private BatchPlan plan;

  /** Other steps, at the optimum, that prove how near it these have come; null without any. */
  private CurvatureSolver bounding;

  /**
   * A fit that has not begun.
   *
   * @param function the objective by passes over the rows; null where moments tell all and the
   *     steps on rows are taken elsewhere
   */
  SolverPlanner(
      Trainer trainer,
      RowMetadata rows,
      TrainingProblem problem,
      PassObjective function,
      TileExecutor executor) {
    config = trainer.config();
    this.executor = executor;
    this.rows = rows;
    source = rows instanceof RowSource again ? again : null;
    this.problem = problem;
    this.function = function;
    onCurvature = NewtonSolvers.supports(trainer, rows, problem, executor);
    rates = new LearningRateSelector(config, problem, function);
    automatic = config.learningRate() instanceof LearningRate.Automatic;
    full = trainer.isFull(rows);
    known = known();
    onMoments = full && useMoments();
    onAxes =
        onMoments
            && config.update().isRotationEquivariant()
            && config.objective().penalty().l1() == 0;
    whitened = onAxes && takesWhitenedStep();
    start = problem.start(automatic);
    lossScale = Math.max(problem.targetScale().gapUnit(), Math.abs(known.at(start).loss()));
  }

  /**
   * The objective where it is known best: from moments, or by passes over the rows. Of losses other
   * than squared errors, a few steps preconditioned by the rows' curvature prove how low it may be.
   */
  private ObjectiveFunction known() {
    if (problem.isQuadratic()) {
      return full
          ? problem.quadratic().function(problem.scaling())
          : problem.quadratic().functionNearOptimum(problem.scaling(), problem.dualityGap());
    }
    boolean wanted = config.stop().toleranceFor(config) > 0 && !onCurvature && executor != null;
    if (!wanted || !NewtonSolvers.canSolve(config.objective(), rows, problem)) {
      return function;
    }
    bounding = NewtonSolvers.bound(config, source, problem, executor);
    Evaluation lowest = bounding.evaluate();
    return new BoundedObjective(function, lowest.loss() - lowest.gap());
  }

  /**
   * Whether the features are whitened for a full batch on moments: where steps on the features as
   * they are would take longer than anybody wants to wait, and nothing asks for these very steps.
   */
  private boolean takesWhitenedStep() {
    boolean asked =
        config.method() instanceof GradientMethod.FullBatch method
            && method.gradients() == GradientMethod.Gradients.MOMENTS;
    double epochs = EPOCHS_PER_CONDITION * problem.quadratic().objective().condition();
    return automatic
        && !asked
        && (config.update() instanceof UpdateRule.Plain || isInBatches())
        && config.stop().epochs().isEmpty()
        && (!problem.quadratic().objective().isMinimumKnown()
            || !(epochs * problem.quadratic().objective().size() <= MOST_PLAIN_PRODUCTS));
  }

  /** Whether preconditioned batches are asked for, of which one may hold all rows. */
  private boolean isInBatches() {
    return !(config.method() instanceof GradientMethod.FullBatch)
        && config.method().acceleration().precondition() != Preconditioning.NONE;
  }

  private boolean useMoments() {
    GradientMethod.Gradients wanted =
        config.method() instanceof GradientMethod.FullBatch method
            ? method.gradients()
            : GradientMethod.Gradients.AUTO;
    if (wanted == GradientMethod.Gradients.MOMENTS && !problem.isQuadratic()) {
      throw new IllegalArgumentException(
          "gradients from moments need squared errors and at most "
              + TrainingProblem.MOST_FEATURES_FOR_MOMENTS
              + " features; use rows");
    }
    return wanted != GradientMethod.Gradients.ROWS && problem.isQuadratic();
  }

  Solver solver() {
    if (config.update() instanceof UpdateRule.ConjugateGradient) {
      return conjugateGradientSolver();
    }
    if (onCurvature) {
      return NewtonSolvers.solver(config, source, problem, executor);
    }
    if (whitened) {
      return new WhitenedSolver(problem.quadratic().objective(), known, start);
    }
    return isProximalNewton() ? proximalNewtonSolver() : textbookSolver();
  }

  /** The steps as textbooks have them: on the features as they are, however many it takes. */
  Solver textbookSolver() {
    if (config.update() instanceof UpdateRule.ConjugateGradient) {
      return conjugateGradientSolver();
    }
    if (onAxes) {
      return FullBatchSolver.alongAxes(
          problem.quadratic().objective(), known, config.update(), rates.forFullBatch(), start);
    }
    if (full) {
      return fullBatchSolver(onMoments ? problem.quadratic().moments() : function);
    }
    follow(newPlan());
    boolean reduces = config.method().acceleration().reducesVariance();
    int features = problem.scaling().features();
    return BatchSolver.of(
        new BatchRun(source, config.objective(), problem.scaling(), plan, config.threads()),
        new StochasticStart(
            start,
            config.update(),
            rates.forBatches(plan),
            known,
            OutputIterate.of(start, plan, automatic, reduces),
            newMonitor()),
        reduces
            ? new SvrgAnchor(
                config.objective(),
                problem.scaling(),
                function,
                TileSize.rows(features),
                source.precision())
            : VarianceReduction.NONE);
  }

  /** Steps of the parts' own on rows that lie elsewhere. */
  LocalSgdSolver localSolver(DistributedRows distant) {
    long batch = config.method().batchRows(rows.rows());
    double batches = Math.ceil((double) rows.rows() / batch);
    ScheduledRate scheduledRate = rates.forBatches((double) batch, batches, 1);
    LocalSgdSolver.Settings settings =
        new LocalSgdSolver.Settings(
            config.objective(),
            Math.toIntExact(config.method().batchRows(Integer.MAX_VALUE)),
            config.shuffling(),
            automatic,
            maxRise() * lossScale);
    return new LocalSgdSolver(distant, settings, problem.scaling(), known, scheduledRate, start);
  }

  /** Goes down with checkpoints, from one if there is one to go on from. */
  TrainingLoop.LoopResult descend(
      Solver solver,
      Consumer<Trace.Point> listener,
      long startNanos,
      CheckpointPolicy checkpoints) {
    if (!checkpoints.isOn()) {
      return new TrainingLoop(solver, limits(), advice(), listener, startNanos).run();
    }
    Map<String, String> settings = SettingsCodec.of(config, rows);
    String fingerprint = rows.fingerprint();
    checkpoints.start().ifPresent(made -> SettingsCodec.requireSame(made, settings, fingerprint));
    return new TrainingLoop(
            solver,
            limits(),
            advice(),
            listener,
            startNanos,
            checkpoints,
            loop ->
                new Checkpoint(
                    settings, fingerprint, solver.epochs(), loop.now().loss(), loop.state()))
        .run();
  }

  /** Whether the steps need the moments of the rows only. */
  boolean isOnMoments() {
    return onMoments;
  }

  /** The batches of an epoch: a pass over the rows where their lengths count. */
  BatchPlan newPlan() {
    RowMultiplicity visits =
        automatic
            ? RowMultiplicity.of(source, problem.scaling(), problem.meanSquaredLength())
            : RowMultiplicity.once(source);
    return new BatchPlan(
        rows.rows(),
        visits,
        config.method().batchRows(Long.MAX_VALUE),
        config.shuffling(),
        automatic);
  }

  /** The batches of an epoch; null where steps use all rows. */
  BatchPlan plan() {
    return plan;
  }

  /** Takes these batches as its own. */
  void follow(BatchPlan batches) {
    plan = batches;
  }

  private DivergenceMonitor newMonitor() {
    return new DivergenceMonitor(rows.rows(), lossScale, maxRise());
  }

  /** The part of one target in steps that several take at once; they follow the plan. */
  TargetSolver joinSolver(MultiTargetSolver multiTargetSolver) {
    boolean averaged = automatic && !full;
    return multiTargetSolver.join(
        start,
        full ? rates.forFullBatch() : rates.forBatches(plan),
        known,
        averaged
            ? new AveragedIterate(start, plan.batches(), !config.shuffling().shuffle())
            : new OutputIterate.LastIterate(),
        newMonitor());
  }

  /**
   * Whether steps go to the minimum of a quadratic with the penalty: where they find their rate.
   */
  private boolean isProximalNewton() {
    boolean kinks = config.objective().penalty().l1() > 0;
    boolean squares = config.objective().loss().equals(Loss.SQUARED);
    return kinks && squares && full && automatic && (onMoments || executor != null);
  }

  private Solver proximalNewtonSolver() {
    FeatureScaling scaling = problem.scaling();
    DualityGap dual = problem.dualityGap();
    boolean wantsMoments =
        config.method() instanceof GradientMethod.FullBatch method
            && method.gradients() == GradientMethod.Gradients.MOMENTS;
    return new ProximalNewtonSolver(
        new ProximalNewtonSolver.Problem(
            config.objective().penalty(),
            problem.isQuadratic() ? problem.quadratic().moments() : null,
            onMoments,
            dual,
            problem.storageGap(),
            largestGap(config.stop())),
        source != null && !wantsMoments ? function : null,
        onMoments ? null : new WorkingSetGram(source, scaling, dual, executor),
        () -> rates.forFullBatch().rate(),
        start);
  }

  private Solver conjugateGradientSolver() {
    if (onMoments) {
      return ConjugateGradientSolver.onMoments(problem.quadratic().objective(), known, start);
    }
    Penalty.L2 penalty = (Penalty.L2) config.objective().penalty();
    RowCurvature curvature = new RowCurvature(source, penalty, problem.scaling(), executor);
    return ConjugateGradientSolver.onRows(curvature, function, known, start);
  }

  private Solver fullBatchSolver(ObjectiveFunction.WithGradient slope) {
    Penalty penalty = config.objective().penalty();
    int features = problem.scaling().features();
    return rates.isSearched()
        ? new LineSearchSolver(slope, penalty, features, start)
        : FullBatchSolver.inCoordinates(
            slope,
            known,
            config.update(),
            penalty,
            features,
            rates.forFullBatch(),
            start,
            automatic && !config.objective().loss().equals(Loss.SQUARED));
  }

  private double maxRise() {
    return automatic ? RISE_AUTOMATIC : RISE_FIXED;
  }

  TrainingLoop.StoppingCriteria limits() {
    StopRule stop = config.stop();
    int size = problem.scaling().size();
    long visits = plan == null ? rows.rows() : plan.visitsPerEpoch();
    boolean reduces = config.method().acceleration().reducesVariance();
    long updates = plan == null ? 1 : (reduces ? REDUCED_COST : 1) * plan.batches();
    Loss loss = config.objective().loss();
    boolean plainFull =
        full && config.update() instanceof UpdateRule.Plain && Double.isFinite(loss.curvature());
    double epochCost = onAxes ? size : (double) size * size;
    boolean finished = isFinished();
    long budget =
        onMoments
            ? stop.momentEpochLimit(epochCost, finished)
            : stop.epochLimit(visits, updates, size, finished);
    double gap = largestGap(stop);
    double targetGap =
        continuesPastConvergence(stop) ? StopRule.AIM * problem.targetVariance() : gap;
    boolean squares = loss.equals(Loss.SQUARED);
    return new TrainingLoop.StoppingCriteria(
        config.update() instanceof UpdateRule.ConjugateGradient
            ? stop.conjugateEpochLimit(budget, size)
            : whitened ? WHITENED_STEPS : onCurvature ? stop.curvatureEpochLimit() : budget,
        stop.epochs().isPresent(),
        isProximalNewton() ? largestGapForNewton(stop) : gap,
        onCurvature ? StopRule.CURVATURE_AIM * gap : targetGap,
        patience(stop),
        lossScale,
        maxRise(),
        plainFull && !onCurvature ? 1e-9 : 1,
        squares ? 0 : gap / problem.targetScale().gapUnit(),
        problem.targetScale().leastMean());
  }

  private int patience(StopRule stop) {
    if (onCurvature) {
      return stop.curvaturePatience();
    }
    return isProximalNewton() ? stop.patienceForNewton(onMoments) : stop.patienceFor(config);
  }

  /**
   * The same for proximal Newton steps: on moments and floats they go on to the gap above and have
   * converged where rounding ends them before.
   */
  private double largestGapForNewton(StopRule stop) {
    double gap = largestGap(stop);
    if (!(gap > 0) || stop.tolerance().isPresent()) {
      return gap;
    }
    boolean floats = rows.precision() != Precision.DOUBLE;
    double rounding =
        problem.isQuadratic()
            ? StopRule.LARGEST_ROUNDING
            : floats ? StopRule.LARGEST_FLOAT_ROUNDING : 0;
    return Math.max(gap, rounding * problem.targetVariance());
  }

  /** Whether steps go on after training has converged: where an epoch is but d products. */
  private boolean continuesPastConvergence(StopRule stop) {
    return onAxes
        && automatic
        && config.method() instanceof GradientMethod.FullBatch
        && config.update() instanceof UpdateRule.Plain
        && stop.tolerance().isEmpty()
        && problem.storageGap() == 0;
  }

  /** The certified gap at which training has converged, in units of the loss. */
  private double largestGap(StopRule stop) {
    double tolerance = stop.toleranceFor(config);
    double stored = problem.storageGap();
    double gap = tolerance * problem.targetScale().gapUnit();
    if (tolerance == 0) {
      return Double.NEGATIVE_INFINITY;
    }
    if (stop.tolerance().isEmpty()) {
      return stored == 0 ? gap : Math.max(gap, stored) + stored;
    }
    if (stored > 0 && gap <= stored) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "tolerance: %.1e cannot be certified on numbers stored as floats, at best %.1e;"
                  + " use double precision",
              tolerance,
              2 * stored / problem.targetVariance()));
    }
    return gap;
  }

  String advice() {
    if (automatic && !full) {
      return "Use --method full-batch.";
    }
    if (automatic) {
      return config.spec().standardize()
          ? "Try fixed --learning-rate values, from small to large."
          : "Standardize the features (leave out --no-standardize) or set a --learning-rate.";
    }
    String bound =
        Double.isFinite(rates.largestStable())
            ? String.format(Locale.ROOT, "; below %.3g here", rates.largestStable())
            : "";
    return "Lower the learning rate (was "
        + ((LearningRate.Fixed) config.learningRate()).rate()
        + bound
        + (takesAutomatic() ? ") or use --learning-rate auto." : ").");
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
    double constant =
        solver instanceof CurvatureSolver curvature
            ? curvature.toWeights(weights)
            : toWeights(solver, weights);
    SolverResult result =
        new SolverResult(
            weights, constant, outcome.reason(), outcome.evaluation(), 0, false, List.of());
    return isSmoothSquares()
        ? proof().of(result, full && automatic, whitened)
        : certified(result, solver instanceof CurvatureSolver own ? own : bounding);
  }

  /** The same for other losses and for kinks; a full batch finishes what has not converged. */
  private SolverResult certified(SolverResult arrival, CurvatureSolver proving) {
    boolean ended = arrival.reason() == StopReason.PLATEAU && full && automatic;
    SolverResult result =
        new LossCertificate(config, source, problem, executor, gapOfRounding())
            .of(arrival, proving, onCurvature, ended);
    return result.reason() != StopReason.CONVERGED && isFinishedByFullBatch()
        ? byFullBatch()
        : result;
  }

  /** The gap at which training has converged where rounding allows no step beyond. */
  private double gapOfRounding() {
    double gap = largestGap(config.stop());
    return config.stop().tolerance().isPresent() || !(gap > 0)
        ? gap
        : Math.max(gap, StopRule.LARGEST_ROUNDING * problem.targetScale().gapUnit());
  }

  private Certificate proof() {
    RowStream read = function != null && rows instanceof RowStream stream ? stream : null;
    return new Certificate(config, problem, read, executor, largestGap(config.stop()));
  }

  /** Whether steps by rows come after the steps, however far those get. */
  private boolean isFinished() {
    return isSmoothSquares() ? proof().canFinish() : isFinishedByFullBatch();
  }

  private boolean isSmoothSquares() {
    return problem.isSmoothQuadratic();
  }

  /**
   * Whether a full batch on the same objective comes after steps that have not converged: batches,
   * and full batches with another update.
   */
  private boolean isFinishedByFullBatch() {
    boolean solved =
        problem.isQuadratic() || NewtonSolvers.canSolve(config.objective(), rows, problem);
    boolean itself = full && config.update() instanceof UpdateRule.Plain;
    boolean free =
        config.method() instanceof GradientMethod.FullBatch method
            ? method.gradients() == GradientMethod.Gradients.AUTO
            : isInBatches();
    boolean wanted = automatic && !itself && free && config.stop().epochs().isEmpty();
    return wanted && solved && source != null;
  }

  private SolverResult byFullBatch() {
    TrainingConfig whole =
        config.withMethod(new GradientMethod.FullBatch()).withUpdate(new UpdateRule.Plain());
    return new Trainer(whole).solve(source);
  }

  private double toWeights(Solver solver, double[] weights) {
    double constant = problem.scaling().toWeights(solver.parameters(), weights);
    return problem.isWhitened() && config.spec().intercept()
        ? constant + problem.assembler().dropConstants(weights)
        : constant;
  }

  Training training(Solver solver, TrainingLoop.LoopResult outcome, long startNanos) {
    SolverResult result = arrive(solver, outcome);
    LinearModel model = model(result);
    return training(solver, outcome, result, model, metrics(result, model), startNanos);
  }

  RegressionMetrics metrics(SolverResult result, LinearModel model) {
    return source != null
        ? RegressionMetrics.of(model, source)
        : problem.assembler().metrics(result.weights(), result.constant(), problem.standard());
  }

  /** The model that steps have led to. */
  LinearModel model(Solver solver) {
    double[] weights = new double[problem.scaling().features()];
    return problem.assembler().model(weights, toWeights(solver, weights));
  }

  LinearModel model(SolverResult result) {
    return problem.assembler().model(result.weights(), result.constant());
  }

  /** What came of it, for a model whose metrics are known. */
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
    if (result.reason() != StopReason.CONVERGED && !(gap <= asGoodAsConverged())) {
      notes.add(howFar(gap, result.reason()) + remedy(result.reason()));
    }
    long epochs = solver.epochs() + result.refinements();
    long updates = solver.updates() + result.refinements();
    double seconds = (System.nanoTime() - startNanos) / 1e9;
    outcome
        .trace()
        .finish(
            new Trace.Point(
                epochs, updates, seconds, evaluation.loss(), evaluation.gradientNorm()));
    return new Training(
        model,
        result.reason(),
        epochs,
        updates,
        solver.rate(),
        onMoments ? GradientMethod.Gradients.MOMENTS : GradientMethod.Gradients.ROWS,
        precondition(solver),
        result.refinements(),
        evaluation.loss(),
        gap,
        metrics,
        seconds,
        outcome.trace(),
        notes);
  }

  private static String lowered(long times) {
    return "the automatic learning rate was too large for these rows and was lowered "
        + (times == 1 ? "once." : times + " times.");
  }

  private Preconditioning precondition(Solver solver) {
    if (onCurvature) {
      return Preconditioning.CURVATURE;
    }
    if (solver instanceof ProximalNewtonSolver) {
      return Preconditioning.ACTIVE_SET;
    }
    return problem.isWhitened() || whitened ? Preconditioning.WHITEN : Preconditioning.NONE;
  }

  private double asGoodAsConverged() {
    return Math.max(AS_GOOD_AS_CONVERGED, 2 * problem.storageGap() / problem.targetVariance());
  }

  /** What leads nearer to the optimum, if a setting does. */
  private String remedy(StopReason reason) {
    boolean squares = problem.isSmoothQuadratic();
    boolean conjugate = config.update() instanceof UpdateRule.ConjugateGradient;
    if (reason == StopReason.ROUNDING || conjugate) {
      return "";
    }
    if (reason == StopReason.EPOCHS) {
      return " More --epochs reduce the gap.";
    }
    if (config.learningRate() instanceof LearningRate.Fixed) {
      return " --learning-rate auto or more --epochs reduce the gap.";
    }
    if (squares && full) {
      return " --update conjugate-gradient reduces the gap.";
    }
    return full ? " More --epochs reduce the gap." : " --method full-batch reduces the gap.";
  }

  private String howFar(double gap, StopReason reason) {
    if (!config.objective().loss().equals(Loss.SQUARED)) {
      if (reason == StopReason.ROUNDING) {
        return String.format(
            Locale.ROOT,
            "the loss is at most %.1e above its minimum: rounding allows no nearer.",
            gap * problem.targetScale().gapUnit());
      }
      return Double.isFinite(gap)
          ? String.format(
              Locale.ROOT,
              "not converged: the loss is at most %.1e above its minimum.",
              gap * problem.targetScale().gapUnit())
          : "no certificate: the distance of the loss to its minimum is unknown.";
    }
    return Double.isFinite(gap)
        ? String.format(
            Locale.ROOT,
            "not converged: the loss is at most %.1e variances of the target above its minimum.",
            gap)
        : "not converged: the distance of the loss to its minimum is unknown.";
  }
}
