package io.github.fallline.cli.options;

import io.github.fallline.cli.args.CliOption;
import io.github.fallline.cli.args.CommandSpec;
import io.github.fallline.descent.GradientMethod;
import io.github.fallline.descent.SettingsCodec;
import io.github.fallline.tune.Tuner;
import io.github.fallline.tune.Tuning;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The options of {@code train} as {@code tune} uses them, and the {@code train} command of a
 * result.
 */
public final class TuneOptionOverrides {
  /** Rejected if given; a number stands in for it so that a schedule is accepted. */
  private static final String FOUND = "--learning-rate";

  private static final Set<String> NOT_FOR_TRAIN =
      Set.of("--json", "--plot", "--gap", "--method", "--batch-size", "--epochs", "--debug");

  private TuneOptionOverrides() {}

  /**
   * Adapts the options of {@code train}: some have another meaning, the stopping options are
   * removed.
   */
  public static void apply(CommandSpec spec) {
    spec.remove("--tolerance");
    spec.remove("--patience");
    spec.option(FOUND).hide("1");
    spec.option("--method")
        .explain(
            new GradientMethod.MiniBatch().label(),
            "full-batch, stochastic or mini-batch. Default: ${DEFAULT-VALUE}.");
    String sizes =
        Tuner.DEFAULT_BATCH_SIZES.stream().map(String::valueOf).collect(Collectors.joining(", "));
    spec.option("--batch-size")
        .explain(null, "Rows in a mini-batch. Default: the best of " + sizes + ".");
    spec.option("--epochs")
        .explain(null, "Epochs of each run. Default: few, increased until a run reaches --gap.");
  }

  /** The {@code train} command that repeats the best trial, for a POSIX shell. */
  public static String trainCommand(CommandSpec spec, Tuning tuning) {
    StringBuilder command = new StringBuilder("fallline train");
    for (CliOption<?> option : spec.given()) {
      if (!NOT_FOR_TRAIN.contains(option.name())) {
        command.append(option.toShellWords());
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
