package io.github.fallline.cli.options;

import io.github.fallline.cli.args.CliOption;
import io.github.fallline.cli.args.CommandSpec;
import io.github.fallline.cli.args.Converter;
import io.github.fallline.cli.args.Section;
import io.github.fallline.cli.args.UsageException;
import io.github.fallline.data.InvalidDataException;
import io.github.fallline.data.RowSource;
import io.github.fallline.data.RowStream;
import io.github.fallline.data.Split;
import io.github.fallline.data.ValidationSplit;
import io.github.fallline.files.InputException;
import io.github.fallline.model.LinearModel;
import io.github.fallline.model.RegressionMetrics;
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

  /**
   * The rows to train on.
   *
   * @param rows a {@link RowSource} where some are held out
   */
  public static RowStream training(String name, RowStream rows, Optional<Split> split) {
    try {
      return split.isPresent() ? ValidationSplit.training((RowSource) rows, split.get()) : rows;
    } catch (InvalidDataException e) {
      throw new InputException(name + ": " + e.getMessage(), e);
    }
  }

  /**
   * The rows that are held out; empty if none are.
   *
   * @param rows a {@link RowSource} where some are held out
   */
  public static Optional<RowSource> heldOut(String name, RowStream rows, Optional<Split> split) {
    try {
      return split.isPresent()
          ? Optional.of(ValidationSplit.validation((RowSource) rows, split.get()))
          : Optional.empty();
    } catch (InvalidDataException e) {
      throw new InputException(name + ": " + e.getMessage(), e);
    }
  }

  /**
   * The metrics of a model on the rows held out; empty if no rows are.
   *
   * @param rows a {@link RowSource} where some are held out
   */
  public static Optional<RegressionMetrics> metrics(
      String name, LinearModel model, RowStream rows, Optional<Split> split) {
    try {
      Optional<RowSource> heldOut = heldOut(name, rows, split);
      return heldOut.isPresent()
          ? Optional.of(RegressionMetrics.of(model, heldOut.get()))
          : Optional.empty();
    } catch (InvalidDataException e) {
      throw new InputException(name + ": " + e.getMessage(), e);
    }
  }
}
