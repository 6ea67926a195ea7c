package io.github.fallline.cli.options;

import io.github.fallline.cli.args.CliOption;
import io.github.fallline.cli.args.CommandSpec;
import io.github.fallline.cli.args.Converter;
import io.github.fallline.cli.args.OptionSection;
import io.github.fallline.cli.args.Section;
import io.github.fallline.cli.args.UsageException;
import io.github.fallline.descent.SettingsCodec;
import io.github.fallline.descent.StopRule;
import io.github.fallline.descent.TrainingConfig;
import io.github.fallline.jdbc.Query;
import io.github.fallline.tune.Tuner;
import io.github.fallline.tune.Tuning;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

/** The options that make up a {@link Tuner}, and the {@code train} command of its result. */
public final class TuneOptions {
  private static final Set<String> NOT_FOR_TRAIN =
      Set.of(
          "--json",
          "--plot",
          "--report",
          "--gap",
          "--method",
          "--batch-size",
          "--epochs",
          "--debug");

  private final SettingsOptions settings;
  private final CliOption<Double> gap;
  private final CliOption<Optional<Long>> epochs;

  public TuneOptions(CommandSpec spec) {
    String sizes = Tuner.DEFAULT_BATCH_SIZES.toString().replaceAll("[\\[\\]]", "");
    // A number stands in for the rate that is searched, so that a schedule is accepted.
    settings = new SettingsOptions(spec, "mini-batch", "the best of " + sizes, "1", "");
    OptionSection section = spec.section(Section.STOPPING);
    gap =
        section.withDefault(
            Converter.REAL,
            "--gap=G",
            "" + Tuner.DEFAULT_TARGET_GAP,
            "Target gap, as a fraction of the initial one. Default: ${DEFAULT-VALUE}.");
    epochs =
        section.optional(
            Converter.LONG,
            "--epochs=N",
            "Epochs of each run. Default: few, increased until a run reaches --gap.");
  }

  /** The search, checked. */
  public Tuner tuner() {
    if (settings.rate.isGiven()) {
      throw new UsageException("--learning-rate is the result of tune; leave it out");
    }
    if (settings.method.isConjugateGradient()) {
      throw new UsageException(
          "--update conjugate-gradient has no learning rate to tune; use train");
    }
    if (settings.objective.search().isPresent()) {
      throw new UsageException("--l1, --l2: expected numbers, got auto; fallline path finds them");
    }
    return UsageException.check(this::uncheckedTuner);
  }

  private Tuner uncheckedTuner() {
    TrainingConfig config =
        settings
            .config()
            .withStop(
                new StopRule(
                    epochs.value().map(OptionalLong::of).orElse(OptionalLong.empty()),
                    OptionalDouble.empty(),
                    0));
    config.requireCompatible();
    Tuner tuner = Tuner.of(config).withTargetGap(gap.value());
    return settings.method.batchSize().map(tuner::withBatchSize).orElse(tuner);
  }

  /** The {@code train} command that repeats the best trial, for a POSIX shell. */
  public static String trainCommand(CommandSpec spec, Tuning tuning) {
    StringBuilder command = new StringBuilder("fallline train");
    for (CliOption<?> option : spec.given()) {
      if (!NOT_FOR_TRAIN.contains(option.name())) {
        command.append(option.toShellWords(Query::withoutPassword));
      }
    }
    return command
        .append(
            SettingsCodec.commandLine(
                tuning.config(), "--method", "--batch-size", "--learning-rate"))
        .append(" --epochs ")
        .append(tuning.config().stop().epochs().orElseThrow())
        .toString();
  }
}
