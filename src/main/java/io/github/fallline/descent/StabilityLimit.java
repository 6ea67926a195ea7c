package io.github.fallline.descent;

import io.github.fallline.data.RowSource;
import io.github.fallline.optim.LearningRate;

/** The learning rate near which descent stops being stable: where a search for rates begins. */
public final class StabilityLimit {
  private StabilityLimit() {}

  /**
   * About the largest fixed rate with which a method does not lead away from the optimum, by the
   * curvature of the objective on the rows: with lambda the largest eigenvalue of half its second
   * derivative and m the mean squared length of a row, B / (m + (B - 1) lambda) for batches of B
   * rows, and 1 / lambda, which is exact, for all rows of squared errors; with momentum less by as
   * much as it adds up. Where no curvature bounds the steps (adagrad, rmsprop, adam; quantile and
   * poisson losses) only an order of magnitude: one step as long as the way of the predictions.
   *
   * @param rows stay the caller's and are not changed; one pass
   * @param config the settings; their learning rate does not matter
   * @return above 0
   */
  public static double of(RowSource rows, TrainingConfig config) {
    TrainingConfig fixed = config.withLearningRate(LearningRate.fixed(1));
    double batch =
        config.method().usesAllRows()
            ? Double.MAX_VALUE
            : (double) config.method().batchRows(rows.rows());
    return FitContext.with(fixed, rows, fit -> new LearningRateSelector(fit).stabilityLimit(batch));
  }
}
