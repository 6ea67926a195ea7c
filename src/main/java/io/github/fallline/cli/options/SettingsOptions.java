package io.github.fallline.cli.options;

import io.github.fallline.cli.args.CliOption;
import io.github.fallline.cli.args.CommandSpec;
import io.github.fallline.cli.args.Converter;
import io.github.fallline.cli.args.OptionSection;
import io.github.fallline.cli.args.Section;
import io.github.fallline.data.Shuffling;
import io.github.fallline.descent.StepSettings;
import io.github.fallline.descent.TrainingConfig;
import java.util.Optional;

/**
 * The options that {@code train} and {@code tune} share: all of a {@link TrainingConfig} but when
 * it stops.
 */
final class SettingsOptions {
  final MethodOptions method;
  private final CliOption<Boolean> shuffle;
  private final CliOption<Long> rowsPerEpoch;
  private final CliOption<Double> initialWeight;
  private final CliOption<Long> seed;
  private final CliOption<Optional<Integer>> threads;
  final RateOptions rate;
  final ObjectiveOptions objective;

  /**
   * Declares the options.
   *
   * @param defaultMethod the default of {@code --method}
   * @param defaultSize the default of {@code --batch-size}, for the help
   * @param defaultRate the default of {@code --learning-rate}
   * @param rateDescription of {@code --learning-rate}; empty if the help leaves it out
   */
  SettingsOptions(
      CommandSpec spec,
      String defaultMethod,
      String defaultSize,
      String defaultRate,
      String rateDescription) {
    OptionSection section = spec.section(Section.METHOD);
    method = new MethodOptions(section, defaultMethod, defaultSize);
    shuffle =
        section.toggle(
            "--shuffle", "Shuffle the rows in stochastic and mini-batch epochs. Default: yes.");
    rowsPerEpoch =
        section.withDefault(
            Converter.LONG,
            "--rows-per-epoch=N",
            "0",
            "End a stochastic or mini-batch epoch after N rows; with 1, an epoch is a step on one"
                + " random row. Default: all rows.");
    initialWeight =
        section.withDefault(
            Converter.REAL,
            "--initial-weight=R",
            "0",
            "Initial value of every coefficient. Default: ${DEFAULT-VALUE}.");
    seed = CommonOptions.seed(section);
    threads = CommonOptions.threads(section);
    rate = new RateOptions(spec.section(Section.LEARNING_RATE), defaultRate, rateDescription);
    objective = new ObjectiveOptions(spec.section(Section.LOSS));
  }

  /**
   * The settings, with the default rule for stopping.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  TrainingConfig config() {
    TrainingConfig defaults = TrainingConfig.of(method.method());
    rowsPerEpoch.requireOnlyWith(
        !method.isFullBatch() || rowsPerEpoch.value() == 0, MethodOptions.PARTIAL);
    TrainingConfig config =
        new TrainingConfig(
            new StepSettings(
                defaults.method(),
                method.updateRule(),
                rate.learningRate(),
                new Shuffling(shuffle.value(), seed.value(), rowsPerEpoch.value())),
            objective.objective(),
            objective.modelSpec(initialWeight.value()),
            defaults.stop(),
            threads.value().orElse(defaults.threads()));
    return method.isConjugateGradient() ? config.withConjugateGradient() : config;
  }

  /** The seed of all that is random. */
  long seed() {
    return seed.value();
  }
}
