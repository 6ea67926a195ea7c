package io.github.fallline.cli.options;

import io.github.fallline.cli.args.Choice;
import io.github.fallline.cli.args.CliOption;
import io.github.fallline.cli.args.CommandSpec;
import io.github.fallline.cli.args.Section;
import io.github.fallline.data.MissingValues;
import java.util.Map;

/** The option {@code --missing}: how to treat missing values. */
public final class MissingOption {
  private final CliOption<String> missing;

  /** Declares the option for rows with a target. */
  public MissingOption(CommandSpec spec) {
    this(
        spec,
        "fail: an error\nskip: drop the row\n"
            + "mean: impute the (weighted) mean of the training rows; a row without a target is"
            + " dropped, one without a weight is an error");
  }

  /**
   * Declares the option.
   *
   * @param rules the effect of each value, a line each
   */
  public MissingOption(CommandSpec spec, String rules) {
    missing =
        CliOption.orDefault(
            spec,
            Section.DATA,
            String.class,
            "--missing",
            "fail|skip|mean",
            "fail",
            "Missing values: empty, NA, N/A, NaN, null or ?. Default: ${DEFAULT-VALUE}.\n" + rules);
  }

  /** The rule; never {@link MissingValues#KEEP}. */
  public MissingValues rule() {
    return Choice.of(
        "--missing",
        missing.get(),
        Map.of("fail", MissingValues.FAIL, "skip", MissingValues.SKIP, "mean", MissingValues.MEAN));
  }
}
