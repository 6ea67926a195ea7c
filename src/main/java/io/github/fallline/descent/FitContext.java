package io.github.fallline.descent;

import io.github.fallline.blas.Blas;
import io.github.fallline.data.RowMetadata;
import io.github.fallline.data.RowSource;
import io.github.fallline.data.RowStream;
import io.github.fallline.descent.gradient.PassObjective;
import io.github.fallline.descent.gradient.RowObjective;
import io.github.fallline.parallel.TileExecutor;
import java.util.Optional;

/**
 * The settings and the data of one fit.
 *
 * @param passes the objective by passes over the rows; none where moments suffice and the steps on
 *     rows are taken elsewhere
 * @param threads for passes over the rows; none where the rows lie elsewhere
 */
record FitContext(
    TrainingConfig config,
    RowMetadata rows,
    TrainingProblem problem,
    Optional<PassObjective> passes,
    Optional<TileExecutor> threads) {
  /** What is done in a fit. */
  interface Use<R> {
    R of(FitContext fit);
  }

  /** Summarizes rows that lie here, and uses them for a fit. */
  static <R> R with(TrainingConfig config, RowStream rows, Use<R> use) {
    try (Blas.SingleThread blas = Blas.singleThread();
        TileExecutor executor = new TileExecutor(config.threads())) {
      TrainingProblem problem = TrainingProblem.of(config, rows, executor);
      try (RowObjective function =
          new RowObjective(
              rows, config.objective(), problem.scaling(), executor, problem.gapBound())) {
        return use.of(
            new FitContext(config, rows, problem, Optional.of(function), Optional.of(executor)));
      }
    }
  }

  /**
   * The objective by passes over the rows.
   *
   * @throws java.util.NoSuchElementException where there is none
   */
  PassObjective function() {
    return passes.orElseThrow();
  }

  /**
   * The threads of passes over the rows.
   *
   * @throws java.util.NoSuchElementException where the rows lie elsewhere
   */
  TileExecutor executor() {
    return threads.orElseThrow();
  }

  /** Whether the rows lie here. */
  boolean isLocal() {
    return threads.isPresent();
  }

  /** Whether the rows can be read again, here. */
  boolean isRepeatable() {
    return passes.isPresent() && rows instanceof RowSource;
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
