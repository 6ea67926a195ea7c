package io.github.fallline.descent;

import io.github.fallline.blas.Blas;
import io.github.fallline.data.RowOrder;
import io.github.fallline.data.RowSource;
import io.github.fallline.model.LinearModel;
import io.github.fallline.model.RegressionMetrics;
import io.github.fallline.objective.Penalty;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fits linear models by gradient descent.
 *
 * <p>A trainer holds settings only; it may fit any number of data sets, from any number of threads.
 * The same settings and data give the same model, bit for bit, on any number of threads.
 */
public final class Trainer {
  private static final Logger LOG = LoggerFactory.getLogger(Trainer.class);

  /** After an epoch a sound automatic run stays below this many times the scale of its losses. */
  private static final double RISE_AUTOMATIC = 4;

  /** A fixed rate may rise further before momentum or luck brings it down. */
  private static final double RISE_FIXED = 100;

  private final TrainingConfig config;

  /** A trainer with these settings. */
  public Trainer(TrainingConfig config) {
    this.config = config;
  }

  /**
   * Fits a model to rows, which stay the caller's and are not changed.
   *
   * @throws DivergedException when the learning rate was too large
   * @throws IllegalArgumentException when a number is not finite or the settings do not fit the
   *     data
   */
  public Training fit(RowSource rows) {
    return fit(rows, point -> {});
  }

  /**
   * Fits a model and tells how it goes.
   *
   * @param listener called after each look at the objective, on the calling thread; be quick
   * @see #fit(RowSource)
   */
  public Training fit(RowSource rows, Consumer<Trace.Point> listener) {
    long startNanos = System.nanoTime();
    try (Blas.SingleThread blas = Blas.singleThread();
        Workers workers = new Workers(config.threads())) {
      Survey survey = new Survey(rows, config.objective(), config.form(), workers);
      LOG.debug("surveyed {} rows of {} features", rows.rows(), rows.featureNames().size());
      try (RowEvaluator evaluator =
              new RowEvaluator(rows, config.objective(), survey.coordinates(), workers);
          Steps steps = steps(rows, survey, evaluator)) {
        Descent.Limits limits = limits(rows, survey, steps);
        Descent.Outcome outcome =
            new Descent(steps, limits, largestRate(survey), listener, startNanos).run();
        LOG.debug("{} after {} epochs", outcome.reason(), steps.epochs());
        return training(rows, survey, steps, outcome, startNanos);
      }
    }
  }

  private boolean isAutomatic() {
    return config.learningRate() instanceof LearningRate.Automatic;
  }

  private boolean useMoments(Survey survey) {
    if (!(config.method() instanceof GradientMethod.FullBatch full)
        || full.gradients() == GradientMethod.Gradients.ROWS) {
      return false;
    }
    if (survey.quadratic() == null && full.gradients() == GradientMethod.Gradients.MOMENTS) {
      throw new IllegalArgumentException(
          "gradients from moments need squared errors and at most "
              + Survey.MOST_FEATURES_FOR_MOMENTS
              + " features; use rows");
    }
    return survey.quadratic() != null;
  }

  private Steps steps(RowSource rows, Survey survey, RowEvaluator evaluator) {
    double[] start = survey.start(isAutomatic());
    if (config.method() instanceof GradientMethod.FullBatch) {
      double rate = fullRate(survey, evaluator);
      return useMoments(survey)
          ? FullSteps.onMoments(survey.quadratic(), config.update(), rate, start)
          : FullSteps.onRows(evaluator, survey.quadratic(), config.update(), rate, start);
    }
    boolean automatic = isAutomatic();
    RowOrder visits =
        automatic
            ? Visits.of(rows, survey.coordinates(), survey.meanSquaredLength())
            : RowOrder.sequential(rows.rows());
    BatchPlan plan =
        new BatchPlan(rows.rows(), visits, config.method(), config.shuffling(), automatic);
    return new BatchSteps(
        rows,
        config.objective(),
        survey.coordinates(),
        plan,
        survey.quadratic() == null ? evaluator : survey.quadratic(),
        config.update(),
        batchRate(survey, evaluator, plan),
        start,
        automatic);
  }

