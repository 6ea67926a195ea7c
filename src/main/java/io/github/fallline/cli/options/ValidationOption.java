package io.github.fallline.cli.options;

import io.github.fallline.cli.args.CliOption;
import io.github.fallline.cli.args.CommandSpec;
import io.github.fallline.cli.args.Converter;
import io.github.fallline.cli.args.Section;
import io.github.fallline.cli.args.UsageException;
import io.github.fallline.data.Split;
import java.util.Optional;

/** The option {@code --validation-fraction}: rows held out of training to validate the model. */
public final class ValidationOption {
  private final CliOption<Double> fraction;

  public ValidationOption(CommandSpec spec) {
    fraction =
        spec.section(Section.DATA)
            .withDefault(
                Converter.REAL,
                "--validation-fraction=F",
                "0",
                "Fraction of rows to hold out for validation, chosen by --seed; metrics on them are"
                    + " reported. Default: ${DEFAULT-VALUE}.");
  }

  /** Rejects a fraction out of range. */
  public void check() {
    if (!(fraction.value() >= 0 && fraction.value() < 1)) {
      throw new UsageException(
          "--validation-fraction: expected at least 0 and less than 1, got " + fraction.value());
    }
  }

  /** Whether rows are held out. */
  public boolean isOn() {
    return fraction.value() > 0;
  }

  /**
   * Which rows are held out; empty if none are.
   *
   * @param seed of the choice
   */
  public Optional<Split> split(long seed) {
    return isOn() ? Optional.of(new Split(fraction.value(), seed)) : Optional.empty();
  }
}
