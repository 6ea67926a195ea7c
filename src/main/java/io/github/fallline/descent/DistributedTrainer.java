package io.github.fallline.descent;

import io.github.fallline.argument.Setting;
import io.github.fallline.blas.Blas;
import io.github.fallline.data.InvalidDataException;
import io.github.fallline.descent.distributed.DistributedMetadata;
import io.github.fallline.descent.distributed.DistributedObjective;
import io.github.fallline.descent.distributed.DistributedRows;
import io.github.fallline.descent.distributed.LocalEpoch;
import io.github.fallline.descent.steps.Solver;
import io.github.fallline.model.LinearModel;
import io.github.fallline.model.RegressionMetrics;
import io.github.fallline.stats.TargetReader;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Fits linear models to rows that lie in parts elsewhere, by the steps of a {@link Trainer}.
 *
 * <p>Full batch on squared errors: one pass for the moments, descent here. With another loss, or
 * more features than moments are for: a pass an epoch for the gradient. Mini-batch and stochastic:
 * {@link LocalEpoch local descent}, whose parts only meet after an epoch, so that it is another
 * path than the single machine's to the same optimum.
 */
public final class DistributedTrainer {
  private final TrainingConfig config;

  /**
   * A trainer with these settings; their threads are not used.
   *
   * @throws IllegalArgumentException when they cannot be followed on distributed rows
   */
  public DistributedTrainer(TrainingConfig config) {
    this.config = config;
    config.requireCompatible();
    CompatibilityRule.require(CompatibilityRule.Use.DISTRIBUTED_ROWS, config);
  }

  /**
   * Fits a model. Metrics are exact; those from moments lack the mean absolute error (NaN), which
   * {@link DistributedRows#errors} computes in another pass.
   *
   * @param listener called after each look at the objective, on the calling thread
   * @throws DivergedException when a named learning rate was too large
   * @throws InvalidDataException when there are no rows, or numbers that are not finite
   */
  public Training fit(DistributedRows rows, Consumer<Trace.Point> listener) {
    return fit(rows, listener, CheckpointPolicy.NONE);
  }

  /**
   * Fits a model and makes checkpoints on the way, between epochs: a run that resumes from one, on
   * the same partitions, ends with the same bits as a run that was never interrupted.
   *
   * @throws CheckpointMismatchException when the checkpoint to resume from was made with other
   *     settings, other data, or the same data in other partitions
   * @see #fit(DistributedRows, Consumer)
   */
  public Training fit(
      DistributedRows rows, Consumer<Trace.Point> listener, CheckpointPolicy checkpoints) {
    long startNanos = System.nanoTime();
    int features = rows.featureNames().size();
    boolean pairs = TrainingProblem.usesMoments(config.objective(), features);
    requireMomentsWhereNeeded(pairs, features);
    DataSummary summary =
        pairs ? DataSummary.of(rows.moments()) : new DataSummary.ColumnsOnly(rows.columns());
    if (summary.columns().rows() == 0) {
      throw new InvalidDataException("no rows to train on");
    }
    DistributedMetadata source =
        DistributedMetadata.of(rows.featureNames(), rows.targetName(), summary.columns());
    // As on one machine: several threads compute the principal axes to other last bits.
    try (Blas.SingleThread blas = Blas.singleThread()) {
      TrainingProblem problem =
          new TrainingProblem(
              source,
              TargetReader.of(source),
              config.objective(),
              config.spec(),
              Preconditioning.NONE,
              summary);
      try (DistributedObjective function =
          new DistributedObjective(
              rows, config.objective(), problem.scaling(), problem.gapBound())) {
        FitContext context =
            new FitContext(config, source, problem, Optional.of(function), Optional.empty());
        Fit fit = new Fit(SolverPlanner.distributed(context, rows));
        try (Solver solver = fit.plan().solver()) {
          TrainingLoop.LoopResult outcome =
              fit.loop(solver, listener, startNanos, checkpoints).run();
          SolverResult result = fit.arrive(solver, outcome);
          LinearModel model = fit.model(result);
          RegressionMetrics metrics =
              summary.hasMoments() ? fit.metrics(result, model) : rows.errors(model).metrics();
          return new TrainingAssembler(fit.plan())
              .training(solver, outcome, result, model, metrics, startNanos);
        }
      }
    }
  }

  private void requireMomentsWhereNeeded(boolean pairs, int features) {
    if (!pairs && config.takesConjugateSteps()) {
      throw new IllegalArgumentException(
          Setting.CONJUGATE_GRADIENT
              + " on distributed rows requires squared errors and at most "
              + TrainingProblem.MOST_FEATURES_FOR_MOMENTS
              + " features, got "
              + features
              + "; use "
              + Setting.NESTEROV);
    }
  }
}
