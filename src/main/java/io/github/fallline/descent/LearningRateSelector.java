package io.github.fallline.descent;

import io.github.fallline.argument.Setting;
import io.github.fallline.descent.gradient.PassObjective;
import io.github.fallline.descent.gradient.PowerIteration;
import io.github.fallline.descent.sampling.BatchPlan;
import io.github.fallline.objective.Loss;
import io.github.fallline.objective.Penalty;
import io.github.fallline.optim.AdaGrad;
import io.github.fallline.optim.Schedule;
import io.github.fallline.optim.ScheduledRate;

/** The learning rate of a run: the one given, or one that is safe for the data. */
final class LearningRateSelector {
  /** The share of the way that a coefficient may go at each of a rule's first steps. */
  private static final double MOST_SHARE = 0.1;

  /** The same for all together; RMSProp's first step is 4.5 times as long as the rate. */
  private static final double SHARE_OF_ALL = 0.2;

  /** With variance reduction, of the rate without: 1 / (6 m) instead of 1 / (4 m) for one row. */
  private static final double REDUCED_SHARE = 2.0 / 3;

  /** Curvature that is allowed for where nothing bounds it, in units of that near the start. */
  private static final double LOCAL_MARGIN = 4;

  /** How much longer the first steps of bounded slopes are where the optimum is far away. */
  private static final double FAR = 10;

  private static final Schedule ROOT = new Schedule.Inverse(1, 0.5);

  private final FitContext fit;
  private final TrainingConfig config;
  private final TrainingProblem problem;
  private final Loss loss;
  private final Penalty penalty;

  LearningRateSelector(FitContext fit) {
    this.fit = fit;
    config = fit.config();
    problem = fit.problem();
    loss = config.objective().loss();
    penalty = config.objective().penalty();
  }

  /** Whether full-batch steps are to search for their rate: nothing bounds the loss. */
  boolean isSearched() {
    return isLocal() && config.takesPlainSteps();
  }

  /**
   * Whether the rate comes from the curvature near the start, for want of a bound: steps that go up
   * are to be taken back and the rate lowered.
   */
  boolean isLocal() {
    return config.learningRate().isAutomatic()
        && config.update().isRotationEquivariant()
        && Double.isInfinite(loss.curvature())
        && Double.isInfinite(loss.slopeBound());
  }

  /** The bound on the loss's second derivative; infinite where its slopes are bounded only. */
  private double curvature() {
    if (!isLocal()) {
      return loss.curvature();
    }
    if (!(problem.targetScale() instanceof TargetScale.Robust targets)) {
      throw new IllegalArgumentException(
          Setting.AUTOMATIC_RATE
              + " with the "
              + loss.label()
              + " loss requires rows that can be read more than once; set a "
              + Setting.LEARNING_RATE
              + " or use "
              + Setting.ADAM);
    }
    return LOCAL_MARGIN * targets.spread().curvature();
  }

  /** Full batch: 1 / L, with L the largest eigenvalue of the second derivative. */
  ScheduledRate forFullBatch() {
    return config.learningRate().given().orElseGet(this::automaticForFullBatch);
  }

  private ScheduledRate automaticForFullBatch() {
    if (!config.update().isRotationEquivariant()) {
      return forAdaptiveRule(1);
    }
    return Double.isFinite(curvature())
        ? orBounded(inverse(2 * largestCurvature()), 1, 1)
        : forBoundedSlope(1);
  }

  /**
   * B / (2 (2 m + (B - 1) lambda)) for batches of B rows, mean squared row length m and largest
   * curvature lambda, less the gain of the update rule. Each step's gradient stands for a mean over
   * visits, of which there may be more than rows; the rate makes up for it.
   */
  ScheduledRate forBatches(BatchPlan plan) {
    return forBatches((double) plan.batchRows(), (double) plan.batches(), plan.visitsPerRow());
  }

  /** The same for batches of {@code batch} rows, so many an epoch. */
  ScheduledRate forBatches(double batch, double batches, double visitsPerRow) {
    return config
        .learningRate()
        .given()
        .orElseGet(() -> automaticForBatches(batch, batches, visitsPerRow));
  }

