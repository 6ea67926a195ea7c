package io.github.fallline.cli.options;

import io.github.fallline.cli.args.CliOption;
import io.github.fallline.cli.args.CommandSpec;
import io.github.fallline.cli.args.Converter;
import io.github.fallline.cli.args.OptionSection;
import io.github.fallline.cli.args.Section;
import io.github.fallline.cli.args.UsageException;
import io.github.fallline.descent.GradientMethod;
import io.github.fallline.descent.StopRule;
import io.github.fallline.descent.TrainingConfig;
import io.github.fallline.descent.path.PenaltySearch;
import io.github.fallline.stats.FoldAssignment;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** The options that make up a {@link TrainingConfig}. */
public final class TrainOptions {
  private final SettingsOptions settings;
  private final CliOption<Optional<Long>> epochs;
  private final CliOption<Optional<Double>> tolerance;
  private final CliOption<Optional<Integer>> patience;

  public TrainOptions(CommandSpec spec) {
    settings =
        new SettingsOptions(
            spec,
            "full-batch",
            "" + GradientMethod.MiniBatch.DEFAULT_SIZE,
            "auto",
            "Step size, or auto (never diverges). The gradient is that of the mean loss. A number"
                + " is used as given. Default: ${DEFAULT-VALUE}.");
    OptionSection section = spec.section(Section.STOPPING);
    epochs =
        section.optional(
            Converter.LONG,
            "--epochs=N",
            "Maximum number of epochs. Default: a budget to convergence.");
    tolerance =
        section.optional(
            Converter.REAL,
            "--tolerance=T",
            "Stop when the loss is certified to lie within T target variances of its minimum"
                + " (other losses than squared: T times the loss). Default: 1e-18, or 1e-9 if"
                + " rounding prevents that; 1e-12 with --l1; 1e-4 for stochastic, mini-batch,"
                + " adagrad, rmsprop and adam; 0 (never) if a learning rate and --epochs are"
                + " given.");
    patience =
        section.optional(
            Converter.INTEGER,
            "--patience=K",
            "Stop after K epochs in which the loss did not improve. Default: never; 1000 for"
                + " other losses than squared and for adagrad, rmsprop and adam.");
  }

  /** The settings, checked. */
  public TrainingConfig config() {
    try {
      TrainingConfig config = settings.config().withStop(stopRule());
      config.requireCompatible();
      return config;
    } catch (IllegalArgumentException e) {
      throw new UsageException(e);
    }
  }

  /** The search for the penalty, with folds by the seed; empty if the penalty is given. */
  public Optional<PenaltySearch> search() {
    Optional<PenaltySearch> search = settings.objective.search();
    if (search.isEmpty()) {
      return search;
    }
    FoldAssignment folds = FoldAssignment.shuffled(PenaltySearch.DEFAULT_FOLDS, settings.seed());
    return Optional.of(search.get().withFolds(folds));
  }

  private StopRule stopRule() {
    return new StopRule(
        epochs.isGiven() ? OptionalLong.of(epochs.value().orElseThrow()) : OptionalLong.empty(),
        tolerance.isGiven()
            ? OptionalDouble.of(tolerance.value().orElseThrow())
            : OptionalDouble.empty(),
        patience.value().orElse(0));
  }
}
