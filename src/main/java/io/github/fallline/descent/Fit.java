package io.github.fallline.descent;

import io.github.fallline.blas.Precision;
import io.github.fallline.data.RowSource;
import io.github.fallline.model.LinearModel;
import io.github.fallline.model.Link;
import io.github.fallline.model.RegressionMetrics;
import io.github.fallline.objective.Loss;
import io.github.fallline.objective.Penalty;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** One fit: what the settings come to on the data at hand. */
final class Fit {
  /** After an epoch a sound automatic run stays below this many times the scale of its losses. */
  private static final double RISE_AUTOMATIC = 4;

  /** A gap of which a user who named the epochs need not be told. */
  private static final double AS_GOOD_AS_CONVERGED = 1e-12;

  /** A fixed rate may rise further before momentum or luck brings it down. */
  private static final double RISE_FIXED = 100;

  /** Epochs that plain steps take to the default tolerance, for each unit of condition. */
  private static final double EPOCHS_PER_CONDITION = 21;

  /** Multiplications that plain steps on moments may cost before features are whitened: 20 ms. */
  private static final double MOST_PLAIN_PRODUCTS = 2e7;

  /** Steps of a whitened full batch; one is enough, where rounding lets any be. */
  private static final long WHITENED_STEPS = 2;

  /** Numbers that a pass to prove or to refine reads in no time worth a thought: 10 ms. */
  private static final double FEW_NUMBERS = 4e6;

  /** Condition numbers of the moments from which a pass over the rows adds digits that count. */
  private static final double DIGITS_LOST = 1e6;

  /** A gap, in variances of the target, that is small enough where rounding allows no less. */
  private static final double SMALL_ENOUGH = 1e-9;

  /** Refining steps; each gains some eight digits where there are any to gain. */
  private static final int MOST_REFINEMENTS = 4;

  /** Columns that a note names. */
  private static final int MOST_NAMED = 10;

  /** A distance to the minimum, in variances of the target, beyond which no step gains a digit. */
  private static final double NEAREST = 1e-36;

  private final TrainingConfig config;
  private final RowSource rows;
  private final Survey survey;
  private final PassEvaluator evaluator;
  private final Workers workers;
  private final Evaluator known;
  private final Rates rates;
  private final boolean automatic;
  private final boolean full;
  private final boolean onMoments;
  private final boolean onAxes;
  private final boolean whitened;
  private final double[] start;
  private final double lossScale;
  private BatchPlan plan;

  /**
   * A fit that has not begun.
   *
   * @param evaluator the objective by passes over the rows; null where moments tell all and the
   *     steps on rows are taken elsewhere
   */
  Fit(Trainer trainer, RowSource rows, Survey survey, PassEvaluator evaluator, Workers workers) {
    config = trainer.config();
    this.workers = workers;
    this.rows = rows;
    this.survey = survey;
    this.evaluator = evaluator;
    known = survey.quadratic() == null ? evaluator : survey.certificate();
    rates = new Rates(config, survey, evaluator);
    automatic = config.learningRate() instanceof LearningRate.Automatic;
    full = trainer.isFull(rows);
    onMoments = full && useMoments();
    onAxes =
        onMoments
            && config.update().turnsWithAxes()
            && config.objective().penalty().absoluteStrength() == 0;
    whitened = onAxes && takesWhitenedStep();
    start = survey.start(automatic);
    double scale = survey.targetScale();
    boolean square = Double.isFinite(config.objective().loss().curvature());
    lossScale = Math.max(square ? scale : Math.sqrt(scale), Math.abs(known.at(start).loss()));
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
        && config.update() instanceof UpdateRule.Plain
        && config.stop().epochs().isEmpty()
        && (!survey.quadratic().isCertain()
            || !(epochs * survey.quadratic().size() <= MOST_PLAIN_PRODUCTS));
  }

  private boolean useMoments() {
    GradientMethod.Gradients wanted =
        config.method() instanceof GradientMethod.FullBatch method
            ? method.gradients()
            : GradientMethod.Gradients.AUTO;
    if (wanted == GradientMethod.Gradients.MOMENTS && survey.quadratic() == null) {
      throw new IllegalArgumentException(
          "gradients from moments need squared errors and at most "
              + Survey.MOST_FEATURES_FOR_MOMENTS
              + " features; use rows");
    }
    return wanted != GradientMethod.Gradients.ROWS && survey.quadratic() != null;
  }

