package io.github.fallline.descent;

import io.github.fallline.blas.Precision;
import io.github.fallline.data.RowSource;
import io.github.fallline.descent.distributed.DistributedRows;
import io.github.fallline.descent.distributed.LocalSgdSolver;
import io.github.fallline.descent.gradient.BoundedObjective;
import io.github.fallline.descent.gradient.DualityGap;
import io.github.fallline.descent.gradient.Evaluation;
import io.github.fallline.descent.gradient.ObjectiveFunction;
import io.github.fallline.descent.gradient.PassObjective;
import io.github.fallline.descent.gradient.RowCurvature;
import io.github.fallline.descent.multitarget.MultiTargetSolver;
import io.github.fallline.descent.multitarget.TargetSolver;
import io.github.fallline.descent.proximal.ProximalNewtonSolver;
import io.github.fallline.descent.proximal.WorkingSetGram;
import io.github.fallline.descent.sampling.BatchPlan;
import io.github.fallline.descent.sampling.RowMultiplicity;
import io.github.fallline.descent.scaling.FeatureScaling;
import io.github.fallline.descent.steps.AveragedIterate;
import io.github.fallline.descent.steps.ConjugateGradientSolver;
import io.github.fallline.descent.steps.DivergenceMonitor;
import io.github.fallline.descent.steps.FullBatchSolver;
import io.github.fallline.descent.steps.LineSearchSolver;
import io.github.fallline.descent.steps.MiniBatchSolver;
import io.github.fallline.descent.steps.OutputIterate;
import io.github.fallline.descent.steps.Solver;
import io.github.fallline.descent.steps.WhitenedSolver;
import io.github.fallline.model.LinearModel;
import io.github.fallline.model.Link;
import io.github.fallline.model.RegressionMetrics;
import io.github.fallline.objective.Loss;
import io.github.fallline.objective.Penalty;
import io.github.fallline.optim.LearningRate;
import io.github.fallline.optim.ScheduledRate;
import io.github.fallline.optim.UpdateRule;
import io.github.fallline.parallel.TileExecutor;
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
  private final RowSource rows;
  private final TrainingProblem survey;
  private final PassObjective evaluator;
  private final TileExecutor workers;
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

  /** Features that are combinations of each other up to rounding, as far as known. */
  private List<String> dependent = List.of();

  /**
   * A fit that has not begun.
   *
   * @param evaluator the objective by passes over the rows; null where moments tell all and the
   *     steps on rows are taken elsewhere
   */
  SolverPlanner(
      Trainer trainer,
      RowSource rows,
      TrainingProblem survey,
      PassObjective evaluator,
      TileExecutor workers) {
    config = trainer.config();
    this.workers = workers;
    this.rows = rows;
    this.survey = survey;
    this.evaluator = evaluator;
    onCurvature = NewtonSolvers.takes(trainer, rows, survey, workers);
    rates = new LearningRateSelector(config, survey, evaluator);
    automatic = config.learningRate() instanceof LearningRate.Automatic;
    full = trainer.isFull(rows);
    known = known(trainer);
    onMoments = full && useMoments();
    onAxes =
        onMoments
            && config.update().isRotationEquivariant()
            && config.objective().penalty().l1() == 0;
    whitened = onAxes && takesWhitenedStep();
    start = survey.start(automatic);
    lossScale = Math.max(survey.gapUnit(), Math.abs(known.at(start).loss()));
  }

  /**
   * The objective where it is known best: from moments, or by passes over the rows. Of losses other
   * than squared errors, a few steps preconditioned by the rows' curvature prove how low it may be.
   */
  private ObjectiveFunction known(Trainer trainer) {
    if (survey.quadratic() != null) {
      return full ? survey.certificate() : survey.certificateOfOptimum();
    }
    boolean wanted = config.stop().toleranceFor(config) > 0 && !onCurvature && workers != null;
    if (!wanted || !NewtonSolvers.canSolve(config.objective(), rows, survey)) {
      return evaluator;
    }
    NewtonSolvers.Bound bound = NewtonSolvers.bound(trainer, rows, survey, workers);
    dependent = bound.dependentFeatures();
    return new BoundedObjective(evaluator, bound.value());
  }

  /**
   * Whether the features are whitened for a full batch on moments: where steps on the features as
   * they are would take longer than anybody wants to wait, and nothing asks for these very steps.
   */
  private boolean takesWhitenedStep() {
    boolean asked =
        config.method() instanceof GradientMethod.FullBatch method
            && method.gradients() == GradientMethod.Gradients.MOMENTS;
    double epochs = EPOCHS_PER_CONDITION * survey.quadratic().condition();
    return automatic
        && !asked
        && (config.update() instanceof UpdateRule.Plain || isInBatches())
        && config.stop().epochs().isEmpty()
        && (!survey.quadratic().isMinimumKnown()
            || !(epochs * survey.quadratic().size() <= MOST_PLAIN_PRODUCTS));
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
    if (wanted == GradientMethod.Gradients.MOMENTS && survey.quadratic() == null) {
      throw new IllegalArgumentException(
          "gradients from moments need squared errors and at most "
              + TrainingProblem.MOST_FEATURES_FOR_MOMENTS
              + " features; use rows");
    }
    return wanted != GradientMethod.Gradients.ROWS && survey.quadratic() != null;
  }

  Solver steps() {
    if (config.update() instanceof UpdateRule.ConjugateGradient) {
      return conjugateSteps();
    }
    if (onCurvature) {
      return NewtonSolvers.steps(config.objective(), config.form(), rows, survey, workers);
    }
    if (whitened) {
      return new WhitenedSolver(survey.quadratic(), known, start);
    }
    return isProximalNewton() ? proximalNewtonSteps() : textbookSteps();
  }

  /** The steps as textbooks have them: on the features as they are, however many it takes. */
  Solver textbookSteps() {
    if (config.update() instanceof UpdateRule.ConjugateGradient) {
      return conjugateSteps();
    }
    if (onAxes) {
      return FullBatchSolver.alongAxes(
          survey.quadratic(), known, config.update(), rates.full(), start);
    }
    if (full) {
      return fullSteps(onMoments ? survey.moments() : evaluator);
    }
    follow(newPlan());
    return new MiniBatchSolver(
        rows,
        config.objective(),
        survey.coordinates(),
        plan,
        known,
        config.method().acceleration().reducesVariance() ? evaluator : null,
        config.update(),
        rates.batch(plan),
        start,
        newWatch(),
        automatic,
        config.threads());
  }

  /** Steps of the parts' own on rows that lie elsewhere. */
  LocalSgdSolver localSteps(DistributedRows distant) {
    long batch = config.method().batchRows(rows.rows());
    double batches = Math.ceil((double) rows.rows() / batch);
    ScheduledRate pace = rates.batch((double) batch, batches, 1);
    LocalSgdSolver.Settings settings =
        new LocalSgdSolver.Settings(
            config.objective(),
            Math.toIntExact(config.method().batchRows(Integer.MAX_VALUE)),
            config.shuffling(),
            automatic);
    return new LocalSgdSolver(
        distant, settings, survey.coordinates(), known, pace, start, rise() * lossScale);
  }

  /** Goes down with checkpoints, from one if there is one to go on from. */
  TrainingLoop.Outcome descend(
      Solver steps, Consumer<Trace.Point> listener, long startNanos, CheckpointPolicy checkpoints) {
    if (!checkpoints.isOn()) {
      return new TrainingLoop(steps, limits(), advice(), listener, startNanos).run();
    }
    Map<String, String> settings = SettingsCodec.of(config, rows);
    String fingerprint = rows.fingerprint();
    checkpoints.start().ifPresent(made -> SettingsCodec.requireSame(made, settings, fingerprint));
    return new TrainingLoop(
            steps,
            limits(),
            advice(),
            listener,
            startNanos,
            checkpoints,
            descent ->
                new Checkpoint(
                    settings, fingerprint, steps.epochs(), descent.now().loss(), descent.state()))
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
            ? RowMultiplicity.of(rows, survey.coordinates(), survey.meanSquaredLength())
            : RowMultiplicity.once(rows);
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

  private DivergenceMonitor newWatch() {
    return new DivergenceMonitor(rows.rows(), lossScale, rise());
  }

  /** The part of one target in steps that several take at once; they follow the plan. */
  TargetSolver join(MultiTargetSolver joint) {
    boolean averaged = automatic && !full;
    return joint.join(
        start,
        full ? rates.full() : rates.batch(plan),
        known,
        averaged
            ? new AveragedIterate(start, plan.batches(), !config.shuffling().shuffle())
            : new OutputIterate.LastIterate(),
        newWatch());
  }

  /**
   * Whether steps go to the minimum of a quadratic with the penalty: where they find their rate.
   */
  private boolean isProximalNewton() {
    boolean kinks = config.objective().penalty().l1() > 0;
    boolean squares = config.objective().loss().equals(Loss.SQUARED);
    return kinks && squares && full && automatic && (onMoments || workers != null);
  }

  private Solver proximalNewtonSteps() {
    FeatureScaling coordinates = survey.coordinates();
    DualityGap dual = survey.dualityGap();
    boolean wantsMoments =
        config.method() instanceof GradientMethod.FullBatch method
            && method.gradients() == GradientMethod.Gradients.MOMENTS;
    return new ProximalNewtonSolver(
        config.objective().penalty(),
        survey.moments(),
        onMoments,
        rows.isRepeatable() && !wantsMoments ? evaluator : null,
        onMoments ? null : new WorkingSetGram(rows, coordinates, dual, workers),
        () -> rates.full().rate(),
        dual,
        survey.storageGap(),
        largestGap(config.stop()),
        start);
  }

  private Solver conjugateSteps() {
    if (onMoments) {
      return ConjugateGradientSolver.onMoments(survey.quadratic(), known, start);
    }
    Penalty.L2 penalty = (Penalty.L2) config.objective().penalty();
    RowCurvature shape = new RowCurvature(rows, penalty, survey.coordinates(), workers);
    return ConjugateGradientSolver.onRows(shape, evaluator, known, start);
  }

  private Solver fullSteps(ObjectiveFunction.WithGradient slope) {
    Penalty penalty = config.objective().penalty();
    int features = survey.coordinates().features();
    return rates.isSearched()
        ? new LineSearchSolver(slope, penalty, features, start)
        : FullBatchSolver.inCoordinates(
            slope,
            known,
            config.update(),
            penalty,
            features,
            rates.full(),
            start,
            automatic && !config.objective().loss().equals(Loss.SQUARED));
  }

  private double rise() {
    return automatic ? RISE_AUTOMATIC : RISE_FIXED;
  }

  TrainingLoop.Limits limits() {
    StopRule stop = config.stop();
    int size = survey.coordinates().size();
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
    double aim = goesOn(stop) ? StopRule.AIM * survey.targetScale() : gap;
    boolean squares = loss.equals(Loss.SQUARED);
    return new TrainingLoop.Limits(
        config.update() instanceof UpdateRule.ConjugateGradient
            ? stop.conjugateEpochLimit(budget, size)
            : whitened ? WHITENED_STEPS : onCurvature ? stop.curvatureEpochLimit() : budget,
        stop.epochs().isPresent(),
        isProximalNewton() ? largestGapForNewton(stop) : gap,
        onCurvature ? StopRule.CURVATURE_AIM * gap : aim,
        patience(stop),
        lossScale,
        rise(),
        plainFull && !onCurvature ? 1e-9 : 1,
        squares ? 0 : gap / survey.gapUnit(),
        survey.spread() == null ? loss.leastValue() : survey.spread().leastMean());
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
        survey.quadratic() != null
            ? StopRule.LARGEST_ROUNDING
            : floats ? StopRule.LARGEST_FLOAT_ROUNDING : 0;
    return Math.max(gap, rounding * survey.targetScale());
  }

  /** Whether steps go on after training has converged: where an epoch is but d products. */
  private boolean goesOn(StopRule stop) {
    return onAxes
        && automatic
        && config.method() instanceof GradientMethod.FullBatch
        && config.update() instanceof UpdateRule.Plain
        && stop.tolerance().isEmpty()
        && survey.storageGap() == 0;
  }

  /** The certified gap at which training has converged, in units of the loss. */
  private double largestGap(StopRule stop) {
    double tolerance = stop.toleranceFor(config);
    double stored = survey.storageGap();
    double gap = tolerance * survey.gapUnit();
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
              2 * stored / survey.targetScale()));
    }
    return gap;
  }

  String advice() {
    if (automatic && !full) {
      return "Use --method full-batch.";
    }
    if (automatic) {
      return config.form().standardize()
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
  SolverResult arrive(Solver steps, TrainingLoop.Outcome outcome) {
    double[] weights = new double[survey.coordinates().features()];
    double constant = toWeights(steps, weights);
    SolverResult arrival =
        new SolverResult(
            weights, constant, outcome.reason(), outcome.evaluation(), 0, false, List.of());
    if (!isSmoothSquares()) {
      if (outcome.reason() != StopReason.CONVERGED && isFinishedByFullBatch()) {
        return byFullBatch();
      }
      boolean settled = outcome.reason() == StopReason.PLATEAU && full && automatic;
      return settled && outcome.evaluation().gap() <= gapOfRounding()
          ? arrival.withReason(StopReason.CONVERGED)
          : arrival;
    }
    return proof().of(arrival, full && automatic, whitened);
  }

  /** The gap at which training has converged where rounding allows no step beyond. */
  private double gapOfRounding() {
    double gap = largestGap(config.stop());
    return config.stop().tolerance().isPresent() || !(gap > 0)
        ? gap
        : Math.max(gap, StopRule.LARGEST_ROUNDING * survey.gapUnit());
  }

  private Certificate proof() {
    RowSource read = evaluator == null || workers == null ? null : rows;
    return new Certificate(config, survey, read, workers, largestGap(config.stop()));
  }

  /** Whether steps by rows come after the steps, however far those get. */
  private boolean isFinished() {
    return isSmoothSquares() ? proof().canFinish() : isFinishedByFullBatch();
  }

  private boolean isSmoothSquares() {
    return survey.standardQuadratic() != null && !survey.hasKinks();
  }

  /**
   * Whether a full batch on the same objective comes after steps that have not converged: batches,
   * and full batches with another update.
   */
  private boolean isFinishedByFullBatch() {
    boolean solved =
        survey.quadratic() != null || NewtonSolvers.canSolve(config.objective(), rows, survey);
    boolean itself = full && config.update() instanceof UpdateRule.Plain;
    boolean free =
        config.method() instanceof GradientMethod.FullBatch method
            ? method.gradients() == GradientMethod.Gradients.AUTO
            : isInBatches();
    return automatic && !itself && free && config.stop().epochs().isEmpty() && solved;
  }

  private SolverResult byFullBatch() {
    TrainingConfig whole =
        config.withMethod(new GradientMethod.FullBatch()).withUpdate(new UpdateRule.Plain());
    Training training = new Trainer(whole).fit(rows);
    List<Trace.Point> points = training.trace().points();
    double[] weights = training.model().coefficientArray();
    return new SolverResult(
        weights,
        survey.constant(weights, training.model().intercept()),
        training.stopReason(),
        new Evaluation(
            training.loss(),
            points.get(points.size() - 1).gradientNorm(),
            training.gap() * survey.gapUnit()),
        (int) training.epochs(),
        false,
        List.of());
  }

  private double toWeights(Solver steps, double[] weights) {
    double constant = survey.coordinates().toWeights(steps.parameters(), weights);
    return survey.isWhitened() && config.form().intercept()
        ? constant + survey.dropConstants(weights)
        : constant;
  }

  Training training(Solver steps, TrainingLoop.Outcome outcome, long startNanos) {
    SolverResult arrival = arrive(steps, outcome);
    LinearModel model = model(arrival);
    return training(steps, outcome, arrival, model, metrics(arrival, model), startNanos);
  }

  RegressionMetrics metrics(SolverResult arrival, LinearModel model) {
    return rows.isRepeatable()
        ? RegressionMetrics.of(model, rows)
        : survey.metrics(arrival.weights(), arrival.constant());
  }

  /** The model that steps have led to. */
  LinearModel model(Solver steps) {
    double[] weights = new double[survey.coordinates().features()];
    return model(weights, toWeights(steps, weights));
  }

  LinearModel model(SolverResult arrival) {
    return model(arrival.weights(), arrival.constant());
  }

  private LinearModel model(double[] weights, double constant) {
    return new LinearModel(
        rows.featureNames(),
        rows.targetName(),
        weights,
        survey.intercept(weights, constant),
        survey.featureMeans(),
        config.objective().loss().hasLogLink() ? Link.LOG : Link.IDENTITY);
  }

  /** What came of it, for a model whose metrics are known. */
  Training training(
      Solver steps,
      TrainingLoop.Outcome outcome,
      SolverResult arrival,
      LinearModel model,
      RegressionMetrics metrics,
      long startNanos) {
    double scale = survey.gapUnit();
    Evaluation evaluation = arrival.evaluation();
    double gap = scale > 0 ? evaluation.gap() / scale : evaluation.gap();
    List<String> notes = survey.notes(arrival);
    List<String> doubtful = onCurvature ? steps.dependentFeatures() : dependent;
    if (doubtful.size() > 1) {
      notes.add(Certificate.dependence(doubtful));
    }
    if (steps.restarts() > 0) {
      notes.add(lowered(steps.restarts()));
    }
    if (arrival.reason() != StopReason.CONVERGED && !(gap <= asGoodAsConverged())) {
      notes.add(howFar(gap) + remedy(arrival.reason()));
    }
    long epochs = steps.epochs() + arrival.refinements();
    long updates = steps.updates() + arrival.refinements();
    double seconds = (System.nanoTime() - startNanos) / 1e9;
    outcome
        .trace()
        .finish(
            new Trace.Point(
                epochs, updates, seconds, evaluation.loss(), evaluation.gradientNorm()));
    return new Training(
        model,
        arrival.reason(),
        epochs,
        updates,
        steps.rate(),
        onMoments ? GradientMethod.Gradients.MOMENTS : GradientMethod.Gradients.ROWS,
        precondition(steps),
        arrival.refinements(),
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

  private Preconditioning precondition(Solver steps) {
    if (onCurvature) {
      return Preconditioning.CURVATURE;
    }
    if (steps instanceof ProximalNewtonSolver) {
      return Preconditioning.ACTIVE_SET;
    }
    return survey.isWhitened() || whitened ? Preconditioning.WHITEN : Preconditioning.NONE;
  }

  private double asGoodAsConverged() {
    return Math.max(AS_GOOD_AS_CONVERGED, 2 * survey.storageGap() / survey.targetScale());
  }

  /** What leads nearer to the optimum, if a setting does. */
  private String remedy(StopReason reason) {
    boolean squares = survey.quadratic() != null && !survey.hasKinks();
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

  private String howFar(double gap) {
    if (!config.objective().loss().equals(Loss.SQUARED)) {
      return Double.isFinite(gap)
          ? String.format(
              Locale.ROOT,
              "not converged: the loss is at most %.1e above its minimum.",
              gap * survey.gapUnit())
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
