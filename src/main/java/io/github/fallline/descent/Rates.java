package io.github.fallline.descent;

import io.github.fallline.objective.Penalty;

/** The learning rate of a run: the one given, or one that is safe for the data. */
final class Rates {
  private final TrainingConfig config;
  private final Survey survey;
  private final RowEvaluator rows;

  Rates(TrainingConfig config, Survey survey, RowEvaluator rows) {
    this.config = config;
    this.survey = survey;
    this.rows = rows;
  }

  /** Full batch: 1 / L, with L the largest eigenvalue of the second derivative. */
  double full() {
    if (config.learningRate() instanceof LearningRate.Fixed fixed) {
      return fixed.rate();
    }
    return inverse(2 * largestCurvature());
  }

  /**
   * B / (2 (2 m + (B - 1) lambda)) for batches of B rows, mean squared row length m and largest
   * curvature lambda, less the gain of the update rule. Each step's gradient stands for a mean over
   * visits, of which there may be more than rows; the rate makes up for it.
   */
  double batch(BatchPlan plan) {
    if (config.learningRate() instanceof LearningRate.Fixed fixed) {
      return fixed.rate();
    }
    double batch = plan.batchRows();
    double l2 = config.objective().penalty() instanceof Penalty.L2 ridge ? ridge.strength() : 0;
    double shared = batch == 1 ? 0 : (batch - 1) * largestCurvature();
    double bound = 2 * (2 * (survey.meanSquaredLength() + l2) + shared);
    return inverse(bound * config.update().gain() * plan.visitsPerRow() / batch);
  }

  /** The rate above which plain full-batch steps must diverge; infinite for all else. */
  double largestStable() {
    boolean plainFull =
        config.method() instanceof GradientMethod.FullBatch
            && config.update() instanceof UpdateRule.Plain;
    return plainFull && survey.quadratic() != null
        ? 1 / survey.quadratic().largestCurvature()
        : Double.POSITIVE_INFINITY;
  }

  private double largestCurvature() {
    return survey.quadratic() != null
        ? survey.quadratic().largestCurvature()
        : Curvature.largest(rows, survey.coordinates().size());
  }

  private static double inverse(double value) {
    return value > 0 ? 1 / value : 1; // features that are all zero have no slope to follow
  }
}