  Steps steps() {
    if (config.update() instanceof UpdateRule.ConjugateGradient) {
      return conjugateSteps();
    }
    if (whitened) {
      return new WhitenedStep(survey.quadratic(), known, start);
    }
    return textbookSteps();
  }

  /** The steps as textbooks have them: on the features as they are, however many it takes. */
  Steps textbookSteps() {
    if (config.update() instanceof UpdateRule.ConjugateGradient) {
      return conjugateSteps();
    }
    if (onAxes) {
      return FullSteps.alongAxes(survey.quadratic(), known, config.update(), rates.full(), start);
    }
    if (full) {
      return fullSteps(onMoments ? survey.moments() : evaluator);
    }
    follow(newPlan());
    return new BatchSteps(
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
  LocalSteps localSteps(DistributedRows distant) {
    long batch = config.method().batchRows(rows.rows());
    double batches = Math.ceil((double) rows.rows() / batch);
    Pace pace = rates.batch((double) batch, batches, 1);
    return new LocalSteps(
        distant, config, survey.coordinates(), known, pace, start, rise() * lossScale);
  }

  /** Goes down with checkpoints, from one if there is one to go on from. */
  Descent.Outcome descend(
      Steps steps, Consumer<Trace.Point> listener, long startNanos, Checkpoints checkpoints) {
    if (!checkpoints.isOn()) {
      return new Descent(steps, limits(), advice(), listener, startNanos).run();
    }
    Map<String, String> settings = Settings.of(config, rows);
    String fingerprint = rows.fingerprint();
    checkpoints.start().ifPresent(made -> Settings.requireSame(made, settings, fingerprint));
    return new Descent(
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
    Visits visits =
        automatic
            ? Visits.of(rows, survey.coordinates(), survey.meanSquaredLength())
            : Visits.once(rows);
    return new BatchPlan(rows.rows(), visits, config.method(), config.shuffling(), automatic);
  }

  /** The batches of an epoch; null where steps use all rows. */
  BatchPlan plan() {
    return plan;
  }

  /** Takes these batches as its own. */
  void follow(BatchPlan batches) {
    plan = batches;
  }

  private LossWatch newWatch() {
    return new LossWatch(rows.rows(), lossScale, rise());
  }

  /** The part of one target in steps that several take at once; they follow the plan. */
  TargetSteps join(JointSteps joint) {
    boolean averaged = automatic && !full;
    return joint.join(
        start,
        full ? rates.full() : rates.batch(plan),
        known,
        averaged
            ? new AveragedIterates(start, plan.batches(), !config.shuffling().shuffle())
            : new Answer.LastIterate(),
        newWatch());
  }

  private Steps conjugateSteps() {
    if (onMoments) {
      return ConjugateSteps.onMoments(survey.quadratic(), known, start);
    }
    Penalty.L2 penalty = (Penalty.L2) config.objective().penalty();
    RowParaboloid shape = new RowParaboloid(rows, penalty, survey.coordinates(), workers);
    return ConjugateSteps.onRows(shape, evaluator, known, start);
  }

  private Steps fullSteps(Evaluator.WithGradient slope) {
    Penalty penalty = config.objective().penalty();
    int features = survey.coordinates().features();
    return rates.isSearched()
        ? new BacktrackingSteps(slope, penalty, features, start)
        : FullSteps.inCoordinates(
            slope, known, config.update(), penalty, features, rates.full(), start);
  }

  private double rise() {
    return automatic ? RISE_AUTOMATIC : RISE_FIXED;
  }

  Descent.Limits limits() {
    StopRule stop = config.stop();
    int size = survey.coordinates().size();
    long visits = plan == null ? rows.rows() : plan.visitsPerEpoch();
    Loss loss = config.objective().loss();
    boolean plainFull =
        full && config.update() instanceof UpdateRule.Plain && Double.isFinite(loss.curvature());
    double epochCost = onAxes ? size : (double) size * size;
    long budget = onMoments ? stop.momentEpochLimit(epochCost) : stop.epochLimit(visits, size);
    return new Descent.Limits(
        config.update() instanceof UpdateRule.ConjugateGradient
            ? stop.conjugateEpochLimit(budget, size)
            : whitened ? WHITENED_STEPS : budget,
        stop.epochs().isPresent(),
        largestGap(stop),
        goesOn(stop) ? StopRule.AIM * survey.targetScale() : largestGap(stop),
        stop.patienceFor(config),
        lossScale,
        rise(),
        plainFull ? 1e-9 : 1);
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
    double gap = tolerance * survey.targetScale();
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
    if (automatic) {
      return config.method() instanceof GradientMethod.FullBatch
          ? "Name a --learning-rate."
          : "Use --method full-batch.";
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

  /**
   * Where steps have led to, and how near the optimum that is: for squared errors the bound counts
   * what rounding may hide, and where that is too much, or digits can be gained, passes over the
   * rows prove more and refine the model.
   */
  Arrival arrive(Steps steps, Descent.Outcome outcome) {
    double[] weights = new double[survey.coordinates().features()];
    double constant = survey.coordinates().toWeights(steps.answer(), weights);
    Evaluation evaluation = outcome.evaluation();
    if (survey.standardQuadratic() == null || survey.hasKinks()) {
      return new Arrival(weights, constant, outcome.reason(), evaluation, 0, List.of());
    }
    double gap = boundByMoments(weights, constant, evaluation);
    Evaluation bounded = new Evaluation(evaluation.loss(), evaluation.gradientNorm(), gap);
    Arrival arrival =
        new Arrival(weights, constant, outcome.reason(), bounded, 0, List.of());
    return wantsRows(gap) ? byRows(arrival) : judged(arrival, gap);
  }

  private double boundByMoments(double[] weights, double constant, Evaluation evaluation) {
    Coordinates standard = survey.standard();
    double error = MomentRounding.of(survey.columns(), standard);
    double bound =
        survey.standardQuadratic().gapBound(standard.toParameters(weights, constant), error);
    double predicted = Math.abs(constant);
    for (int j = 0; j < weights.length; j++) {
      predicted += Math.abs(weights[j] * standard.shift(j));
    }
    double bias = Math.ulp(2 * predicted);
    double loss = Math.max(0, evaluation.loss());
    return Math.min(bound + bias * bias, loss) + survey.storageGap();
  }

  /** Whether rows are to be read for a proof or for digits. */
  private boolean wantsRows(double gap) {
    boolean readable = evaluator != null && workers != null && isReadAgain();
    if (!readable || rows.precision() != Precision.DOUBLE || !(lossScale > 0)) {
      return false;
    }
    double numbers = (double) rows.rows() * survey.standard().features();
    boolean proves = !(gap <= allowedGap());
    boolean gains = refines() && survey.standardQuadratic().condition() > DIGITS_LOST;
    return numbers <= FEW_NUMBERS ? refines() || proves : gains || proves;
  }

  private boolean isReadAgain() {
    if (rows.isRereadable()) {
      return true;
    }
    try (RowSource again = rows.again().orElse(null)) {
      return again != null;
    }
  }

  /** Whether the model may be changed by steps of its own. */
  private boolean refines() {
    boolean free =
        config.method() instanceof GradientMethod.FullBatch method
            && method.gradients() == GradientMethod.Gradients.AUTO;
    boolean direct =
        config.update() instanceof UpdateRule.Plain
            || config.update() instanceof UpdateRule.ConjugateGradient;
    return free && automatic && direct && config.stop().epochs().isEmpty();
  }

  private double allowedGap() {
    StopRule stop = config.stop();
    boolean named = stop.tolerance().isPresent();
    return named ? largestGap(stop) : Math.max(largestGap(stop), SMALL_ENOUGH * survey.targetScale());
  }

  private Arrival byRows(Arrival arrival) {
    Refinement refinement =
        new Refinement(
            rows,
            survey.standardQuadratic(),
            survey.standard(),
            survey.standardRidge(),
            survey.columns(),
            workers);
    double enough =
        config.stop().tolerance().isPresent()
            ? config.stop().tolerance().getAsDouble() * survey.targetScale()
            : NEAREST * survey.targetScale();
    Refinement.Point point =
        refinement.from(
            arrival.weights(), arrival.constant(), refines() ? MOST_REFINEMENTS : 0, enough);
    Evaluation proved =
        new Evaluation(point.loss(), point.gradientNorm(), point.gap() + point.hidden());
    List<String> notes = new ArrayList<>();
    double hidden = point.hidden() / survey.targetScale();
    boolean known = point.gap() <= allowedGap();
    if (!refinement.doubtfulColumns().isEmpty() && (!known || hidden > SMALL_ENOUGH)) {
      notes.add(doubt(refinement.doubtfulColumns(), hidden, known));
    }
    Arrival refined =
        new Arrival(
            point.weights(), point.constant(), arrival.reason(), proved, point.steps(), notes);
    return judged(refined, point.gap());
  }

  private static String doubt(List<String> columns, double hidden, boolean known) {
    String names = String.join(", ", columns.subList(0, Math.min(MOST_NAMED, columns.size())));
    String more = columns.size() > MOST_NAMED ? ", ..." : "";
    return known
        ? String.format(
            Locale.ROOT,
            "columns %s%s are combinations of each other up to the rounding of their numbers; what"
                + " the rounding could explain (%.1e variances of the target) is not fitted.",
            names,
            more,
            hidden)
        : String.format(
            Locale.ROOT,
            "columns %s%s are so nearly combinations of each other that double precision cannot"
                + " certify the optimum; leave some of them out.",
            names,
            more);
  }

  /** Says converged where the bound allows it, and only there. */
  private Arrival judged(Arrival arrival, double gap) {
    StopReason reason = arrival.reason();
    boolean settled =
        reason == StopReason.CONVERGED || arrival.refinements() > 0 || whitened;
    if (settled) {
      reason = gap <= allowedGap() ? StopReason.CONVERGED : StopReason.ROUNDING;
    }
    return new Arrival(
        arrival.weights(),
        arrival.constant(),
        reason,
        arrival.evaluation(),
        arrival.refinements(),
        arrival.notes());
  }

  Training training(Steps steps, Descent.Outcome outcome, long startNanos) {
    Arrival arrival = arrive(steps, outcome);
    LinearModel model = model(arrival);
    return training(steps, outcome, arrival, model, metrics(arrival, model), startNanos);
  }

  RegressionMetrics metrics(Arrival arrival, LinearModel model) {
    return rows.isRereadable()
        ? RegressionMetrics.of(model, rows)
        : survey.metrics(arrival.weights(), arrival.constant());
  }

  /** The model that steps have led to. */
  LinearModel model(Steps steps) {
    double[] weights = new double[survey.coordinates().features()];
    double stored = survey.coordinates().toWeights(steps.answer(), weights);
    return model(weights, stored);
  }

  LinearModel model(Arrival arrival) {
    return model(arrival.weights(), arrival.constant());
  }

  private LinearModel model(double[] weights, double constant) {
    return new LinearModel(
        rows.featureNames(),
        rows.targetName(),
        weights,
        survey.intercept(weights, constant),
        survey.featureMeans(),
        config.objective().loss().predictsLogarithm() ? Link.LOG : Link.IDENTITY);
  }

  /** What came of it, for a model whose metrics are known. */
  Training training(
      Steps steps,
      Descent.Outcome outcome,
      Arrival arrival,
      LinearModel model,
      RegressionMetrics metrics,
      long startNanos) {
    double scale = survey.targetScale();
    Evaluation evaluation = arrival.evaluation();
    double gap = scale > 0 ? evaluation.gap() / scale : evaluation.gap();
    List<String> notes = survey.notes();
    notes.addAll(arrival.notes());
    if (steps.restarts() > 0) {
      notes.add(lowered(steps.restarts()));
    }
    if (arrival.reason() != StopReason.CONVERGED && !(gap <= asGoodAsConverged())) {
      notes.add(howFar(gap));
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
        survey.isWhitened() || whitened ? Precondition.WHITEN : Precondition.NONE,
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

  private double asGoodAsConverged() {
    return Math.max(AS_GOOD_AS_CONVERGED, 2 * survey.storageGap() / survey.targetScale());
  }

  private String howFar(double gap) {
    boolean inVariances = Double.isFinite(config.objective().loss().curvature());
    return Double.isFinite(gap) && inVariances
        ? String.format(
            Locale.ROOT,
            "not converged: the loss is at most %.1e variances of the target above its minimum.",
            gap)
        : "not converged: how far the loss is from its minimum is not known.";
  }
}
