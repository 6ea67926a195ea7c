package io.github.fallline.descent;

import io.github.fallline.argument.Argument;
import io.github.fallline.argument.Setting;
import io.github.fallline.blas.Blas;
import io.github.fallline.blas.SymmetricEigen;
import io.github.fallline.data.InvalidDataException;
import io.github.fallline.data.RowMetadata;
import io.github.fallline.descent.steps.Solver;
import io.github.fallline.model.LinearModel;
import io.github.fallline.objective.Loss;
import io.github.fallline.stats.Moments;
import io.github.fallline.stats.TargetReader;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Fits linear models to the moments of rows, without the rows: squared errors by the full-batch
 * steps of a {@link Trainer} or by conjugate gradient, with any penalty.
 *
 * <p>The training is that of a {@link Trainer} whose rows can be read only once: it has the same
 * certificate and statistics. What takes another pass over the rows is missing: the last digits of
 * ill-conditioned problems, and the mean absolute error, which is NaN.
 */
public final class MomentsTrainer {
  private final TrainingConfig config;

  /**
   * A trainer with these settings; their threads are not used.
   *
   * @throws IllegalArgumentException when the settings need rows, or do not fit each other
   */
  public MomentsTrainer(TrainingConfig config) {
    this.config = config;
    config.requireCompatible();
    if (!config.objective().loss().equals(Loss.SQUARED)) {
      throw needsRows("the " + config.objective().loss().label() + " loss", "the squared loss");
    }
    if (!config.method().usesAllRows()) {
      throw needsRows("the " + config.method().label() + " method", "the full-batch method");
    }
    if (config.method().gradients() == GradientMethod.Gradients.ROWS) {
      throw needsRows("gradients from rows", "gradients from moments");
    }
  }

  private static IllegalArgumentException needsRows(String setting, String possible) {
    return new IllegalArgumentException(
        "a fit from moments has no rows, which "
            + setting
            + (setting.startsWith("the") ? " needs" : " need")
            + "; use "
            + possible);
  }

  /**
   * Fits a model.
   *
   * @param rows names and number of the rows, and the sum of their weights
   * @param moments of the features in the order of their names, the target last: [d + 1]
   * @param listener called after each look at the objective, on the calling thread
   * @throws DivergedException when a named learning rate was too large
   * @throws InvalidDataException when there are no rows, or squares out of the range of a double
   * @throws IllegalArgumentException when names and moments do not fit each other, or there are
   *     more than 1024 features
   */
  public Training fit(RowMetadata rows, Moments moments, Consumer<Trace.Point> listener) {
    long startNanos = System.nanoTime();
    int features = rows.featureNames().size();
    Argument.require(
        features <= TrainingProblem.MOST_FEATURES_FOR_MOMENTS,
        Setting.FEATURES.toString(),
        "at most " + TrainingProblem.MOST_FEATURES_FOR_MOMENTS + " for a fit from moments",
        features);
    Argument.require(
        moments.columns() == features + 1,
        "moments",
        features + 1 + " columns, features and target",
        moments.columns());
    if (moments.rows() == 0 || moments.weight() == 0) {
      throw new InvalidDataException("no rows to train on");
    }
    if (SymmetricEigen.isSmall(features + 1)) {
      return fit(rows, moments, listener, startNanos); // without the time to load libraries
    }
    // As for rows: several threads compute the principal axes to other last bits.
    try (Blas.SingleThread blas = Blas.singleThread()) {
      return fit(rows, moments, listener, startNanos);
    }
  }

  private Training fit(
      RowMetadata rows, Moments moments, Consumer<Trace.Point> listener, long startNanos) {
    TrainingProblem problem =
        new TrainingProblem(
            rows,
            TargetReader.of(rows),
            config.objective(),
            config.spec(),
            config.precondition(rows),
            DataSummary.of(moments));
    FitContext context = new FitContext(config, rows, problem, Optional.empty(), Optional.empty());
    Fit fit = new Fit(SolverPlanner.plan(context));
    try (Solver solver = fit.plan().solver()) {
      TrainingLoop.LoopResult outcome =
          fit.loop(solver, listener, startNanos, CheckpointPolicy.NONE).run();
      SolverResult result = fit.arrive(solver, outcome);
      LinearModel model = fit.model(result);
      return new TrainingAssembler(fit.plan())
          .training(solver, outcome, result, model, fit.metrics(result, model), startNanos);
    }
  }
}
