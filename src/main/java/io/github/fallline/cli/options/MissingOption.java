package io.github.fallline.cli.options;

import io.github.fallline.cli.args.Choice;
import io.github.fallline.cli.args.CliOption;
import io.github.fallline.cli.args.CommandSpec;
import io.github.fallline.cli.args.Section;
import io.github.fallline.data.MissingValues;

/** The option {@code --missing}: how to treat missing values. */
public final class MissingOption {
  /** The effect of each value on rows with a target, a line each. */
  static final String RULES =
      "fail: an error\nskip: drop the row\n"
          + "mean: impute the (weighted) mean of the training rows; a row without a target is"
          + " dropped, one without a weight is an error";

  private final CliOption<MissingValues> missing;

  /** Declares the option for rows with a target. */
  public MissingOption(CommandSpec spec) {
    this(spec, RULES);
  }

  /**
   * Declares the option.
   *
   * @param rules the effect of each value, a line each
   */
  MissingOption(CommandSpec spec, String rules) {
    missing =
        spec.section(Section.DATA)
            .withDefault(
                Choice.of(MissingValues.FAIL, MissingValues.SKIP, MissingValues.MEAN),
                "--missing=fail|skip|mean",
                "fail",
                "Missing values: empty, NA, N/A, NaN, null or ?. Default: ${DEFAULT-VALUE}.\n"
                    + rules);
  }

  /** The rule; never {@link MissingValues#KEEP}. */
  public MissingValues rule() {
    return missing.value();
  }
}