  private ScheduledRate automaticForBatches(double batch, double batches, double visitsPerRow) {
    if (!config.update().isRotationEquivariant()) {
      return forAdaptiveRule(batches);
    }
    if (Double.isInfinite(curvature())) {
      return forBoundedSlope(batches).times(1 / visitsPerRow);
    }
    double length = curvature() / 2 * problem.meanSquaredLength();
    double shared = batch == 1 ? 0 : (batch - 1) * largestCurvature();
    double bound = 2 * (2 * (length + penalty.l2()) + shared);
    double rate = inverse(bound * config.update().momentumGain() * visitsPerRow / batch);
    boolean reduced = config.method().acceleration().reducesVariance();
    return reduced
        ? ScheduledRate.constant(REDUCED_SHARE * rate)
        : orBounded(rate, batches, 1 / visitsPerRow);
  }

  /**
   * A constant rate; where slopes are bounded as well, and so small beside the way to go that steps
   * of that rate would take ages, the rate of slopes that do not shrink.
   */
  private ScheduledRate orBounded(double rate, double stepsPerEpoch, double share) {
    if (Double.isInfinite(loss.slopeBound())) {
      return ScheduledRate.constant(rate);
    }
    ScheduledRate bounded = forBoundedSlope(stepsPerEpoch).times(share);
    return bounded.rate() > FAR * rate ? bounded : ScheduledRate.constant(rate);
  }

  /**
   * Steps along slopes that do not shrink: the distance to go over the length of a gradient, over
   * the root of the steps so far. Coefficients are as far away as the deviation of the predictions
   * over the mean length of a column.
   */
  private ScheduledRate forBoundedSlope(double stepsPerEpoch) {
    double squaredLength = problem.meanSquaredLength();
    double size = problem.scaling().size();
    double bound = loss.slopeBound() * squaredLength * Math.sqrt(stepsPerEpoch / size);
    double rate =
        problem.targetScale().prediction() * inverse(bound * config.update().momentumGain());
    double contracting = inverse(2 * penalty.l2());
    return new ScheduledRate(penalty.l2() > 0 ? Math.min(rate, contracting) : rate, ROOT);
  }

  /**
   * Rules whose first steps have the length of the rate along every axis, whatever the gradient.
   * Features that are much alike all pull together, so that the predictions go as far as the rate
   * times the number of them: no further than they have to.
   */
  private ScheduledRate forAdaptiveRule(double stepsPerEpoch) {
    double scale = problem.targetScale().prediction();
    double size = problem.scaling().size();
    double share = Math.min(MOST_SHARE, SHARE_OF_ALL / size);
    return config.update() instanceof AdaGrad
        ? ScheduledRate.constant(scale / size)
        : new ScheduledRate(share * scale / Math.sqrt(stepsPerEpoch), ROOT);
  }

  /** The rate above which plain full-batch steps must diverge; infinite for all else. */
  double largestStable() {
    boolean plainFull = config.method().usesAllRows() && config.takesPlainSteps();
    return plainFull && problem.isQuadratic()
        ? 1 / problem.quadratic().objective().largestCurvature()
        : Double.POSITIVE_INFINITY;
  }

  /**
   * About the rate above which steps on batches of so many rows lead away from the optimum, B / (m
   * + (B - 1) lambda) with the letters of {@link #forBatches}; for all rows 1 / lambda. Where no
   * curvature bounds the steps: the rate whose first step takes the predictions all their way.
   */
  double stabilityLimit(double batch) {
    double scale = problem.targetScale().prediction();
    if (!config.update().isRotationEquivariant()) {
      return scale;
    }
    double squaredLength = problem.meanSquaredLength();
    double gain = config.update().momentumGain();
    if (Double.isFinite(loss.curvature())) {
      double length = loss.curvature() / 2 * squaredLength + penalty.l2();
      return inverse((length / batch + (1 - 1 / batch) * largestCurvature()) * gain);
    }
    double slope = Double.isFinite(loss.slopeBound()) ? loss.slopeBound() : 1;
    return scale * inverse(slope * squaredLength * gain);
  }

  /** The largest eigenvalue of half the second derivative of the objective's smooth part. */
  private double largestCurvature() {
    if (problem.isWhitened()) {
      return 1;
    }
    if (problem.isQuadratic()) {
      return problem.quadratic().objective().largestCurvature();
    }
    try (PassObjective squares = fit.function().leastSquaresPart()) {
      double largest = PowerIteration.largestEigenvalue(squares, problem.scaling().size());
      return curvature() / 2 * largest + penalty.l2();
    }
  }

  private static double inverse(double value) {
    return value > 0 ? 1 / value : 1; // features that are all zero have no slope to follow
  }
}
