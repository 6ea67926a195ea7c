package io.github.fallline.cli;

import io.github.fallline.descent.GradientMethod;
import io.github.fallline.tune.Tuner;
import io.github.fallline.tune.Tuning;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The options of {@code train} as {@code tune} has them, and the way back. */
final class TunedOptions {
  /** Given, it is refused; a number stands in, so that a schedule is no contradiction. */
  private static final String FOUND = "--learning-rate";

  private static final Set<String> NOT_FOR_TRAIN =
      Set.of("--json", "--plot", "--gap", "--method", "--batch-size", "--epochs", "--debug");

  private TunedOptions() {}

  /** Options with a meaning of their own here; those that say when to stop have none. */
  static void apply(CommandSpec spec) {
    spec.remove(spec.findOption("--tolerance"));
    spec.remove(spec.findOption("--patience"));
    replace(spec, builder(spec, FOUND).defaultValue("1").hidden(true));
    replace(
        spec,
        builder(spec, "--method")
            .defaultValue(new GradientMethod.MiniBatch().label())
            .description("full-batch, stochastic or mini-batch. Default: ${DEFAULT-VALUE}."));
    String sizes =
        Tuner.DEFAULT_BATCH_SIZES.stream().map(String::valueOf).collect(Collectors.joining(", "));
    replace(
        spec,
        builder(spec, "--batch-size")
            .description("Rows a mini-batch. Default: the best of " + sizes + "."));
    replace(
        spec,
        builder(spec, "--epochs")
            .description(
                "Passes over the rows of every run. Default: a few, more where no run arrives."));
  }

  private static OptionSpec.Builder builder(CommandSpec spec, String name) {
    return OptionSpec.builder(spec.findOption(name));
  }

  private static void replace(CommandSpec spec, OptionSpec.Builder option) {
    OptionSpec built = option.build();
    spec.remove(spec.findOption(built.longestName()));
    spec.addOption(built);
  }

  /** The command that trains as the best trial did, for a POSIX shell. */
  static String trainCommand(CommandLine.ParseResult given, Tuning tuning) {
    StringBuilder command = new StringBuilder("fallline train");
    given.matchedPositionals().stream()
        .flatMap(data -> data.stringValues().stream())
        .forEach(data -> command.append(' ').append(quoted(data)));
    for (OptionSpec option : given.matchedOptions()) {
      if (!NOT_FOR_TRAIN.contains(option.longestName())) {
        command.append(written(option));
      }
    }
    GradientMethod method = tuning.config().method();
    command.append(" --method ").append(method.label());
    if (method instanceof GradientMethod.MiniBatch batch) {
      command.append(" --batch-size ").append(batch.size());
    }
    return command
        .append(" --learning-rate ")
        .append(tuning.best().learningRate())
        .append(" --epochs ")
        .append(tuning.config().stop().epochs().orElseThrow())
        .toString();
  }

  private static String written(OptionSpec option) {
    String name = option.longestName();
    if (option.arity().max() == 0) {
      boolean on = Boolean.TRUE.equals(option.getValue());
      return " " + (on ? name : "--no-" + name.substring(2));
    }
    List<String> values = option.originalStringValues();
    return values.stream()
        .map(value -> " " + name + " " + quoted(value))
        .collect(Collectors.joining());
  }

  private static String quoted(String value) {
    return value.matches("[\\w./,:=+-]+") ? value : "'" + value.replace("'", "'\\''") + "'";
  }
}
