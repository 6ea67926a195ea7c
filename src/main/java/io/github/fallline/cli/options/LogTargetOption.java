package io.github.fallline.cli.options;

import io.github.fallline.cli.args.Choice;
import io.github.fallline.cli.args.CliOption;
import io.github.fallline.cli.args.CommandSpec;
import io.github.fallline.cli.args.OptionSection;
import io.github.fallline.cli.args.Section;
import io.github.fallline.cli.args.UsageException;
import io.github.fallline.model.LogTarget;
import io.github.fallline.objective.Loss;
import java.util.Optional;

/** The options {@code --log-target} and {@code --back-transform}. */
public final class LogTargetOption {
  private final CliOption<Boolean> logTarget;
  private final CliOption<Optional<LogTarget.Center>> center;

  public LogTargetOption(CommandSpec spec) {
    OptionSection section = spec.section(Section.COLUMNS);
    logTarget =
        section.flag(
            "--log-target",
            "Fit the logarithm of the target, which must be above 0. Loss, errors and statistics are"
                + " those of the logarithm; predict and evaluate bring predictions back.");
    center = backTransform(section, "Default: median.");
  }

  /**
   * {@code --back-transform}.
   *
   * @param ending the end of its text
   */
  public static CliOption<Optional<LogTarget.Center>> backTransform(
      OptionSection section, String ending) {
    return section.optional(
        Choice.of(LogTarget.Center.values()),
        "--back-transform=median|mean",
        "With --log-target, what predict returns for a prediction p of the logarithm: the median,"
            + " exp(p), or the mean of a lognormal, exp(p + s^2/2) with the residual variance s^2. "
            + ending);
  }

  /** Whether logarithms are fitted. */
  public boolean isOn() {
    return logTarget.value();
  }

  /** What predictions are of the target. */
  public LogTarget.Center center() {
    return center.value().orElse(LogTarget.Center.MEDIAN);
  }

  /** The same; empty where no logarithms are fitted. */
  public Optional<LogTarget.Center> given() {
    return isOn() ? Optional.of(center()) : Optional.empty();
  }

  /** Rejects a loss that is no loss of logarithms. */
  public void check(Loss loss) {
    center.requireOnlyWith(isOn(), "--log-target");
    if (isOn() && loss.hasLogLink()) {
      throw new UsageException(
          "--log-target: --loss "
              + loss.label()
              + " has a log link already; leave out one of them");
    }
    if (isOn() && center() == LogTarget.Center.MEAN && !loss.equals(Loss.SQUARED)) {
      throw new UsageException(
          "--back-transform mean: expected --loss squared, got "
              + loss.label()
              + "; only least squares estimates the variance that it needs");
    }
  }
}