  /** 1 / L, with L the largest eigenvalue of the second derivative. */
  private double fullRate(Survey survey, RowEvaluator evaluator) {
    if (config.learningRate() instanceof LearningRate.Fixed fixed) {
      return fixed.rate();
    }
    return inverse(2 * largestCurvature(survey, evaluator));
  }

  /**
   * B / (2 (2 m + (B - 1) lambda)) for batches of B rows, mean squared row length m and largest
   * curvature lambda, less the gain of the update rule. Each step's gradient stands for a mean over
   * visits, of which there may be more than rows; the rate makes up for it.
   */
  private double batchRate(Survey survey, RowEvaluator evaluator, BatchPlan plan) {
    if (config.learningRate() instanceof LearningRate.Fixed fixed) {
      return fixed.rate();
    }
    double batch = plan.batchRows();
    double l2 = config.objective().penalty() instanceof Penalty.L2 ridge ? ridge.strength() : 0;
    double shared = batch == 1 ? 0 : (batch - 1) * largestCurvature(survey, evaluator);
    double bound = 2 * (2 * (survey.meanSquaredLength() + l2) + shared);
    return inverse(bound * config.update().gain() * plan.visitsPerRow() / batch);
  }

  private static double inverse(double value) {
    return value > 0 ? 1 / value : 1; // features that are all zero have no slope to follow
  }

  private static double largestCurvature(Survey survey, RowEvaluator evaluator) {
    return survey.quadratic() != null
        ? survey.quadratic().largestCurvature()
        : Curvature.largest(evaluator, survey.coordinates().size());
  }

  /** The rate above which plain full-batch steps must diverge; infinite where unknown. */
  private double largestRate(Survey survey) {
    boolean plainFull =
        config.method() instanceof GradientMethod.FullBatch
            && config.update() instanceof UpdateRule.Plain;
    return plainFull && survey.quadratic() != null
        ? 1 / survey.quadratic().largestCurvature()
        : Double.POSITIVE_INFINITY;
  }

  private Descent.Limits limits(RowSource rows, Survey survey, Steps steps) {
    StopRule stop = config.stop();
    boolean full = config.method() instanceof GradientMethod.FullBatch;
    boolean plainFull = full && config.update() instanceof UpdateRule.Plain;
    double tolerance = stop.toleranceFor(config.method(), config.learningRate());
    int size = survey.coordinates().size();
    double scale = Math.max(survey.targetScale(), steps.evaluate().loss());
    return new Descent.Limits(
        useMoments(survey) ? stop.momentEpochLimit(size) : stop.epochLimit(rows.rows(), size),
        stop.epochs().isPresent(),
        tolerance > 0 ? tolerance * survey.targetScale() : -1,
        stop.patience(),
        scale,
        isAutomatic() ? RISE_AUTOMATIC : RISE_FIXED,
        plainFull ? 1 + 1e-9 : 2);
  }

  private Training training(
      RowSource rows, Survey survey, Steps steps, Descent.Outcome outcome, long startNanos) {
    double[] weights = new double[survey.coordinates().features()];
    double[] answer = steps.answer();
    double intercept = survey.coordinates().toWeights(answer, weights);
    LinearModel model =
        new LinearModel(
            rows.featureNames(), rows.targetName(), weights, intercept, survey.featureMeans());
    RegressionMetrics metrics = RegressionMetrics.of(model, rows);
    double gap = outcome.evaluation().gap() / survey.targetScale();
    List<String> notes = new ArrayList<>(survey.notes());
    if (outcome.reason() != StopReason.CONVERGED) {
      notes.add(notConverged(survey, gap));
    }
    return new Training(
        model,
        outcome.reason(),
        steps.epochs(),
        steps.updates(),
        steps.rate(),
        useMoments(survey) ? GradientMethod.Gradients.MOMENTS : GradientMethod.Gradients.ROWS,
        outcome.evaluation().loss(),
        gap,
        metrics,
        (System.nanoTime() - startNanos) / 1e9,
        outcome.trace(),
        notes);
  }

  private String notConverged(Survey survey, double gap) {
    return survey.quadratic() == null
        ? "how far the loss is from its minimum is not known."
        : String.format(
            Locale.ROOT, "the loss is %.1e variances of the target above its minimum.", gap);
  }
}
