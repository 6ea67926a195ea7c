package io.github.fallline.cli;

import io.github.fallline.cli.options.ExposureOption;
import io.github.fallline.cli.options.LogTargetOption;
import io.github.fallline.cli.options.ValidationOption;
import io.github.fallline.data.Exposure;
import io.github.fallline.data.MappedTargets;
import io.github.fallline.data.RowExposures;
import io.github.fallline.data.RowSource;
import io.github.fallline.data.RowStream;
import io.github.fallline.data.Split;
import io.github.fallline.data.ValidationSplit;
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
 */
final class TrainedTarget {
  private final Optional<Exposure> exposure;
  private final Optional<RowExposures> exposures;
  private final Optional<LogTarget.Center> center;

  TrainedTarget(ExposureOption exposure, LogTargetOption logTarget) {
    this.exposure = exposure.exposure();
    exposures =
        this.exposure.isPresent()
            ? Optional.of(new RowExposures(this.exposure.get().kind()))
            : Optional.empty();
    center = logTarget.isOn() ? Optional.of(logTarget.center()) : Optional.empty();
  }

  /** Whether the target is trained on as it is. */
  boolean isPlain() {
    return exposure.isEmpty() && center.isEmpty();
  }

  /** Collects the exposures while rows are read; empty for none. */
  Optional<RowExposures> exposures() {
    return exposures;
  }

  /**
   * The rows with the targets that are trained on.
   *
   * @param all as they were read, a {@link RowSource} unless this is plain; closed by the caller
   */
  RowStream of(RowStream all) {
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
  TrainingConfig settings(TrainingConfig config, RowStream counts) {
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
    RegressionMetrics metrics =
        RegressionMetrics.of(
            training.model(), counts, Response.of(exposure.get()), RowExposures.of(own));
    return training.withMetrics(metrics).withLoss(loss);
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
   * The rows held out, whose loss is recorded on the way; empty if none are.
   *
   * @param all the rows as they were read
   */
  Optional<RowSource> heldOut(String name, RowStream all, Optional<Split> split) {
    return split.isPresent() ? ValidationOption.heldOut(name, of(all), split) : Optional.empty();
  }

  /**
   * The errors of a model on the rows that were held out; empty if none were.
   *
   * @param all the rows as they were read
   */
  Optional<RegressionMetrics> validation(
      String name, Training training, RowStream all, Optional<Split> split) {
    if (exposure.isEmpty() || split.isEmpty()) {
      return ValidationOption.metrics(
          name, training.model(), split.isEmpty() ? all : of(all), split);
    }
    RowSource held = ValidationSplit.validation((RowSource) all, split.get());
    return Optional.of(
        RegressionMetrics.of(
            training.model(),
            held,
            Response.of(exposure.get()),
            RowExposures.of(exposuresOf(held).orElseThrow())));
  }
}
