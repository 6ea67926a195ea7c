package io.github.fallline.regression;

import io.github.fallline.data.Exposure;
import io.github.fallline.data.MappedTargets;
import io.github.fallline.data.RowExposures;
import io.github.fallline.data.RowSource;
import io.github.fallline.data.RowStream;
import io.github.fallline.descent.Training;
import io.github.fallline.descent.TrainingConfig;
import io.github.fallline.model.LogTarget;
import io.github.fallline.model.RegressionMetrics;
import io.github.fallline.model.Response;
import io.github.fallline.stats.ExposedCounts;
import java.util.Optional;

/**
 * The target as a model is trained on it: as it is, its logarithm, or instead of a count the rate
 * by its exposure.
 *
 * @param exposure the column of exposures; empty for none
 * @param exposures of all rows, collected while they are read; present with an exposure
 * @param center what a model of logarithms predicts; empty for none
 */
public record TrainedTarget(
    Optional<Exposure> exposure,
    Optional<RowExposures> exposures,
    Optional<LogTarget.Center> center) {
  static final TrainedTarget PLAIN =
      new TrainedTarget(Optional.empty(), Optional.empty(), Optional.empty());

  /** Checks that there is one of both at most. */
  public TrainedTarget {
    if (exposure.isPresent() && center.isPresent()) {
      throw new IllegalArgumentException("expected an exposure or logarithms, got both");
    }
  }

  /** Whether the target is trained on as it is. */
  boolean isPlain() {
    return exposure.isEmpty() && center.isEmpty();
  }

  /**
   * The rows with the targets that are trained on.
   *
   * @param all as they were read, a {@link RowSource} unless this is plain; closed by the caller
   */
  public RowStream of(RowStream all) {
    if (center.isPresent()) {
      return MappedTargets.logarithms((RowSource) all);
    }
    return exposure.isPresent()
        ? MappedTargets.rates(
            (RowSource) all, exposure.get().column(), exposures.orElseThrow().of(all))
        : all;
  }

  /**
   * The exposures of some of the rows; empty for none.
   *
   * @param rows all that were read, or a part of them
   */
  Optional<double[]> exposuresOf(RowStream rows) {
    return exposures.isPresent() ? Optional.of(exposures.get().of(rows)) : Optional.empty();
  }

  /**
   * The settings to train with: of rates, whose mean loss is that of counts divided by the mean
   * exposure, penalties are divided too.
   *
   * @param counts the rows to train on, as they were read
   */
  public TrainingConfig settings(TrainingConfig config, RowStream counts) {
    return exposure.isEmpty()
        ? config
        : config.withObjective(
            ExposedCounts.of(counts, exposuresOf(counts).orElseThrow())
                .objective(config.objective()));
  }

  /**
   * A training with the loss and the errors of what is predicted: of rates those of the counts.
   *
   * @param counts the rows it was trained on, as they were read
   */
  Training reported(Training training, RowStream counts) {
    if (exposure.isEmpty()) {
      return training;
    }
    double[] own = exposuresOf(counts).orElseThrow();
    double loss = ExposedCounts.of(counts, own).loss(training.loss());
    return training.withMetrics(errorsOfCounts(training, counts)).withLoss(loss);
  }

  /** How the predictions of a trained model become those of the target. */
  Response response(Training training) {
    if (center.isPresent()) {
      double error =
          training.inference().leastSquares().isPresent()
              ? training.statistics().residualStandardError()
              : training.metrics().rmse();
      return Response.of(new LogTarget(center.get(), error * error));
    }
    return exposure.isPresent() ? Response.of(exposure.get()) : Response.PLAIN;
  }

  /**
   * The errors of a model of rates on counts.
   *
   * @param counts rows as they were read, all or a part of them
   */
  RegressionMetrics errorsOfCounts(Training training, RowStream counts) {
    return RegressionMetrics.of(
        training.model(),
        counts,
        Response.of(exposure.orElseThrow()),
        RowExposures.of(exposuresOf(counts).orElseThrow()));
  }
}
