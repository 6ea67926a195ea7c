package io.github.fallline.descent;

import io.github.fallline.data.RowSource;
import io.github.fallline.data.RowStream;
import io.github.fallline.descent.steps.Solver;
import io.github.fallline.objective.Loss;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Fits linear models by gradient descent.
 *
 * <p>A trainer holds settings only; it may fit any number of data sets, from any number of threads.
 * The same settings and data give the same model, bit for bit, on any number of threads.
 */
public final class Trainer {

  private final TrainingConfig config;

  /** A trainer with these settings. */
  public Trainer(TrainingConfig config) {
    this.config = config;
  }

  /**
   * Fits a model to rows, which stay the caller's and are not changed.
   *
   * @param rows a {@link RowSource}, or where {@link #readsRowsOnce} any stream of rows
   * @throws DivergedException when a named learning rate was too large
   * @throws io.github.fallline.data.InvalidDataException when a number is not finite or its square
   *     beyond or below the range of a double
   * @throws IllegalArgumentException when the settings do not fit the data
   */
  public Training fit(RowStream rows) {
    return fit(rows, point -> {});
  }

  /**
   * Fits a model and reports progress.
   *
   * @param listener called after each look at the objective, on the calling thread; be quick
   * @see #fit(RowStream)
   */
  public Training fit(RowStream rows, Consumer<Trace.Point> listener) {
    return fit(rows, listener, CheckpointPolicy.NONE);
  }

  /**
   * Fits a model, reports progress, and makes checkpoints on the way: a run that resumes from one
   * ends with the same bits as a run that was never interrupted.
   *
   * @throws CheckpointMismatchException when the checkpoint to resume from was made with other
   *     data, or settings other than threads and when to stop, which it names
   * @see #fit(RowStream, Consumer)
   */
  public Training fit(
      RowStream rows, Consumer<Trace.Point> listener, CheckpointPolicy checkpoints) {
    return fit(rows, listener, checkpoints, Optional.empty());
  }

  /**
   * Fits a model without checkpoints and records the loss on other rows on the way.
   *
   * @see #fit(RowStream, Consumer, CheckpointPolicy, Optional)
   */
  public Training fit(RowStream rows, Consumer<Trace.Point> listener, Optional<RowSource> heldOut) {
    return fit(rows, listener, CheckpointPolicy.NONE, heldOut);
  }

  /**
   * Fits a model and records the loss on other rows on the way, at the points of the trace: {@link
   * Trace.Point#validationLoss}. The model and the times do not depend on those rows.
   *
   * @param heldOut rows with the same features and target, such as those of {@link
   *     io.github.fallline.data.ValidationSplit#validation}; borrowed
   * @see #fit(RowStream, Consumer, CheckpointPolicy)
   */
  public Training fit(
      RowStream rows,
      Consumer<Trace.Point> listener,
      CheckpointPolicy checkpoints,
      Optional<RowSource> heldOut) {
    config.requireCompatible();
    if (!(rows instanceof RowSource) && !readsRowsOnce(rows.featureNames().size())) {
      throw new IllegalArgumentException(
          "rows that can be read only once are for full-batch descent on squared errors with at"
              + " most "
              + TrainingProblem.MOST_FEATURES_FOR_MOMENTS
              + " features; load or store them first");
    }
    long startNanos = System.nanoTime();
    return FitContext.with(config, rows, new WholeFit(listener, startNanos, checkpoints, heldOut));
  }

  /** A fit with its metrics; no lambda, which would cost a short run some 30 ms to link. */
  private static final class WholeFit implements FitContext.Use<Training> {
    private final Consumer<Trace.Point> listener;
    private final long startNanos;
    private final CheckpointPolicy checkpoints;
    private final Optional<RowSource> heldOut;

    WholeFit(
        Consumer<Trace.Point> listener,
        long startNanos,
        CheckpointPolicy checkpoints,
        Optional<RowSource> heldOut) {
      this.heldOut = heldOut;
      this.listener = listener;
      this.startNanos = startNanos;
      this.checkpoints = checkpoints;
    }

    @Override
    public Training of(FitContext context) {
      try (HeldOutLoss validation = HeldOutLoss.of(context, heldOut)) {
        Fit fit = new Fit(SolverPlanner.plan(context), validation);
        try (Solver solver = fit.plan().solver()) {
          TrainingLoop.LoopResult outcome =
              fit.loop(solver, listener, startNanos, checkpoints).run();
          return fit.training(solver, outcome, startNanos);
        }
      }
    }
  }

  /** Where a fit ends, without the metrics of its model; its epochs count as refinements. */
  SolverResult solve(RowSource rows) {
    return FitContext.with(
        config,
        rows,
        context -> {
          Fit fit = new Fit(SolverPlanner.plan(context));
          try (Solver solver = fit.plan().solver()) {
            TrainingLoop.LoopResult outcome =
                fit.loop(solver, point -> {}, System.nanoTime(), CheckpointPolicy.NONE).run();
            SolverResult result = fit.arrive(solver, outcome);
            return result.withRefinements(result.refinement().steps() + (int) solver.epochs());
          }
        });
  }

  /**
   * Whether one pass over the rows is enough: full-batch descent on squared errors, whose gradients
   * come from moments.
   *
   * @param features d
   */
  public boolean readsRowsOnce(int features) {
    return config.method().usesAllRows()
        && config.method().gradients() != GradientMethod.Gradients.ROWS
        && config.objective().loss().equals(Loss.SQUARED)
        && features <= TrainingProblem.MOST_FEATURES_FOR_MOMENTS;
  }

  /**
   * Whether rows are likely to be gone over many times: always but for squared errors by the
   * automatic learning rate, of which the full batch needs moments only, and others a few epochs.
   */
  public boolean makesManyPasses() {
    boolean byRows = config.method().gradients() == GradientMethod.Gradients.ROWS;
    return byRows
        || !config.objective().loss().equals(Loss.SQUARED)
        || !config.learningRate().isAutomatic();
  }
}
