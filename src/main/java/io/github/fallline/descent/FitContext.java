package io.github.fallline.descent;

import io.github.fallline.data.RowMetadata;
import io.github.fallline.data.RowSource;
import io.github.fallline.descent.gradient.PassObjective;
import io.github.fallline.parallel.TileExecutor;

/**
 * The settings and the data of one fit.
 *
 * @param function the objective by passes over the rows; null where moments suffice and the steps
 *     on rows are taken elsewhere
 * @param executor null where the rows lie elsewhere
 */
record FitContext(
    TrainingConfig config,
    RowMetadata rows,
    TrainingProblem problem,
    PassObjective function,
    TileExecutor executor) {
  /** Whether the rows can be read again, here. */
  boolean isRepeatable() {
    return rows instanceof RowSource;
  }

  /**
   * The rows.
   *
   * @throws ClassCastException where they cannot be read again: {@link #isRepeatable}
   */
  RowSource source() {
    return (RowSource) rows;
  }

  /** Whether the learning rate is chosen from the data. */
  boolean isAutomatic() {
    return config.learningRate().isAutomatic();
  }

  /** Whether steps use all rows. */
  boolean isFull() {
    return config.usesAllRows(rows);
  }

  /** Whether preconditioned batches are asked for, of which one may hold all rows. */
  boolean isInBatches() {
    return !config.method().usesAllRows()
        && config.method().acceleration().precondition() != Preconditioning.NONE;
  }

  /** Whether gradients from moments are asked for by name. */
  boolean wantsMoments() {
    return config.method().gradients() == GradientMethod.Gradients.MOMENTS;
  }
}
