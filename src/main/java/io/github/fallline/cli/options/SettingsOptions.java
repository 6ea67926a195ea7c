package io.github.fallline.cli.options;

import io.github.fallline.cli.args.CommandSpec;
import io.github.fallline.cli.args.OptionSection;
import io.github.fallline.cli.args.Section;
import io.github.fallline.descent.GradientMethod;
import io.github.fallline.descent.TrainingConfig;

/**
 * The options that {@code train} and {@code tune} share: all of a {@link TrainingConfig} but when
 * it stops.
 */
final class SettingsOptions {
  private final MethodOptions method;
  private final RunOptions run;
  private final RateOptions rate;
  private final ObjectiveOptions objective;

  /** Declares the options of {@code train}. */
  SettingsOptions(CommandSpec spec) {
    OptionSection section = spec.section(Section.METHOD);
    method = new MethodOptions(section, "full-batch", "" + GradientMethod.MiniBatch.DEFAULT_SIZE);
    run = new RunOptions(section);
    rate = new RateOptions(spec.section(Section.LEARNING_RATE));
    objective = new ObjectiveOptions(spec.section(Section.LOSS));
  }

  /**
   * Declares the options of {@code tune}.
   *
   * @param sizes the batch sizes that are tried, for the help
   */
  SettingsOptions(CommandSpec spec, String sizes) {
    OptionSection section = spec.section(Section.METHOD);
    method = new MethodOptions(section, "mini-batch", "the best of " + sizes);
    run = new RunOptions(section);
    // A number stands in for the rate that is searched, so that a schedule is accepted.
    rate = new RateOptions(spec.section(Section.LEARNING_RATE), "1", "");
    objective = new ObjectiveOptions(spec.section(Section.LOSS));
  }

  MethodOptions method() {
    return method;
  }

  RateOptions rate() {
    return rate;
  }

  /**
   * The settings, with the default rule for stopping.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  TrainingConfig config() {
    TrainingConfig defaults = TrainingConfig.of(method.method());
    run.check(method.isFullBatch());
    return new TrainingConfig(
        defaults.method(),
        method.updateRule(),
        rate.learningRate(),
        objective.objective(),
        objective.modelSpec(run.initialWeight()),
        run.shuffling(),
        defaults.stop(),
        run.threads().orElse(defaults.threads()));
  }
}
